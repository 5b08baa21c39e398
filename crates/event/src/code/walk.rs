//! The article as the coder walks it: its trees, with voice, relative clauses, control and light verbs evened out.

use std::cell::{Cell, OnceCell, RefCell};

use dragoman_text::{NameKind, NameTag, Relation, Upos};

use super::reading::Memo;
use crate::predicate::{Part, Place, Predicates};
use crate::{Grounding, Parsed};

/// Behind a verb, these name others who share the part of its object, or of its subject.
const BESIDE: [&str; 3] = ["along with", "together with", "alongside"];

/// Heads are followed at most this far; a tree of a sane sentence is not deeper.
const MOST_STEPS: usize = 12;

/// An article with everything that stands in it, ready to be asked who did what.
pub(crate) struct Walk<'a> {
    pub(crate) parsed: &'a Parsed<'a>,
    pub(crate) grounding: &'a Grounding,
    pub(crate) predicates: &'a Predicates,
    /// Token to the mention or place that it is the head of or a part of, counted from 1; 0 for none.
    mention_at: Vec<u32>,
    place_at: Vec<u32>,
    /// The classes of each token's word, once somebody asks.
    classes: Vec<OnceCell<Box<[u16]>>>,
    /// The lemmas that each token's form may have, once somebody asks.
    lemmas: Vec<OnceCell<&'a [Box<str>]>>,
    /// The numbers that conditions know each token's word by, once somebody asks.
    numbers: Vec<OnceCell<Box<[u32]>>>,
    /// The preposition of each token, and the words beside it, once somebody asks.
    prepositions: Vec<OnceCell<Option<String>>>,
    /// The tokens of each sentence that stand behind a preposition, once somebody asks.
    follow: Vec<OnceCell<Box<[usize]>>>,
    pub(crate) besides: Vec<OnceCell<Box<[usize]>>>,
    /// What each token measures, once somebody asks.
    pub(crate) measured: Vec<OnceCell<Option<usize>>>,
    pub(crate) memo: RefCell<Vec<Memo>>,
    /// The nouns of which it is being asked what they lead to.
    pub(crate) leading: RefCell<Vec<usize>>,
    /// The verb whose phrase is being tried, and what the phrase reaches.
    pub(crate) reaching: Cell<Option<(usize, usize)>>,
    /// Of each sentence, whether a list of members begins in it, once somebody asks.
    lists: OnceCell<Vec<bool>>,
    /// How many questions for parties are open, one asked on behalf of another.
    pub(crate) nested: Cell<usize>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(parsed: &'a Parsed<'a>, grounding: &'a Grounding, predicates: &'a Predicates) -> Self {
        let n_tokens = parsed.len();
        let actors = grounding.actors.iter().map(|one| (one.tokens.clone(), one.head));
        let places = grounding.places.iter().map(|one| (one.tokens.clone(), one.head));
        Self {
            parsed,
            grounding,
            predicates,
            mention_at: stand_at(n_tokens, actors),
            place_at: stand_at(n_tokens, places),
            classes: vec![OnceCell::new(); n_tokens],
            lemmas: vec![OnceCell::new(); n_tokens],
            numbers: vec![OnceCell::new(); n_tokens],
            prepositions: vec![OnceCell::new(); n_tokens],
            follow: vec![OnceCell::new(); parsed.n_sentences()],
            besides: vec![OnceCell::new(); n_tokens],
            measured: vec![OnceCell::new(); n_tokens],
            memo: RefCell::new(vec![Memo::Unknown; n_tokens]),
            leading: RefCell::default(),
            reaching: Cell::new(None),
            lists: OnceCell::new(),
            nested: Cell::new(0),
        }
    }

    /// The actor mention that a token is the head of, or stands in as a part of a name or title.
    pub(crate) fn mention(&self, token: usize) -> Option<usize> {
        let mention = (*self.mention_at.get(token)? as usize).checked_sub(1)?;
        let head = self.grounding.actors.get(mention)?.head;
        let mut at = token;
        while at != head {
            if !matches!(
                self.parsed.relation(at),
                Relation::Flat | Relation::Compound | Relation::NmodDesc | Relation::Appos | Relation::Fixed
            ) {
                return None;
            }
            at = self.parsed.head(at)?;
        }
        Some(mention)
    }

    /// The place that a token is a part of.
    pub(crate) fn place(&self, token: usize) -> Option<usize> {
        (*self.place_at.get(token)? as usize).checked_sub(1)
    }

    /// The lemma that the predicates know the token by: the tree's, or one that its form may have.
    pub(crate) fn known_lemma(&self, token: usize, part: Part) -> Box<str> {
        let lemma = self.parsed.lemma(token);
        let form = self.parsed.form(token).to_lowercase();
        // "A planned visit": the adjective is the form, and the lemma is the verb's.
        if part == Part::Adjective {
            return Box::from(form);
        }
        if part == Part::Noun
            && let Some(whole) = self.hyphened(token)
            && !self.predicates.entries(part, &whole).is_empty()
        {
            return Box::from(whole);
        }
        if !self.predicates.entries(part, lemma).is_empty() {
            return Box::from(lemma);
        }
        self.predicates
            .lemmas_of(&form)
            .iter()
            .find(|lemma| !self.predicates.entries(part, lemma).is_empty())
            .cloned()
            .unwrap_or_else(|| Box::from(lemma.to_lowercase()))
    }

    /// A noun that a hyphen parts, as one word: "pullout" of "pull-out", seen from its last half.
    fn hyphened(&self, token: usize) -> Option<String> {
        let tokens = &self.parsed.reading.tokens;
        let (first, dash, last) =
            (tokens.get(token.checked_sub(2)?)?, tokens.get(token - 1)?, tokens.get(token)?);
        let is_whole = last.upos == Upos::Noun
            && self.parsed.form(token - 1) == "-"
            && first.span.end() == dash.span.start()
            && dash.span.end() == last.span.start();
        is_whole
            .then(|| format!("{}{}", self.parsed.form(token - 2).to_lowercase(), self.parsed.lemma(token)))
    }

    /// The lemmas that a token's form may have, of those that the predicates know.
    pub(crate) fn lemmas_at(&self, token: usize) -> &'a [Box<str>] {
        let Some(lemmas) = self.lemmas.get(token) else { return &[] };
        lemmas.get_or_init(|| self.predicates.lemmas_of(&self.parsed.form(token).to_lowercase()))
    }

    /// The numbers that conditions know a token's word by: its lemma's, its form's, and those of what the form may be of.
    pub(crate) fn numbers_at(&self, token: usize) -> &[u32] {
        let Some(numbers) = self.numbers.get(token) else { return &[] };
        numbers.get_or_init(|| {
            let form = self.parsed.form(token).to_ascii_lowercase();
            let lemmas = self.lemmas_at(token).iter().map(AsRef::as_ref);
            let whole = self.hyphened(token);
            let words = [self.parsed.lemma(token), &form].into_iter().chain(whole.as_deref());
            let own = self.predicates.numbers_of(words.chain(lemmas));
            let meant = self.stands_for(token).iter().flat_map(|one| self.numbers_at(*one));
            own.iter().chain(meant).copied().collect()
        })
    }

    /// Whether a token's lemma or form is in a class of words.
    pub(crate) fn is_a(&self, token: usize, class: &str) -> bool {
        let Some(classes) = self.classes.get(token) else { return false };
        let classes = classes.get_or_init(|| {
            let form = self.parsed.form(token).to_lowercase();
            let lemmas = self.lemmas_at(token).iter().map(AsRef::as_ref);
            let words = [self.parsed.lemma(token), &form].into_iter().chain(lemmas);
            let ends = ["s", "es"].into_iter().filter_map(|end| form.strip_suffix(end));
            self.predicates.classes_of(words.chain(ends))
        });
        // Most words are in no class, so that its number need not be looked for.
        let is_in = |number| classes.contains(&number);
        !classes.is_empty() && self.predicates.class_number(class).is_some_and(is_in)
            || self.stands_for(token).iter().any(|one| self.is_a(*one, class))
    }

    /// The words that a pronoun stands for which says who does something: what is asked of it is asked of them.
    fn stands_for(&self, token: usize) -> &'a [usize] {
        // Whom others act upon is less sure to be known.
        if self.parsed.upos(token) != Upos::Pron || self.parsed.relation(token) != Relation::Nsubj {
            return &[];
        }
        let mention = self.mention_at.get(token).and_then(|at| (*at as usize).checked_sub(1));
        mention.and_then(|at| self.grounding.actors.get(at)).map_or(&[], |mention| &mention.stands_for)
    }

    /// The preposition of a nominal, "along with" and the like as one; `None` where it has none.
    pub(crate) fn preposition(&self, token: usize) -> Option<String> {
        self.preposition_at(token).map(str::to_owned)
    }

    fn preposition_at(&self, token: usize) -> Option<&str> {
        self.prepositions.get(token)?.get_or_init(|| self.find_preposition(token)).as_deref()
    }

    fn find_preposition(&self, token: usize) -> Option<String> {
        let mut words = Vec::new();
        for child in self.parsed.children(token) {
            let relation = self.parsed.relation(child);
            let is_mark = relation == Relation::Mark
                && self.is_verb(token)
                && matches!(self.parsed.upos(child), Upos::Adp | Upos::Sconj);
            if (relation == Relation::Case || is_mark) && self.parsed.form(child) != "'s" && child < token {
                let word = self.parsed.form(child).to_lowercase();
                words.push(match word.as_str() {
                    "with" if self.is_jointly(child) => "together with".to_owned(),
                    "towards" => "toward".to_owned(),
                    "upon" => "on".to_owned(),
                    _ => word,
                });
                for fixed in self.parsed.children_by(child, Relation::Fixed) {
                    words.push(self.parsed.form(fixed).to_lowercase());
                }
            }
        }
        if words.is_empty() && !self.is_verb(token) {
            // "With prime minister Pashinyan" may hang the preposition on the title.
            return self
                .parsed
                .children(token)
                .take_while(|child| *child < token)
                .filter(|child| {
                    matches!(self.parsed.relation(*child), Relation::NmodDesc | Relation::Compound)
                })
                .find_map(|child| self.own_preposition(child));
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// "Jointly with the king".
    fn is_jointly(&self, with: usize) -> bool {
        with.checked_sub(1).is_some_and(|before| {
            self.parsed.relation(before) == Relation::Advmod
                && self.parsed.form(before).eq_ignore_ascii_case("jointly")
        })
    }

    fn own_preposition(&self, token: usize) -> Option<String> {
        let case = self.parsed.child_by(token, Relation::Case)?;
        (case < token && self.parsed.form(case) != "'s").then(|| self.parsed.form(case).to_lowercase())
    }

    pub(crate) fn has_preposition(&self, token: usize, preposition: &str) -> bool {
        // "Died when their convoy was raided": a clause has its "when" for an adverb.
        if preposition == "when" {
            return self.is_verb(token)
                && self
                    .parsed
                    .children_by(token, Relation::Advmod)
                    .any(|word| self.parsed.lemma(word) == "when");
        }
        self.preposition_at(token).is_some_and(|found| {
            found == preposition
                || match preposition {
                    "in" => {
                        matches!(found, "within" | "inside")
                            || found == "throughout" && self.place(token).is_some()
                    }
                    "on" => found == "upon",
                    "to" => found == "toward" || found == "towards" || found == "into",
                    "with" => found == "together with" || found == "along with",
                    "over" => found == "about" || found == "regarding" || found == "concerning",
                    _ => false,
                }
        })
    }

    pub(crate) fn is_verb(&self, token: usize) -> bool {
        match self.parsed.upos(token) {
            Upos::Verb | Upos::Aux => true,
            Upos::Noun => {
                self.parsed.child_by(token, Relation::Obj).is_some() || self.object_behind(token).is_some()
            }
            _ => false,
        }
    }

    /// "Police arrest a man", where a verb of the present is tagged as a noun: the phrase that follows it at once.
    fn object_behind(&self, noun: usize) -> Option<usize> {
        if self.parsed.relation(noun) != Relation::Root || self.parsed.upos(noun) != Upos::Noun {
            return None;
        }
        let is_named_before = self.parsed.children(noun).any(|child| {
            child < noun && matches!(self.parsed.relation(child), Relation::Compound | Relation::Nsubj)
        });
        let is_clause = self.parsed.children(noun).any(|child| {
            matches!(self.parsed.relation(child), Relation::Cop | Relation::Aux | Relation::AuxPass)
        });
        let tells = || !self.predicates.entries(Part::Verb, self.parsed.lemma(noun)).is_empty();
        if !is_named_before || is_clause || !tells() {
            return None;
        }
        self.parsed.children(noun).find(|child| {
            matches!(
                self.parsed.relation(*child),
                Relation::Appos
                    | Relation::Nmod
                    | Relation::NmodUnmarked
                    | Relation::NmodDesc
                    | Relation::Flat
            ) && self.parsed.subtree(*child).start == noun + 1
                && self.is_word(noun + 1)
                && self.parsed.child_by(*child, Relation::Case).is_none()
        })
    }

    pub(crate) fn is_nominal(&self, token: usize) -> bool {
        matches!(self.parsed.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    /// A participle that depends on a noun or a clause without an auxiliary of its own.
    pub(super) fn is_bare_participle(&self, verb: usize) -> bool {
        self.parsed.xpos(verb) == "VBN"
            && !self
                .parsed
                .children(verb)
                .any(|child| matches!(self.parsed.relation(child), Relation::Aux | Relation::AuxPass))
    }

    /// Whether what stands as its subject is what it is done to.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        for child in self.parsed.children(verb) {
            match self.parsed.relation(child) {
                Relation::NsubjPass | Relation::AuxPass | Relation::CsubjPass => return true,
                Relation::Obj | Relation::Nsubj => return false,
                _ => {}
            }
        }
        if !self.is_bare_participle(verb) {
            return false;
        }
        match self.parsed.relation(verb) {
            Relation::Acl | Relation::Advcl | Relation::Amod | Relation::Xcomp => true,
            Relation::Conj => {
                self.parsed.head(verb).is_some_and(|head| self.is_verb(head) && self.is_passive(head))
            }
            _ => false,
        }
    }

    /// A relative pronoun's antecedent, or the token itself.
    pub(crate) fn antecedent(&self, token: usize) -> usize {
        if !matches!(self.parsed.upos(token), Upos::Pron | Upos::Det)
            || !matches!(self.parsed.lemma(token), "who" | "which" | "that" | "whom" | "whose")
        {
            return token;
        }
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(4) {
            if matches!(self.parsed.relation(inner), Relation::AclRelcl | Relation::Acl) {
                return outer;
            }
            inner = outer;
        }
        token
    }

    /// "Reopens the border after closing it in May", "after it was closed in May": a thing that a clause takes up again.
    fn thing_meant(&self, verb: usize, said: usize) -> Option<usize> {
        let is_object = || self.parsed.xpos(verb) == "VBG" && !self.is_a(verb, "gives-reasons");
        let is_subject = self.parsed.relation(said) == Relation::NsubjPass;
        let is_thing = self.parsed.upos(said) == Upos::Pron
            && matches!(self.parsed.lemma(said), "it" | "they" | "them")
            && (is_subject || is_object())
            && self.parsed.relation(verb) == Relation::Advcl
            && self
                .parsed
                .children_by(verb, Relation::Mark)
                .any(|mark| !is_subject || matches!(self.parsed.lemma(mark), "after" | "before" | "since"));
        let over = self.parsed.head(verb).filter(|over| is_thing && *over < verb && self.is_verb(*over))?;
        let named = self.parsed.child_by(over, Relation::Obj)?;
        let is_thing = !self.is_party(named) || self.is_a(named, "mission-house");
        (named < verb && self.parsed.upos(named) == Upos::Noun && is_thing).then_some(named)
    }

    /// The subject as it stands, found through coordination, control and participles; `None` where there is none.
    pub(crate) fn surface_subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, MOST_STEPS)
    }

    fn subject_within(&self, verb: usize, steps: usize) -> Option<usize> {
        let own = self.parsed.children(verb).find(|child| {
            matches!(
                self.parsed.relation(*child),
                Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter
            ) && !self.is_half_a_word(*child)
        });
        if let Some(own) = own {
            let said = own;
            let own = self.antecedent(own);
            // "Signed an order that bans imports": whoever signs it bans them.
            let is_law_itself = own != said
                && self.parsed.relation(verb) == Relation::AclRelcl
                && self.parsed.head(verb) == Some(own)
                && self.is_a(verb, "law-bids")
                && !self.is_passive(verb)
                && !self.is_a(own, "accord");
            if is_law_itself
                && let Some(steps) = steps.checked_sub(1)
                && let Some(enacting) = self.lawmaker(own, steps)
            {
                return Some(enacting);
            }
            return Some(self.teller_meant(own).or_else(|| self.thing_meant(verb, own)).unwrap_or(own));
        }
        if self.parsed.upos(verb) == Upos::Noun
            && let Some(before) =
                self.parsed.children_by(verb, Relation::Compound).find(|child| *child < verb)
        {
            // "Federal police fire tear gas", with the verb taken for a noun.
            return Some(before);
        }
        let head = self.true_head(verb)?;
        let steps = steps.checked_sub(1)?;
        match self.parsed.relation(verb) {
            Relation::Conj | Relation::Parataxis if self.is_verb(head) || self.is_clause(head) => {
                self.subject_within(head, steps)
            }
            Relation::Conj => match self.parsed.relation(head) {
                Relation::Acl | Relation::Xcomp | Relation::Advcl => self.subject_within(head, steps),
                _ => None,
            },
            Relation::Xcomp => self.controller(head, steps),
            Relation::Ccomp => {
                let has_that = self.parsed.child_by(verb, Relation::Mark).is_some();
                if has_that { None } else { self.subject_within(head, steps) }
            }
            Relation::Advcl | Relation::Acl if self.is_closing_word(verb) => {
                let main = self.main_clause(verb);
                // "A strike killed ten, the minister said, blaming Chad".
                let teller = self.parsed.head(main).filter(|teller| {
                    self.parsed.relation(main) == Relation::Ccomp
                        && (main..verb).contains(teller)
                        && self.is_a(*teller, "say")
                });
                self.subject_within(teller.unwrap_or(main), steps)
            }
            Relation::Advcl if self.is_time_of_main(verb, head) => {
                let main = self.main_clause(verb);
                self.subject_within(main, steps)
            }
            Relation::Advcl | Relation::AdvclRelcl => {
                let of = self.parsed.children(verb).any(|child| {
                    self.parsed.relation(child) == Relation::Mark
                        && matches!(self.parsed.lemma(child), "of" | "for" | "from")
                        && self.parsed.upos(child) != Upos::Part
                });
                // "Pressed the government to open": what somebody is moved to do comes as a purpose.
                let moved = self.has_to(verb)
                    && (self.is_a(head, "move")
                        || self.is_a(head, "call")
                        // "Wants soldiers to guard the port": they are to guard it.
                        || self.is_a(head, "wants-somebody")
                            && self.parsed.child_by(head, Relation::Obj).is_some_and(|object| object < verb));
                // "Claims responsibility for killing two soldiers".
                let owns_up = self.parsed.children_by(head, Relation::Obj).any(|object| {
                    self.parsed.lemma(object) == "responsibility"
                        && self.parsed.child_by(object, Relation::NmodPoss).is_none()
                });
                if self.is_nominal(head) && self.is_party(head) && !self.is_clause(head) && of {
                    return Some(head);
                }
                if let Some(done_to) = self.done_to_for(verb, head) {
                    return Some(done_to);
                }
                if (of || moved) && !owns_up {
                    self.controller(head, steps)
                } else {
                    self.subject_within(head, steps)
                }
            }
            Relation::Acl if self.is_verb(head) => self.subject_within(head, steps),
            Relation::Acl => {
                if let Some(done_to) = self.done_to_for(verb, head) {
                    return Some(done_to);
                }
                // "Allegations of being backed by Chad".
                let being = self.parsed.child_by(verb, Relation::AuxPass);
                let is_gerund = self.parsed.xpos(verb) == "VBG"
                    || being.is_some_and(|aux| self.parsed.xpos(aux) == "VBG");
                let is_named_by = is_gerund
                    && !self.is_party(head)
                    && self.parsed.children_by(verb, Relation::Mark).any(|mark| {
                        self.parsed.upos(mark) == Upos::Adp || self.is_a(head, "course-of-action")
                    });
                // "Took the step of expelling them", "is on the point of leaving": whoever takes the step, or is there.
                let is_of = is_gerund
                    && self.is_a(head, "course-of-action")
                    && self
                        .parsed
                        .children_by(verb, Relation::Mark)
                        .any(|mark| self.parsed.lemma(mark) == "of");
                if is_of && self.giver_within(head, steps).is_empty() {
                    let is_said = self.parsed.child_by(head, Relation::Cop).is_some();
                    let over = if is_said { Some(head) } else { self.parsed.head(head) };
                    return self.subject_within(over?, steps);
                }
                // "Days after halting its aid, Chad closed the embassy".
                let is_time = self.parsed.relation(head) == Relation::OblUnmarked
                    && matches!(self.preposition(verb).as_deref(), Some("after" | "before"));
                if let Some(clause) = self.parsed.head(head).filter(|_| is_gerund && is_time) {
                    return self.subject_within(clause, steps);
                }
                if is_named_by {
                    // "Its role in planning the raid", "the idea of sending troops": the noun does nothing.
                    return self.giver_within(head, steps).first().copied();
                }
                // "Airstrikes along the border targeting rebels": the border targets nobody.
                let is_land =
                    self.is_a(head, "boundary") || self.place(head).is_some() && self.mention(head).is_none();
                if let Some(over) =
                    self.parsed.head(head).filter(|over| is_land && self.event_at(*over) == Some(*over))
                {
                    return self.giver_within(over, steps).first().copied();
                }
                if !self.has_to(verb) {
                    // "Signed a decree banning imports": whoever signs it bans them.
                    let is_made = self.lawmaking(head).is_some();
                    return if is_made { self.lawmaker(head, steps) } else { Some(head) };
                }
                if let Some(becoming) = self.becoming(head) {
                    return self.subject_within(becoming, steps);
                }
                if let Some(said) = self.is_the_first(head) {
                    // "The first to recognise it was Chad", "Chad was the one to recognise it".
                    return if said == head { self.subject_within(said, steps) } else { Some(said) };
                }
                // "Summoned the ambassador to demand": a purpose of the clause and not of the ambassador.
                match self.parsed.head(head) {
                    // "Kenya to expel the envoy next week": a headline.
                    None if self.is_party(head) && self.has_to(verb) => Some(head),
                    // "Rejects Rwanda's claim to have taken the town": of one's own.
                    // "Chad's decision to leave surprised the others": the decision does not leave.
                    Some(clause)
                        if self.is_party(head)
                            && self.is_verb(clause)
                            && !self.is_a(head, "report")
                            && !self.is_a(head, "resolve") =>
                    {
                        self.subject_within(clause, steps)
                    }
                    // "The court upholds the decision to ban him".
                    Some(clause)
                        if self.is_a(head, "resolve")
                            && self.parsed.relation(head) == Relation::Obj
                            && self.giver_within(head, steps).is_empty() =>
                    {
                        self.subject_within(clause, steps)
                    }
                    _ => self.giver_within(head, steps).first().copied(),
                }
            }
            Relation::AclRelcl => {
                // "the talks that collapsed" has a pronoun; "the man she met" has a subject. What is left: a headline.
                Some(head)
            }
            // "Accused the army of shelling a village".
            Relation::Nmod if self.is_verb(verb) && self.is_party(head) => Some(head),
            Relation::Obl | Relation::Nmod if self.is_verb(verb) => self.subject_within(head, steps),
            _ => None,
        }
    }

    /// "Imposed sanctions on Chad for arming rebels", "Chad faces criticism for arming rebels": what somebody is punished or
    /// praised for is their own deed.
    fn done_to_for(&self, clause: usize, head: usize) -> Option<usize> {
        self.parsed
            .children_by(clause, Relation::Mark)
            .find(|mark| self.parsed.lemma(*mark) == "for" && self.parsed.upos(*mark) != Upos::Part)?;
        let answers = |token: &usize| {
            let is_against = self.facts(*token).is_some_and(|facts| facts.quad.ends_with("conflict"));
            is_against || self.type_of(*token) == Some("SUPPORT")
        };
        let (verb, answer) = if self.is_verb(head) {
            (Some(head), self.parsed.child_by(head, Relation::Obj))
        } else {
            (self.parsed.head(head).filter(|_| self.parsed.relation(head) == Relation::Obj), Some(head))
        };
        let done_to = match verb.filter(answers) {
            Some(verb) => self.party_fillers(
                verb,
                Part::Verb,
                &self.predicate(self.reading(verb)?).roles(Part::Verb).recipient,
            ),
            None => self.own_cast(answer.filter(answers)?).recipients,
        };
        done_to.into_iter().find(|one| self.is_party(*one))
    }

    /// "…, accusing it of a plot": a participle of saying behind a comma at the end belongs to the whole sentence.
    pub(crate) fn is_closing_word(&self, verb: usize) -> bool {
        self.parsed.xpos(verb) == "VBG"
            && (self.is_a(verb, "say") || self.is_verbal(verb))
            && self.parsed.form(self.parsed.subtree(verb).start) == ","
            && self.parsed.head(verb).is_some_and(|head| head < verb)
    }

    /// "Expels a diplomat accused of espionage after breaking up a ring": whoever expels broke it up.
    fn is_time_of_main(&self, verb: usize, head: usize) -> bool {
        self.parsed.xpos(verb) == "VBG"
            && self.parsed.relation(head) == Relation::Acl
            && self.is_bare_participle(head)
            && matches!(self.preposition(verb).as_deref(), Some("after" | "before" | "while"))
    }

    /// Whether a token is read as something that is done in words.
    fn is_verbal(&self, token: usize) -> bool {
        self.facts(token).is_some_and(|facts| facts.quad.starts_with("verbal"))
    }

    /// The clause that a sentence tells, or that somebody is said to have told, seen from inside.
    fn main_clause(&self, verb: usize) -> usize {
        let mut main = verb;
        for outer in self.parsed.ancestors(verb).take(MOST_STEPS) {
            if self.is_verb(outer) {
                let finite = self.parsed.children(outer).any(|child| {
                    matches!(self.parsed.relation(child), Relation::Nsubj | Relation::NsubjPass)
                        && self.antecedent(child) == child
                });
                main = outer;
                if finite {
                    break;
                }
            }
        }
        main
    }

    /// The verb that puts a law or the like in force, of which it is the object: "signed a decree".
    pub(crate) fn enactor(&self, law: usize) -> Option<usize> {
        let head = self.parsed.head(law)?;
        let verb = match self.parsed.relation(law) {
            // "Signed a decree", "voted for a bill".
            Relation::Obj | Relation::Obl => head,
            // "Voted in favour of a bill".
            Relation::Nmod if self.parsed.relation(head) == Relation::Obl => self.parsed.head(head)?,
            _ => return None,
        };
        let is_text = self.is_a(law, "law")
            || self.is_a(law, "policy")
            || self.is_a(law, "document")
            || self.parsed.upos(law) == Upos::Noun && self.is_a(law, "provision");
        (is_text && self.is_verb(verb) && self.is_a(verb, "enact")).then_some(verb)
    }

    /// The verb by which a bill is put forward or thrown out, and whether it is thrown out: "tabled a bill", "a bill was
    /// voted down".
    pub(crate) fn stage_of_bill(&self, law: usize) -> Option<(usize, bool)> {
        let verb = self.parsed.head(law).filter(|verb| self.is_a(law, "law") && self.is_verb(*verb))?;
        let is_object = match self.parsed.relation(law) {
            Relation::Obj | Relation::NsubjPass => true,
            Relation::Obl => self.has_preposition(law, "on"),
            _ => false,
        };
        // Whoever "introduced a law" may have brought it into force, and whoever introduced a bill has not.
        let is_bill = is_object && self.is_a(law, "draft-law");
        let votes_on = self.parsed.relation(law) == Relation::Obl && self.parsed.lemma(verb) == "vote";
        let out = !votes_on && self.is_a(verb, "throws-out-law");
        (is_bill && (out || votes_on || self.is_a(verb, "puts-forward-law"))).then_some((verb, out))
    }

    /// The verb by which a law is made, put forward or thrown out.
    pub(crate) fn lawmaking(&self, law: usize) -> Option<usize> {
        self.stage_of_bill(law).map(|(verb, _)| verb).or_else(|| self.enactor(law))
    }

    /// Who makes, puts forward or throws out a law.
    fn lawmaker(&self, law: usize, steps: usize) -> Option<usize> {
        let stage = self.stage_of_bill(law);
        let verb = self.lawmaking(law)?;
        if !self.is_passive(verb) {
            return self.subject_within(verb, steps);
        }
        let house = || self.nominals(verb, "in").into_iter().find(|one| self.is_party(*one));
        stage.and_then(|_| self.agent(verb).filter(|one| self.is_party(*one)).or_else(house))
    }

    /// The verb by which somebody comes to be what a noun says: "became the first country to recognise it".
    pub(crate) fn becoming(&self, noun: usize) -> Option<usize> {
        let verb = self.parsed.head(noun)?;
        (self.parsed.lemma(verb) == "become"
            && matches!(self.parsed.relation(noun), Relation::Xcomp | Relation::Obj))
        .then_some(verb)
    }

    /// What is said to be the first to do something, or said of it, with a word for "is": "Chad was the first state to leave".
    pub(crate) fn is_the_first(&self, noun: usize) -> Option<usize> {
        let is_first = self.is_a(noun, "first-of-all")
            || self.parsed.children(noun).any(|word| self.is_a(word, "first-of-all"));
        let has_copula = |said: usize| self.parsed.child_by(said, Relation::Cop).is_some();
        if !is_first {
            return None;
        }
        let over = || self.parsed.head(noun).filter(|_| self.parsed.relation(noun) == Relation::Nsubj);
        Some(noun).filter(|one| has_copula(*one)).or_else(|| over().filter(|one| has_copula(*one)))
    }

    /// The head, with "says they left and warns" and "declares it to be over and vows" set right, where the tree joins
    /// the last verb to the one before it and not to the one of its own tense.
    pub(crate) fn true_head(&self, verb: usize) -> Option<usize> {
        let head = self.parsed.head(verb)?;
        let tense = self.parsed.xpos(verb);
        let joined = self.parsed.relation(verb) == Relation::Conj
            && self.parsed.child_by(verb, Relation::Aux).is_none()
            && matches!(tense, "VBZ" | "VBD" | "VBP")
            && tense != self.parsed.xpos(head);
        if joined {
            let mut inner = head;
            for outer in self.parsed.ancestors(head).take(3) {
                let goes_up = match self.parsed.relation(inner) {
                    Relation::Ccomp => true,
                    Relation::Xcomp | Relation::Advcl | Relation::Acl => {
                        self.parsed.child_by(inner, Relation::Nsubj).is_none()
                    }
                    _ => false,
                };
                if !goes_up {
                    break;
                }
                if self.parsed.xpos(outer) == tense {
                    return Some(outer);
                }
                inner = outer;
            }
        }
        if self.parsed.relation(verb) == Relation::Conj
            && (self.has_to(head) || self.is_aside(verb, head))
            && let Some(clause) = self.beside_outer(verb, head)
        {
            return Some(clause);
        }
        Some(head)
    }

    /// Whether the clause that a verb was joined to is told by the way and in another tense: "kill a man who shot two
    /// officers and arrest three others".
    fn is_aside(&self, verb: usize, head: usize) -> bool {
        matches!(self.parsed.relation(head), Relation::AclRelcl | Relation::Advcl)
            && self.parsed.xpos(verb) != self.parsed.xpos(head)
            && self.parsed.child_by(verb, Relation::Nsubj).is_none()
    }

    /// The clause beside which a finite verb stands that the tree joins to one inside it: "urged them to stop and spoke".
    fn beside_outer(&self, verb: usize, inner: usize) -> Option<usize> {
        let is_finite = |token: usize| matches!(self.parsed.xpos(token), "VBZ" | "VBD" | "VBP");
        let has_auxiliary = |token: usize| {
            self.parsed
                .children(token)
                .any(|child| matches!(self.parsed.relation(child), Relation::Aux | Relation::AuxPass))
        };
        if !is_finite(verb) || has_auxiliary(verb) {
            return None;
        }
        self.parsed
            .ancestors(inner)
            .take(4)
            .find(|outer| is_finite(*outer) && self.parsed.xpos(*outer) == self.parsed.xpos(verb))
    }

    /// Infinitives that hang on a token as purposes or as what a noun is for: "a loan to support", "left to meet".
    pub(crate) fn purposes(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.parsed.children(token).filter(|child| {
            matches!(self.parsed.relation(*child), Relation::Advcl | Relation::Acl) && self.has_to(*child)
        })
    }

    /// Whether "to" makes it an infinitive.
    pub(crate) fn has_to(&self, verb: usize) -> bool {
        self.parsed
            .children(verb)
            .any(|child| self.parsed.upos(child) == Upos::Part && self.parsed.lemma(child) == "to")
    }

    /// Whether a token that is no verb heads a clause: it has a copula or a subject.
    fn is_clause(&self, token: usize) -> bool {
        self.parsed
            .children(token)
            .any(|child| matches!(self.parsed.relation(child), Relation::Cop | Relation::Nsubj))
    }

    /// Who does what the infinitive under a verb names: its object where it has one, else its subject.
    fn controller(&self, verb: usize, steps: usize) -> Option<usize> {
        // "Visits Ghana to sign a pact": nobody is made to do anything.
        if self.is_a(verb, "promise") || self.is_a(verb, "calls-on") || self.parsed.lemma(verb) == "become" {
            return self.subject_within(verb, steps);
        }
        // "Passes legislation to provide aid": whoever passes it.
        let law = self.parsed.child_by(verb, Relation::Obj).filter(|law| self.is_a(*law, "law"));
        if law.is_some_and(|law| self.lawmaking(law).is_some()) {
            return self.subject_within(verb, steps);
        }
        if let Some(object) =
            self.parsed.child_by(verb, Relation::Obj).or(self.parsed.child_by(verb, Relation::Iobj))
        {
            return Some(self.antecedent(object));
        }
        if self.is_a(verb, "call") {
            // "Calls on Spain to leave", "calls for Spain to be thrown out".
            let asked = ["on", "for"].into_iter().find_map(|word| {
                self.parsed
                    .children_by(verb, Relation::Obl)
                    .find(|child| self.has_preposition(*child, word) && self.is_party(*child))
            });
            if asked.is_some() {
                return asked;
            }
        }
        self.subject_within(verb, steps)
    }

    /// Whoever gives, holds or makes what a noun names, best guess first.
    pub(crate) fn giver(&self, noun: usize) -> Vec<usize> {
        self.giver_within(noun, MOST_STEPS)
    }

    fn giver_within(&self, noun: usize, steps: usize) -> Vec<usize> {
        let Some(steps) = steps.checked_sub(1) else { return Vec::new() };
        let mut by = self.nominals_or_below(noun, "by");
        if by.is_empty()
            && self.nominals(noun, "into").is_empty()
            && let Some(verb) = self.governing_verb(noun).filter(|verb| !self.is_passive(*verb))
        {
            // "Reported the arrest of a nurse by soldiers" may hang the phrase on the verb.
            by.extend(self.nominals(verb, "by").into_iter().filter(|one| *one > noun && self.is_party(*one)));
        }
        if !by.is_empty() {
            return by;
        }
        // "Sharp criticism came from the union".
        let coming = self.parsed.head(noun).filter(|verb| {
            self.parsed.relation(noun) == Relation::Nsubj && self.is_a(*verb, "comes-from-somebody")
        });
        let from: Vec<usize> = coming.map(|verb| self.nominals(verb, "from")).unwrap_or_default();
        if !from.is_empty() && from.iter().all(|one| self.is_party(*one)) {
            return from;
        }
        // "The Saudi-led strikes".
        let leads =
            |word: &usize| self.parsed.lemma(*word) == "lead" && self.parsed.upos(*word) == Upos::Verb;
        let leaders = self
            .parsed
            .children_by(noun, Relation::Amod)
            .filter(leads)
            .flat_map(|word| self.parsed.children(word))
            .filter(|leader| self.mention(*leader).is_some());
        let leaders: Vec<usize> = leaders.collect();
        if !leaders.is_empty() {
            return leaders;
        }
        // "Freed in a swap between Chad and Niger".
        let mut between = self.nominals(noun, "between");
        if let Some(be) = self.parsed.head(noun).filter(|be| {
            // "Between Chad and Mali there have been talks".
            between.is_empty() && self.parsed.child_by(*be, Relation::Expl).is_some()
        }) {
            between.extend(self.nominals(be, "between"));
        }
        if between.is_empty() {
            between = self.nominals_of_setting(noun, "between");
        }
        if between.len() > 1 || between.iter().any(|one| self.parsed.child_by(*one, Relation::Conj).is_some())
        {
            return between;
        }
        // "Next month's drill" is nobody's yet.
        let possessor =
            self.parsed.child_by(noun, Relation::NmodPoss).filter(|one| !self.is_word_of_time(*one));
        if let Some(possessor) = possessor.filter(|one| self.parsed.upos(*one) != Upos::Pron) {
            return vec![possessor];
        }
        // "Dockers called off the strike": it was to be theirs.
        let puts_off = self.parsed.head(noun).filter(|verb| {
            self.parsed.relation(noun) == Relation::Obj && self.is_verb(*verb) && !self.is_passive(*verb) && {
                let is_off = self
                    .parsed
                    .children_by(*verb, Relation::CompoundPrt)
                    .any(|particle| self.parsed.form(particle) == "off");
                self.is_a(*verb, "puts-off") || is_off && self.is_a(*verb, "puts")
            }
        });
        if let Some(subject) = puts_off.and_then(|verb| self.subject_within(verb, steps))
            && self.is_party(subject)
            && self.is_a(subject, "strikers")
        {
            return vec![subject];
        }
        if let Some(light) = self.doing_verb(noun) {
            // "Were engaged in a fight" is said of those who fight; "died in a raid carried out by rebels" of those who
            // carried it out.
            let is_below = self.parsed.head(light) == Some(noun);
            let done = self.is_passive(light) && (is_below || self.parsed.relation(noun) != Relation::Obl);
            let subject = if done { self.agent(light) } else { self.subject_within(light, steps) };
            if let Some(subject) = subject.filter(|subject| *subject != noun && self.is_party(*subject)) {
                return vec![subject];
            }
        }
        if let Some(claimant) = self.claimant(noun).or_else(|| self.claims_deed(noun)) {
            return vec![claimant];
        }
        let charged = self.charged_behind(noun);
        if !charged.is_empty() {
            return charged;
        }
        // "Announces a pause on some tariffs": whoever pauses them.
        let halt = self.parsed.head(noun).filter(|head| {
            self.parsed.relation(noun) == Relation::Nmod
                && self.is_nominal(*head)
                && self.is_a(*head, "stop-noun")
        });
        if let Some(halts) = halt.map(|halt| self.giver_within(halt, steps)).filter(|halts| !halts.is_empty())
        {
            return halts;
        }
        if let Some(possessor) = possessor {
            return vec![possessor];
        }
        let share = self.parsed.head(noun).filter(|_| self.has_preposition(noun, "in")).and_then(|head| {
            match self.parsed.relation(noun) {
                Relation::Nmod => Some(head),
                // "Charged for his role in the attack" may hang the phrase on the verb.
                Relation::Obl => self
                    .parsed
                    .children(head)
                    .rfind(|child| *child < noun && self.parsed.relation(*child) == Relation::Obl),
                _ => None,
            }
        });
        if let Some(part) = share.filter(|head| self.is_a(*head, "share")) {
            // "His role in the attack".
            let owner: Vec<usize> = self.parsed.children_by(part, Relation::NmodPoss).collect();
            if !owner.is_empty() {
                return owner;
            }
        }
        if self.parsed.child_by(noun, Relation::Cop).is_some() {
            let case = self.preposition(noun);
            if matches!(case.as_deref(), Some("in" | "on" | "at" | "amid" | "under"))
                && let Some(subject) = self.subject_within(noun, steps)
            {
                return vec![subject];
            }
        }
        // "The prisoner releases" are not the prisoners'.
        let mut named: Vec<usize> = self.modifiers(noun);
        named.retain(|one| !self.is_a(*one, "captive-of-any"));
        if !named.is_empty() {
            return named;
        }
        // "An attack from Chadian territory" need not be Chad's.
        let mut from = self.nominals(noun, "from");
        from.retain(|one| !self.is_a(*one, "land"));
        if !from.is_empty() {
            return from;
        }
        if self.parsed.relation(noun) == Relation::Conj
            && let Some(head) = self.parsed.head(noun)
            && self.is_nominal(head)
        {
            return self.giver_within(head, steps);
        }
        Vec::new()
    }

    /// "An attack claimed by the rebels", "raids blamed on Chad": whose deed the words behind it say that it was.
    pub(crate) fn charged_behind(&self, noun: usize) -> Vec<usize> {
        let participles = self.parsed.children_by(noun, Relation::Acl).filter(|verb| self.is_passive(*verb));
        participles
            .flat_map(|verb| {
                if self.is_a(verb, "own-up-to") {
                    self.agent(verb).into_iter().collect()
                } else if self.is_a(verb, "blames-on") {
                    ["on", "to"].into_iter().flat_map(|word| self.nominals(verb, word)).collect()
                } else {
                    Vec::new()
                }
            })
            .filter(|one| self.is_party(*one))
            .collect()
    }

    /// Who undergoes what a noun names: "received weapons", "suffered an attack".
    pub(crate) fn undergoer(&self, noun: usize) -> Option<usize> {
        let verb = self.light_verb(noun).filter(|verb| self.is_a(*verb, "undergo"))?;
        if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb) }
    }

    /// Who claims or takes responsibility for what a noun names.
    pub(crate) fn claimant(&self, noun: usize) -> Option<usize> {
        let responsibility = self.parsed.head(noun)?;
        if self.parsed.lemma(responsibility) == "responsible"
            && self.preposition(noun).as_deref() == Some("for")
        {
            // "The man responsible for the raid", "he was responsible for the raid".
            return match self.parsed.relation(responsibility) {
                Relation::Amod | Relation::Acl => self.parsed.head(responsibility),
                _ => self.surface_subject(responsibility),
            }
            .filter(|one| self.is_party(*one));
        }
        let (verb, word) = if self.is_verb(responsibility) {
            (responsibility, self.parsed.child_by(responsibility, Relation::Obj)?)
        } else {
            (self.parsed.head(responsibility)?, responsibility)
        };
        let is_claimed =
            self.parsed.lemma(word) == "responsibility" && self.preposition(noun).as_deref() == Some("for");
        // "Cited their responsibility for the raid": theirs, and not of whoever cites it.
        let theirs = self.parsed.child_by(word, Relation::NmodPoss);
        is_claimed.then(|| theirs.or_else(|| self.surface_subject(verb))).flatten()
    }

    /// "The rebels claim an attack on the base": whoever says that it was theirs.
    pub(crate) fn claims_deed(&self, noun: usize) -> Option<usize> {
        // "Mali said that Chad was behind the attack".
        if self.parsed.child_by(noun, Relation::Cop).is_some()
            && self.preposition(noun).as_deref() == Some("behind")
            && !self.mood(noun).negated
        {
            return self.surface_subject(noun).filter(|one| self.is_party(*one));
        }
        let verb = self.parsed.head(noun).filter(|verb| {
            self.parsed.relation(noun) == Relation::Obj
                && self.parsed.lemma(*verb) == "claim"
                && !self.is_passive(*verb)
                && self.type_of(noun) == Some("ASSAULT")
        })?;
        self.surface_subject(verb).filter(|one| self.is_party(*one))
    }

    /// Who tells of a noun's happening as of their own: "Mali announces the arrest".
    pub(crate) fn teller(&self, noun: usize) -> Option<usize> {
        let verb = self.doing_verb(noun)?;
        if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb) }
    }

    /// The verb whose subject does what a noun names: not that of "suffered an attack", "led to protests" or "reports
    /// attacks on its soil".
    pub(super) fn doing_verb(&self, noun: usize) -> Option<usize> {
        self.light_verb(noun).filter(|light| {
            let brings_about = self.parsed.relation(noun) == Relation::Obl
                && ["leads-to", "results-in", "grows-into"].into_iter().any(|class| self.is_a(*light, class));
            let hits_teller = || self.is_a(*light, "tell") && self.hits_the_teller(noun);
            // "The ministry reports attacks in the north" are not its own, "the army reports strikes" are.
            let are_others = || {
                self.is_a(*light, "tells-of-others")
                    && self.type_of(noun) == Some("ASSAULT")
                    && !self.surface_subject(*light).is_some_and(|teller| self.is_armed(teller))
            };
            !self.is_a(*light, "undergo") && !brings_about && !hits_teller() && !are_others()
        })
    }

    /// "Chad reports attacks targeting its territory": whoever tells of it is hit by it.
    fn hits_the_teller(&self, noun: usize) -> bool {
        let aims = self
            .parsed
            .children_by(noun, Relation::Acl)
            .filter_map(|aim| self.parsed.child_by(aim, Relation::Obj));
        let on = ["on", "against", "in"].into_iter().flat_map(|word| self.nominals(noun, word));
        aims.chain(on).any(|hit| {
            self.parsed
                .child_by(hit, Relation::NmodPoss)
                .is_some_and(|owner| self.parsed.upos(owner) == Upos::Pron)
        })
    }

    /// Demonyms and names before a noun ("Chinese aircraft", "the Biden–Xi meeting", "NATO strikes").
    pub(crate) fn modifiers(&self, noun: usize) -> Vec<usize> {
        let names_before = |head: usize, relations: &'static [Relation]| {
            self.parsed.children(head).filter(move |child| {
                *child < head
                    && relations.contains(&self.parsed.relation(*child))
                    && self.preposition(*child).is_none()
                    && (self.mention(*child).is_some() && self.mention(*child) != self.mention(head)
                        || self.is_a(*child, "person"))
                    && !self.is_a(*child, "manner")
                    // "A drone attack" is done with the drone.
                    && !(self.parsed.relation(*child) == Relation::Compound && self.is_a(*child, "craft"))
            })
        };
        let nearest = names_before(
            noun,
            &[Relation::Amod, Relation::Compound, Relation::NmodDesc, Relation::Nmod, Relation::Conj],
        );
        let mut names: Vec<usize> = nearest
            .flat_map(|name| {
                // "The Chad-Sudan talks" hangs the first name on the second.
                let first = names_before(name, &[Relation::Compound, Relation::Amod])
                    .filter(|_| self.is_country(name));
                // "The Chad and Sudan raids".
                let second = self
                    .parsed
                    .children_by(name, Relation::Conj)
                    .filter(|second| *second < noun && self.is_country(name) && self.is_country(*second));
                first
                    .filter(|first| self.is_country(*first))
                    .chain(std::iter::once(name))
                    .chain(second)
                    .collect::<Vec<_>>()
            })
            .collect();
        names.dedup();
        names
    }

    /// The verb that a noun's happening is told with: "held talks", "the talks held", "in talks".
    pub(crate) fn light_verb(&self, noun: usize) -> Option<usize> {
        let told = |verb: usize| {
            self.is_verb(verb)
                && (self.is_a(verb, "light")
                    || self.is_a(verb, "undergo")
                    || self.is_a(verb, "tell") && !self.is_passive(verb)
                    // "An inquiry was ordered by a judge".
                    || self.is_a(verb, "orders") && self.agent(verb).is_some())
        };
        if let Some(head) = self.parsed.head(noun) {
            if self.parsed.relation(noun) == Relation::Obj
                && !told(head)
                && let Some(first) = self.sharer(head).filter(|first| told(*first))
            {
                return Some(first);
            }
            let governed = match self.parsed.relation(noun) {
                Relation::Obj | Relation::NsubjPass => told(head),
                Relation::Nsubj => told(head) && self.is_bare_participle(head),
                Relation::Obl => {
                    self.is_a(head, "engage") && self.has_preposition(noun, "in")
                        || self.is_a(head, "tell-of")
                            && self.has_preposition(noun, "of")
                            && !self.is_passive(head)
                        || self.is_a(head, "go") && self.has_preposition(noun, "on")
                        // "The protests led to the resignation of the minister".
                        || self.is_a(head, "leads-to") && self.has_preposition(noun, "to")
                        || self.is_a(head, "results-in") && self.has_preposition(noun, "in")
                        || self.is_a(head, "grows-into") && self.has_preposition(noun, "into")
                }
                Relation::Conj => return (self.is_nominal(head)).then(|| self.light_verb(head)).flatten(),
                // "Announces Operation Storm, an offensive against the rebels".
                Relation::Appos if self.is_nominal(head) && !self.is_country(head) => {
                    return self.light_verb(head);
                }
                Relation::Nmod if self.is_a(head, "measure") => return self.light_verb(head),
                // "Signed a memorandum of understanding".
                Relation::Nmod if self.is_a(head, "accord") && self.is_a(noun, "accord") => {
                    return self.light_verb(head);
                }
                Relation::Nmod if self.has_preposition(noun, "of") => {
                    // "Notifies the senate of a sale".
                    return self.parsed.head(head).filter(|verb| {
                        self.parsed.relation(head) == Relation::Obj
                            && self.is_a(*verb, "tell-of")
                            && !self.is_passive(*verb)
                    });
                }
                _ => false,
            };
            if governed {
                return Some(head);
            }
        }
        self.parsed.children(noun).find(|child| {
            matches!(self.parsed.relation(*child), Relation::Acl | Relation::AclRelcl)
                // "The strike that they had called".
                && (told(*child) || self.is_verb(*child)
                        && self.is_a(*child, "light-behind")
                        && self.parsed.child_by(*child, Relation::CompoundPrt).is_none())
                && (self.is_passive(*child) || self.relative_object(*child) == Some(noun))
        })
    }

    /// The verb that a later one shares its object with: "received" in "has received and is studying a plan".
    fn sharer(&self, verb: usize) -> Option<usize> {
        if self.parsed.relation(verb) != Relation::Conj {
            return None;
        }
        let bare = |first: &usize| {
            let own = |child: usize| {
                matches!(
                    self.parsed.relation(child),
                    Relation::Obj | Relation::Ccomp | Relation::Xcomp | Relation::Obl
                )
            };
            self.is_verb(*first) && !self.is_passive(*first) && !self.parsed.children(*first).any(own)
        };
        self.parsed.head(verb).filter(bare)
    }

    /// The verb that says that a noun's happening comes about: "talks began", "the strike killed".
    pub(crate) fn occurrence(&self, noun: usize) -> Option<usize> {
        let head = self.parsed.head(noun)?;
        match self.parsed.relation(noun) {
            Relation::Nsubj if self.is_verb(head) => Some(head),
            // "A visit is to follow".
            Relation::NsubjOuter if self.is_to_be(head) => Some(head),
            // "Airstrikes are reported near the port".
            Relation::NsubjPass if self.is_a(head, "occur") => Some(head),
            Relation::Conj if self.is_nominal(head) => self.occurrence(head),
            Relation::Nmod if self.is_a(head, "measure") => self.occurrence(head),
            _ => None,
        }
    }

    /// Whether a verb says what is to be: "is to follow".
    pub(crate) fn is_to_be(&self, verb: usize) -> bool {
        // Whoever is to blame is it now.
        self.parsed.xpos(verb) == "VB"
            && self.parsed.lemma(verb) != "blame"
            && self.has_to(verb)
            && self.parsed.child_by(verb, Relation::Cop).is_some_and(|copula| copula < verb)
    }

    /// Who does it in a passive.
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        self.parsed.child_by(verb, Relation::OblAgent).or_else(|| {
            self.parsed
                .children_by(verb, Relation::Obl)
                .find(|child| self.preposition(*child).is_some_and(|word| word == "by"))
                // "Designated as a terrorist group by Chad" may hang them on what it is designated as.
                .or_else(|| {
                    let roles = self.parsed.children_by(verb, Relation::Obl);
                    let roles = roles.filter(|role| self.preposition(*role).is_some_and(|word| word == "as"));
                    roles.flat_map(|role| self.parsed.children_by(role, Relation::Nmod)).find(|child| {
                        self.is_passive(verb) && self.preposition(*child).is_some_and(|word| word == "by")
                    })
                })
                // "Is refused a meeting by the secretary" may hang them on what is refused.
                .or_else(|| {
                    let objects = self.parsed.children(verb).filter(|object| {
                        matches!(self.parsed.relation(*object), Relation::Obj | Relation::Xcomp)
                            && self.parsed.upos(*object) == Upos::Noun
                            && *object > verb
                    });
                    objects.filter(|_| self.is_passive(verb) && !self.is_bare_participle(verb)).find_map(
                        |object| {
                            self.parsed.children_by(object, Relation::Nmod).find(|child| {
                                self.preposition(*child).is_some_and(|word| word == "by")
                                    && self.is_party(*child)
                            })
                        },
                    )
                })
                // "Were shot dead by police" may hang them on what became of those who were shot.
                .or_else(|| {
                    let outcome = self.parsed.children_by(verb, Relation::Xcomp);
                    outcome
                        .filter(|one| self.parsed.upos(*one) == Upos::Adj)
                        .flat_map(|one| self.parsed.children(one))
                        .find(|child| {
                            matches!(self.parsed.relation(*child), Relation::OblAgent | Relation::Obl)
                                && self.preposition(*child).is_some_and(|word| word == "by")
                        })
                })
        })
    }

    /// The noun that a relative clause is about, where the clause lacks an object.
    fn relative_object(&self, verb: usize) -> Option<usize> {
        if self.parsed.relation(verb) != Relation::AclRelcl {
            return None;
        }
        let subject = self.parsed.child_by(verb, Relation::Nsubj)?;
        (self.antecedent(subject) == subject).then(|| self.parsed.head(verb)).flatten()
    }

    /// Nominals under a token with that preposition.
    pub(crate) fn nominals(&self, token: usize, preposition: &str) -> Vec<usize> {
        self.parsed
            .children(token)
            .filter(|child| {
                matches!(
                    self.parsed.relation(*child),
                    Relation::Nmod
                        | Relation::Obl
                        | Relation::OblAgent
                        | Relation::Acl
                        | Relation::Advcl
                        | Relation::Xcomp
                        | Relation::Ccomp
                        | Relation::Conj
                ) && self.has_preposition(*child, preposition)
                    && !(preposition == "with" && self.goes_between(*child))
                    // "An attack on behalf of the rebels" is on nobody.
                    && !(preposition == "on" && self.is_a(*child, "in-the-name"))
            })
            .map(|child| self.antecedent(self.past_adjective(child)))
            .chain(self.behind_compound(token, preposition))
            .collect()
    }

    /// "Seized a tanker with French assistance", "with the help of the French navy": whoever helps to do it does it, too.
    fn helpers(&self, verb: usize) -> Vec<usize> {
        let object = self.parsed.child_by(verb, Relation::Obj);
        let near = std::iter::once(verb).chain(object).flat_map(|one| self.nominals(one, "with"));
        let help = near.filter(|one| self.is_a(*one, "helping-hand"));
        help.flat_map(|help| {
            let of = self.nominals(help, "of").into_iter().chain(self.nominals(help, "from"));
            let before = self.parsed.children(help).filter(|word| {
                matches!(
                    self.parsed.relation(*word),
                    Relation::Amod | Relation::Compound | Relation::NmodPoss
                ) && self.mention(*word).is_some()
            });
            of.chain(before).filter(|one| self.is_party(*one)).collect::<Vec<_>>()
        })
        .collect()
    }

    /// "Except Chad", "besides that to Chad": what is left out of what is told.
    pub(crate) fn is_excepted(&self, token: usize) -> bool {
        self.preposition(token).is_some_and(|word| self.predicates.in_class("excepting", &word))
    }

    /// "With Spain and Qatar as mediators": who is beside a happening and no side of it.
    fn goes_between(&self, token: usize) -> bool {
        let end = self.parsed.tokens_of(self.parsed.sentence_of(token)).end;
        let behind =
            (token + 1..end).take_while(|one| !self.is_verb(*one) && self.parsed.form(*one) != "with");
        let mut role =
            behind.filter(|one| self.parsed.form(*one) == "as").filter_map(|one| self.parsed.head(one));
        role.any(|role| role > token && self.is_a(role, "go-between"))
    }

    /// "In defiance of the king" is against him, "in solidarity with the king" for him.
    fn behind_compound(&self, token: usize, preposition: &str) -> Vec<usize> {
        let class = match preposition {
            "against" => "in-against",
            "for" => "in-favor",
            _ => return Vec::new(),
        };
        self.parsed
            .children(token)
            .filter(|child| {
                matches!(self.parsed.relation(*child), Relation::Nmod | Relation::Obl)
                    && self.is_a(*child, class)
                    && self.own_preposition(*child).is_some_and(|word| word == "in" || word == "as")
                    && self.parsed.child_by(*child, Relation::Det).is_none()
            })
            .flat_map(|child| ["of", "to", "at", "with", "against"].map(|word| self.nominals(child, word)))
            .flatten()
            .collect()
    }

    /// "From neighbouring Laos", where the tree takes the adjective for a clause with an object.
    fn past_adjective(&self, token: usize) -> usize {
        let object = self.parsed.child_by(token, Relation::Obj).filter(|object| *object == token + 1);
        object
            .filter(|_| self.parsed.xpos(token) == "VBG" && self.is_a(token, "adjective-like"))
            .unwrap_or(token)
    }

    /// "The talks planned in the town between Chad and Mali": what a participle that only sets a happening down has behind
    /// a preposition, and the happening has not.
    fn nominals_of_setting(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let set = self.parsed.children_by(noun, Relation::Acl).filter(|verb| self.is_a(*verb, "set-down"));
        set.flat_map(|verb| self.nominals(verb, preposition)).collect()
    }

    /// The same, where "the deployment of troops by X" may hang the phrase on what follows "of".
    pub(crate) fn nominals_or_below(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let mut found = self.nominals(noun, preposition);
        // "Tariffs on ninety countries, including one on Chile": those that are named.
        let unknown = |one: &usize| self.mention(*one).is_none() && self.place(*one).is_none();
        if found.iter().all(unknown) && self.event_at(noun) == Some(noun) {
            // "New tariffs, including one on Chile".
            let members = self.members(noun).into_iter().filter(|one| self.event_at(*one).is_some());
            found.extend(members.flat_map(|one| self.nominals(one, preposition)));
        }
        if !found.is_empty() || preposition == "of" {
            return found;
        }
        // "A visit by the premier to Chad" may hang the land on the premier.
        ["of", "to", "by"]
            .into_iter()
            .filter(|word| *word != preposition)
            .flat_map(|word| self.nominals(noun, word))
            .flat_map(|inner| self.nominals(inner, preposition))
            .collect()
    }

    /// What stands in a place, seen from a trigger.
    pub(crate) fn fill(&self, token: usize, part: Part, place: &Place) -> Vec<usize> {
        if let Place::Prep(preposition) = place
            && !self.may_follow(token, preposition)
        {
            return Vec::new();
        }
        match part {
            Part::Verb => self.fill_verb(token, place),
            Part::Noun => self.fill_noun(token, place),
            Part::Adjective => self.fill_adjective(token, place),
        }
    }

    /// Whether anything in a token's sentence could stand behind a preposition: most do not occur, and need not be looked
    /// for in all the places where the tree may have hung them.
    fn may_follow(&self, token: usize, preposition: &str) -> bool {
        // Said in other ways, too: "in defiance of the king", "an attack targeting the king", "when the king was hit".
        if matches!(preposition, "against" | "for" | "of" | "when") || preposition.ends_with("ing") {
            return true;
        }
        let sentence = self.parsed.sentence_of(token);
        let follow = self.follow.get(sentence).map_or(&[][..], |follow| {
            follow.get_or_init(|| {
                let tokens = self.parsed.tokens_of(sentence);
                tokens.filter(|token| self.preposition_at(*token).is_some()).collect()
            })
        });
        follow.iter().any(|one| self.has_preposition(*one, preposition))
    }

    fn fill_verb(&self, verb: usize, place: &Place) -> Vec<usize> {
        if self.parsed.relation(verb) == Relation::Cop {
            // "Will be in Beijing": the tree makes the place the head.
            let Some(said) = self.parsed.head(verb) else { return Vec::new() };
            return match place {
                Place::Subj => self.surface_subject(said).into_iter().collect(),
                Place::Prep(preposition) if self.has_preposition(said, preposition) => vec![said],
                _ => Vec::new(),
            };
        }
        match place {
            Place::Subj => {
                let mut subjects: Vec<usize> = if self.is_passive(verb) {
                    self.doers(verb)
                } else {
                    self.surface_subject(verb).into_iter().collect()
                };
                if self.is_passive(verb) {
                    return subjects;
                }
                subjects.extend(self.companions(verb, &subjects));
                let object = self.parsed.child_by(verb, Relation::Obj);
                for word in BESIDE {
                    // "Killed the commander along with his aides": they share his part.
                    subjects.extend(
                        self.nominals(verb, word)
                            .into_iter()
                            .filter(|one| object.is_none_or(|object| *one < object)),
                    );
                }
                // "Fired rockets in a joint attack with the rebels": so did they.
                let together = self.parsed.children_by(verb, Relation::Obl).filter(|deed| {
                    matches!(self.preposition(*deed).as_deref(), Some("in" | "during"))
                        && (self.type_of(*deed) == Some("ASSAULT") || self.is_a(*deed, "operation"))
                        && self.parsed.children(*deed).any(|word| self.is_a(word, "joint"))
                });
                let partners = together.flat_map(|deed| self.nominals(deed, "with"));
                subjects.extend(partners.filter(|one| self.is_party(*one)));
                if matches!(self.type_of(verb), Some("ASSAULT" | "COERCE")) {
                    subjects.extend(self.helpers(verb));
                }
                subjects
            }
            Place::Obj => {
                if self.is_passive(verb) {
                    let object = self.parsed.child_by(verb, Relation::Obj);
                    let mut undergo: Vec<usize> = self.surface_subject(verb).or(object).into_iter().collect();
                    if !undergo.is_empty() {
                        // "The commander was killed along with his aides": so were they.
                        let beside = BESIDE.iter().flat_map(|word| self.nominals(verb, word));
                        undergo.extend(beside.filter(|one| self.is_party(*one)));
                    }
                    return undergo;
                }
                if let Some(object) = self.phrase_object(verb) {
                    return vec![self.antecedent(object)];
                }
                let mut objects: Vec<usize> = self
                    .parsed
                    .children_by(verb, Relation::Obj)
                    .map(|child| self.thing_meant(verb, child).unwrap_or_else(|| self.antecedent(child)))
                    .collect();
                if let Some(object) = objects.first().copied() {
                    for word in ["along with", "together with"] {
                        objects.extend(self.nominals(verb, word).into_iter().filter(|one| *one > object));
                    }
                }
                // "Called his guest a tyrant": nobody else is called so.
                if self.is_a(verb, "terms") && objects.first().is_some_and(|one| !self.is_a(*one, "deed")) {
                    objects.truncate(1);
                }
                if objects.len() > 1 {
                    // "Will attack the town pending approval": the tree takes the approval for another object.
                    let awaited = |one: usize| {
                        let first = self.parsed.children(one).find(|word| self.is_word(*word));
                        first.is_some_and(|word| self.parsed.form(word) == "pending")
                    };
                    objects.retain(|one| !awaited(*one));
                }
                if objects.is_empty() {
                    objects.extend(self.object_behind(verb));
                }
                if objects.is_empty() {
                    objects.extend(self.relative_object(verb));
                }
                if objects.is_empty() {
                    // A second object without a first one is the first.
                    objects.extend(self.parsed.child_by(verb, Relation::Iobj));
                }
                if objects.is_empty() {
                    // "Allowed Sudan to withdraw" may come with Sudan as the subject of the infinitive.
                    objects.extend(
                        self.parsed
                            .children(verb)
                            .filter(|child| {
                                matches!(self.parsed.relation(*child), Relation::Ccomp | Relation::Xcomp)
                                    && self.has_to(*child)
                            })
                            .filter_map(|child| self.parsed.child_by(child, Relation::Nsubj)),
                    );
                }
                let has_clause = self.parsed.child_by(verb, Relation::Ccomp).is_some();
                if objects.is_empty() && self.parsed.relation(verb) == Relation::Conj && !has_clause {
                    // "attacked and destroyed the base" hangs the object on either verb; "met envoys and claimed that it
                    // was late" claims no envoys.
                    objects.extend(self.shared_object(verb));
                }
                if objects.is_empty() {
                    objects.extend(self.object_to_come(verb));
                }
                if objects.is_empty() {
                    // "Drove out on Friday hundreds of families": an object that stands far off loses its relation.
                    objects.extend(self.parsed.children_by(verb, Relation::Obl).find(|child| {
                        *child > verb
                            && self.preposition(*child).is_none()
                            && self.is_nominal(*child)
                            && (self.is_party(*child)
                                || self.parsed.child_by(*child, Relation::NmodPoss).is_some())
                    }));
                }
                objects
            }
            Place::Iobj => self.parsed.children_by(verb, Relation::Iobj).collect(),
            Place::Clause => self.clauses(verb),
            Place::Prep(preposition) => {
                let own = self.nominals(verb, preposition);
                let mut found: Vec<usize> = own
                    .into_iter()
                    .filter(|one| !self.is_word_of_time(*one) && !self.is_a(*one, "edge"))
                    .collect();
                if !found.iter().any(|one| self.is_party(*one)) {
                    let below = self.below_the_object(verb, preposition);
                    if found.is_empty() || below.iter().any(|one| self.is_party(*one)) {
                        found = below;
                    }
                }
                if found.is_empty()
                    && let Some(object) =
                        self.parsed.child_by(verb, Relation::NsubjPass).filter(|_| self.is_passive(verb))
                {
                    // "Sanctions against Chad that were imposed last year".
                    found.extend(self.nominals(self.antecedent(object), preposition));
                    found.retain(|one| *one != verb);
                }
                if found.is_empty() && &**preposition == "against" {
                    let objects = self.parsed.children_by(verb, Relation::Obj);
                    found.extend(objects.flat_map(|object| self.aimed_at(object)));
                }
                if found.is_empty() && matches!(&**preposition, "against" | "outside" | "at") {
                    // "Protests against Chad broke out".
                    let what = self.parsed.child_by(verb, Relation::Nsubj);
                    let happening = what.filter(|what| self.event_at(*what) == Some(*what));
                    found.extend(happening.into_iter().flat_map(|one| self.nominals(one, preposition)));
                }
                if found.is_empty() && matches!(&**preposition, "with" | "against") {
                    let objects = self.parsed.children_by(verb, Relation::Obj);
                    found.extend(objects.flat_map(|object| self.strayed(object, preposition)));
                }
                if found.is_empty() && &**preposition == "with" {
                    // "Signed a memorandum to work with Chad on roads".
                    // Or "a memorandum of understanding to work with Chad".
                    let objects = || self.parsed.children_by(verb, Relation::Obj);
                    let within = objects().flat_map(|object| self.parsed.children_by(object, Relation::Nmod));
                    let purposes = std::iter::once(verb)
                        .chain(objects())
                        .chain(within)
                        .flat_map(|one| self.purposes(one));
                    let partners: Vec<usize> =
                        purposes.flat_map(|purpose| self.nominals(purpose, preposition)).collect();
                    found.extend(partners.into_iter().filter(|one| self.is_party(*one)));
                }
                if found.is_empty() && self.parsed.relation(verb) == Relation::Xcomp {
                    // "is set to travel next week to China" may hang the phrase higher up.
                    if let Some(head) = self.parsed.head(verb) {
                        found.extend(self.nominals(head, preposition).into_iter().filter(|one| *one > verb));
                    }
                }
                found
            }
            Place::Host => self.parsed.head(verb).into_iter().collect(),
            Place::Judged => self.judgement(verb),
            Place::Words => self.words_told(verb),
            Place::Called => self.names_given(verb),
            Place::Poss | Place::Adj | Place::Head | Place::Teller | Place::Listed => Vec::new(),
        }
    }

    /// "Poland, joined by Slovakia, banned grain", "Fiji joined Australia in banning grain": whoever somebody does it in
    /// company with does it, too.
    fn companions(&self, verb: usize, subjects: &[usize]) -> Vec<usize> {
        let is_company = |word: &usize| self.is_verb(*word) && self.is_a(*word, "keeps-company");
        let said = subjects.iter().flat_map(|subject| self.parsed.children_by(*subject, Relation::Acl));
        let aside = self.parsed.children_by(verb, Relation::Advcl).filter(|one| *one < verb);
        let joined = said.chain(aside).filter(is_company).filter_map(|word| self.agent(word));
        let is_in = self.parsed.relation(verb) == Relation::Advcl && self.has_preposition(verb, "in");
        let over = self.parsed.head(verb).filter(|over| is_in && is_company(over) && !self.is_passive(*over));
        let joins = over.and_then(|over| self.parsed.child_by(over, Relation::Obj));
        joined.chain(joins).filter(|one| self.is_party(*one)).collect()
    }

    /// "Sanctions targeting X": at whom something is directed.
    fn aimed_at(&self, noun: usize) -> Vec<usize> {
        let whole = [Some(noun), self.measured(noun)].into_iter().flatten();
        let aims = whole.flat_map(|one| self.parsed.children_by(one, Relation::Acl));
        aims.filter(|aim| self.is_a(*aim, "aim") && !self.is_passive(*aim))
            .filter_map(|aim| self.parsed.child_by(aim, Relation::Obj))
            .collect()
    }

    /// What follows a preposition that the tree hangs lower than on the verb: on its object, on the last of several
    /// ("sold tanks and rifles to Chad"), on what the object is made of ("70 million dollars of aid for Romania") or
    /// on the means ("spoke by phone with the premier").
    fn below_the_object(&self, verb: usize, preposition: &str) -> Vec<usize> {
        let objects: Vec<usize> = match self.phrase_object(verb) {
            Some(object) => vec![object],
            None => self.parsed.children_by(verb, Relation::Obj).collect(),
        };
        let on_the_object: Vec<usize> = objects
            .iter()
            .flat_map(|object| self.nominals_or_below(*object, preposition))
            .filter(|one| !self.is_word_of_time(*one))
            .collect();
        if !on_the_object.is_empty() {
            return on_the_object;
        }
        let others = self.all_conjuncts(&objects).into_iter().filter(|one| !objects.contains(one));
        let made_of = objects.iter().flat_map(|object| self.parsed.children_by(*object, Relation::Nmod));
        let means = self.parsed.children_by(verb, Relation::Obl).filter(|one| {
            match self.preposition(*one).as_deref() {
                Some("by" | "via" | "over") => !self.is_party(*one),
                // "Named her as its envoy to Chad".
                Some("as") => self.is_a(*one, "envoy"),
                // "Came to blows with the guards", "entered into a pact with Chad".
                Some("to" | "into" | "at") => {
                    preposition == "with" && *one > verb && self.is_a(*one, "had-with-others")
                }
                _ => false,
            }
        });
        others
            .chain(made_of)
            .chain(means)
            .flat_map(|one| self.nominals(one, preposition))
            .filter(|one| self.is_party(*one))
            .collect()
    }

    /// Whether a token stands in words of time.
    pub(crate) fn is_word_of_time(&self, token: usize) -> bool {
        self.grounding.times.iter().any(|time| time.tokens.contains(&token))
    }

    /// Who does it in a passive: the agent, or who is behind the attack in or by which it is done.
    fn doers(&self, verb: usize) -> Vec<usize> {
        let agent = self.agent(verb);
        // "Two were killed and ten hurt by rebels", "and ten were hurt in a raid by rebels".
        let listed = || {
            let others =
                self.parsed.children_by(verb, Relation::Conj).filter(|other| self.is_passive(*other));
            others.filter(|other| self.is_a(*other, "harms")).find_map(|other| self.agent(other))
        };
        let agent = agent.or_else(|| if self.is_a(verb, "harms") { listed() } else { None });
        if let Some(agent) = agent.filter(|agent| self.is_party(*agent)) {
            return vec![agent];
        }
        for noun in agent.into_iter().chain(self.settings_of_deeds(verb)) {
            if Some(noun) != agent && self.is_armed(noun) && self.mention(noun).is_some() {
                // "Killed in Israeli tank fire".
                return vec![noun];
            }
            // "Killed during an operation carried out by the army".
            let is_operation = self.is_a(noun, "operation") && self.is_a(verb, "harms");
            let is_doer = Some(noun) == agent || is_operation;
            let happening = self.event_at(noun).or(Some(noun).filter(|_| is_doer));
            // "Mortars were fired during a visit by the president": whoever visits fires none.
            let is_deed =
                |happening: usize| Some(noun) == agent || self.type_of(happening) != Some("CONSULT");
            if let Some(happening) = happening.filter(|happening| is_deed(*happening)) {
                let mut givers = self.giver(happening);
                // "Charged for his role in the attack": not by him.
                givers.retain(|one| self.parsed.upos(*one) != Upos::Pron);
                if !givers.is_empty() {
                    return givers;
                }
            }
        }
        agent.into_iter().collect()
    }

    /// What follows "in" and its like behind a verb, or behind one that is listed after it: "are killed and others are
    /// injured in airstrikes".
    fn settings_of_deeds(&self, verb: usize) -> Vec<usize> {
        let joined = || self.parsed.children_by(verb, Relation::Conj);
        let listed = joined().filter(|other| self.is_verb(*other));
        // "Thirty were killed and a thousand displaced in attacks" may hang the verb on the number.
        let on_numbers = joined()
            .filter(|other| !self.is_verb(*other))
            .flat_map(|other| self.parsed.children_by(other, Relation::Acl))
            .filter(|other| self.is_a(*other, "harms") && self.is_bare_participle(*other));
        std::iter::once(verb)
            .chain(listed)
            .chain(on_numbers)
            .flat_map(|one| self.parsed.children_by(one, Relation::Obl))
            // "Sentenced to five years in a prison in Chad": not by the prison.
            .filter(|noun| !self.is_a(*noun, "custody"))
            .filter(|noun| match self.preposition(*noun).as_deref() {
                Some("in" | "during" | "amid") => true,
                // "Ten people were hurt after a barrage of rockets from the hills".
                Some(
                    "after"
                    | "following"
                    | "as a result of"
                    | "due to"
                    | "because of"
                    | "as a consequence of",
                ) => {
                    let violent =
                        self.event_at(*noun).and_then(|event| self.type_of(event)) == Some("ASSAULT");
                    violent && self.is_a(verb, "harms")
                }
                _ => false,
            })
            .collect()
    }

    /// The happenings in which something is done: "killed in an airstrike", "died in the attack".
    pub(crate) fn means(&self, verb: usize) -> Vec<usize> {
        self.settings_of_deeds(verb).into_iter().filter_map(|noun| self.event_at(noun)).collect()
    }

    /// Whether a name is the first half of a compound: "Iran" in "Iran–backed militias".
    fn is_half_a_word(&self, token: usize) -> bool {
        let tokens = &self.parsed.reading.tokens;
        let (Some(name), Some(dash), Some(rest)) =
            (tokens.get(token), tokens.get(token + 1), tokens.get(token + 2))
        else {
            return false;
        };
        matches!(self.parsed.form(token + 1), "-" | "–")
            && name.span.end() == dash.span.start()
            && dash.span.end() == rest.span.start()
            && matches!(rest.upos, Upos::Verb | Upos::Adj)
            // "Russian–Belarusian exercises" are of both.
            && rest.name == NameTag::Outside
    }

    /// What a token stands for: "militias" for the first half of "Iran–backed militias", else itself.
    pub(crate) fn whole_word(&self, token: usize) -> usize {
        if !self.is_half_a_word(token) {
            return token;
        }
        match self.parsed.relation(token + 2) {
            Relation::Amod | Relation::Compound => self.parsed.head(token + 2).unwrap_or(token),
            _ => token,
        }
    }

    fn shared_object(&self, verb: usize) -> Option<usize> {
        let head = self.parsed.head(verb).filter(|head| self.is_verb(*head))?;
        self.parsed.child_by(head, Relation::Obj).filter(|object| *object > verb)
    }

    /// "Beat and then detained several reporters": of verbs with nothing but adverbs between them, all may have their
    /// object behind the last.
    fn object_to_come(&self, verb: usize) -> Option<usize> {
        let is_joined = |next: &usize| {
            let mut between = verb + 1..*next;
            self.is_verb(*next)
                && self.parsed.child_by(*next, Relation::Cc).is_some()
                && between.all(|one| {
                    matches!(self.parsed.upos(one), Upos::Cconj | Upos::Adv)
                        || self.parsed.form(one) == ","
                        || self.is_verb(one) && self.parsed.relation(one) == Relation::Conj
                })
        };
        let first = if self.parsed.relation(verb) == Relation::Conj { self.parsed.head(verb)? } else { verb };
        let next = self
            .parsed
            .children_by(first, Relation::Conj)
            .find(|next| *next > verb + 1 && is_joined(next))?;
        let same_voice = self.is_passive(verb) == self.is_passive(next);
        self.parsed.child_by(next, Relation::Obj).filter(|_| same_voice)
    }

    fn clauses(&self, verb: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .parsed
            .children(verb)
            .filter(|child| {
                matches!(
                    self.parsed.relation(*child),
                    Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::CsubjPass
                )
            })
            .collect();
        if found.is_empty() && self.is_a(verb, "wish") && self.parsed.child_by(verb, Relation::Obj).is_some()
        {
            // "Wants Chad first to hand over a pilot" may come as if it were what for.
            let purposes = self.parsed.children_by(verb, Relation::Advcl);
            found.extend(purposes.filter(|clause| *clause > verb && self.has_to(*clause)));
        }
        if found.is_empty() && self.is_a(verb, "say") {
            // "Agreed at the summit that it must stay open" may hang the clause on the summit.
            let beside = self.parsed.children_by(verb, Relation::Obl).filter(|child| *child > verb);
            let clauses = beside
                .flat_map(|noun| self.parsed.children(noun))
                .filter(|clause| matches!(self.parsed.relation(*clause), Relation::Acl | Relation::AclRelcl));
            found.extend(clauses.filter(|clause| {
                self.parsed.children_by(*clause, Relation::Mark).any(|mark| self.parsed.lemma(mark) == "that")
            }));
        }
        if found.is_empty() {
            // "urged Iran to stop" may come as an adverbial clause or hang on the noun before it.
            let infinitives = |token: usize| self.purposes(token).filter(|child| *child > verb);
            found.extend(infinitives(verb));
            if found.is_empty() {
                // "ruled out sending troops" may come as an adverbial clause right behind the verb.
                found.extend(self.gerund_behind(verb));
            }
            if found.is_empty() {
                for object in self.parsed.children_by(verb, Relation::Obj) {
                    found.extend(infinitives(object));
                }
            }
        }
        found
    }

    /// A gerund that follows a verb, or its particle, at once and has no conjunction of its own.
    fn gerund_behind(&self, verb: usize) -> Option<usize> {
        let last = self.parsed.children_by(verb, Relation::CompoundPrt).last().unwrap_or(verb).max(verb);
        self.parsed.children_by(verb, Relation::Advcl).find(|child| {
            let start = self.parsed.subtree(*child).start;
            start == last + 1
                && self.parsed.xpos(*child) == "VBG"
                && self.parsed.child_by(*child, Relation::Mark).is_none()
        })
    }

    fn fill_noun(&self, noun: usize, place: &Place) -> Vec<usize> {
        match place {
            Place::Subj => self.giver(noun),
            Place::Obj => {
                let mut found = self.nominals(noun, "of");
                if found.is_empty() && self.preposition(noun).as_deref() == Some("under") {
                    found.extend(self.surface_subject(noun));
                }
                found
            }
            Place::Poss => self
                .parsed
                .children_by(noun, Relation::NmodPoss)
                .filter(|one| !self.is_word_of_time(*one))
                .collect(),
            Place::Adj => self.modifiers(noun),
            Place::Clause => self
                .parsed
                .children(noun)
                .filter(|child| {
                    let is_whole =
                        self.has_to(*child) || self.parsed.child_by(*child, Relation::Mark).is_some();
                    // "The rumour that the army had removed the loudspeakers" may come as a relative clause, and lacks
                    // nothing.
                    let lacks_nothing = || self.parsed.children_by(*child, Relation::Obj).count() > 1;
                    let says = match self.parsed.relation(*child) {
                        Relation::Acl => is_whole || lacks_nothing(),
                        Relation::Ccomp | Relation::Xcomp => is_whole,
                        // "A reminder that it must pay".
                        Relation::AclRelcl => is_whole || self.is_a(noun, "report") && lacks_nothing(),
                        _ => false,
                    };
                    says && *child > noun
                })
                .collect(),
            Place::Host => self.parsed.head(noun).into_iter().collect(),
            Place::Teller => self.teller(noun).into_iter().collect(),
            Place::Prep(preposition) if preposition.ends_with("ing") && &**preposition != "including" => {
                // "An attack targeting X".
                let aims = self.parsed.children_by(noun, Relation::Acl);
                aims.filter(|aim| self.parsed.form(*aim) == &**preposition)
                    .filter_map(|aim| self.parsed.child_by(aim, Relation::Obj))
                    .collect()
            }
            Place::Prep(preposition) if &**preposition == "of" => self.fill_noun(noun, &Place::Obj),
            Place::Prep(preposition) => {
                let mut found = self.nominals_or_below(noun, preposition);
                // "On the sidelines of a summit" says at what.
                found.retain(|one| !self.is_a(*one, "edge"));
                if found.is_empty() && &**preposition == "against" {
                    found.extend(self.aimed_at(noun));
                }
                if found.is_empty() && matches!(&**preposition, "between" | "with" | "among") {
                    found = self.nominals_of_setting(noun, preposition);
                }
                if found.is_empty()
                    && let Some(verb) = self.governing_verb(noun).or_else(|| self.said_to_occur(noun))
                {
                    found.extend(self.nominals(verb, preposition).into_iter().filter(|one| *one > noun));
                }
                let hits = || self.type_of(noun) == Some("ASSAULT");
                if found.is_empty()
                    && (&**preposition == "against"
                        || matches!(&**preposition, "on" | "at" | "near") && hits())
                    && self.parsed.relation(noun) == Relation::Obl
                    && let Some(verb) = self.parsed.head(noun).filter(|head| self.is_verb(*head))
                {
                    // "Arrested in protests in the capital against the king", "killed in a strike on a car" may hang the
                    // phrase on the verb.
                    found.extend(self.nominals(verb, preposition).into_iter().filter(|one| *one > noun));
                }
                if found.is_empty()
                    && matches!(&**preposition, "on" | "against")
                    && let Some(charge) = self.charge_over(noun)
                {
                    // "Accused Chad of attacks on a village" may hang the phrase on the accusing.
                    found.extend(self.nominals(charge, preposition).into_iter().filter(|one| *one > noun));
                }
                if found.is_empty() && matches!(&**preposition, "with" | "between") {
                    // "negotiations on a new trade agreement with Israel" may hang the phrase lower down.
                    for child in self.parsed.children_by(noun, Relation::Nmod) {
                        found.extend(
                            self.nominals(child, preposition).into_iter().filter(|one| self.is_party(*one)),
                        );
                    }
                }
                if found.is_empty() && matches!(&**preposition, "with" | "against") {
                    found.extend(self.strayed(noun, preposition));
                }
                if found.is_empty() && self.parsed.relation(noun) == Relation::Conj {
                    // "talks and meetings with Iran" may hang the phrase on either.
                    if let Some(head) = self.parsed.head(noun).filter(|head| self.is_nominal(*head)) {
                        found.extend(self.nominals(head, preposition).into_iter().filter(|one| *one > noun));
                    }
                }
                found
            }
            Place::Listed => self.listed(noun),
            Place::Iobj | Place::Head | Place::Judged | Place::Words | Place::Called => Vec::new(),
        }
    }

    /// "Strikes for a third night against Chad", "agreements worth a billion dollars with Chad": parties whose phrase the
    /// tree hangs on words of time or on a sum before it.
    fn strayed(&self, noun: usize, preposition: &str) -> Vec<usize> {
        let verb = self.governing_verb(noun);
        let between = std::iter::once(noun).chain(verb).flat_map(|one| self.parsed.children(one));
        let parts = between.filter(|one| *one > noun && self.is_time_or_sum(*one));
        let found = parts.flat_map(|part| self.nominals(part, preposition));
        found.filter(|one| self.is_party(*one) || self.place(*one).is_some()).collect()
    }

    /// "For a third night", "2 billion dollars", "$2 billion".
    fn is_time_or_sum(&self, token: usize) -> bool {
        self.is_word_of_time(token)
            || self.is_a(token, "turn-of-time")
            || self.is_a(token, "coin")
            || matches!(self.parsed.upos(token), Upos::Num | Upos::Sym)
    }

    /// What a noun is said to include or to be.
    fn listed(&self, noun: usize) -> Vec<usize> {
        let over = self.parsed.head(noun).filter(|_| self.parsed.relation(noun) == Relation::Nsubj);
        let Some(over) = over else { return Vec::new() };
        if self.parsed.child_by(over, Relation::Cop).is_some() {
            vec![over]
        } else if self.is_verb(over) && self.is_a(over, "members") {
            self.parsed.children_by(over, Relation::Obj).collect()
        } else {
            Vec::new()
        }
    }

    /// The words with which the clauses of a verb judge.
    fn judgement(&self, verb: usize) -> Vec<usize> {
        let clauses = self.clauses_told(verb).into_iter();
        clauses
            .flat_map(|clause| {
                let manner = self
                    .parsed
                    .children_by(clause, Relation::Obl)
                    .filter(|one| self.is_a(*one, "manner-word"));
                let is_like = (!self.is_verb(clause)).then_some(clause);
                let adjectives =
                    manner.chain(is_like).flat_map(|noun| self.parsed.children_by(noun, Relation::Amod));
                let adverbs = self.parsed.children_by(clause, Relation::Advmod);
                adverbs.chain(adjectives).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The clauses of what a verb tells, with those that they hold: "said that Kenya tries to rule and that this is
    /// reckless". What somebody is told to have said is another telling.
    pub(super) fn clauses_told(&self, verb: usize) -> Vec<usize> {
        let mut told = self.clauses(verb);
        let mut next = 0;
        while let Some(clause) = told.get(next).copied() {
            next += 1;
            if told.len() >= MOST_STEPS || self.is_verb(clause) && self.is_a(clause, "say") {
                continue;
            }
            let is_clause = |one: &usize| match self.parsed.relation(*one) {
                Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Parataxis => true,
                Relation::Conj => self.is_verb(*one) || self.parsed.child_by(*one, Relation::Cop).is_some(),
                _ => false,
            };
            // "Cannot change the fact that they rule unlawfully".
            let facts = self.parsed.children_by(clause, Relation::Obj);
            let of_facts =
                facts.flat_map(|fact| self.parsed.children_by(fact, Relation::Acl)).filter(|one| {
                    self.parsed
                        .children_by(*one, Relation::Mark)
                        .any(|mark| self.parsed.lemma(mark) == "that")
                });
            let more: Vec<usize> = self.parsed.children(clause).filter(is_clause).chain(of_facts).collect();
            told.extend(more.into_iter().filter(|one| *one != verb));
        }
        told
    }

    /// Every word of what a verb tells, unless it is denied where it stands.
    fn words_told(&self, verb: usize) -> Vec<usize> {
        let clauses = self.clauses(verb);
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(verb));
        sentence
            .filter(|word| clauses.iter().any(|clause| self.parsed.is_under(*word, *clause)))
            .filter(|word| !self.is_denied_itself(*word))
            .collect()
    }

    fn is_denied_itself(&self, word: usize) -> bool {
        self.parsed.children(word).any(|child| matches!(self.parsed.lemma(child), "no" | "not" | "never"))
    }

    /// The words by which a verb calls something, wherever the tree hangs them: "called the plan of the rebels absurd",
    /// "described it as a sham", and not "called the offer to end the massacre useful".
    fn names_given(&self, verb: usize) -> Vec<usize> {
        let sentence = self.parsed.tokens_of(self.parsed.sentence_of(verb));
        sentence
            .filter(|word| self.parsed.upos(*word) != Upos::Propn && !self.is_denied_itself(*word))
            .filter(|word| self.is_name_given(verb, *word))
            .collect()
    }

    fn is_name_given(&self, verb: usize, word: usize) -> bool {
        let mut below = word;
        for over in self.parsed.ancestors(word) {
            if self.is_verb(below) {
                return false;
            }
            let relation = self.parsed.relation(below);
            let preposition = self.preposition(below);
            if over == verb {
                return below > verb
                    && (matches!(relation, Relation::Obj | Relation::Xcomp)
                        || relation == Relation::Obl && preposition.as_deref() == Some("as"));
            }
            if preposition.as_deref().is_some_and(|word| !matches!(word, "of" | "as")) {
                return false;
            }
            below = over;
        }
        false
    }

    /// "Clashes that erupted between the two".
    fn said_to_occur(&self, noun: usize) -> Option<usize> {
        self.parsed.children_by(noun, Relation::AclRelcl).find(|verb| self.is_a(*verb, "occur"))
    }

    /// The verb of which a noun is the object, or the subject where the verb is passive or intransitive.
    pub(crate) fn governing_verb(&self, noun: usize) -> Option<usize> {
        let head = self.parsed.head(noun)?;
        match self.parsed.relation(noun) {
            Relation::Obj | Relation::NsubjPass | Relation::Nsubj => {
                Some(head).filter(|head| self.is_verb(*head))
            }
            // "A series of attacks was carried out".
            Relation::Nmod if self.is_a(head, "measure") => self.governing_verb(head),
            _ => None,
        }
    }

    fn fill_adjective(&self, adjective: usize, place: &Place) -> Vec<usize> {
        let before =
            matches!(self.parsed.relation(adjective), Relation::Amod | Relation::Acl | Relation::Compound)
                .then(|| self.parsed.head(adjective))
                .flatten();
        match place {
            Place::Head | Place::Obj => match before {
                Some(noun) => vec![noun],
                None => self.surface_subject(adjective).into_iter().collect(),
            },
            Place::Subj if before.is_none() => self.surface_subject(adjective).into_iter().collect(),
            Place::Clause => self
                .parsed
                .children(adjective)
                .filter(|child| {
                    matches!(
                        self.parsed.relation(*child),
                        Relation::Xcomp | Relation::Ccomp | Relation::Advcl | Relation::Csubj
                    ) && *child > adjective
                })
                .collect(),
            Place::Prep(preposition) => self.nominals(adjective, preposition),
            _ => Vec::new(),
        }
    }

    /// A nominal with everything that is coordinated with it.
    pub(crate) fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut next = 0;
        while let Some(one) = all.get(next).copied() {
            next += 1;
            // "Chinese leader Xi and U.S. president Trump" may hang the second name on the first one's title.
            let titles = self.parsed.children_by(one, Relation::NmodDesc).filter(|title| *title < one);
            let others = titles.flat_map(|title| self.parsed.children_by(title, Relation::Conj));
            for other in others.filter(|other| *other > one && self.are_two_people(one, *other)) {
                if all.len() < 24 && !all.contains(&other) {
                    all.push(other);
                }
            }
            // "Prime minister Starmer and prime minister Modi" may hang the second title on the first name.
            let names = self.parsed.children(one).filter(|name| {
                *name > one
                    && matches!(self.parsed.relation(*name), Relation::Appos | Relation::Flat)
                    && self.mention(*name) == self.mention(one)
            });
            let others = names.flat_map(|name| self.parsed.children(name)).filter(|other| {
                matches!(self.parsed.relation(*other), Relation::NmodDesc | Relation::Appos | Relation::Conj)
                    && self.parsed.child_by(*other, Relation::Cc).is_some()
                    && self.mention(*other).is_some_and(|mention| self.mention(one) != Some(mention))
            });
            for other in others {
                if all.len() < 24 && !all.contains(&other) {
                    all.push(other);
                }
            }
            for child in self.parsed.children(one) {
                // "President Trump, Vice President Vance and President Zelenskyy" may come as appositions.
                let listed = match self.parsed.relation(child) {
                    Relation::Conj => true,
                    Relation::Appos | Relation::NmodDesc | Relation::Flat => {
                        child > one
                            && (self.parsed.child_by(child, Relation::Cc).is_some()
                                || self.are_two_people(one, child))
                    }
                    // "From Chile, Peru and Cuba" may come as if Chile lay in Peru.
                    Relation::NmodUnmarked => child > one && self.is_country(one) && self.is_country(child),
                    _ => false,
                };
                // "Chad and Mali, whose president spoke": he is none of the list.
                let begins_clause = || {
                    let owner = self.parsed.child_by(child, Relation::NmodPoss);
                    owner.is_some_and(|owner| self.parsed.xpos(owner) == "WP$")
                };
                let listed = listed && !begins_clause();
                let same = self.is_verb(child) == self.is_verb(token)
                    && (!self.is_verb(child) || self.true_head(child) == Some(one));
                if listed && same && all.len() < 24 && !all.contains(&child) {
                    all.push(child);
                }
            }
        }
        all
    }

    /// Whether two tokens head the names of two people: a name beside a name is a list, and no description.
    fn are_two_people(&self, one: usize, other: usize) -> bool {
        let person = |token: usize| {
            let mention = self.grounding.actors.get(self.mention(token)?)?;
            let is_listed = || (one..other).any(|between| self.parsed.upos(between) == Upos::Cconj);
            let is_title = token == one && mention.head == token && is_listed();
            let is_name = self.parsed.name_kind(token) == Some(NameKind::Person) || is_title;
            mention.actors.first().filter(|_| is_name)?.person.as_deref()
        };
        matches!((person(one), person(other)), (Some(one), Some(other)) if one != other)
    }

    /// Members that a list names after the whole: "14 nations including Denmark", "a bloc consisting of Mali and Niger".
    pub(crate) fn members(&self, whole: usize) -> Vec<usize> {
        let mut members = Vec::new();
        if !self.lists_at(whole) {
            return members;
        }
        let is_deed = self.event_at(whole) == Some(whole);
        if self.country_itself(whole).is_some() {
            // "Shares secrets with Chad, including images of Malian bases" lists the secrets.
            return members;
        }
        let is_listed = |token: usize| {
            let cases: Vec<usize> = self.parsed.children_by(token, Relation::Case).collect();
            // "Including in the capital" lists places.
            let fits = |case: &usize| self.is_a(*case, "members") || self.parsed.lemma(*case) == "as";
            let begins = cases.first().is_some_and(|case| self.is_a(*case, "members"));
            token > whole && begins && cases.iter().all(fits)
        };
        for child in self.parsed.children(whole).filter(|child| *child > whole) {
            match self.parsed.relation(child) {
                Relation::Nmod if is_listed(child) => members.push(child),
                Relation::Acl if self.is_a(child, "members") => members.extend(
                    self.parsed
                        .children(child)
                        .filter(|one| matches!(self.parsed.relation(*one), Relation::Obj | Relation::Obl)),
                ),
                _ => {}
            }
        }
        if members.is_empty() {
            members.extend(self.those_among(whole));
        }
        if members.is_empty() {
            // "Sanctions on firms accused of helping smugglers, including two Malian ones" hangs the list on a verb.
            let is_subject = is_deed && self.parsed.relation(whole) == Relation::Nsubj;
            let verb =
                self.parsed.head(whole).filter(|head| self.is_verb(*head) && (*head < whole || is_subject));
            members.extend(
                verb.into_iter()
                    .flat_map(|verb| self.parsed.children(verb))
                    .filter(|one| matches!(self.parsed.relation(*one), Relation::Obl | Relation::Obj))
                    .chain(
                        self.parsed.subtree(whole).filter(|one| self.parsed.relation(*one) == Relation::Obl),
                    )
                    .filter(|one| is_listed(*one))
                    .filter(|one| !is_subject || self.parsed.lemma(*one) == self.parsed.lemma(whole)),
            );
        }
        // "Killed by airstrikes, including two bakers at work" lists who was killed.
        members.retain(|member| {
            !is_deed || self.event_at(*member).is_some() || self.is_a(*member, "shot-at-somebody")
        });
        // "Embassies were stormed by crowds, including the embassy of Chad" lists embassies.
        let verb = self.parsed.head(whole).filter(|head| self.is_verb(*head));
        members.retain(|member| {
            let same = |one: usize| self.parsed.lemma(one) == self.parsed.lemma(*member) && one != *member;
            let others = verb.into_iter().flat_map(|verb| {
                let subject = self.surface_subject(verb).into_iter();
                subject.chain(self.parsed.children(verb)).collect::<Vec<_>>()
            });
            same(whole) || !others.filter(|one| *one != whole).any(same)
        });
        members
    }

    /// Whether a word that begins a list of members stands in the sentence of a token.
    fn lists_at(&self, token: usize) -> bool {
        let lists = self.lists.get_or_init(|| {
            let mut lists = vec![false; self.parsed.reading.sentences.len()];
            for word in 0..self.parsed.len() {
                if (self.is_a(word, "members") || self.parsed.lemma(word) == "among")
                    && let Some(sentence) = lists.get_mut(self.parsed.sentence_of(word))
                {
                    *sentence = true;
                }
            }
            lists
        });
        lists.get(self.parsed.sentence_of(token)).copied().unwrap_or_default()
    }

    /// "Held six men, among them two Chadians": those who are said to be among others.
    fn those_among(&self, whole: usize) -> Option<usize> {
        let verb = self.parsed.head(whole).filter(|verb| self.is_verb(*verb));
        let rest = whole..self.parsed.tokens_of(self.parsed.sentence_of(whole)).end;
        let them = rest.into_iter().find(|them| {
            matches!(self.parsed.lemma(*them), "they" | "whom") && self.has_preposition(*them, "among")
        })?;
        let some = self.parsed.head(them).filter(|some| self.is_nominal(*some) && *some > them)?;
        let over = self.parsed.head(some);
        let is_nearest = (whole + 1..them).all(|word| self.parsed.upos(word) != Upos::Noun);
        (is_nearest && (over == Some(whole) || over == verb)).then_some(some)
    }

    /// All of several nominals with what is coordinated with them, in the order of the text.
    pub(crate) fn all_conjuncts(&self, tokens: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = tokens.iter().flat_map(|token| self.conjuncts(*token)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Token to what it is a part of, counted from 1. A head goes before a part, and the shorter before the longer.
fn stand_at(n_tokens: usize, stands: impl Iterator<Item = (std::ops::Range<usize>, usize)>) -> Vec<u32> {
    let mut at = vec![0_u32; n_tokens];
    let mut rank = vec![usize::MAX; n_tokens];
    for (idx, (tokens, head)) in stands.enumerate() {
        for token in tokens.clone() {
            let own = if token == head { 0 } else { tokens.len() };
            if let (Some(best), Some(place)) = (rank.get_mut(token), at.get_mut(token))
                && own < *best
            {
                *best = own;
                *place = idx as u32 + 1;
            }
        }
    }
    at
}
