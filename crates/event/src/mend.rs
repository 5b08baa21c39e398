//! Sets right trees that cannot be: sentences without a verb whose verb was taken for a noun, and verbs that a hyphen
//! parts from what belongs to them.
//!
//! The present tense of news ("Britain sanctions two banks", "thousands march through the capital") looks like a noun;
//! where a sentence has nothing else to be its verb, the word that could be one is.

use dragoman_text::{Feats, Language, NameTag, Reading, Relation, Token, Upos, Xpos};

/// The tags of a verb of the present tense.
#[derive(Clone, Copy)]
struct Present {
    singular: (Xpos, Feats),
    plural: (Xpos, Feats),
}

/// Sets right the trees of a reading. `is_verb` says of a form, in lower case, whether it may be a verb's.
pub fn mend(text: &str, reading: &mut Reading, language: &Language, is_verb: impl Fn(&str) -> bool) {
    let Some(present) = present(language) else { return };
    for sentence in &reading.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some(tokens) = reading.tokens.get_mut(range) else { continue };
        let mut tree = Tree { text, tokens, language };
        tree.join_hyphened();
        if let Some((verb, is_plural)) = tree.missed_verb(&is_verb) {
            tree.make_root(verb, if is_plural { present.plural } else { present.singular });
        }
    }
}

fn present(language: &Language) -> Option<Present> {
    let singular = language.feats_written("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")?;
    let plural = language.feats_written("Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin");
    Some(Present {
        singular: (language.xpos_written("VBZ")?, singular),
        plural: (language.xpos_written("VBP")?, plural.unwrap_or(singular)),
    })
}

/// One sentence, its tokens counted from 0.
struct Tree<'a> {
    text: &'a str,
    tokens: &'a mut [Token],
    language: &'a Language,
}

impl Tree<'_> {
    fn form(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.text))
    }

    fn xpos(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| self.language.xpos(token.xpos))
    }

    fn head(&self, token: usize) -> Option<usize> {
        (self.tokens.get(token)?.head as usize).checked_sub(1)
    }

    fn relation(&self, token: usize) -> Relation {
        self.tokens.get(token).map_or(Relation::Dep, |token| token.relation)
    }

    fn upos(&self, token: usize) -> Upos {
        self.tokens.get(token).map_or(Upos::X, |token| token.upos)
    }

    fn children(&self, head: usize) -> Vec<usize> {
        (0..self.tokens.len()).filter(|token| self.head(*token) == Some(head)).collect()
    }

    fn has(&self, head: usize, relations: &[Relation]) -> bool {
        (0..self.tokens.len())
            .any(|token| self.head(token) == Some(head) && relations.contains(&self.relation(token)))
    }

    fn attach(&mut self, token: usize, head: usize, relation: Relation) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.head = head as u32 + 1;
            token.relation = relation;
        }
    }

    fn is_finite(&self, token: usize) -> bool {
        matches!(self.xpos(token), "VBZ" | "VBP" | "VBD" | "MD")
    }

    fn is_name(&self, token: usize) -> bool {
        self.upos(token) == Upos::Propn
            || self.tokens.get(token).is_some_and(|token| token.name != NameTag::Outside)
    }

    /// "Test-fires a missile": what stands before the hyphen belongs to the verb and is not its subject.
    fn join_hyphened(&mut self) {
        for verb in 2..self.tokens.len() {
            let (first, dash) = (verb - 2, verb - 1);
            let touches = |one: usize, other: usize| {
                let (one, other) = (self.tokens.get(one), self.tokens.get(other));
                matches!((one, other), (Some(one), Some(other)) if one.span.end() == other.span.start())
            };
            let is_joined = self.form(dash) == "-" && touches(first, dash) && touches(dash, verb);
            let is_subject =
                matches!(self.relation(first), Relation::Nsubj | Relation::NsubjPass | Relation::Obl);
            if !is_joined
                || !is_subject
                || self.is_name(first)
                || self.upos(verb) != Upos::Verb
                || self.head(first) != Some(verb)
            {
                continue;
            }
            let relation = self.relation(first);
            self.hand_left_children(first, verb, relation);
            self.attach(first, verb, Relation::Compound);
        }
    }

    /// Of what stands before a word that proves to be no noun, the last noun takes the word's place, and the rest goes
    /// with it.
    fn hand_left_children(&mut self, word: usize, head: usize, relation: Relation) -> Option<usize> {
        let belongs = |relation: Relation| {
            matches!(
                relation,
                Relation::Compound
                    | Relation::Amod
                    | Relation::Det
                    | Relation::Nummod
                    | Relation::Flat
                    | Relation::NmodDesc
                    | Relation::NmodPoss
                    | Relation::Nmod
                    | Relation::Case
                    | Relation::Appos
            )
        };
        let left: Vec<usize> = self
            .children(word)
            .into_iter()
            .filter(|child| *child < word && belongs(self.relation(*child)))
            .collect();
        let is_noun = |token: &&usize| {
            matches!(self.upos(**token), Upos::Noun | Upos::Propn | Upos::Pron)
                && !matches!(self.relation(**token), Relation::NmodPoss | Relation::Case)
        };
        let new = *left.iter().rev().find(is_noun)?;
        for child in left {
            if child != new {
                let relation = self.relation(child);
                self.attach(child, new, relation);
            }
        }
        self.attach(new, head, relation);
        Some(new)
    }

    /// The word that must be the verb of a sentence that has none, and whether its subject is plural.
    fn missed_verb(&self, is_verb: &impl Fn(&str) -> bool) -> Option<(usize, bool)> {
        let root = (0..self.tokens.len()).find(|token| self.tokens[*token].head == 0)?;
        let clause = [Relation::Aux, Relation::AuxPass, Relation::Cop];
        let has_verb = self.is_finite(root)
            || matches!(self.upos(root), Upos::Verb | Upos::Aux)
                && self.has(root, &[Relation::Nsubj, Relation::NsubjPass])
            || self.has(root, &clause);
        if has_verb {
            return None;
        }
        (1..self.tokens.len().saturating_sub(1)).find_map(|word| {
            let form = self.form(word);
            let is_noun = matches!(self.upos(word), Upos::Noun | Upos::Adv | Upos::Adj)
                && form.chars().all(char::is_lowercase);
            if !is_noun || !self.is_in_main(word, root) || !is_verb(form) {
                return None;
            }
            let singular = form.ends_with('s') && !form.ends_with("ss");
            let subject = self.noun_before(word)?;
            let is_plural = self.is_plural(subject, word);
            let fits = singular != is_plural && self.goes_on(word) && !self.has(word, &[Relation::Case]);
            fits.then_some((word, is_plural))
        })
    }

    /// Whether a word stands in the main clause and in nothing that hangs on it as a clause of its own.
    fn is_in_main(&self, word: usize, root: usize) -> bool {
        let mut at = word;
        for _ in 0..self.tokens.len() {
            if at == root {
                return true;
            }
            if matches!(
                self.relation(at),
                Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Advcl
                    | Relation::Ccomp
                    | Relation::Xcomp
                    | Relation::Csubj
                    | Relation::Parataxis
            ) {
                return false;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The noun that ends right before a word, adverbs and what stands between commas apart.
    fn noun_before(&self, word: usize) -> Option<usize> {
        let mut before = word.checked_sub(1)?;
        while self.upos(before) == Upos::Adv && before > 0 {
            before -= 1;
        }
        matches!(self.upos(before), Upos::Noun | Upos::Propn | Upos::Pron).then_some(before)
    }

    /// Whether what stands before a verb is plural: the head of the phrase that ends there, or a list.
    fn is_plural(&self, last: usize, verb: usize) -> bool {
        let mut top = last;
        for _ in 0..self.tokens.len() {
            match self.head(top) {
                Some(head) if head < verb => top = head,
                _ => break,
            }
        }
        let plural = |token: usize| matches!(self.xpos(token), "NNS" | "NNPS");
        plural(top)
            || self.has(top, &[Relation::Conj]) && self.children(top).iter().any(|child| *child < verb)
    }

    /// Whether what follows a word could follow a verb: a phrase, or a preposition that no such noun goes with.
    fn goes_on(&self, word: usize) -> bool {
        let next = word + 1;
        match self.upos(next) {
            Upos::Det | Upos::Propn | Upos::Num | Upos::Adj | Upos::Noun | Upos::Pron | Upos::Sym | Upos::Adv => {
                self.form(next) != "that"
            }
            Upos::Adp => {
                let form = self.form(next).to_lowercase();
                !matches!(form.as_str(), "of" | "on" | "against" | "for" | "between" | "by" | "over" | "about" | "targeting")
                    && self.upos(word) != Upos::Noun
                    || matches!(form.as_str(), "through" | "across" | "after" | "into" | "outside" | "to" | "without")
            }
            Upos::Cconj => self.upos(next + 1) == Upos::Verb,
            _ => false,
        }
    }

    /// Makes a word the verb of its sentence.
    fn make_root(&mut self, verb: usize, (xpos, feats): (Xpos, Feats)) {
        let Some(old) = (0..self.tokens.len()).find(|token| self.tokens[*token].head == 0) else { return };
        if let Some(token) = self.tokens.get_mut(verb) {
            (token.upos, token.xpos, token.feats) = (Upos::Verb, xpos, feats);
        }
        if old != verb {
            let is_subject = old < verb;
            let has_case = self.has(old, &[Relation::Case]);
            for child in self.children(old) {
                if child == verb {
                    continue;
                }
                if is_subject && child > verb || !is_subject && child < verb {
                    let relation = self.as_of_verb(child, verb);
                    self.attach(child, verb, relation);
                }
            }
            let relation = match (is_subject, has_case) {
                (true, _) => Relation::Nsubj,
                (false, true) => Relation::Obl,
                (false, false) => Relation::Obj,
            };
            // What the word hung on may have stood between it and the old root.
            self.attach(old, verb, relation);
            if let Some(token) = self.tokens.get_mut(verb) {
                token.head = 0;
                token.relation = Relation::Root;
            }
        }
        let subjects = [Relation::Nsubj, Relation::NsubjPass];
        if !self.has(verb, &subjects) {
            self.hand_left_children(verb, verb, Relation::Nsubj);
        } else if let Some(subject) =
            self.children(verb).into_iter().find(|child| *child < verb && subjects.contains(&self.relation(*child)))
        {
            for child in self.children(verb) {
                if child < subject && matches!(self.relation(child), Relation::Det | Relation::Amod | Relation::Compound) {
                    let relation = self.relation(child);
                    self.attach(child, subject, relation);
                }
            }
        }
        for child in self.children(verb) {
            if child > verb {
                let relation = self.as_of_verb(child, verb);
                self.attach(child, verb, relation);
            }
        }
    }

    /// The relation to a verb of what was taken to depend on a noun.
    fn as_of_verb(&self, child: usize, verb: usize) -> Relation {
        let has_object = self.has(verb, &[Relation::Obj]);
        match self.relation(child) {
            Relation::Nmod if self.has(child, &[Relation::Case]) => Relation::Obl,
            Relation::Appos | Relation::Nmod | Relation::NmodUnmarked | Relation::NmodDesc | Relation::Flat | Relation::Nsubj
                if child > verb && !has_object =>
            {
                Relation::Obj
            }
            Relation::Compound | Relation::Nmod if child < verb => Relation::Nsubj,
            Relation::Acl if self.xpos(child) == "VBG" || self.xpos(child) == "VB" => Relation::Advcl,
            relation => relation,
        }
    }
}
