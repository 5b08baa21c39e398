//! Sets right trees that cannot be: sentences without a verb whose verb was taken for a noun, verbs that a hyphen
//! parts from what belongs to them, gerunds that stand where nouns do, perfects taken for adjectives, lists and clauses
//! whose members were hung on each other.
//!
//! The present tense of news ("Britain sanctions two banks", "thousands march through the capital") looks like a noun;
//! where a sentence has nothing else to be its verb, the word that could be one is.

mod astray;
mod below;
mod content;
mod deed;
mod fight;
mod late;
mod list;
mod phrase;
mod present;
mod share;
mod subject;

use std::cell::OnceCell;

use dragoman_text::{
    Feats, Language, LemmaRule, NameKind, NameTag, Reading, Relation, Span, Token, Upos, Xpos,
};

use crate::parsed::SUBJECTS;
use crate::predicate::{Part, Predicates};

/// Tags that words are given.
#[derive(Clone, Copy)]
struct Tags {
    singular: (Xpos, Feats),
    plural: (Xpos, Feats),
    past: (Xpos, Feats),
    passive: (Xpos, Feats),
    infinitive: (Xpos, Feats),
    noun: (Xpos, Feats),
    nouns: (Xpos, Feats),
    name: (Xpos, Feats),
    pronoun: (Xpos, Feats),
    /// How the lemma of a gerund that is a noun is made.
    as_written: LemmaRule,
}

/// Sets right the trees of a reading, by the words that are known to tell of something.
pub fn mend(text: &str, reading: &mut Reading, language: &Language, predicates: &Predicates) {
    let Some(tags) = tags(language) else { return };
    phrase::name_by_surname(text, &mut reading.tokens);
    for sentence in &reading.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some(tokens) = reading.tokens.get_mut(range) else { continue };
        let words = vec![OnceCell::new(); tokens.len()];
        let as_parsed = tokens.to_vec();
        let below = below::Below::new(tokens);
        let mut tree = Tree { text, tokens, below, language, predicates, tags, words };
        tree.tell_acronyms();
        tree.tell_reports();
        tree.join_halves_of_names();
        tree.name_first_reports();
        tree.rejoin_auxiliaries();
        tree.give_told_subjects();
        tree.give_first_subjects();
        tree.give_told_objects();
        tree.part_from_auxiliaries();
        tree.name_bare_verbs();
        tree.tell_times_from_subjects();
        tree.tell_participles_with_doers();
        tree.hang_titles();
        tree.give_owners_their_things();
        tree.crown_plans_of_headlines();
        tree.fold_results();
        tree.tell_verbs_behind_explained();
        tree.name_people_before_prepositions();
        tree.tell_house_arrests();
        tree.open_absolutes();
        tree.open_returns();
        tree.part_harmed_from_deeds();
        tree.tell_courts();
        tree.give_letting_its_objects();
        tree.give_objects_to_doing_away();
        tree.tell_marches();
        tree.fold_so_much_as();
        tree.fold_personae();
        tree.open_dues();
        tree.tell_who_is_ready();
        tree.free_objects_behind_asides();
        tree.name_clashes();
        tree.name_fierce_fights();
        tree.name_fights_that_go_on();
        tree.list_people_with_things();
        tree.open_outbreaks();
        tree.tell_how_shot();
        tree.tell_joined_harms();
        tree.open_as_clauses();
        tree.name_capitals();
        tree.give_nested_subjects();
        tree.tell_passives();
        tree.make_prepositions();
        tree.join_hyphened();
        tree.part_from_time_clause();
        tree.name_crossings();
        tree.give_neighbours();
        tree.let_go_of_adjectives();
        tree.give_back_subjects();
        tree.join_towns_and_lands();
        tree.part_sides_and_tellers();
        tree.free_verbs_from_subjects();
        tree.tell_people_from_verbs();
        tree.tell_forces();
        tree.tell_sure_presents();
        tree.tell_suspects();
        tree.tell_verbs_behind_doers();
        tree.tell_first_verbs();
        tree.tell_joined_passives();
        tree.tell_harmed();
        tree.tell_absolutes();
        tree.tell_times_from_objects();
        tree.join_verbs_to_verbs();
        tree.join_bare_verbs();
        tree.tell_quoted_verbs();
        tree.tell_active();
        tree.tell_second_verbs();
        tree.tell_named_things();
        tree.tell_feats();
        tree.let_people_meet();
        tree.tell_subjects_behind_prepositions();
        tree.return_those_acted_on();
        tree.give_subjects();
        tree.name_adjectives();
        tree.return_subjects();
        tree.give_fronted_subjects();
        tree.raise_subjects();
        tree.crown_bare_tellers();
        tree.join_subjects();
        tree.part_tellers();
        tree.name_fights();
        tree.tell_nouns();
        tree.tell_perfects();
        tree.bind_limits();
        tree.bind_together();
        tree.tell_counted_objects();
        tree.free_late_doers();
        tree.give_doers_behind_means();
        tree.leave_to_deeds();
        tree.take_harm_from_places();
        tree.open_outcomes();
        tree.part_results();
        tree.tell_going_on();
        tree.tell_gerunds_behind_adjectives();
        tree.give_subjects_around_asides();
        tree.keep_particles();
        tree.free_particles();
        tree.find_late_objects();
        tree.tell_mandates();
        tree.crown_mandates();
        tree.open_time_clauses();
        tree.open_clauses_of_doers();
        tree.open_late_clauses();
        tree.fold_first_verbs();
        tree.hang_blame_on_deeds();
        tree.tell_blamed_deeds();
        tree.crown_harms_behind_blame();
        tree.free_those_it_is_against();
        tree.tell_passives_in_asides();
        tree.share_subjects_of_asides();
        tree.free_harms_from_circumstances();
        tree.part_told_from_tellers();
        tree.crown_late_verbs();
        tree.crown_first_clauses();
        tree.crown_tellers();
        tree.tell_last_tellers();
        tree.crown_last_tellers();
        tree.crown_tellers_of_judgements();
        tree.tell_what_called();
        tree.hang_charges();
        tree.tell_both();
        tree.open_gaps();
        tree.join_harms_meanwhile();
        tree.share_circumstances();
        tree.join_quarters();
        tree.tell_infinitives();
        tree.give_two_objects();
        tree.fold_relatives();
        tree.join_lists();
        tree.list_after_first();
        tree.list_owned_names();
        tree.tell_among_those();
        tree.hand_sides_to_talks();
        tree.tell_judged_as();
        tree.hang_company_on_talks();
        tree.raise_those_alongside();
        tree.part_sides_from_seats();
        tree.join_means_of_attacks();
        tree.list_those_counted();
        tree.join_hours_to_attacks();
        tree.hand_owners_to_attacks();
        tree.place_deeds_of_named();
        tree.tell_verdicts();
        tree.list_titled_names();
        tree.raise_seconds_of_titled();
        tree.part_names();
        tree.name_sole_objects();
        tree.part_two_subjects();
        tree.keep_clauses_apart();
        tree.raise_prepositions();
        tree.give_left_words();
        tree.agree_in_tense();
        tree.agree_in_form();
        tree.hear_whom_it_binds();
        tree.give_infinitives_subjects();
        tree.open_calls_for_deeds();
        tree.tell_requests();
        tree.lead_past_asides();
        tree.open_as_clauses_of_named();
        tree.hang_clauses_on_calls();
        tree.hang_clauses_on_words_of_others();
        tree.lead_out_of_asides();
        tree.hear_who();
        tree.hear_which_measure();
        tree.return_others_to_objects();
        tree.part_sides_of_one();
        tree.hang_on_deeds();
        tree.raise_from_last_listed();
        tree.tell_what_it_is_named();
        tree.return_targets_to_deeds();
        tree.hang_doers_on_deeds_beside();
        tree.give_deeds_doers();
        tree.give_gerunds_subjects();
        tree.raise_outcomes();
        tree.add_to_telling();
        tree.hang_undergoers();
        tree.hear_last_tellers();
        tree.crown_last_acts();
        tree.hand_warnings_to_tellers();
        if let Some((verb, tag)) = tree.missed_verb() {
            tree.make_root(verb, tag);
            tree.give_back_subjects();
            tree.free_particles();
        }
        tree.tell_acting_officers();
        // Words without sense may lead two rules into a circle: then what the parser made stands.
        if !tree.is_tree() {
            tree.tokens.clone_from_slice(&as_parsed);
        }
    }
}

fn tags(language: &Language) -> Option<Tags> {
    let singular = language.feats_written("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")?;
    let plural = language.feats_written("Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin");
    Some(Tags {
        singular: (language.xpos_written("VBZ")?, singular),
        plural: (language.xpos_written("VBP")?, plural.unwrap_or(singular)),
        past: (
            language.xpos_written("VBD")?,
            language.feats_written("Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin")?,
        ),
        passive: (
            language.xpos_written("VBN")?,
            language.feats_written("Tense=Past|VerbForm=Part|Voice=Pass")?,
        ),
        infinitive: (language.xpos_written("VB")?, language.feats_written("VerbForm=Inf")?),
        noun: (language.xpos_written("NN")?, language.feats_written("Number=Sing")?),
        nouns: (language.xpos_written("NNS")?, language.feats_written("Number=Plur")?),
        name: (language.xpos_written("NNP")?, language.feats_written("Number=Sing")?),
        pronoun: (
            language.xpos_written("PRP")?,
            language.feats_written("Case=Nom|Number=Plur|Person=3|PronType=Prs")?,
        ),
        as_written: language.lemma_as_written()?,
    })
}

/// One sentence, its tokens counted from 0.
struct Tree<'a> {
    text: &'a str,
    tokens: &'a mut [Token],
    below: below::Below,
    language: &'a Language,
    predicates: &'a Predicates,
    tags: Tags,
    /// What is known of each token's word, once somebody asks.
    words: Vec<OnceCell<WordFacts>>,
}

/// What is known of a word, by its form.
#[derive(Clone)]
struct WordFacts {
    classes: Box<[u16]>,
    /// Whether it may be one that tells of something, as a verb, a noun and an adjective.
    tells: [bool; 3],
}

/// Relations of clauses that stand under another.
const CLAUSES: &[Relation] = &[
    Relation::Acl,
    Relation::AclRelcl,
    Relation::Advcl,
    Relation::AdvclRelcl,
    Relation::Ccomp,
    Relation::Xcomp,
    Relation::Csubj,
    Relation::CsubjPass,
    Relation::Parataxis,
];

impl Tree<'_> {
    fn span(&self, token: usize) -> Span {
        self.tokens.get(token).map_or(Span::default(), |token| token.span)
    }

    fn form(&self, token: usize) -> &str {
        self.span(token).of(self.text)
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

    /// Whether a token is another or hangs on it, however far.
    fn is_under(&self, token: usize, ancestor: usize) -> bool {
        self.upwards(token).any(|one| one == ancestor)
    }

    /// Whether a name of this kind begins at a token.
    fn begins_name(&self, token: usize, kind: NameKind) -> bool {
        self.tokens.get(token).is_some_and(|token| token.name == NameTag::Begin(kind))
    }

    /// Whether one token is the root and every other hangs on it, by way of others.
    fn is_tree(&self) -> bool {
        let is_root = |token: usize| self.head(token).is_none();
        (0..self.tokens.len()).filter(|token| is_root(*token)).count() == 1
            && (0..self.tokens.len()).all(|token| self.upwards(token).any(is_root))
    }

    /// A token and what it hangs on, up to the root.
    fn upwards(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(token), |one| self.head(*one)).take(self.tokens.len() + 1)
    }

    fn children(&self, head: usize) -> Vec<usize> {
        self.below(head).collect()
    }

    fn child_by(&self, head: usize, relations: &[Relation]) -> Option<usize> {
        self.below(head).find(|token| relations.contains(&self.relation(*token)))
    }

    fn below(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.below.of(head as u32 + 1)
    }

    /// `above` as tokens have it: counted from 1, 0 for the root.
    fn set_head(&mut self, token: usize, above: u32, relation: Relation) {
        if let Some(one) = self.tokens.get_mut(token) {
            self.below.hang(token as u32 + 1, one.head, above);
            (one.head, one.relation) = (above, relation);
        }
    }

    fn has(&self, head: usize, relations: &[Relation]) -> bool {
        self.child_by(head, relations).is_some()
    }

    /// The subjects that hang on a verb and stand before it, in the order of the text.
    fn subjects_before(&self, verb: usize) -> Vec<usize> {
        self.below(verb).filter(|child| *child < verb && SUBJECTS.contains(&self.relation(*child))).collect()
    }

    /// Whether a token stands behind this preposition.
    fn is_behind(&self, token: usize, preposition: &str) -> bool {
        self.child_by(token, &[Relation::Case]).is_some_and(|case| self.form(case) == preposition)
    }

    fn attach(&mut self, token: usize, head: usize, relation: Relation) {
        self.set_head(token, head as u32 + 1, relation);
    }

    /// Hangs a token elsewhere, in the relation that it has.
    fn move_to(&mut self, token: usize, head: usize) {
        self.attach(token, head, self.relation(token));
    }

    /// Hangs what depends on a token and stands before `until` on another one.
    fn hand_over_before(&mut self, token: usize, until: usize, head: usize) {
        for child in self.children(token).into_iter().filter(|child| *child < until) {
            self.move_to(child, head);
        }
    }

    /// Hangs what depends on a token and stands behind another on that other one.
    fn hand_over_behind(&mut self, token: usize, head: usize) {
        for child in self.children(token).into_iter().filter(|child| *child > head) {
            self.move_to(child, head);
        }
    }

    /// What relation a subject has to a clause, by its voice.
    fn relation_of_subject(&self, clause: usize) -> Relation {
        if self.has(clause, &[Relation::AuxPass]) { Relation::NsubjPass } else { Relation::Nsubj }
    }

    /// Makes what was taken for a verb the noun behind a preposition; what hung on it is the verb's that stands before.
    fn name_behind(&mut self, noun: usize, preposition: usize, verb: usize) {
        self.tag(noun, Upos::Noun, self.tags.noun);
        self.attach(noun, verb, Relation::Obl);
        self.attach(preposition, noun, Relation::Case);
        for child in self.children(noun).into_iter().filter(|child| *child > noun) {
            self.move_to(child, verb);
        }
    }

    /// Makes a participle the verb of a clause, in the place of the word that was taken for it.
    fn put_in_place_of(&mut self, old: usize, verb: usize) {
        let Some((head, relation)) = self.tokens.get(old).map(|token| (token.head, token.relation)) else {
            return;
        };
        self.set_head(verb, head, relation);
        if let Some(token) = self.tokens.get_mut(verb) {
            token.upos = Upos::Verb;
        }
    }

    fn tag(&mut self, token: usize, upos: Upos, (xpos, feats): (Xpos, Feats)) {
        if let Some(token) = self.tokens.get_mut(token) {
            (token.upos, token.xpos, token.feats) = (upos, xpos, feats);
        }
    }

    fn is_finite(&self, token: usize) -> bool {
        matches!(self.xpos(token), "VBZ" | "VBP" | "VBD" | "MD")
    }

    fn is_name(&self, token: usize) -> bool {
        self.upos(token) == Upos::Propn
            || self.tokens.get(token).is_some_and(|token| token.name != NameTag::Outside)
    }

    fn is_inside_name(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| matches!(token.name, NameTag::Inside(_)))
    }

    fn is_nominal(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    fn facts(&self, token: usize) -> Option<&WordFacts> {
        Some(self.words.get(token)?.get_or_init(|| {
            let form = self.form(token).to_lowercase();
            let lemmas = self.predicates.lemmas_of(&form).iter().map(AsRef::as_ref);
            WordFacts {
                classes: self.predicates.classes_of(std::iter::once(form.as_str()).chain(lemmas)),
                tells: [Part::Verb, Part::Noun, Part::Adjective]
                    .map(|part| self.predicates.knows(part, &form)),
            }
        }))
    }

    fn knows(&self, part: Part, token: usize) -> bool {
        self.facts(token).is_some_and(|facts| facts.tells[part as usize])
    }

    /// "The WHO", taken for a pronoun: what is in capitals behind an article is a name.
    fn tell_acronyms(&mut self) {
        for token in 1..self.tokens.len() {
            let form = self.form(token);
            let is_name = self.upos(token) == Upos::Pron
                && self.upos(token - 1) == Upos::Det
                && form.len() > 1
                && form.chars().all(char::is_uppercase);
            if is_name {
                self.tag(token, Upos::Propn, self.tags.name);
                self.keep_form(token);
            }
        }
    }

    /// "Is shot dead", with the shot taken for a noun: what has the auxiliary of a passive is a verb.
    fn tell_passives(&mut self) {
        for verb in 0..self.tokens.len() {
            let is_passive = self.upos(verb) == Upos::Noun && self.has(verb, &[Relation::AuxPass]);
            if is_passive && self.knows(Part::Verb, verb) {
                self.tag(verb, Upos::Verb, self.tags.passive);
            }
            // "Was shot and killed".
            let copula = self.child_by(verb, &[Relation::Cop]).filter(|copula| {
                self.upos(verb) == Upos::Noun
                    && *copula < verb
                    && !self.has(verb, &[Relation::Det, Relation::Case, Relation::NmodPoss])
            });
            let and_then = self
                .children(verb)
                .into_iter()
                .any(|next| next > verb && self.relation(next) == Relation::Conj && self.xpos(next) == "VBN");
            let Some(copula) = copula.filter(|_| and_then && self.knows(Part::Verb, verb)) else { continue };
            self.tag(verb, Upos::Verb, self.tags.passive);
            self.attach(copula, verb, Relation::AuxPass);
            if let Some(subject) = self.child_by(verb, &[Relation::Nsubj]) {
                self.attach(subject, verb, Relation::NsubjPass);
            }
        }
    }

    /// "Sir John Major", "Lord Cameron": what is said before a name hangs on it, and not the name on what is said.
    fn hang_titles(&mut self) {
        for title in 0..self.tokens.len().saturating_sub(1) {
            let name = title + 1;
            let begins = self.tokens.get(title).is_some_and(|token| token.name == NameTag::Outside)
                && self.begins_name(name, NameKind::Person);
            let is_title = begins
                && self.upos(title) == Upos::Propn
                && self.head(name) == Some(title)
                && self.relation(name) == Relation::Flat;
            if !is_title {
                continue;
            }
            if let Some((head, relation)) = self.tokens.get(title).map(|token| (token.head, token.relation)) {
                self.set_head(name, head, relation);
                for child in self.children(title) {
                    if child != name {
                        self.move_to(child, name);
                    }
                }
                self.attach(title, name, Relation::NmodDesc);
            }
        }
    }

    /// "Test-fires a missile": what stands before the hyphen belongs to the verb and is not its subject.
    fn join_hyphened(&mut self) {
        for verb in 2..self.tokens.len() {
            let (first, dash) = (verb - 2, verb - 1);
            let is_joined = self.form(dash) == "-"
                && self.span(first).end() == self.span(dash).start()
                && self.span(dash).end() == self.span(verb).start();
            let relation = self.relation(first);
            let is_subject = SUBJECTS.contains(&relation) || relation == Relation::Obl;
            let same_head = self.head(first) == self.head(verb) && self.relation(verb) == relation;
            if is_joined && is_subject && same_head && self.upos(verb) != Upos::Verb {
                // "Vice-President": one word in two.
                self.hand_left_children(first, verb, relation);
                self.attach(first, verb, Relation::Compound);
                continue;
            }
            if is_joined
                && is_subject
                && !self.is_name(first)
                && self.upos(verb) == Upos::Verb
                && self.head(first) == Some(verb)
            {
                self.hand_left_children(first, verb, relation);
                self.attach(first, verb, Relation::Compound);
            }
        }
    }

    /// "Summons the envoy after a tanker was attacked", where the envoy was taken for what was attacked: a phrase that
    /// follows a verb at once is its object, and the subject of a clause of time stands behind its conjunction.
    fn part_from_time_clause(&mut self) {
        for clause in 0..self.tokens.len() {
            let over = self.head(clause).filter(|over| {
                self.relation(clause) == Relation::Advcl
                    && *over < clause
                    && !self.has(*over, &[Relation::Obj])
            });
            let Some(over) = over else { continue };
            let Some(subject) = self.child_by(clause, SUBJECTS) else { continue };
            let mark = self.child_by(clause, &[Relation::Mark]);
            if mark.is_some_and(|mark| subject < mark) && subject > over {
                self.attach(subject, over, Relation::Obj);
                continue;
            }
            let begins = self.children(subject).into_iter().next().unwrap_or(subject).min(subject);
            if begins != over + 1 || subject > clause {
                continue;
            }
            let inner = self.children(subject).into_iter().find_map(|noun| {
                let case = self.child_by(noun, &[Relation::Case])?;
                let of_time = matches!(self.form(case), "after" | "before" | "since" | "until");
                (of_time && noun > subject && self.relation(noun) == Relation::Nmod).then_some((noun, case))
            });
            let Some((noun, case)) = inner else { continue };
            let relation = self.relation(subject);
            self.attach(noun, clause, relation);
            self.attach(case, clause, Relation::Mark);
            self.attach(subject, over, Relation::Obj);
        }
    }

    /// "The navy boards a tanker", with the navy taken for a part of the boarding.
    fn give_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            let is_lone = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBZ" | "VBP" | "VBD")
                && matches!(self.relation(verb), Relation::Root | Relation::Ccomp | Relation::Parataxis)
                && self.form(verb - 1) != "-";
            if !is_lone || self.has(verb, SUBJECTS) || self.has(verb, &[Relation::Expl]) {
                continue;
            }
            let name = self.head(verb).filter(|name| {
                *name < verb
                    && self.relation(verb) == Relation::Parataxis
                    && self.upos(*name) == Upos::Propn
                    && (*name + 1..verb).all(|one| self.is_name(one) || self.form(one) == "-")
            });
            if let Some(name) = name {
                // "Ansar Dine attacked a village", with the name taken for a title of what follows.
                self.put_in_place_of(name, verb);
                self.hand_over_behind(name, verb);
                self.attach(name, verb, Relation::Nsubj);
                continue;
            }
            let before = self.children(verb).into_iter().rev().find(|child| {
                *child < verb && self.relation(*child) == Relation::Compound && self.is_nominal(*child)
            });
            if before.is_some() {
                self.hand_left_children(verb, verb, Relation::Nsubj);
            }
        }
    }

    /// "At least twenty civilians are killed", "after unknown gunmen attacked": what stands before a verb that has no
    /// subject, without a preposition and without a time in it, is the subject; and of two that stand side by side
    /// ("a MiG-31 jet was shot down") the first is the name of the second.
    fn raise_subjects(&mut self) {
        for verb in 1..self.tokens.len() {
            if self.upos(verb) != Upos::Verb {
                continue;
            }
            let passive = self.has(verb, &[Relation::AuxPass]);
            let is_finite = passive || matches!(self.xpos(verb), "VBZ" | "VBP" | "VBD");
            let subjects = self.subjects_before(verb);
            if let &[name, noun] = subjects.as_slice() {
                // "A Lima, Peru court": the land that a town lies in stands between commas, or one.
                let land = self.form(name + 1) == "," && self.is_name(name + 2);
                let beside = |token: usize| {
                    if land && token > name {
                        self.head(token) == Some(name) || self.is_under(token, noun)
                    } else {
                        self.head(token) == Some(name) && self.upos(token) != Upos::Punct
                    }
                };
                let is_name = self.is_name(name) || self.upos(name) == Upos::Propn;
                if is_name && self.upos(noun) == Upos::Noun && (name + 1..noun).all(beside) {
                    for child in self.children(name).into_iter().filter(|child| *child < name) {
                        self.move_to(child, noun);
                    }
                    self.attach(name, noun, Relation::Compound);
                }
                continue;
            }
            if !is_finite || !subjects.is_empty() || self.has(verb, &[Relation::Expl, Relation::CsubjPass]) {
                continue;
            }
            let is_bare = |child: &usize| {
                *child < verb
                    && self.relation(*child) == Relation::Obl
                    && matches!(self.upos(*child), Upos::Noun | Upos::Propn)
                    && !self.has(*child, &[Relation::Case, Relation::Mark])
                    && !self.in_class("span-of-time", *child)
            };
            let clause_begins = |child: &usize| {
                let marks =
                    self.children(verb).into_iter().filter(|mark| self.relation(*mark) == Relation::Mark);
                marks.max().is_none_or(|mark| mark < *child)
            };
            let found = self.children(verb).into_iter().rev().find(|child| is_bare(child));
            if let Some(subject) = found.filter(clause_begins) {
                self.attach(subject, verb, self.relation_of_subject(verb));
            }
        }
    }

    /// "Neighbouring Mali refused", with Mali taken for the object of a gerund: the gerund only says where Mali lies.
    fn give_neighbours(&mut self) {
        for word in 0..self.tokens.len() {
            let name = word + 1;
            let is_gerund = self.xpos(word) == "VBG"
                && self.in_class("beside-name", word)
                && self.is_name(name)
                && self.head(name) == Some(word)
                && self.relation(name) == Relation::Obj;
            let Some(over) = self.head(word).filter(|_| is_gerund) else { continue };
            // "Neighbouring Mali last week refused" may hang all of it on the week.
            let lacks = |verb: &usize| self.is_finite(*verb) && word < *verb && !self.has(*verb, SUBJECTS);
            let clause = if lacks(&over) {
                Some(over)
            } else {
                self.head(over).filter(|verb| over < *verb && lacks(verb))
            };
            for child in self.children(word) {
                if child != name {
                    let relation = match self.relation(child) {
                        Relation::Mark => Relation::Case,
                        relation => relation,
                    };
                    self.attach(child, name, relation);
                }
            }
            if let Some(verb) = clause {
                self.attach(name, verb, Relation::Nsubj);
            } else {
                let relation = match self.relation(word) {
                    Relation::Advcl | Relation::Xcomp | Relation::Ccomp => Relation::Obl,
                    Relation::Acl => Relation::Nmod,
                    relation => relation,
                };
                self.attach(name, over, relation);
            }
            self.attach(word, name, Relation::Amod);
        }
    }

    /// "…, a clerk in the capital said", with the clerk taken for a further name of whoever stood last: at the end of a
    /// sentence, whoever stands between a comma and the word for saying says it.
    fn hear_last_tellers(&mut self) {
        let Some(root) = self.root() else { return };
        for verb in 2..self.tokens.len() {
            let is_last = self.xpos(verb) == "VBD"
                && verb != root
                && root < verb
                && self.in_class("say", verb)
                && !self.has(verb, SUBJECTS)
                && !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp])
                && (verb + 1..self.tokens.len()).all(|token| {
                    self.upos(token) == Upos::Punct || self.head(token).is_some_and(|head| head >= verb)
                });
            if !is_last {
                continue;
            }
            let teller = (root + 1..verb).rev().find(|token| {
                self.relation(*token) == Relation::Appos
                    && self.upos(*token) == Upos::Noun
                    && self.has(*token, &[Relation::Det])
                    && self.ends(*token) == verb
            });
            if let Some(teller) = teller {
                self.attach(teller, verb, Relation::Nsubj);
                self.attach(verb, root, Relation::Parataxis);
            }
        }
    }

    /// Where what hangs on a token ends.
    fn ends(&self, token: usize) -> usize {
        self.ends_without(token, None)
    }

    /// Where what hangs on a token ends, a clause apart that may hang on it, too.
    fn ends_without(&self, token: usize, clause: Option<usize>) -> usize {
        let mut end = token + 1;
        let mut open = vec![token];
        while let Some(token) = open.pop() {
            end = end.max(token + 1);
            let behind = |child: &usize| *child > token && Some(*child) != clause;
            open.extend(self.children(token).into_iter().filter(behind));
        }
        end
    }

    /// "A tanker subject to sanctions": the noun before such a word is what is meant, and no part of it.
    fn let_go_of_adjectives(&mut self) {
        for word in 1..self.tokens.len() {
            let noun = word - 1;
            let is_behind = self.upos(word) == Upos::Noun
                && self.form(word + 1) == "to"
                && self.predicates.in_class("behind-noun", self.form(word))
                && self.head(noun) == Some(word)
                && self.relation(noun) == Relation::Compound;
            let Some(over) = self.head(word).filter(|_| is_behind) else { continue };
            let relation = self.relation(word);
            self.hand_over_before(word, noun, noun);
            self.attach(noun, over, relation);
            self.attach(word, noun, Relation::Amod);
            if let Some(token) = self.tokens.get_mut(word) {
                token.upos = Upos::Adj;
            }
        }
    }

    /// "The two ministers announce they have signed", with the telling taken for a noun: whoever is told of has a
    /// subject of its own right behind it.
    fn part_tellers(&mut self) {
        let Some(root) = self.root() else { return };
        let own = (1..root).rev().find(|token| {
            self.xpos(*token) == "PRP"
                && self.head(*token) == Some(root)
                && SUBJECTS.contains(&self.relation(*token))
        });
        let Some(teller) = own.map(|own| own - 1) else { return };
        let is_telling = self.upos(teller) == Upos::Noun
            && self.in_class("say", teller)
            && self.noun_before(teller).is_some()
            && !self.has(teller, &[Relation::Det, Relation::NmodPoss, Relation::Case]);
        if !is_telling || !self.is_in_main(teller, root) || teller + 1 >= root {
            return;
        }
        let (head, relation) = (self.head(teller), self.relation(teller));
        self.tag(teller, Upos::Verb, self.tags.plural);
        if let Some(head) = head {
            self.hand_left_children(teller, head, relation);
        }
        self.hand_over_before(root, teller, teller);
        self.attach(root, teller, Relation::Ccomp);
        self.crown(teller);
    }

    /// "The border crossing with Morocco": a gerund right behind a boundary is what is named.
    fn name_crossings(&mut self) {
        for gerund in 1..self.tokens.len() {
            let noun = gerund - 1;
            let is_crossing = self.xpos(gerund) == "VBG"
                && (self.upos(noun) == Upos::Noun && self.in_class("boundary", noun)
                    || self.is_name(noun)
                        && (self.head(gerund) == Some(noun)
                            || self.relation(gerund) == Relation::Xcomp
                                && self.head(gerund) == self.head(noun))
                        && self.has(noun, &[Relation::Det]))
                && self.in_class("boundary", gerund)
                && !self.has(gerund, &[Relation::Obj]);
            let Some(over) = self.head(noun).filter(|over| is_crossing && *over != gerund) else { continue };
            let relation = self.relation(noun);
            for child in self.children(noun) {
                if child != gerund {
                    self.move_to(child, gerund);
                }
            }
            self.name_deed(gerund);
            self.attach(noun, gerund, Relation::Compound);
            self.attach(gerund, over, relation);
        }
    }

    /// Makes a gerund the noun that names the deed, with what hangs on it.
    fn name_deed(&mut self, gerund: usize) {
        for child in self.children(gerund) {
            if matches!(self.relation(child), Relation::Obl | Relation::OblAgent) {
                self.attach(child, gerund, Relation::Nmod);
            }
        }
        self.tag(gerund, Upos::Noun, self.tags.noun);
        self.keep_form(gerund);
    }

    fn keep_form(&mut self, token: usize) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.lemma = self.tags.as_written;
        }
    }

    /// Whether a form, or a word that it may be of, is in a class.
    fn in_class(&self, class: &str, token: usize) -> bool {
        let Some(number) = self.predicates.class_number(class) else { return false };
        self.facts(token).is_some_and(|facts| facts.classes.contains(&number))
    }

    /// "Shelling was reported": a gerund that is a subject or object as nouns are, with none of its own, is a noun; and
    /// "denied supplying drones": one before the object of a verb that takes gerunds has the object for its own.
    fn tell_nouns(&mut self) {
        for gerund in 0..self.tokens.len() {
            self.tell_noun_from_present(gerund);
            if self.upos(gerund) != Upos::Verb || self.xpos(gerund) != "VBG" {
                continue;
            }
            let Some(head) = self.head(gerund) else { continue };
            match self.relation(gerund) {
                Relation::Xcomp | Relation::Ccomp | Relation::Advcl | Relation::Acl
                    if gerund > 1 && self.xpos(gerund - 1) == "POS" =>
                {
                    self.give_deed_to_owner(gerund);
                }
                Relation::Nsubj | Relation::NsubjPass
                    if !self
                        .has(gerund, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux]) =>
                {
                    self.tag(gerund, Upos::Noun, self.tags.noun);
                    self.keep_form(gerund);
                }
                Relation::Csubj | Relation::CsubjPass
                    if gerund < head
                        && self.knows(Part::Noun, gerund)
                        && !self.has(
                            gerund,
                            &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux],
                        )
                        && (!self.has(gerund, &[Relation::Obl]) || self.has_sides(gerund)) =>
                {
                    self.name_begun_deed(gerund, head);
                }
                // "Fighting near the town was reported between two clans".
                Relation::Advcl
                    if gerund < head
                        && self.children(gerund).into_iter().chain([gerund]).min() == Some(0)
                        && self.knows(Part::Noun, gerund)
                        && self.in_class("tell", head)
                        && self.has(head, &[Relation::AuxPass])
                        && !self.has(head, SUBJECTS)
                        && !self.has(gerund, &[Relation::Obj, Relation::Mark]) =>
                {
                    self.name_deed(gerund);
                    self.attach(gerund, head, Relation::NsubjPass);
                }
                Relation::Acl | Relation::Advcl => self.tell_deed_behind_preposition(gerund),
                Relation::Amod if gerund > 0 && gerund < head && self.is_law_of(gerund - 1, head) => {
                    self.open_law(gerund - 1, gerund, head);
                }
                Relation::Amod if self.relation(head) == Relation::Obl && gerund < head => {
                    self.open_time_of_deed(gerund, head);
                }
                Relation::Amod if self.relation(head) == Relation::Obj && gerund < head => {
                    let over = self.head(head).filter(|over| *over + 1 == gerund);
                    if let Some(over) = over.filter(|over| self.in_class("takes-gerund", *over)) {
                        self.attach(gerund, over, Relation::Xcomp);
                        self.attach(head, gerund, Relation::Obj);
                        for child in self.children(over) {
                            if child > head && self.relation(child) == Relation::Obl {
                                self.attach(child, gerund, Relation::Obl);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// "Fighting broke out between them", with the fighting taken for a clause: a gerund without an object that opens a
    /// sentence names what happened.
    fn name_begun_deed(&mut self, gerund: usize, verb: usize) {
        let relation =
            if self.relation(gerund) == Relation::CsubjPass { Relation::NsubjPass } else { Relation::Nsubj };
        self.name_deed(gerund);
        self.attach(gerund, verb, relation);
    }

    /// Whether a gerund says by whom or between whom, as nouns do: "shelling by the army".
    fn has_sides(&self, gerund: usize) -> bool {
        self.below(gerund).any(|side| {
            matches!(self.relation(side), Relation::Obl | Relation::OblAgent)
                && (self.is_behind(side, "by") || self.is_behind(side, "between"))
        })
    }

    /// "The vote follows the Seychelles' jailing of a judge": what stands behind whose it is names a deed of theirs.
    fn give_deed_to_owner(&mut self, gerund: usize) {
        let Some(owner) = self.head(gerund - 1).filter(|owner| self.is_nominal(*owner)) else { return };
        let Some(over) = self.head(owner) else { return };
        if over != gerund {
            // What hangs on the deed cannot carry it.
            if !matches!(self.relation(owner), Relation::Obj | Relation::Obl | Relation::Nmod)
                || self.is_under(over, gerund)
            {
                return;
            }
            let relation = self.relation(owner);
            for child in self.children(owner) {
                if self.relation(child) == Relation::Case && child + 1 < owner {
                    self.move_to(child, gerund);
                }
            }
            self.attach(gerund, over, relation);
        }
        self.attach(owner, gerund, Relation::NmodPoss);
        self.name_deed(gerund);
    }

    /// "Launches exercises", "border talks with Chad have failed", with the exercises and talks taken for verbs.
    fn tell_noun_from_present(&mut self, noun: usize) {
        let is_subject = SUBJECTS.contains(&self.relation(noun));
        let before = self.child_by(noun, SUBJECTS);
        let is_noun = self.xpos(noun) == "VBZ"
            && self.upos(noun) == Upos::Verb
            && (is_subject || self.relation(noun) == Relation::Obj)
            && self.knows(Part::Noun, noun)
            && before
                .is_none_or(|before| is_subject && before + 1 == noun && self.upos(before) == Upos::Noun)
            && !self.has(noun, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux]);
        if !is_noun {
            return;
        }
        self.tag(noun, Upos::Noun, self.tags.nouns);
        if let Some(before) = before {
            self.attach(before, noun, Relation::Compound);
        }
        for child in self.children(noun) {
            if child > noun && self.relation(child) == Relation::Obl {
                self.attach(child, noun, Relation::Nmod);
            }
        }
    }

    /// "Resigned from the cabinet following protests", with "following" taken for a verb: what stands before a noun of
    /// what came first is a preposition, and the noun is one of the circumstances of the verb.
    fn make_prepositions(&mut self) {
        for word in 0..self.tokens.len() {
            let is_participle = self.xpos(word) == "VBG"
                && self.in_class("participle-preposition", word)
                && !self.has(word, SUBJECTS)
                && !self.has(word, &[Relation::Aux, Relation::AuxPass, Relation::Mark]);
            let Some(over) = self.head(word).filter(|_| is_participle) else { continue };
            let noun = match self.relation(word) {
                Relation::Acl | Relation::Advcl | Relation::Dep => self.noun_behind(word),
                // "The following day" has its article.
                Relation::Amod => Some(over)
                    .filter(|noun| *noun > word && self.children(*noun).iter().all(|child| *child >= word)),
                _ => None,
            };
            let noun = noun.filter(|noun| {
                matches!(self.upos(*noun), Upos::Noun | Upos::Propn)
                    && !self.has(*noun, &[Relation::Case])
                    && !self.in_class("heeded", *noun)
            });
            let Some(noun) = noun else { continue };
            let start = if over == noun { self.head(noun) } else { Some(over) };
            // "Arrest ten people suspected of fraud following a raid": nobody is suspected after the raid.
            let is_clause =
                |one: &usize| self.upos(*one) == Upos::Verb && self.relation(*one) != Relation::Acl;
            let verb = start.and_then(|start| self.upwards(start).find(is_clause));
            let Some(clause) = verb.or(start).filter(|clause| !self.is_under(*clause, noun)) else {
                continue;
            };
            let relation = if self.upos(clause) == Upos::Verb { Relation::Obl } else { Relation::Nmod };
            for child in self.children(word).into_iter().filter(|child| *child != noun) {
                match self.relation(child) {
                    Relation::Obl | Relation::OblUnmarked if child > noun => {
                        self.attach(child, noun, Relation::Nmod);
                    }
                    _ if child < noun => self.move_to(child, noun),
                    _ => self.move_to(child, clause),
                }
            }
            self.attach(noun, clause, relation);
            self.attach(word, noun, Relation::Case);
        }
    }

    /// The noun that a word stands before, which hangs on it, or on what is over it, with nothing before the two.
    fn noun_behind(&self, word: usize) -> Option<usize> {
        let own = self.children(word).into_iter().find(|child| {
            *child > word
                && matches!(self.relation(*child), Relation::Obj | Relation::Obl | Relation::OblUnmarked)
                && !self.has(*child, &[Relation::Case])
        });
        own.or_else(|| {
            let mut noun = word + 1;
            let inside = |outer: &usize| *outer > word && self.upos(*outer) != Upos::Verb;
            while let Some(outer) = self.head(noun).filter(inside) {
                noun = outer;
            }
            (noun < self.tokens.len()).then_some(noun)
        })
    }

    /// "As fighting between Chad and Mali continues", with the fighting taken for a verb: a gerund with its two sides and
    /// nothing that is done is a noun.
    fn name_fights(&mut self) {
        for gerund in 0..self.tokens.len() {
            let is_gerund = self.upos(gerund) == Upos::Verb && self.xpos(gerund) == "VBG";
            if !is_gerund
                || self.has(gerund, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Aux])
                || self.has(gerund, SUBJECTS)
                || !self.knows(Part::Noun, gerund)
            {
                continue;
            }
            let sides = self.children(gerund).into_iter().find(|child| self.is_behind(*child, "between"));
            let Some(sides) = sides.filter(|sides| *sides > gerund) else { continue };
            let over = self.head(gerund).filter(|over| *over > sides && self.upos(*over) == Upos::Verb);
            match (self.relation(gerund), over) {
                (Relation::Csubj, Some(over)) => self.attach(gerund, over, Relation::Nsubj),
                (Relation::Advcl | Relation::Dep, Some(over)) if !self.has(over, SUBJECTS) => {
                    for mark in self.children(gerund) {
                        if mark < gerund && self.relation(mark) == Relation::Mark {
                            self.attach(mark, over, Relation::Mark);
                        }
                    }
                    self.attach(gerund, over, Relation::Nsubj);
                }
                (Relation::Conj | Relation::Nsubj | Relation::Obj, _) => {}
                _ => continue,
            }
            self.tag(gerund, Upos::Noun, self.tags.noun);
            self.keep_form(gerund);
            for child in self.children(gerund) {
                if child > gerund && self.relation(child) == Relation::Obl {
                    self.attach(child, gerund, Relation::Nmod);
                }
            }
        }
    }

    /// "After freezing aid to Chad, the bank left", with the gerund taken for an adjective: a deed before another one.
    fn open_time_of_deed(&mut self, gerund: usize, noun: usize) {
        let Some(case) = gerund.checked_sub(1).filter(|case| self.head(*case) == Some(noun)) else { return };
        let is_behind = self.relation(case) == Relation::Case
            && matches!(self.form(case).to_lowercase().as_str(), "after" | "before" | "since" | "despite")
            && self.knows(Part::Verb, gerund)
            && !self.in_class("person", noun);
        let Some(clause) = self.head(noun).filter(|_| is_behind && !self.has(noun, &[Relation::Det])) else {
            return;
        };
        self.attach(gerund, clause, Relation::Advcl);
        self.attach(case, gerund, Relation::Mark);
        self.attach(noun, gerund, Relation::Obj);
        for child in self.children(noun) {
            if child > noun && self.relation(child) == Relation::Nmod && !self.is_behind(child, "of") {
                self.attach(child, gerund, Relation::Obl);
            }
        }
    }

    /// "Has broken relations with Chad": a participle right behind "have" that was taken for an adjective of the object
    /// is the verb of the clause, and "have" its auxiliary.
    ///
    /// "Has damaged roads" may be either; in news it hardly ever tells what somebody owns.
    fn tell_perfects(&mut self) {
        for have in 0..self.tokens.len() {
            let owns = self.upos(have) == Upos::Verb && matches!(self.form(have), "has" | "have" | "had");
            let behind = (have + 1..self.tokens.len()).find(|token| self.upos(*token) != Upos::Adv);
            let Some(participle) = behind.filter(|_| owns) else { continue };
            let Some(object) = self.head(participle) else { continue };
            let is_perfect = self.xpos(participle) == "VBN"
                && self.relation(participle) == Relation::Amod
                && self.relation(object) == Relation::Obj
                && self.head(object) == Some(have)
                && !self.has(object, &[Relation::Det]);
            if !is_perfect {
                continue;
            }
            for child in self.children(have) {
                self.move_to(child, participle);
            }
            self.put_in_place_of(have, participle);
            self.attach(have, participle, Relation::Aux);
            if let Some(token) = self.tokens.get_mut(have) {
                token.upos = Upos::Aux;
            }
        }
    }

    /// "Killed up to twenty people": "up to" belongs to the number, and what is counted is the object.
    fn bind_limits(&mut self) {
        for up in 0..self.tokens.len() {
            let (to, number) = (up + 1, up + 2);
            if self.form(up) != "up" || self.form(to) != "to" || self.relation(number) != Relation::Nummod {
                continue;
            }
            let (Some(verb), Some(counted)) = (self.head(up), self.head(number)) else { continue };
            let is_limit = counted > number
                && self.head(to) == Some(counted)
                && self.head(counted) == Some(verb)
                && matches!(self.relation(counted), Relation::Obl | Relation::Nmod)
                && !self.has(verb, &[Relation::Obj]);
            if is_limit {
                self.attach(up, number, Relation::Advmod);
                self.attach(to, up, Relation::Fixed);
                self.attach(counted, verb, Relation::Obj);
            }
        }
    }

    /// "Chad, together with Mali, bombed the camp": whoever stands behind "together with" does it beside the other.
    fn bind_together(&mut self) {
        for together in 1..self.tokens.len() {
            let with = together + 1;
            // "Went along with a plan" is done by one.
            let is_beside = match self.form(together) {
                "together" | "jointly" => true,
                "along" => self.form(together - 1) == ",",
                _ => false,
            };
            let is_bound = is_beside && self.form(with) == "with" && self.upos(together) == Upos::Adv;
            let Some(partner) = self.head(with).filter(|partner| is_bound && *partner > with) else {
                continue;
            };
            let Some(over) = self.head(together) else { continue };
            // "Chad together with Mali bombed", with the bombing taken for what Mali does.
            let taken = self.head(partner).filter(|verb| {
                SUBJECTS.contains(&self.relation(partner))
                    && self.upos(*verb) == Upos::Verb
                    && self.relation(*verb) == Relation::Acl
                    && self.head(*verb) == Some(over)
                    && self.root() == Some(over)
                    && self.is_finite(*verb)
            });
            let verb = match taken {
                Some(verb) => {
                    self.crown(verb);
                    self.attach(over, verb, Relation::Nsubj);
                    verb
                }
                None if self.upos(over) == Upos::Verb && self.relation(with) == Relation::Case => over,
                None => continue,
            };
            self.attach(partner, verb, Relation::Obl);
            self.attach(together, partner, Relation::Case);
            self.attach(with, together, Relation::Fixed);
        }
    }

    /// "Set free 30 hostages", "set ablaze a depot": what becomes of somebody may stand before them, and does not say
    /// what they were before; nothing that does stands before a number or an article.
    fn part_results(&mut self) {
        for result in 1..self.tokens.len() {
            let verb = result - 1;
            if self.upos(verb) != Upos::Verb || !self.in_class("result", result) {
                continue;
            }
            let Some(head) = self.head(result) else { continue };
            let begins = matches!(self.upos(result + 1), Upos::Num | Upos::Det | Upos::Pron);
            let describes = self.relation(result) == Relation::Amod
                && begins
                && self.relation(head) == Relation::Obj
                && self.head(head) == Some(verb);
            let governs = self.relation(result) == Relation::Xcomp && head == verb;
            if describes {
                self.attach(result, verb, Relation::Xcomp);
            } else if governs {
                for child in self.children(result).into_iter().filter(|child| *child > result) {
                    self.move_to(child, verb);
                }
            }
        }
    }

    /// "Will hand over 40 captives": the particle of a known verb, taken for a word that makes the number less sure.
    fn keep_particles(&mut self) {
        for particle in 1..self.tokens.len() {
            let (verb, number) = (particle - 1, particle + 1);
            let is_taken = self.upos(verb) == Upos::Verb
                && self.relation(particle) == Relation::Advmod
                && self.head(particle) == Some(number)
                && self.upos(number) == Upos::Num
                && self.in_class("hands-over", verb)
                && self.form(particle) == "over";
            if is_taken {
                self.attach(particle, verb, Relation::CompoundPrt);
            }
        }
    }

    /// "Sealed off the square", with what is sealed taken for where it is done: the particle of a verb that is known with
    /// it is no preposition of what follows.
    fn free_particles(&mut self) {
        for particle in 1..self.tokens.len() {
            let verb = particle - 1;
            if self.upos(verb) != Upos::Verb
                || self.has(verb, &[Relation::Obj, Relation::CompoundPrt, Relation::AuxPass])
            {
                continue;
            }
            let object = self.head(particle).filter(|object| {
                *object > particle
                    && self.relation(particle) == Relation::Case
                    && self.head(*object) == Some(verb)
                    && self.relation(*object) == Relation::Obl
            });
            let Some(object) = object else { continue };
            let (form, word) = (self.form(verb).to_lowercase(), self.form(particle).to_lowercase());
            let is_free = self.in_class("free-particle", particle)
                || self.in_class("particle", particle) && self.in_class("hands-over", verb);
            let has_more = self
                .children(object)
                .into_iter()
                .any(|case| case != particle && self.relation(case) == Relation::Case && case < object);
            // "Backed out of the deal".
            let has_more = has_more || self.has(particle, &[Relation::Fixed]);
            if is_free && !has_more && self.predicates.takes(&form, &word) {
                self.attach(particle, verb, Relation::CompoundPrt);
                self.attach(object, verb, Relation::Obj);
            }
        }
        // "Was fired upon by the navy", with the particle taken for another preposition of whoever does it.
        for particle in 1..self.tokens.len() {
            let verb = particle - 1;
            let is_left = self.head(particle).is_some_and(|agent| {
                agent > particle
                    && self.relation(particle) == Relation::Case
                    && self.relation(agent) == Relation::OblAgent
                    && self.head(agent) == Some(verb)
                    && self.form(particle + 1) == "by"
            });
            let (form, word) = (self.form(verb).to_lowercase(), self.form(particle).to_lowercase());
            if is_left && self.predicates.takes(&form, &word) {
                self.attach(particle, verb, Relation::CompoundPrt);
            }
        }
        // "Called off a trip".
        for object in 1..self.tokens.len() {
            let Some(verb) = self.head(object).filter(|verb| *verb < object) else { continue };
            let follows = self.has(verb, &[Relation::CompoundPrt])
                && !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::AuxPass])
                && self.relation(object) == Relation::Obl
                && matches!(self.upos(object), Upos::Noun | Upos::Propn)
                && !self.has(object, &[Relation::Case, Relation::Mark])
                && !self.in_class("span-of-time", object);
            let first = self.children(object).into_iter().min().unwrap_or(object).min(object);
            let touches = first.checked_sub(1).is_some_and(|before| {
                self.head(before) == Some(verb) && self.relation(before) == Relation::CompoundPrt
            });
            if follows && touches {
                self.attach(object, verb, Relation::Obj);
            }
        }
    }

    /// "Put off until May the visit": a time that a preposition belongs to, with the object behind it taken for one
    /// phrase with it.
    fn find_late_objects(&mut self) {
        for case in 1..self.tokens.len() {
            let Some(object) = self.head(case).filter(|_| self.relation(case) == Relation::Case) else {
                continue;
            };
            let is_time = matches!(self.form(case), "until" | "till" | "for" | "to" | "by");
            let Some(verb) = self.head(object).filter(|verb| is_time && *verb < case) else { continue };
            let late = self.relation(object) == Relation::Obl && !self.has(verb, &[Relation::Obj]);
            let article = self.children(object).into_iter().find(|child| {
                *child > case + 1
                    && (self.upos(*child) == Upos::Det || self.relation(*child) == Relation::NmodPoss)
            });
            let Some(article) = article.filter(|_| late) else { continue };
            let first = self.children(object).into_iter().filter(|child| *child > case).min();
            let Some(time) = first.filter(|time| {
                *time < article
                    && self.head(*time) == Some(object)
                    && self.in_class("span-of-time", article - 1)
                    && (case + 1..article).all(|token| token == *time || self.head(token) == Some(*time))
            }) else {
                continue;
            };
            self.attach(case, time, Relation::Case);
            self.attach(time, verb, Relation::Obl);
            self.attach(object, verb, Relation::Obj);
        }
        // "Put off until next month a visit", "dismissed as baseless a report".
        for object in 1..self.tokens.len() {
            let Some(verb) = self.head(object).filter(|verb| *verb < object) else { continue };
            let article = self.child_by(object, &[Relation::Det, Relation::NmodPoss]);
            let after_time = article.and_then(|article| article.checked_sub(1)).is_some_and(|time| {
                let says_what = self.upos(time) == Upos::Adj
                    && time.checked_sub(1).is_some_and(|opening| self.form(opening) == "as");
                self.head(time) == Some(verb)
                    && (self.has(time, &[Relation::Case]) && self.in_class("span-of-time", time) || says_what)
            });
            let is_bare = self.relation(object) == Relation::Obl
                && self.upos(object) == Upos::Noun
                && after_time
                && !self.has(object, &[Relation::Case, Relation::Mark])
                && !self.in_class("span-of-time", object);
            let is_verb = self.upos(verb) == Upos::Verb
                && !self.has(verb, &[Relation::Obj, Relation::NsubjPass, Relation::Ccomp]);
            if is_bare && is_verb {
                self.attach(object, verb, Relation::Obj);
            }
        }
    }

    /// "Demanded on Monday that Mali hand over two men": what somebody is to do stands in a form that looks like a noun.
    fn tell_mandates(&mut self) {
        for mark in 1..self.tokens.len().saturating_sub(2) {
            let (name, deed) = (mark + 1, mark + 2);
            let is_deed = self.form(mark) == "that"
                && self.is_nominal(name)
                && self.upos(deed) == Upos::Noun
                && self.xpos(deed) == "NN"
                && self.head(name) == Some(deed)
                && self.knows(Part::Verb, deed)
                && matches!(self.upos(deed + 1), Upos::Adp | Upos::Det | Upos::Num | Upos::Pron);
            let over = (0..mark)
                .rev()
                .find(|verb| self.in_class("mandates", *verb) && self.upos(*verb) == Upos::Verb);
            // What hangs on the deed cannot be what it hangs on.
            let over = over.filter(|over| is_deed && !self.is_under(*over, deed));
            let Some(over) = over else { continue };
            self.tag(deed, Upos::Verb, self.tags.plural);
            self.attach(name, deed, Relation::Nsubj);
            self.attach(mark, deed, Relation::Mark);
            self.attach(deed, over, Relation::Ccomp);
            let particle = deed + 1;
            let behind = self.head(particle).filter(|_| self.in_class("particle", particle));
            if let Some(object) = behind.filter(|object| *object > particle && !self.is_under(deed, *object))
            {
                self.attach(particle, deed, Relation::CompoundPrt);
                self.attach(object, deed, Relation::Obj);
            }
            for child in self.children(deed).into_iter().filter(|child| *child > deed) {
                let relation = match self.as_of_verb(child, deed) {
                    Relation::Obj
                        if self.has(deed, &[Relation::Obj]) && self.relation(child) != Relation::Obj =>
                    {
                        Relation::Obl
                    }
                    relation => relation,
                };
                self.attach(child, deed, relation);
            }
        }
    }

    /// "Agreed to free two nurses", with "free" taken for an adjective.
    fn tell_infinitives(&mut self) {
        for to in 0..self.tokens.len().saturating_sub(2) {
            let verb = to + 1;
            // "Voted to oust him": an unusual verb, which has an object all the same.
            let governs = self.upos(verb) == Upos::Adv && self.has(verb, &[Relation::Obj]);
            let is_taken = (self.xpos(to) == "TO" || governs && self.form(to) == "to")
                && matches!(self.upos(verb), Upos::Adj | Upos::Adv)
                && (governs || self.in_class("result", verb))
                && self.knows(Part::Verb, verb);
            let Some(head) = self.head(verb).filter(|_| is_taken) else { continue };
            if self.has(verb, &[Relation::Obj]) {
                self.tag(verb, Upos::Verb, self.tags.infinitive);
                self.attach(to, verb, Relation::Mark);
            } else if self.relation(verb) == Relation::Amod && head > verb && self.upos(head) == Upos::Noun {
                self.tag(verb, Upos::Verb, self.tags.infinitive);
                let (over, relation) = (self.head(head), self.relation(head));
                let Some(over) = over.filter(|over| *over < verb) else { continue };
                let relation = if relation == Relation::Nmod { Relation::Acl } else { Relation::Xcomp };
                self.attach(verb, over, relation);
                self.attach(head, verb, Relation::Obj);
                self.attach(to, verb, Relation::Mark);
            }
        }
    }

    /// "Sent Ukraine tanks": a place right behind a verb of giving, taken for the name of what is given.
    fn give_two_objects(&mut self) {
        for verb in 0..self.tokens.len().saturating_sub(2) {
            let name = verb + 1;
            let to_place = self.upos(verb) == Upos::Verb
                && self.in_class("gives-somebody", verb)
                && self.begins_name(name, NameKind::Location)
                && self.relation(name) == Relation::Compound;
            let object = self.head(name).filter(|object| {
                to_place
                    && *object > name
                    && self.head(*object) == Some(verb)
                    && self.relation(*object) == Relation::Obj
                    && self.upos(*object) == Upos::Noun
            });
            if object.is_some() && !self.has(verb, &[Relation::Iobj]) {
                self.attach(name, verb, Relation::Iobj);
            }
            self.tell_fines(verb);
            // "Grants Malta a loan" may have two objects and none to whom it is given.
            let objects: Vec<usize> = self
                .children(verb)
                .into_iter()
                .filter(|child| self.relation(*child) == Relation::Obj)
                .collect();
            if let &[first, second] = objects.as_slice()
                && verb < first
                && self.in_class("gives-somebody", verb)
                && self.is_name(first)
                && self.upos(second) == Upos::Noun
                && !(first..second).any(|token| self.form(token) == ",")
                && !self.has(verb, &[Relation::Iobj])
            {
                self.attach(first, verb, Relation::Iobj);
            }
        }
    }

    /// "Fines Chad €2 million and Mali €1 million", with Chad taken for a kind of euro: whoever stands before the sum is
    /// fined, and the sum says how much.
    fn tell_fines(&mut self, verb: usize) {
        let is_fine = self.upos(verb) == Upos::Verb && self.in_class("fines", verb);
        let sum = self.child_by(verb, &[Relation::Obj]).filter(|sum| is_fine && *sum > verb + 1);
        let Some(sum) = sum.filter(|sum| self.is_sum(*sum)) else { return };
        let whom = |tree: &Self, sum: usize| {
            tree.below(sum)
                .find(|whom| *whom < sum && tree.is_name(*whom) && tree.relation(*whom) == Relation::Compound)
        };
        let Some(first) = whom(self, sum) else { return };
        self.attach(first, verb, Relation::Obj);
        self.attach(sum, verb, Relation::OblUnmarked);
        for next in self.children(sum) {
            if self.relation(next) == Relation::Conj
                && let Some(other) = whom(self, next)
            {
                self.attach(other, first, Relation::Conj);
            }
        }
    }

    /// Whether a word stands for a sum of money.
    fn is_sum(&self, token: usize) -> bool {
        self.xpos(token) == "$" || self.in_class("money", token) && self.has(token, &[Relation::Nummod])
    }

    /// "Must be freed, the Vatican insisted", "it was behind the raid, Chad alleged": what is demanded, threatened, vowed
    /// or alleged before it is said who does so.
    fn crown_last_acts(&mut self) {
        let tells = |root: &usize| self.upos(*root) == Upos::Verb || self.has(*root, &[Relation::Cop]);
        let Some(root) = self.root().filter(tells) else { return };
        let act = self.children(root).into_iter().find(|act| {
            *act > root
                && self.relation(*act) == Relation::Parataxis
                && self.upos(*act) == Upos::Verb
                && self.in_class("acts-last", *act)
                && self.has(*act, SUBJECTS)
                && !self.has(*act, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::Mark])
                && self.children(*act).into_iter().all(|child| {
                    self.relation(child) != Relation::Aux
                        || matches!(self.form(child), "has" | "have" | "had")
                })
        });
        let Some(act) = act else { return };
        self.attach(root, act, Relation::Ccomp);
        self.crown(act);
        // "Would hit back, Chad warned, if it was attacked": on this hangs what it warns of.
        for clause in self.children(act).into_iter().filter(|clause| *clause > act) {
            let is_condition = self.relation(clause) == Relation::Advcl
                && self
                    .child_by(clause, &[Relation::Mark])
                    .is_some_and(|mark| matches!(self.form(mark), "if" | "unless"));
            if is_condition {
                self.move_to(clause, root);
            }
        }
    }

    /// "Extradited to Chile a man wanted for murder", "ratified by a wide margin a pact": an object that comes late,
    /// taken for the subject of the participle behind it, or for what somebody becomes.
    fn fold_relatives(&mut self) {
        for verb in 0..self.tokens.len() {
            let is_open = self.upos(verb) == Upos::Verb
                && matches!(self.xpos(verb), "VBD" | "VBZ" | "VBP" | "VBN")
                && self.knows(Part::Verb, verb)
                && !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::AuxPass]);
            if !is_open || !self.has(verb, SUBJECTS) {
                continue;
            }
            let phrase = self.children(verb).into_iter().find(|child| {
                *child > verb && matches!(self.relation(*child), Relation::Obl | Relation::OblAgent)
            });
            let Some(phrase) = phrase.filter(|phrase| self.has(*phrase, &[Relation::Case])) else { continue };
            let relative = self.children(verb).into_iter().find(|clause| {
                *clause > phrase
                    && self.relation(*clause) == Relation::Advcl
                    && self.xpos(*clause) == "VBD"
                    && !self.has(*clause, &[Relation::Mark, Relation::Aux, Relation::Obj])
            });
            let subject = relative.and_then(|clause| self.child_by(clause, &[Relation::Nsubj]));
            if let (Some(clause), Some(object)) = (relative, subject)
                && object > phrase
                && self.has(object, &[Relation::Det, Relation::Nummod])
            {
                self.tag(clause, Upos::Verb, self.tags.passive);
                self.attach(object, verb, Relation::Obj);
                self.attach(clause, object, Relation::Acl);
                continue;
            }
            let late = self.children(verb).into_iter().find(|child| {
                *child > phrase
                    && self.relation(*child) == Relation::Xcomp
                    && self.upos(*child) == Upos::Noun
                    && self.has(*child, &[Relation::Det, Relation::NmodPoss])
            });
            if let Some(object) = late.filter(|_| self.xpos(verb) != "VBZ") {
                self.attach(object, verb, Relation::Obj);
                self.attach(phrase, verb, Relation::Obl);
                if let Some(subject) = self.child_by(verb, &[Relation::NsubjPass]) {
                    self.attach(subject, verb, Relation::Nsubj);
                    self.tag(verb, Upos::Verb, self.tags.past);
                }
            }
        }
    }

    /// "Minister Ana Example and secretary Ben Example": whoever is joined by "and" is no part of the first name.
    fn part_names(&mut self) {
        for word in 1..self.tokens.len() {
            let joined = self.child_by(word, &[Relation::Cc]).is_some_and(|cc| cc < word);
            let inside =
                matches!(self.relation(word), Relation::NmodDesc | Relation::Flat | Relation::NmodUnmarked);
            let Some(mut first) = self.head(word).filter(|head| joined && inside && *head < word) else {
                continue;
            };
            let goes_up = |first: usize| matches!(self.relation(first), Relation::Flat | Relation::Appos);
            while let Some(head) = self.head(first).filter(|head| goes_up(first) && *head < first) {
                first = head;
            }
            if !self.is_under(first, word) {
                self.attach(word, first, Relation::Conj);
            }
        }
    }

    /// "Asked its allies for tanks": a second object without a first one is the first.
    fn name_sole_objects(&mut self) {
        for object in 0..self.tokens.len() {
            let Some(verb) = self.head(object).filter(|_| self.relation(object) == Relation::Iobj) else {
                continue;
            };
            if !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp]) {
                self.attach(object, verb, Relation::Obj);
            }
        }
    }

    /// Whether a noun for a law is taken for a part of what the law bans or allows.
    fn is_law_of(&self, law: usize, noun: usize) -> bool {
        self.upos(law) == Upos::Noun
            && (self.head(law) == Some(noun) || self.head(law) == Some(law + 1))
            && self.relation(law) == Relation::Compound
            && (self.in_class("law", law) || self.in_class("document", law))
    }

    /// "A bill banning imports": the bill is what is voted for, and the imports are what is banned.
    fn open_law(&mut self, law: usize, gerund: usize, noun: usize) {
        let Some(over) = self.head(noun) else { return };
        let relation = self.relation(noun);
        self.hand_over_before(noun, law, law);
        self.attach(law, over, relation);
        self.attach(gerund, law, Relation::Acl);
        self.attach(noun, gerund, Relation::Obj);
        for child in self.children(over) {
            if child > noun && self.relation(child) == Relation::Obl {
                self.attach(child, gerund, Relation::Obl);
            }
        }
    }

    /// "Chad severed relations after crowds stormed its embassy", where the first verb was taken for an adjective and
    /// the second has both subjects.
    fn part_two_subjects(&mut self) {
        for second in 0..self.tokens.len() {
            let subjects = self.subjects_before(second);
            let &[subject, .., other] = subjects.as_slice() else { continue };
            let is_person = self.begins_name(other, NameKind::Person);
            let case = self.child_by(other, &[Relation::Case]).filter(|case| *case > subject);
            if case.is_some_and(|case| self.upos(case) == Upos::Adp) && self.upos(subject) == Upos::Noun {
                // "A visit to Chad by king Ana Example was put off": by whom it was is no second subject.
                self.attach(other, subject, Relation::Nmod);
                continue;
            }
            let next = subject + 1;
            let is_phrase = subjects.len() == 2
                && self.upos(next) == Upos::Adp
                && self.relation(next) == Relation::Case
                && self.is_under(next, other)
                && self.upos(subject) == Upos::Noun;
            if is_phrase {
                // "Talks between minister Ana Example and …": who talks is no second subject.
                self.attach(other, subject, Relation::Nmod);
                self.attach(next, other, Relation::Case);
                continue;
            }
            let is_one = subjects.len() == 2 && (subject..other).all(|token| self.is_under(token, subject));
            if is_person && is_one && self.in_class("name-suffix", other) {
                // "Joseph R. Biden, Jr."
                self.attach(other, subject, Relation::Flat);
                continue;
            }
            if is_person && is_one {
                // "Vice-President of the Commission Ana Example": the office belongs to the name.
                self.attach(subject, other, Relation::NmodDesc);
                continue;
            }
            let begins = |token: &usize| self.upos(*token) == Upos::Sconj && self.head(*token) == Some(other);
            let Some(mark) = (subject..other).find(begins) else { continue };
            let before = self.children(subject).into_iter().find(|name| {
                *name + 1 < subject
                    && self.relation(*name) == Relation::Compound
                    && self.is_name(*name)
                    && self.relation(*name + 1) == Relation::Amod
                    && self.head(*name + 1) == Some(subject)
                    && matches!(self.xpos(*name + 1), "VBN" | "VBD")
            });
            let before = before.filter(|name| subjects.len() == 2 && self.knows(Part::Verb, name + 1));
            if let Some(name) = before {
                // With whoever did it taken for a part of what it was done to.
                let first = name + 1;
                self.tag(first, Upos::Verb, self.tags.past);
                self.attach(name, first, Relation::Nsubj);
                self.hand_over_before(second, mark, first);
                self.put_in_place_of(second, first);
                self.attach(subject, first, Relation::Obj);
                self.attach(second, first, Relation::Advcl);
                self.attach(mark, second, Relation::Mark);
                continue;
            }
            let first = (subject + 1..mark).find(|token| matches!(self.xpos(*token), "VBN" | "VBD"));
            let Some(first) = first.filter(|first| self.relation(*first) == Relation::Amod) else { continue };
            let Some(object) =
                self.head(first).filter(|object| *object > first && self.head(*object) == Some(second))
            else {
                continue;
            };
            let is_name = self.upos(subject) == Upos::Propn || self.upos(subject) == Upos::Pron;
            if !is_name || self.has(object, &[Relation::Det]) {
                continue;
            }
            for child in self.children(second) {
                if child < mark {
                    let relation = self.relation(child);
                    self.attach(child, first, if child == object { Relation::Obj } else { relation });
                }
            }
            self.put_in_place_of(second, first);
            self.attach(second, first, Relation::Advcl);
            self.attach(mark, second, Relation::Mark);
        }
    }

    /// "Severed relations with Chad after crowds stormed its embassy": what stands before the conjunction of a clause
    /// belongs to the clause above.
    fn keep_clauses_apart(&mut self) {
        for clause in 0..self.tokens.len() {
            let over =
                self.head(clause).filter(|over| self.relation(clause) == Relation::Advcl && *over < clause);
            let Some(over) = over else { continue };
            let begins = |token: &usize| {
                *token > over
                    && *token < clause
                    && matches!(self.relation(*token), Relation::Mark | Relation::Case)
                    && self.upos(*token) == Upos::Sconj
            };
            let subject = self.child_by(clause, SUBJECTS);
            let inside = self
                .children(clause)
                .into_iter()
                .chain(subject.into_iter().flat_map(|one| self.children(one)));
            let Some(mark) = inside.filter(begins).min() else { continue };
            let has_object = self.has(over, &[Relation::Obj]);
            for child in self.children(clause) {
                let relation = self.relation(child);
                let strays =
                    child > over && child < mark && matches!(relation, Relation::Obj | Relation::Obl);
                if strays && (relation == Relation::Obl || !has_object) {
                    self.attach(child, over, relation);
                }
            }
            if self.head(mark) != Some(clause) {
                self.attach(mark, clause, Relation::Mark);
            }
        }
    }

    /// "…, citing a refusal to pay and criticizing the army": a participle is joined to the one that a comma opened, and not
    /// to another form or to what a clause inside says.
    fn agree_in_form(&mut self) {
        for second in 3..self.tokens.len() {
            let is_participle = |token: usize| self.xpos(token) == "VBG" && self.upos(token) == Upos::Verb;
            let first = self.head(second).filter(|first| {
                *first < second
                    && is_participle(second)
                    && self.relation(second) == Relation::Conj
                    && !self.has(second, SUBJECTS)
                    && !self.has(second, &[Relation::Aux])
            });
            let Some(first) = first else { continue };
            let is_open = |token: &usize| {
                is_participle(*token)
                    && self.form(token.saturating_sub(1)) == ","
                    && matches!(self.relation(*token), Relation::Advcl | Relation::Acl)
            };
            let deeper = !is_participle(first)
                || !is_open(&first)
                    && self.upwards(first).any(|one| self.relation(one) == Relation::AclRelcl);
            let is_verb = self.upos(first) == Upos::Verb && !self.has(first, &[Relation::Aux]);
            let opened = self.upwards(first).skip(1).find(is_open);
            if let Some(opened) = opened.filter(|_| deeper && is_verb) {
                self.attach(second, opened, Relation::Conj);
            }
        }
    }

    /// "Recalls its envoy after the ministry accused it and barred its officials": a verb of the past is joined to one of
    /// the past.
    fn agree_in_tense(&mut self) {
        for verb in 1..self.tokens.len() {
            let Some(first) = self.head(verb).filter(|_| self.relation(verb) == Relation::Conj) else {
                continue;
            };
            let is_past = |token: usize| self.xpos(token) == "VBD" && self.upos(token) == Upos::Verb;
            let differs = first < verb && is_past(verb) && matches!(self.xpos(first), "VBZ" | "VBP");
            if !differs || self.has(verb, SUBJECTS) || self.has(first, &[Relation::Aux, Relation::AuxPass]) {
                continue;
            }
            let between = (first + 1..verb).rev().find(|token| {
                is_past(*token)
                    && matches!(
                        self.relation(*token),
                        Relation::Advcl | Relation::Ccomp | Relation::AclRelcl | Relation::AdvclRelcl
                    )
                    && self.has(*token, SUBJECTS)
                    && self.is_under(*token, first)
                    && !self.is_under(*token, verb)
            });
            if let Some(other) = between {
                self.attach(verb, other, Relation::Conj);
            }
        }
    }

    /// "A deal for Britain to take in migrants": whoever is to do it is the subject of what is to be done.
    fn hear_whom_it_binds(&mut self) {
        for noun in 0..self.tokens.len() {
            self.hear_whom_this_binds(noun);
        }
    }

    fn hear_whom_this_binds(&mut self, noun: usize) {
        let binds = self.upos(noun) == Upos::Noun && self.in_class("accord", noun);
        let whom = self.children(noun).into_iter().find(|child| {
            *child > noun && self.relation(*child) == Relation::Nmod && self.form(noun + 1) == "for"
        });
        let Some(whom) = whom.filter(|whom| binds && self.head(noun + 1) == Some(*whom)) else { return };
        let to = self.ends(whom);
        let Some(deed) =
            self.head(to).filter(|_| self.form(to) == "to" && self.relation(to) == Relation::Mark)
        else {
            return;
        };
        let is_open = deed == to + 1
            && matches!(self.relation(deed), Relation::Advcl | Relation::Acl | Relation::Xcomp)
            && !self.is_under(noun, deed);
        if is_open {
            self.attach(deed, noun, Relation::Acl);
            self.attach(whom, deed, Relation::Nsubj);
            self.attach(noun + 1, deed, Relation::Mark);
        }
    }

    /// "The Israeli military issues a statement": what stands before a subject is the subject's.
    fn give_left_words(&mut self) {
        for subject in 1..self.tokens.len() {
            let verb = self.head(subject).filter(|verb| {
                *verb > subject && self.relation(subject) == Relation::Nsubj && self.upos(*verb) == Upos::Verb
            });
            if verb.is_none() {
                continue;
            }
            for word in (0..subject).rev() {
                let is_part = matches!(
                    self.relation(word),
                    Relation::Amod | Relation::Det | Relation::Compound | Relation::Nummod
                );
                match self.head(word) {
                    Some(head) if head == subject => {}
                    Some(head) if is_part && head > subject && !self.is_under(subject, word) => {
                        self.attach(word, subject, self.relation(word));
                    }
                    _ => break,
                }
            }
        }
    }

    /// "Condemned Russia's strikes on Ukraine", "the attack by rebels against civilians": what is said of a deed that is
    /// spoken of belongs to the deed and not to the speaking.
    fn hang_on_deeds(&mut self) {
        for verb in 0..self.tokens.len() {
            if self.upos(verb) != Upos::Verb || !self.in_class("speaks-of-deeds", verb) {
                continue;
            }
            let mut objects = self.children(verb).into_iter().filter(|child| {
                *child > verb
                    && self.relation(*child) == Relation::Obj
                    && self.upos(*child) == Upos::Noun
                    && self.knows(Part::Noun, *child)
            });
            let Some(deed) = objects.next_back() else { continue };
            let passive = self.has(verb, &[Relation::AuxPass]);
            let mut last = self.ends(deed);
            for phrase in self.children(verb) {
                let joins =
                    phrase > last && self.relation(phrase) == Relation::Obl && self.is_nominal(phrase);
                let Some(case) =
                    self.child_by(phrase, &[Relation::Case]).filter(|case| joins && *case == last)
                else {
                    continue;
                };
                let named =
                    |token: usize| self.tokens.get(token).is_some_and(|one| one.name != NameTag::Outside);
                let is_somebody = named(phrase)
                    || self.children(phrase).into_iter().any(|child| named(child) && child < phrase);
                let of_deed = match self.form(case) {
                    "by" => !passive && !self.has(phrase, &[Relation::Obj]),
                    "on" | "against" => is_somebody,
                    _ => false,
                };
                if !of_deed {
                    break;
                }
                self.attach(phrase, deed, Relation::Nmod);
                last = self.ends(phrase);
            }
        }
    }

    /// "Says that the rebels, who took two towns, will leave, adding that they are late": who adds is who says.
    fn add_to_telling(&mut self) {
        for adds in 2..self.tokens.len() {
            let is_telling = self.xpos(adds) == "VBG"
                && self.form(adds - 1) == ","
                && matches!(self.relation(adds), Relation::Advcl | Relation::Acl | Relation::Conj)
                && !self.has(adds, SUBJECTS)
                && (self.in_class("add-to-telling", adds)
                    || self.in_class("gives-reasons", adds) && self.is_said_of_others(adds));
            if !is_telling {
                continue;
            }
            let told = self.upwards(adds).skip(1).filter(|told| self.relation(*told) == Relation::Ccomp);
            let tells = told
                .filter_map(|told| self.head(told))
                .filter(|verb| self.upos(*verb) == Upos::Verb && self.in_class("say", *verb));
            if let Some(tells) = tells.last().filter(|verb| *verb < adds) {
                self.attach(adds, tells, Relation::Advcl);
            }
        }
    }

    /// "Announces that payments will cease, citing a refusal": neither the payments nor who is told to have been barred
    /// gives the reasons for it.
    fn is_said_of_others(&self, reasons: usize) -> bool {
        let clause = self.upwards(reasons).skip(1).find(|above| self.relation(*above) == Relation::Ccomp);
        let above = self.head(reasons).filter(|above| self.upos(*above) == Upos::Verb);
        let (Some(clause), Some(above)) = (clause, above) else { return false };
        let is_dumb = |verb: usize| {
            self.has(verb, &[Relation::AuxPass])
                || self.child_by(verb, SUBJECTS).is_some_and(|subject| {
                    self.upos(subject) == Upos::Noun && !self.in_class("person", subject)
                })
        };
        is_dumb(above) && (above == clause || is_dumb(clause))
    }

    /// "The arrest by police of a lawyer": whom a deed is done to, taken for whom its doers belong to.
    fn hang_undergoers(&mut self) {
        for doer in 0..self.tokens.len() {
            let deed = self.head(doer).filter(|deed| {
                *deed < doer
                    && self.relation(doer) == Relation::Nmod
                    && self.upos(*deed) == Upos::Noun
                    && self.is_behind(doer, "by")
                    && self.in_class("collective-doer", doer)
                    && self.knows(Part::Noun, *deed)
            });
            let Some(deed) = deed else { continue };
            let of = |token: usize| self.is_behind(token, "of");
            let whom = self.children(doer).into_iter().find(|child| {
                *child > doer
                    && self.relation(*child) == Relation::Nmod
                    && of(*child)
                    && !self.is_name(*child)
            });
            let has_own = self.children(deed).into_iter().any(|child| child != doer && of(child));
            if let Some(whom) = whom.filter(|_| !has_own) {
                self.move_to(whom, deed);
            }
        }
    }

    /// "With President Xi Jinping", where the preposition hangs on the last name: it belongs to the whole.
    fn raise_prepositions(&mut self) {
        for case in 0..self.tokens.len() {
            let Some(name) = self.head(case).filter(|_| self.relation(case) == Relation::Case) else {
                continue;
            };
            let head = self.head(name).filter(|head| self.relation(name) == Relation::Flat && case < *head);
            if let Some(head) = head {
                self.attach(case, head, Relation::Case);
            }
        }
    }

    /// Of what stands before a word that proves to be no noun, the last noun takes the word's place, and the rest goes
    /// with it.
    fn hand_left_children(&mut self, word: usize, head: usize, relation: Relation) -> Option<usize> {
        self.hand_children_before(word, word, head, relation)
    }

    /// The same of what hangs on a word and stands before another one.
    fn hand_children_before(
        &mut self,
        word: usize,
        before: usize,
        head: usize,
        relation: Relation,
    ) -> Option<usize> {
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
            .filter(|child| *child < before && belongs(self.relation(*child)))
            .collect();
        let is_noun = |token: &&usize| {
            self.is_nominal(**token) && !matches!(self.relation(**token), Relation::NmodPoss | Relation::Case)
        };
        let new = *left.iter().rev().find(is_noun)?;
        for child in left {
            if child != new {
                self.move_to(child, new);
            }
        }
        self.attach(new, head, relation);
        Some(new)
    }

    fn root(&self) -> Option<usize> {
        self.below.of(0).next()
    }

    /// The word that must be the verb of a sentence that has none, and how it is tagged as one.
    fn missed_verb(&self) -> Option<(usize, (Xpos, Feats))> {
        let root = self.root()?;
        if let Some(verb) = self.verb_before(root).or_else(|| self.verb_among_subjects(root)) {
            return Some((verb, self.tags.singular));
        }
        let has_verb = self.is_finite(root)
            || matches!(self.upos(root), Upos::Verb | Upos::Aux) && self.has(root, SUBJECTS)
            || self.has(root, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
        if has_verb {
            return None;
        }
        let missed = (1..self.tokens.len().saturating_sub(1)).find_map(|word| {
            if word == root && self.upos(root) == Upos::Verb || !self.is_in_main(word, root) {
                return None;
            }
            // "The cabinet, blamed for the floods, resigns".
            let own = self.child_by(word, SUBJECTS).filter(|_| word == root && self.form(word - 1) == ",");
            // "Thousands of people, including students, march to protest".
            let is_aside = self.form(word - 1) == ","
                && matches!(self.relation(word), Relation::Appos | Relation::NmodUnmarked)
                && self.is_nominal(root)
                && !self.has(word, &[Relation::Det, Relation::NmodPoss, Relation::Amod, Relation::Compound])
                && (root..word - 1).any(|token| self.form(token) == ",");
            let aside = Some(root).filter(|_| is_aside && self.form(word + 1) == "to");
            let subject = self.noun_before(word).or(own).or(aside)?;
            let is_plural = self.is_plural(subject, word);
            let present = if is_plural { self.tags.plural } else { self.tags.singular };
            if self.upos(word) == Upos::Verb {
                if self.is_taken_for_adjective(word, subject) {
                    return Some((word, self.tags.past));
                }
                return (self.is_finite(word) && self.relation(word) != Relation::Conj)
                    .then_some((word, present));
            }
            let form = self.form(word);
            // "Rebels overran a camp": an unusual verb that was taken for a preposition.
            let is_preposition = self.upos(word) == Upos::Adp
                && self.relation(word) == Relation::Case
                && self.predicates.in_class("no-preposition", form);
            if is_preposition && self.knows(Part::Verb, word) {
                return Some((word, self.tags.past));
            }
            let is_noun = matches!(self.upos(word), Upos::Noun | Upos::Adv | Upos::Adj)
                && form.chars().all(char::is_lowercase);
            // "Troops stage raids": a verb that only carries out what the noun behind it tells of.
            let carries = || {
                self.head(word) == Some(word + 1)
                    && self.relation(word) == Relation::Compound
                    && self.xpos(word + 1) == "NNS"
                    && self.in_class("light", word)
                    && self.knows(Part::Noun, word + 1)
            };
            if !is_noun || !(self.knows(Part::Verb, word) || carries()) {
                return None;
            }
            let singular = form.ends_with('s') && !form.ends_with("ss");
            // "Chile froze aid": a form of the past that no noun and no adjective has.
            if self.is_only_past(word) && self.goes_on(word) && self.upos(word) != Upos::Noun {
                return Some((word, self.tags.past));
            }
            // "Students march in the capital": what has a subject is no noun.
            let has_subject = word == root
                && self.has(word, SUBJECTS)
                && !self.has(word, &[Relation::Det, Relation::NmodPoss, Relation::Amod]);
            // "Police arrest three", "the military kills three".
            let governs = word == root && self.has(word, &[Relation::Obj]);
            let agrees = singular != is_plural || governs || self.in_class("collective", subject);
            // "Supporters of the premier march on the capital": a bare noun would have an article.
            let is_stray = is_plural
                && self.xpos(word) == "NN"
                && matches!(
                    self.relation(word),
                    Relation::Nmod | Relation::NmodUnmarked | Relation::Appos | Relation::Flat
                )
                && !self.has(word, &[Relation::Det, Relation::Case, Relation::Amod, Relation::Compound])
                && self.upos(word + 1) == Upos::Adp
                && self.form(word + 1) != "of";
            (agrees && (has_subject || aside.is_some() || is_stray || self.goes_on(word)))
                .then_some((word, present))
        });
        missed.or_else(|| self.verb_of_verbless(root))
    }

    /// Whether a word can only be the past of a verb: "froze", "overran".
    fn is_only_past(&self, word: usize) -> bool {
        let form = self.form(word);
        let bends = self.predicates.lemmas_of(form).iter().any(|lemma| lemma.as_ref() != form);
        bends
            && !form.ends_with('s')
            && !form.ends_with("ed")
            && !form.ends_with("ing")
            && !form.ends_with("en")
            && self.knows(Part::Verb, word)
            && !self.knows(Part::Adjective, word)
    }

    /// Whether a word can only be the present of a verb: "resigns", "flees".
    pub(super) fn is_only_present(&self, word: usize) -> bool {
        self.form(word).ends_with('s') && self.knows(Part::Verb, word) && !self.knows(Part::Noun, word)
    }

    /// "Chad severed relations with Sudan": a participle between a name and what has no article, taken for an
    /// adjective of the latter.
    fn is_taken_for_adjective(&self, word: usize, subject: usize) -> bool {
        let object = self.head(word).filter(|object| *object > word);
        self.xpos(word) == "VBN"
            && self.relation(word) == Relation::Amod
            && self.is_name(subject)
            && self.knows(Part::Verb, word)
            && object.is_some_and(|object| !self.is_name(object) && !self.has(object, &[Relation::Det]))
    }

    /// "Hungary blocks access": a verb of the present, or what looks like one, between a name and a root that may as
    /// well be a noun and has neither object nor auxiliary.
    fn verb_before(&self, root: usize) -> Option<usize> {
        let verb = root.checked_sub(1)?;
        let form = self.form(verb);
        let is_subject = SUBJECTS.contains(&self.relation(verb)) && self.head(verb) == Some(root);
        let of_one = |token: usize| self.is_name(token) && self.xpos(token) != "NNPS";
        let named = verb.checked_sub(1).is_some_and(of_one);
        let is_bare = matches!(self.xpos(root), "VBP" | "VB" | "VBZ")
            && !self
                .has(root, &[Relation::Obj, Relation::Aux, Relation::Ccomp, Relation::Xcomp, Relation::Iobj]);
        let could_be_noun = self.knows(Part::Noun, root) || !self.knows(Part::Verb, root);
        let is_verb = form.ends_with('s') && self.knows(Part::Verb, verb);
        (is_subject && named && is_bare && could_be_noun && is_verb).then_some(verb)
    }

    /// Whether a phrase stands as a subject or object does.
    fn is_bare(&self, token: usize) -> bool {
        SUBJECTS.contains(&self.relation(token))
            || self.relation(token) == Relation::Obl
                && self.is_nominal(token)
                && !self.has(token, &[Relation::Case])
    }

    /// "Canada sanctions fifty firms linked to a cartel": of two subjects of a participle the first is a verb.
    fn verb_among_subjects(&self, root: usize) -> Option<usize> {
        let subjects: Vec<usize> =
            self.children(root).into_iter().filter(|child| *child < root && self.is_bare(*child)).collect();
        let &[.., verb, _] = subjects.as_slice() else { return None };
        let is_participle = matches!(self.xpos(root), "VBD" | "VBN")
            && !self.has(root, &[Relation::Aux, Relation::AuxPass, Relation::Obj]);
        let has_subject = self.noun_before(verb).is_some() || subjects.len() > 2;
        let fits = is_participle
            && has_subject
            && self.form(verb).ends_with('s')
            && self.upos(verb) == Upos::Noun
            && self.knows(Part::Verb, verb);
        fits.then_some(verb)
    }

    /// Whether a word stands in the main clause and in nothing that hangs on it as a clause of its own.
    fn is_in_main(&self, word: usize, root: usize) -> bool {
        let mut at = word;
        for _ in 0..self.tokens.len() {
            if at == root {
                return true;
            }
            if CLAUSES.contains(&self.relation(at)) {
                return false;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The noun that ends right before a word, adverbs apart.
    fn noun_before(&self, word: usize) -> Option<usize> {
        let mut before = word.checked_sub(1)?;
        while self.upos(before) == Upos::Adv && before > 0 {
            before -= 1;
        }
        (self.is_nominal(before) || self.in_class("collective", before)).then_some(before)
    }

    /// Whether what stands before a verb is plural: the head of the phrase that ends there, or a list.
    fn is_plural(&self, last: usize, verb: usize) -> bool {
        let mut top = last;
        for _ in 0..self.tokens.len() {
            match self.head(top) {
                Some(head) if head < verb => top = head,
                // "Attendees of the conference issue a statement" may come as the issue's attendees.
                Some(head)
                    if head == verb
                        && self.child_by(verb, &[Relation::Case]).is_some_and(|case| case < verb) =>
                {
                    match self.head(verb) {
                        Some(head) if head < verb => top = head,
                        _ => break,
                    }
                }
                _ => break,
            }
        }
        // "Authorities in Cameroon arrest": what the phrase belongs to, wherever the tree hangs it.
        for _ in 0..self.tokens.len() {
            let case = top.checked_sub(1).filter(|case| {
                self.upos(*case) == Upos::Adp
                    && self.relation(*case) == Relation::Case
                    && self.head(*case) == Some(top)
            });
            match case.and_then(|case| case.checked_sub(1)).filter(|noun| self.is_nominal(*noun)) {
                Some(noun) => top = noun,
                None => break,
            }
        }
        // "Minister Ana Example and secretary Ben Example resign".
        let joins_title = |child: &usize| {
            *child < top && self.relation(*child) == Relation::NmodDesc && self.has(*child, &[Relation::Cc])
        };
        matches!(self.xpos(top), "NNS" | "NNPS")
            || self
                .children(top)
                .iter()
                .any(|child| *child < verb && self.relation(*child) == Relation::Conj || joins_title(child))
    }

    /// Whether what follows a word could follow a verb: a phrase, or a preposition that such a noun does not go with.
    fn goes_on(&self, word: usize) -> bool {
        let next = word + 1;
        let is_noun = self.knows(Part::Noun, word);
        match self.upos(next) {
            Upos::Det
            | Upos::Propn
            | Upos::Num
            | Upos::Adj
            | Upos::Noun
            | Upos::Pron
            | Upos::Sym
            | Upos::Adv => self.form(next) != "that",
            // "Sanctions over fifty firms", "bombs at least ten targets".
            _ if self.upos(next + 1) == Upos::Num && self.relation(next) != Relation::Case => true,
            _ if self.form(next) == "at" && matches!(self.form(next + 1), "least" | "most") => true,
            Upos::Adp => {
                !is_noun
                    || self.in_class("hands-over", word) && self.in_class("particle", next)
                    || matches!(
                        self.form(next),
                        "through" | "across" | "after" | "into" | "outside" | "to" | "without"
                    )
            }
            // "Resigns and flees", with both taken for nouns that there are not.
            Upos::Cconj => self.upos(next + 1) == Upos::Verb || !is_noun && self.is_only_present(next + 1),
            // "Resigns following a scandal".
            Upos::Verb => !is_noun && self.xpos(next) == "VBG" || self.in_class("said-of-suspects", next),
            Upos::Punct => !is_noun && self.form(word).ends_with('s'),
            _ => false,
        }
    }

    /// Makes a word the verb of its sentence.
    fn make_root(&mut self, verb: usize, present: (Xpos, Feats)) {
        let Some(old) = self.root() else { return };
        if let Some(before) = self.noun_before(verb).filter(|before| self.upos(*before) == Upos::Adj) {
            self.tag(before, Upos::Noun, self.tags.noun);
        }
        for child in self.children(verb) {
            let owns = self.relation(child) == Relation::NmodPoss && child < verb;
            if owns && self.upos(child) == Upos::Propn && !self.has(child, &[Relation::Case]) {
                self.attach(child, verb, Relation::Nsubj);
            }
        }
        if !self.is_finite(verb) {
            self.tag(verb, Upos::Verb, present);
        }
        if old != verb {
            self.depose(old, verb);
        }
        let subject = self.subjects_before(verb).first().copied();
        let has_case = self.child_by(verb, &[Relation::Case]).is_some_and(|case| case < verb);
        match subject {
            None => {
                self.hand_left_children(verb, verb, Relation::Nsubj);
            }
            // "The government of premier Holm resigns", with the verb taken for the premier's last name.
            Some(subject) if has_case => {
                self.hand_left_children(verb, subject, Relation::Nmod);
            }
            Some(subject) => {
                for child in self.children(verb) {
                    let goes_with = matches!(
                        self.relation(child),
                        Relation::Det | Relation::Amod | Relation::Compound | Relation::Nummod
                    );
                    if goes_with && child < subject {
                        self.move_to(child, subject);
                    }
                }
            }
        }
        // "Pardons eleven people convicted of treason": the participle belongs to the people.
        for clause in self.children(verb) {
            let is_participle = clause > verb
                && self.relation(clause) == Relation::Acl
                && self.xpos(clause) == "VBN"
                && !self.has(clause, &[Relation::Aux, Relation::AuxPass]);
            let people = self
                .child_by(clause, SUBJECTS)
                .filter(|people| is_participle && (verb..clause).contains(people));
            if let Some(people) = people {
                self.attach(people, verb, Relation::Obj);
                self.attach(clause, people, Relation::Acl);
            }
        }
        for child in self.children(verb) {
            if child < verb && self.relation(child) == Relation::NsubjPass {
                self.attach(child, verb, Relation::Nsubj);
            }
            let is_next = child > verb
                && self.relation(child) == Relation::Conj
                && self.upos(child) == Upos::Noun
                && self.has(child, &[Relation::Cc]);
            if is_next && self.is_only_present(child) {
                // "Resigns and flees".
                self.tag(child, Upos::Verb, self.tags.singular);
            }
            if child > verb {
                let relation = self.as_of_verb(child, verb);
                self.attach(child, verb, relation);
            }
        }
    }

    /// Hangs the old root on the new one, as its subject or object, with what belongs to the verb.
    fn depose(&mut self, old: usize, verb: usize) {
        let is_subject = old < verb;
        if let Some(particle) = self.child_by(old, &[Relation::Case]).filter(|case| *case == verb + 1) {
            // "Hands over the remains".
            if self.in_class("particle", particle) {
                self.attach(particle, verb, Relation::CompoundPrt);
            }
        }
        let has_case = self.has(old, &[Relation::Case]);
        for child in self.children(old) {
            if child != verb && (is_subject == (child > verb)) {
                let relation = self.as_of_verb(child, verb);
                self.attach(child, verb, relation);
            }
        }
        let object = self
            .children(old)
            .into_iter()
            .find(|child| !is_subject && *child > verb && *child < old && self.is_bare(*child));
        if let Some(object) = object {
            // "Sanctions fifty firms linked to a cartel": the participle belongs to the firms.
            self.attach(object, verb, Relation::Obj);
            self.attach(old, object, Relation::Acl);
            self.crown(verb);
            return;
        }
        let relation = match (is_subject, has_case) {
            (true, _) => Relation::Nsubj,
            (false, true) => Relation::Obl,
            (false, false) => Relation::Obj,
        };
        if self.upos(old) == Upos::Verb {
            self.tag(old, Upos::Noun, self.tags.noun);
            for child in self.children(old) {
                if self.relation(child) == Relation::Obl {
                    self.attach(child, old, Relation::Nmod);
                }
            }
        }
        // What the word hung on may have stood between it and the old root.
        self.attach(old, verb, relation);
        self.crown(verb);
    }

    fn crown(&mut self, verb: usize) {
        self.set_head(verb, 0, Relation::Root);
    }

    /// Hangs what stands behind a word that proves to be a verb on it as on a verb.
    fn take_as_verb(&mut self, verb: usize) {
        for child in self.children(verb).into_iter().filter(|child| *child > verb) {
            let relation = self.as_of_verb(child, verb);
            self.attach(child, verb, relation);
        }
    }

    /// The relation to a verb of what was taken to depend on a noun.
    fn as_of_verb(&self, child: usize, verb: usize) -> Relation {
        let has_object = self.has(verb, &[Relation::Obj]);
        let relation = self.relation(child);
        match relation {
            Relation::Nmod if self.has(child, &[Relation::Case]) => Relation::Obl,
            Relation::Appos
            | Relation::Nmod
            | Relation::NmodUnmarked
            | Relation::NmodDesc
            | Relation::Flat
            | Relation::Nsubj
                if child > verb && !has_object =>
            {
                Relation::Obj
            }
            Relation::Compound | Relation::Nmod if child < verb => Relation::Nsubj,
            Relation::Acl if matches!(self.xpos(child), "VBG" | "VB") => Relation::Advcl,
            _ => relation,
        }
    }
}
