//! Trees that a reader of English knows to be wrong are set right before anything is read off them.

use dragoman_text::{Article, Language, Reading, Relation, Token, Upos};

/// "Has broken relations with Chad": a participle right behind "have" that was taken for an adjective of the object is
/// the verb of the clause, and "have" its auxiliary.
///
/// "Has damaged roads" may be either; in news it hardly ever tells what somebody owns.
pub fn mend(article: &Article, reading: &mut Reading, language: &Language) {
    for sentence in &reading.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some(tokens) = reading.tokens.get_mut(range) else { continue };
        for at in 0..tokens.len() {
            if let Some((participle, object)) = perfect(&article.text, language, tokens, at) {
                make_perfect(tokens, at, participle, object);
            }
            bind_limit(&article.text, tokens, at);
        }
    }
}

/// The participle and the object of a perfect whose auxiliary was read as a verb of owning.
fn perfect(text: &str, language: &Language, tokens: &[Token], have: usize) -> Option<(usize, usize)> {
    let owns = tokens.get(have).filter(|token| {
        token.upos == Upos::Verb
            && ["has", "have", "had"].iter().any(|form| token.span.of(text).eq_ignore_ascii_case(form))
    });
    owns?;
    let mut behind = tokens.iter().enumerate().skip(have + 1);
    let (participle, token) = behind.find(|(_, token)| token.upos != Upos::Adv)?;
    let object = (token.head as usize).checked_sub(1)?;
    let holds = |child: &Token, head: usize, relation: Relation| {
        child.head as usize == head + 1 && child.relation == relation
    };
    let is_participle = language.xpos(token.xpos) == "VBN" && token.relation == Relation::Amod;
    let is_object = holds(tokens.get(object)?, have, Relation::Obj);
    let is_bare = !tokens.iter().any(|child| holds(child, object, Relation::Det));
    (is_participle && is_object && is_bare).then_some((participle, object))
}

fn make_perfect(tokens: &mut [Token], have: usize, participle: usize, object: usize) {
    let (Some(owner), new_head) = (tokens.get(have).cloned(), participle as u32 + 1) else { return };
    for (at, token) in tokens.iter_mut().enumerate() {
        if at == participle {
            token.head = owner.head;
            token.relation = owner.relation;
            token.upos = Upos::Verb;
        } else if at == have {
            token.head = new_head;
            token.relation = Relation::Aux;
            token.upos = Upos::Aux;
        } else if token.head as usize == have + 1 || at == object {
            token.head = new_head;
        }
    }
}

/// "Killed up to twenty people": "up to" belongs to the number, and what is counted is the object.
fn bind_limit(text: &str, tokens: &mut [Token], up: usize) {
    let [Some(first), Some(second), Some(number)] = [up, up + 1, up + 2].map(|at| tokens.get(at)) else {
        return;
    };
    let reads = |token: &Token, word: &str| token.span.of(text).eq_ignore_ascii_case(word);
    let verb = first.head;
    let counted = (number.head as usize).checked_sub(1).filter(|at| *at > up + 2);
    let Some(counted) = counted else { return };
    let hangs_on_verb = tokens
        .get(counted)
        .is_some_and(|noun| noun.head == verb && matches!(noun.relation, Relation::Obl | Relation::Nmod));
    let has_object = tokens.iter().any(|token| token.head == verb && token.relation == Relation::Obj);
    let is_limit = reads(first, "up")
        && reads(second, "to")
        && number.relation == Relation::Nummod
        && second.head as usize == counted + 1;
    if !is_limit || !hangs_on_verb || has_object || verb == 0 {
        return;
    }
    for (at, head, relation) in [
        (up, up as u32 + 3, Relation::Advmod),
        (up + 1, up as u32 + 1, Relation::Fixed),
        (counted, verb, Relation::Obj),
    ] {
        if let Some(token) = tokens.get_mut(at) {
            token.head = head;
            token.relation = relation;
        }
    }
}
