//! What is asserted of a happening: tense, modality and negation of its own words, under the operators that govern it.

use dragoman_text::{Relation, Upos};

use super::is_past;
use super::walk::Walk;
use crate::claim::Status;
use crate::predicate::{Doer, Habit, Part};

/// What a clause's own words assert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mood {
    /// What they assert, negation apart; `None` where they assert nothing (an infinitive, a bare noun).
    pub(crate) status: Option<Status>,
    pub(crate) negated: bool,
    /// Whether the words are modal: the thing may, should or would be.
    pub(crate) modal: bool,
}

/// What is asserted, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assertion {
    pub(crate) status: Status,
    /// Operators from the inside out, in words.
    pub(crate) operators: Vec<String>,
    /// The nearest operator or verbal act over the happening.
    pub(crate) governor: Option<usize>,
    /// Tokens whose words of time and place are the happening's, besides its own.
    pub(crate) carriers: Vec<usize>,
    /// The operators and acts that were applied, from the inside out.
    pub(crate) chain: Vec<usize>,
    /// Whether more than this is asserted of the happening where it is named.
    pub(crate) is_one_of_many: bool,
    /// Whether nothing is asserted after all: what was not discussed is neither off nor on.
    is_silent: bool,
}

impl Assertion {
    /// One that nothing was applied to yet.
    fn under(governor: Option<usize>, carriers: Vec<usize>) -> Self {
        Self {
            status: Status::Held,
            operators: Vec::new(),
            governor,
            carriers,
            chain: Vec::new(),
            is_one_of_many: false,
            is_silent: false,
        }
    }
}

impl Walk<'_> {
    /// What the words of a clause assert, seen from the token that heads it.
    pub(crate) fn mood(&self, token: usize) -> Mood {
        if self.parsed.relation(token) == Relation::Cop
            && let Some(said) = self.parsed.head(token)
        {
            return self.mood(said);
        }
        let mut mood = Mood::default();
        let mut auxiliaries = Vec::new();
        let mut copula = None;
        for child in self.parsed.children(token) {
            match self.parsed.relation(child) {
                Relation::Aux | Relation::AuxPass => auxiliaries.push(child),
                Relation::Cop => copula = Some(child),
                _ if self.negates(child) => mood.negated = true,
                _ => {}
            }
        }
        // "has met and signed" says "has" once.
        let shares = auxiliaries.is_empty()
            && copula.is_none()
            && self.parsed.relation(token) == Relation::Conj
            && self.parsed.child_by(token, Relation::Nsubj).is_none()
            && matches!(self.parsed.xpos(token), "VB" | "VBN" | "VBG");
        if shares
            && let Some(head) = self.parsed.head(token).filter(|head| self.is_verb(*head))
            && self.parsed.xpos(head) == self.parsed.xpos(token)
        {
            let shared = self.mood(head);
            return Mood { negated: mood.negated || shared.negated, ..shared };
        }
        if self.parsed.relation(token) == Relation::Conj
            && self.parsed.child_by(token, Relation::Nsubj).is_none()
            && let Some(head) = self.parsed.head(token).filter(|head| self.is_conditional(*head))
        {
            // "If the army invades and occupies the country".
            return Mood { negated: mood.negated, ..self.mood(head) };
        }
        let finite = copula.unwrap_or(token);
        let xpos = self.parsed.xpos(finite);
        let mut perfect = false;
        let mut progressive = false;
        let mut past_auxiliary = false;
        let mut had = false;
        let mut owed = false;
        for auxiliary in &auxiliaries {
            let form = self.parsed.form(*auxiliary).to_lowercase();
            match form.as_str() {
                "will" | "'ll" | "’ll" | "shall" | "wo" | "'d" | "’d" => {
                    mood.status = Some(Status::Planned);
                }
                "would" => {
                    // "Would not meet the envoy" without a condition tells of a refusal.
                    let conditional = |clause: usize| self.is_conditional(clause);
                    let refuses = mood.negated
                        && !self.parsed.children_by(token, Relation::Advcl).any(conditional)
                        && self.parsed.relation(token) == Relation::Root;
                    let reported = self.is_reported(token) || refuses;
                    mood.status = Some(if reported { Status::Planned } else { Status::Hypothetical });
                    mood.modal = !reported;
                }
                "may" | "might" | "could" | "can" | "ca" | "should" | "must" | "ought" | "need" => {
                    // "The court ruled that he must stay in prison": and so he does.
                    let is_ruled = form == "must"
                        && self.parsed.relation(token) == Relation::Ccomp
                        && self.parsed.head(token).is_some_and(|over| self.parsed.lemma(over) == "rule");
                    mood.status = Some(if is_ruled { Status::Held } else { Status::Proposed });
                    mood.modal = !is_ruled;
                    owed |= matches!(form.as_str(), "should" | "ought");
                }
                "have" | "has" | "had" | "'ve" | "having" => {
                    perfect = true;
                    had |= form == "had";
                }
                "be" | "is" | "are" | "was" | "were" | "am" | "been" | "being" | "'s" | "'re" => {
                    progressive |= xpos == "VBG";
                    past_auxiliary |= matches!(form.as_str(), "was" | "were");
                }
                _ => {}
            }
        }
        if owed && perfect {
            // "Should never have been detained": and yet they were.
            return Mood { status: Some(Status::Held), negated: !mood.negated, modal: false };
        }
        let is_turned = || self.parsed.relation(token) == Relation::Advcl && self.is_inverted(token);
        // "Would not say whether its troops crossed the border" leaves it open.
        let is_open = || {
            let mut marks = self.parsed.children_by(token, Relation::Mark);
            marks.any(|mark| self.parsed.lemma(mark) == "whether") && !self.has_to(token)
        };
        if self.is_conditional(token) || is_turned() || is_open() || self.is_awaited(token) {
            mood.status = Some(Status::Hypothetical);
            mood.modal = true;
        }
        if mood.status == Some(Status::Planned) && mood.negated && self.waits_until_then(token) {
            // "Will not come into force until July": and then it will.
            return Mood { negated: false, ..mood };
        }
        if mood.status.is_some() {
            return mood;
        }
        if self.is_to_be(token) {
            mood.status = Some(Status::Planned);
            return mood;
        }
        if self.has_to(token) && perfect {
            // "Claims to have shot down"; "talks that were to have taken place" did not.
            let was_to_be = self
                .parsed
                .head(token)
                .is_some_and(|over| self.parsed.lemma(over) == "be" && self.parsed.xpos(over) == "VBD");
            mood.status = Some(if was_to_be { Status::Planned } else { Status::Held });
            return mood;
        }
        // "Is due to be signed", with "due" hung on the signing.
        let is_due = self
            .parsed
            .children_by(token, Relation::Mark)
            .any(|mark| self.parsed.upos(mark) == Upos::Adj && self.is_a(mark, "set-down-to"));
        if is_due {
            mood.status = Some(Status::Planned);
            return mood;
        }
        // "The tanks are to be sold", with "are" hung on the selling.
        let is_set_down = auxiliaries.iter().any(|auxiliary| {
            *auxiliary < token
                && matches!(self.parsed.form(*auxiliary), "is" | "are" | "was" | "were")
                && self.parsed.form(auxiliary + 1) == "to"
        });
        if self.has_to(token) && is_set_down {
            mood.status = Some(Status::Planned);
            return mood;
        }
        if self.has_to(token) {
            // A headline's infinitive is its future; any other says nothing by itself.
            let headline = self.parsed.relation(token) == Relation::Root
                || self.parsed.child_by(token, Relation::Nsubj).is_some()
                    && self.parsed.relation(token) == Relation::Parataxis;
            mood.status = headline.then_some(Status::Planned);
            return mood;
        }
        let taken_for_noun = self.parsed.upos(token) == Upos::Noun && self.is_verb(token);
        let finite = !auxiliaries.is_empty() || matches!(xpos, "VBD" | "VBZ" | "VBP");
        let lasts = perfect && !had && self.lasts_until_now(token);
        let stays = !perfect && auxiliaries.iter().any(|auxiliary| self.stays_so(token, *auxiliary));
        mood.status = if lasts || stays || !taken_for_noun && progressive && (perfect || !past_auxiliary) {
            Some(Status::Ongoing)
        } else if taken_for_noun || finite || xpos == "VBN" && self.is_passive(token) {
            Some(Status::Held)
        } else {
            None
        };
        mood
    }

    /// Whether a clause says until which day something is not: "will not meet until Friday".
    fn waits_until_then(&self, verb: usize) -> bool {
        self.parsed.children_by(verb, Relation::Obl).any(|day| {
            self.preposition(day).is_some_and(|word| word == "until" || word == "before")
                && self.is_word_of_time(day)
        })
    }

    /// "Until the rebels lay down their arms", "once arrested": what has to come about before something else does.
    fn is_awaited(&self, clause: usize) -> bool {
        if self.parsed.relation(clause) != Relation::Advcl {
            return false;
        }
        let opens = |word: &str| {
            self.parsed.children(clause).any(|child| {
                matches!(self.parsed.relation(child), Relation::Mark | Relation::Advmod)
                    && child < clause
                    && self.parsed.lemma(child) == word
            })
        };
        let auxiliary =
            |child: usize| matches!(self.parsed.relation(child), Relation::Aux | Relation::AuxPass);
        let is_bare = || !self.parsed.children(clause).any(auxiliary);
        match self.parsed.xpos(clause) {
            "VBZ" | "VBP" => {
                let over = || self.parsed.head(clause).is_some_and(|over| self.would_be(over));
                is_bare() && (opens("until") || opens("once") && over())
            }
            // "Would stay shut until the rebels laid down their arms".
            "VBD" => {
                is_bare()
                    && opens("until")
                    && self.parsed.head(clause).is_some_and(|over| self.would_be(over))
            }
            "VBN" => {
                is_bare() && opens("once")
                    || opens("until")
                        && self
                            .parsed
                            .children(clause)
                            .any(|child| auxiliary(child) && matches!(self.parsed.form(child), "is" | "are"))
            }
            _ => false,
        }
    }

    /// Whether an auxiliary says that something would be.
    fn would_be(&self, verb: usize) -> bool {
        self.parsed
            .children_by(verb, Relation::Aux)
            .any(|aux| matches!(self.parsed.lemma(aux), "would" | "will" | "shall" | "should"))
    }

    /// Whether a clause says under what condition something would be.
    fn is_conditional(&self, clause: usize) -> bool {
        self.parsed.children(clause).any(|child| {
            self.parsed.relation(child) == Relation::Mark
                && matches!(self.parsed.lemma(child), "if" | "unless")
        })
    }

    /// "Would start killing hostages unless the police withdrew": harm that is planned on a condition is threatened with.
    fn threatens(&self, token: usize, assertion: &Assertion) -> bool {
        let harms = self.facts(token).is_some_and(|facts| facts.has(Habit::OnCondition));
        let clauses = || std::iter::once(token).chain(assertion.chain.iter().copied());
        // "If they stay, the truce will end and the army will strike": what is joined shares the condition.
        let joined = clauses().filter_map(|clause| {
            let first =
                self.parsed.head(clause).filter(|_| self.parsed.relation(clause) == Relation::Conj)?;
            (self.mood(first).status == Some(Status::Planned)).then_some(first)
        });
        harms
            && assertion.status == Status::Planned
            && clauses()
                .chain(joined)
                .flat_map(|clause| self.parsed.children_by(clause, Relation::Advcl))
                .any(|clause| self.is_conditional(clause) || self.is_inverted(clause))
    }

    /// "Should the camps stay open": a condition told by the order of its words.
    fn is_inverted(&self, clause: usize) -> bool {
        let first = self.parsed.subtree(clause).start;
        self.parsed.lemma(first) == "should"
            && self.parsed.head(first) == Some(clause)
            && matches!(self.parsed.relation(first), Relation::Aux | Relation::AuxPass)
    }

    /// "The road remains closed", "is still closed": what was done to somebody and has not been undone.
    fn stays_so(&self, verb: usize, auxiliary: usize) -> bool {
        let is_now = matches!(self.parsed.form(auxiliary), "is" | "are" | "'s" | "'re");
        self.is_passive(verb)
            && (matches!(self.parsed.form(auxiliary), "remains" | "remain" | "stays" | "stay")
                || is_now
                    && self
                        .parsed
                        .children_by(verb, Relation::Advmod)
                        .any(|word| self.parsed.form(word) == "still"))
    }

    /// "Have fought for three weeks", "has held him since May": what began and has not ended.
    fn lasts_until_now(&self, verb: usize) -> bool {
        // "Have arrested a hundred people since May", "a hundred have died since May" count what is done.
        let undergoes = |child: usize| match self.parsed.relation(child) {
            Relation::Obj | Relation::NsubjPass => true,
            Relation::Nsubj => self.is_a(verb, "harms"),
            _ => false,
        };
        // "Have met for the first time since May".
        let is_first = self.parsed.children(verb).any(|child| {
            self.parsed.lemma(child) == "time"
                && self.parsed.children(child).any(|first| self.parsed.lemma(first) == "first")
        });
        if is_first {
            return false;
        }
        let is_counted = self.parsed.children(verb).any(|child| {
            undergoes(child)
                && (self.parsed.children(child).any(|one| self.parsed.upos(one) == Upos::Num)
                    || self.measured(child).is_some())
        });
        !is_counted
            && self.parsed.children(verb).any(|child| {
                let is_since = || self.preposition(child).as_deref() == Some("since");
                // "Has been called for Friday" says when it is to be.
                let is_for = || {
                    self.preposition(child).as_deref() == Some("for")
                        && self.is_word_of_time(child)
                        && self.parsed.upos(child) != Upos::Propn
                };
                match self.parsed.relation(child) {
                    Relation::Obl => is_since() || is_for(),
                    Relation::Advcl => is_since(),
                    _ => false,
                }
            })
    }

    /// Whether a dependant negates its clause: "not", "nor", "no talks", "neither side".
    pub(crate) fn negates(&self, child: usize) -> bool {
        match self.parsed.relation(child) {
            // "Is no longer holding them"; "no longer recognises them" has readings of its own.
            Relation::Advmod if self.parsed.form(child) == "longer" => {
                self.parsed.head(child).is_some_and(|verb| self.parsed.xpos(verb) == "VBG")
                    && self.parsed.children(child).any(|no| self.is_a(no, "no"))
            }
            // "Not only has it left".
            Relation::Advmod | Relation::Det | Relation::CcPreconj => {
                let is_only = || child + 1 < self.parsed.len() && self.is_a(child + 1, "not-only");
                self.is_a(child, "negation") && !is_only()
            }
            Relation::Cc => self.parsed.lemma(child) == "nor",
            // "Without signing it", "instead of closing it".
            Relation::Mark => self.is_a(child, "leaves-undone"),
            Relation::Nsubj | Relation::NsubjPass | Relation::Obj => {
                let is_no = |inner: usize| {
                    matches!(self.parsed.relation(inner), Relation::Det | Relation::CcPreconj | Relation::Cc)
                        && self.is_a(inner, "no")
                };
                // "Will sell no more coal".
                let is_no_more = |inner: usize| {
                    self.parsed.lemma(inner) == "more"
                        && self.parsed.children(inner).any(|no| self.is_a(no, "no"))
                };
                self.parsed.children(child).any(|inner| is_no(inner) || is_no_more(inner))
                    || self.is_a(child, "nobody")
            }
            _ => false,
        }
    }

    /// "Can never accept", "there can be no place for them": whoever says what cannot be refuses it.
    fn says_cannot(&self, token: usize) -> bool {
        let verb = if self.is_verb(token) { Some(token) } else { self.parsed.head(token) };
        verb.is_some_and(|verb| {
            self.parsed
                .children_by(verb, Relation::Aux)
                .any(|aux| matches!(self.parsed.form(aux), "can" | "ca"))
        })
    }

    /// Whether a clause is reported in the past ("said it would"), where "would" is a future.
    fn is_reported(&self, token: usize) -> bool {
        let mut inner = token;
        for outer in self.parsed.ancestors(token).take(4) {
            match self.parsed.relation(inner) {
                // "Made it clear that it would", "let it be known that it would".
                Relation::Ccomp | Relation::Parataxis | Relation::Csubj | Relation::CsubjPass => {
                    let is_made_known = self.is_a(outer, "made-known");
                    let is_clause =
                        matches!(self.parsed.relation(inner), Relation::Ccomp | Relation::Parataxis);
                    let is_told = self.is_verb(outer) || self.parsed.upos(outer) == Upos::Noun;
                    return is_made_known || is_clause && is_told;
                }
                Relation::Acl => return true,
                Relation::Advcl => return false,
                _ => inner = outer,
            }
        }
        self.parsed.children_by(token, Relation::Parataxis).any(|child| self.is_a(child, "say"))
    }

    /// Everything that is asserted of a trigger: one assertion for each operator that governs it, else its own.
    ///
    /// Words before a noun ("the planned talks") work inside those that govern the phrase ("were cancelled"), and
    /// give way to a verb that says what became of it ("were held").
    pub(crate) fn assertions(&self, token: usize, governors: &[Vec<usize>]) -> Vec<Assertion> {
        let mut all = self.asserted(token, governors);
        if all.iter().any(|one| !is_past(one.status)) && self.is_asked_to_end(token) {
            for assertion in all.iter_mut().filter(|one| !is_past(one.status)) {
                assertion.status = Status::Ongoing;
                assertion.operators.push("is asked to end".to_owned());
            }
        }
        for assertion in all.iter_mut().filter(|assertion| self.threatens(token, assertion)) {
            assertion.status = Status::Threatened;
            assertion.operators.push("planned on a condition".to_owned());
        }
        all
    }

    /// The noun before a participle that tells the same kind of happening: "talks" for "brokered" in "talks brokered by
    /// Oman".
    fn told_behind(&self, token: usize) -> Option<usize> {
        let is_behind = self.is_verb(token)
            && self.parsed.relation(token) == Relation::Acl
            && self.parsed.xpos(token) == "VBN";
        let noun = self.parsed.head(token).filter(|noun| is_behind && *noun < token)?;
        let is_mutual = self.reading(token).is_some_and(|reading| self.predicate(reading).is_mutual());
        (is_mutual && self.type_of(noun) == self.type_of(token)).then_some(noun)
    }

    fn asserted(&self, token: usize, governors: &[Vec<usize>]) -> Vec<Assertion> {
        let mut over: Vec<usize> = governors.get(token).cloned().unwrap_or_default();
        let host = self.host(token);
        // "Is prepared to resume strikes": what stands over the resuming works on what that gives.
        if let Some(host) = host.filter(|host| !over.contains(host)) {
            over.extend(governors.get(host).into_iter().flatten().copied().filter(|one| *one != token));
        }
        // "Talks brokered by Oman have collapsed": what is said of the talks is said of what tells them.
        let told = self.told_behind(token);
        if let Some(noun) = told {
            let above = governors.get(noun).into_iter().flatten().copied();
            over.extend(above.filter(|one| *one != token && !self.stands_before(*one)));
        }
        let host = host.or_else(|| self.host(told?));
        over.dedup();
        let (before, outside): (Vec<usize>, Vec<usize>) =
            over.into_iter().partition(|one| self.stands_before(*one));
        let foretold = before.iter().find_map(|one| self.foretells(*one));
        let told = self.light_verb(token).is_some_and(|verb| {
            !self.is_a(verb, "tell") && !self.is_a(verb, "tell-of") && self.mood(verb).status.is_some()
        });
        if outside.is_empty() && (before.is_empty() || told && foretold.is_some()) {
            return vec![self.own_assertion(token, host, governors)];
        }
        if outside.is_empty() {
            let word = before.iter().find(|one| self.foretells(**one).is_some()).or(before.first());
            let assertion = word.map(|word| self.under(*word, token, host, None, governors));
            return assertion.into_iter().filter(|assertion| !assertion.is_silent).collect();
        }
        let mut all = Vec::new();
        for governor in outside {
            all.push(self.under(governor, token, host, foretold, governors));
            all.extend(self.claimed(governor, token, host, all.last()));
        }
        all.retain(|assertion| !assertion.is_silent);
        let many = all.len() > 1;
        for assertion in &mut all {
            assertion.is_one_of_many = many;
        }
        all
    }

    /// What an operator or act over a happening, and all that stands over that, makes of it.
    fn under(
        &self,
        governor: usize,
        token: usize,
        host: Option<usize>,
        foretold: Option<Status>,
        governors: &[Vec<usize>],
    ) -> Assertion {
        let mut inner = self.mood(host.unwrap_or(token));
        if host == Some(governor) {
            // "No truce has been concluded": said once, by the concluding.
            inner.negated = false;
        }
        let mut assertion = Assertion::under(Some(governor), host.into_iter().collect());
        if self.answers(governor, token) {
            assertion.operators.push("done before it was answered".to_owned());
            return assertion;
        }
        let shows_through = self.reading(governor).is_some_and(|reading| self.predicate(reading).transparent);
        if inner.status.is_none() && !shows_through {
            inner.status = foretold;
        }
        self.apply(governor, inner, governors, &mut assertion);
        if assertion.status == Status::Proposed && assertion.chain.len() == 1 {
            if let Some(status) = self.known_already(token, governor) {
                assertion.status = status;
                assertion.operators.push("spoken of as known".to_owned());
            } else if self.wishes_to_say(token, governor) {
                assertion.status = Status::Held;
                assertion.operators.push("done by saying so".to_owned());
            }
        }
        assertion
    }

    /// The verb of a clause about the end of what a word tells: "to end its support", "to stop supporting them".
    pub(super) fn ended_by(&self, token: usize) -> Option<usize> {
        let is_material = self.facts(token).is_some_and(|facts| facts.quad.starts_with("material"));
        let over = self.light_verb(token).or_else(|| {
            let relation = self.parsed.relation(token);
            let clause = matches!(relation, Relation::Xcomp | Relation::Obj | Relation::Ccomp);
            self.parsed.head(token).filter(|_| clause)
        })?;
        (is_material && self.is_a(over, "stop") && self.type_of(over).is_none()).then_some(over)
    }

    /// "Urged Chad to end its blockade", "to stop supporting the rebels": whoever asks for its end says that it goes on.
    pub(super) fn is_asked_to_end(&self, token: usize) -> bool {
        // "To stop interfering in its affairs" says of no deed that it is done.
        let end = self.ended_by(token).filter(|_| !self.is_a(token, "meddles"));
        end.is_some_and(|end| {
            self.parsed.ancestors(end).take(2).any(|over| self.type_of(over) == Some("REQUEST"))
        })
    }

    /// "Discussed his recent visit", "discussed their ongoing cooperation": what is talked of as past or under way.
    fn known_already(&self, token: usize, governor: usize) -> Option<Status> {
        let only_talks = self.reading(governor).is_some_and(|reading| {
            let predicate = self.predicate(reading);
            predicate.event_type.is_none() && predicate.gives == Some(Status::Proposed)
        });
        if self.is_verb(token) || !only_talks {
            return None;
        }
        let words = || {
            self.parsed.children(token).filter(|child| {
                matches!(
                    self.parsed.relation(*child),
                    Relation::Amod | Relation::NmodPoss | Relation::Compound
                )
            })
        };
        let goes_on = words().any(|word| {
            let reading = self.reading(word).filter(|reading| reading.part == Part::Adjective);
            reading.is_some_and(|reading| self.predicate(reading).gives == Some(Status::Ongoing))
        });
        let is_past =
            || words().any(|word| self.parsed.subtree(word).any(|one| self.is_a(one, "looks-back")));
        if goes_on { Some(Status::Ongoing) } else { is_past().then_some(Status::Held) }
    }

    /// "I want to thank the president": whoever says so for himself thanks him.
    fn wishes_to_say(&self, token: usize, governor: usize) -> bool {
        let is_said = self.facts(token).is_some_and(|facts| facts.quad.starts_with("verbal"));
        let subject = self.parsed.child_by(governor, Relation::Nsubj);
        is_said
            && self.is_verb(token)
            && self.is_a(governor, "wants-to-say")
            && subject.is_some_and(|one| matches!(self.parsed.lemma(one).to_lowercase().as_str(), "i" | "we"))
    }

    /// What a report or claim says whoever made it, where what it says is denied: "denied Chad's claim that …".
    fn claimed(
        &self,
        report: usize,
        token: usize,
        host: Option<usize>,
        denied: Option<&Assertion>,
    ) -> Option<Assertion> {
        let denied = denied.filter(|one| one.status == Status::Denied && one.chain.len() > 1)?;
        self.claimant_of(report)?;
        let inner = self.mood(host.unwrap_or(token));
        let mut assertion = Assertion::under(Some(report), host.into_iter().collect());
        assertion.chain.push(report);
        assertion.status = inner.status.filter(|_| !inner.negated).unwrap_or(Status::Held);
        if inner.negated {
            assertion.status = Status::Denied;
        }
        assertion.operators.extend(denied.operators.first().cloned());
        Some(assertion)
    }

    /// Who makes a report or claim: "Russia's claim that …", "a CNN report claiming that …".
    pub(crate) fn claimant_of(&self, report: usize) -> Option<usize> {
        let reading = self.reading(report)?;
        let predicate = self.predicate(reading);
        if predicate.event_type.is_some() || !predicate.transparent {
            return None;
        }
        let noun = if self.is_verb(report) {
            self.parsed.head(report).filter(|_| self.parsed.relation(report) == Relation::Acl)?
        } else {
            report
        };
        if !self.is_a(noun, "report") {
            return None;
        }
        self.giver(noun).into_iter().find(|giver| *giver != noun)
    }

    /// Whether a governor is a mere word before a noun, and no act.
    fn stands_before(&self, governor: usize) -> bool {
        // "The talks planned for Friday were held": a bare participle behind the noun is no other.
        let is_behind = self.parsed.relation(governor) == Relation::Acl
            && self.is_bare_participle(governor)
            && self.is_a(governor, "set-down");
        matches!(self.parsed.relation(governor), Relation::Amod | Relation::Compound)
            && self.reading(governor).is_some_and(|reading| {
                reading.part == Part::Adjective && self.predicate(reading).event_type.is_none()
            })
            || is_behind
    }

    /// What a word before a noun says of what is still to come.
    fn foretells(&self, governor: usize) -> Option<Status> {
        let predicate = self.predicate(self.reading(governor)?);
        predicate.gives.filter(|_| !predicate.transparent).filter(|status| !is_past(*status))
    }

    /// The verb that tells a noun's happening.
    pub(crate) fn host(&self, token: usize) -> Option<usize> {
        if self.is_verb(token) {
            return None;
        }
        self.light_verb(token).or_else(|| {
            self.occurrence(token).filter(|verb| {
                self.is_a(*verb, "occur")
                    || self.reading(*verb).is_some_and(|reading| self.predicate(reading).event_type.is_none())
            })
        })
    }

    fn own_assertion(&self, token: usize, host: Option<usize>, governors: &[Vec<usize>]) -> Assertion {
        let mut carriers: Vec<usize> = host.into_iter().collect();
        let mut at = host.unwrap_or(token);
        let mut mood = self.mood(at);
        let mut operators = Vec::new();
        if host.is_none() && !self.is_verb(token) && self.parsed.child_by(token, Relation::Cop).is_none() {
            // A bare noun: a negative determiner, a word of possibility, or what its family asserts.
            mood = Mood { status: None, ..mood };
        }
        if mood.status.is_none() && host.is_none() && !self.is_verb(token) {
            let head = self.parsed.head(token);
            let for_it = self.parsed.relation(token) == Relation::Obl
                && self.preposition(token).as_deref() == Some("for");
            if let Some(head) = head.filter(|_| for_it) {
                // "Will be in Beijing for talks": the talks are as sure as the clause.
                let over = governors.get(head).and_then(|over| over.first()).copied().or_else(|| {
                    let told = self.event_at(head)?;
                    governors.get(told)?.first().copied()
                });
                let outer = match over {
                    Some(governor) => {
                        let mut assertion = Assertion::under(None, Vec::new());
                        self.apply(governor, self.mood(head), governors, &mut assertion);
                        Some(assertion.status)
                    }
                    None => self.mood(head).status,
                };
                mood.status = outer;
                carriers.push(head);
            }
        }
        // Clauses without tense of their own share what is asserted of the clause over them.
        let mut steps = 0;
        while mood.status.is_none() && self.is_verb(at) && steps < 4 {
            steps += 1;
            let Some(mut head) = self.parsed.head(at) else { break };
            let mut relation = self.parsed.relation(at);
            let purpose = self.has_to(at);
            let becoming = match relation {
                Relation::Acl => self.becoming(head).or_else(|| self.is_the_first(head)),
                Relation::Xcomp => Some(head).filter(|verb| self.parsed.lemma(*verb) == "become"),
                _ => None,
            };
            if let Some(becoming) = becoming.filter(|_| purpose) {
                // "Became the first country to recognise it": and so it did.
                mood.status = self.mood(becoming).status;
                break;
            }
            if relation == Relation::Acl
                && purpose
                && self.is_party(head)
                && let Some(clause) = self.parsed.head(head).filter(|clause| self.is_verb(*clause))
            {
                head = clause;
                relation = Relation::Advcl;
            }
            let inherits = matches!(
                relation,
                Relation::Advcl | Relation::Xcomp | Relation::Conj | Relation::Ccomp | Relation::Acl
            );
            if !inherits || !(self.is_verb(head) || relation == Relation::Xcomp || relation == Relation::Conj)
            {
                if purpose {
                    let is_open = self.is_open_purpose(head);
                    mood.status = Some(if is_open { Status::Proposed } else { Status::Planned });
                }
                break;
            }
            let outer = match governors.get(head).map(Vec::as_slice) {
                Some([governor, ..]) => {
                    let mut assertion = Assertion::under(None, Vec::new());
                    self.apply(*governor, self.mood(head), governors, &mut assertion);
                    Mood { status: Some(assertion.status), negated: false, modal: false }
                }
                _ => self.mood(head),
            };
            let lets = || {
                self.is_a(head, "let")
                    && self.parsed.relation(head) == Relation::Acl
                    && self.parsed.head(head).is_some_and(|law| self.is_a(law, "law"))
            };
            if purpose && relation == Relation::Xcomp && lets() {
                // "Passes a law allowing the president to close the border".
                mood.status = Some(Status::Proposed);
                break;
            }
            let word = self.preposition(at);
            if !purpose && word.as_deref() == Some("for") && relation == Relation::Advcl {
                // "Sentenced on Friday for aiding rebels": done before, and not on that day.
                mood.status = Some(Status::Held);
                break;
            }
            let is_behind = matches!(word.as_deref(), Some("after" | "since" | "following" | "despite"));
            let goes_on_to = word.as_deref() == Some("before") || self.comes_before(at);
            if !purpose
                && goes_on_to
                && relation == Relation::Advcl
                && self.type_of(token) == Some("CONSULT")
                && self.parsed.xpos(at) == "VBG"
                && outer.status.is_some_and(is_past)
            {
                // "Meets the king before flying to Oman".
                mood.status = Some(Status::Planned);
                break;
            }
            let is_stop = !outer.negated
                && self.type_of(token) == Some("CONSULT")
                && matches!(outer.status, Some(Status::Planned | Status::Ongoing | Status::Held));
            if !purpose && is_behind && relation == Relation::Advcl && !is_stop {
                // "Will not step down after accusing the court"; "will fly home after meeting the king" is all to come.
                mood.status = Some(Status::Held);
                break;
            }
            if purpose || !matches!(word.as_deref(), Some("after" | "before" | "since" | "following")) {
                carriers.push(head);
            }
            if !purpose && self.is_act(token) && at == token && self.is_closing_word(token) {
                // "Will not join the pact, urging others to leave it": urged now.
                mood.status = Some(Status::Held);
                break;
            }
            if purpose && relation == Relation::Advcl && outer.negated {
                mood.status = Some(Status::Denied);
                operators.push("the purpose of what is not done".to_owned());
            } else if purpose && (self.comes_true(at, head) || self.took_effect(at)) {
                mood.status = outer.status;
            } else if purpose
                && relation != Relation::Conj
                && !self.is_act(token)
                && matches!(outer.status, Some(Status::Held | Status::Ongoing))
            {
                // "Is seeking approval to expel them" may hang the expelling on the seeking.
                let is_open = relation == Relation::Advcl
                    && self
                        .parsed
                        .children_by(head, Relation::Obj)
                        .any(|noun| self.is_a(noun, "permission") && self.is_open_purpose(noun));
                mood.status = Some(if is_open { Status::Proposed } else { Status::Planned });
                operators.push("a purpose is planned".to_owned());
            } else if outer.status == Some(Status::Ongoing)
                && relation == Relation::Advcl
                && self.is_act(token)
            {
                // "Is holding back the aid, citing attacks": said once.
                mood.status = Some(Status::Held);
            } else if let Some(status) = outer.status {
                // Whoever calls somebody in to demand something demands it.
                mood.status = Some(status);
                if outer.negated && relation != Relation::Advcl {
                    mood.negated = true;
                }
            }
            at = head;
        }
        if mood.status == Some(Status::Hypothetical)
            && self.tells_record(token)
            && self.is_what_was_done(token)
        {
            // "Fired a missile, in what would be its first launch in a year".
            mood = Mood { status: Some(Status::Held), negated: false, modal: false };
        }
        if self.parsed.child_by(token, Relation::Cop).is_some()
            && matches!(self.preposition(token).as_deref(), Some("in" | "on" | "under" | "at"))
            && mood.status == Some(Status::Held)
            && self
                .parsed
                .children_by(token, Relation::Cop)
                .any(|copula| matches!(self.parsed.xpos(copula), "VBZ" | "VBP"))
        {
            mood.status = Some(Status::Ongoing);
        }
        let is_charge = |head: usize| self.type_of(head) == Some("ACCUSE");
        if self.parsed.xpos(token) == "VBG"
            && self.is_a(token, "keeps-up")
            && mood.status.is_none_or(|status| status == Status::Held)
            && self.parsed.ancestors(token).take(2).any(is_charge)
        {
            // "Accused Chad of supporting the rebels".
            mood.status = Some(Status::Ongoing);
        }
        if mood.status.is_none() && host.is_none() && self.type_of(token) == Some("CONSULT") {
            // "Ahead of a visit by the emir", "before any talks".
            let any = |word: usize| self.parsed.lemma(word) == "any";
            if self.comes_before(token) {
                mood.status = Some(Status::Planned);
            } else if self.preposition(token).as_deref() == Some("before")
                && self.parsed.children_by(token, Relation::Det).any(any)
            {
                mood.status = Some(Status::Proposed);
            }
        }
        if mood.status.is_none() && self.goes_on_behind(token) {
            mood.status = Some(Status::Ongoing);
        }
        // "Remains on lockdown", "remains detained", "protests continue": the verb that it goes on by.
        let stays = host.is_none() && governors.get(token).is_none_or(Vec::is_empty);
        if stays && mood.status == Some(Status::Held) && self.is_verb(token) && self.keeps_on(token) {
            mood.status = Some(Status::Ongoing);
        }
        let stays = stays && !self.is_verb(token);
        let stays_by = self.parsed.head(token).filter(|verb| {
            stays
                && matches!(self.parsed.relation(token), Relation::Obl | Relation::Xcomp)
                && self.parsed.lemma(*verb) == "remain"
        });
        // "Announced that it was suspending the pact": whoever says so does it.
        let is_stroke = matches!(self.type_of(token), Some("SANCTION" | "CONCEDE" | "REJECT" | "AGREE"));
        if mood.status == Some(Status::Ongoing)
            && is_stroke
            && self.is_verb(token)
            && self.parsed.xpos(token) == "VBG"
            && self.parsed.relation(token) == Relation::Ccomp
            && self.parsed.head(token).is_some_and(|over| self.is_a(over, "say"))
        {
            mood.status = Some(Status::Held);
        }
        // "Talks begin in Geneva".
        let begins = |host: usize| {
            self.is_a(host, "begins")
                && matches!(self.parsed.xpos(host), "VBZ" | "VBP")
                && self.type_of(token) == Some("CONSULT")
        };
        if mood.status == Some(Status::Held) && host.is_some_and(begins) {
            mood.status = Some(Status::Ongoing);
        }
        if mood.status == Some(Status::Held) && host.is_some_and(|host| self.is_a(host, "go-on"))
            || mood.status.is_none()
                && stays_by.is_some_and(|verb| self.mood(verb).status == Some(Status::Held))
        {
            mood.status = Some(Status::Ongoing);
        }
        // "Eritrea's detention of three ships since May".
        let lasts = || {
            matches!(self.type_of(token), Some("COERCE" | "SANCTION"))
                && !self.is_verb(token)
                && self.nominals(token, "since").into_iter().any(|day| self.is_word_of_time(day))
        };
        if mood.status.is_none() && host.is_none() && (self.is_state_of_things(token, governors) || lasts()) {
            mood.status = Some(Status::Ongoing);
        }
        let reading = self.reading(token);
        let own = reading.and_then(|reading| self.predicate(reading).status);
        // "Announces a levy on imports": what is announced by its name is yet to come, unless the saying does it, as with
        // sanctions on somebody.
        let is_announced = || {
            let done_by_saying = |child: usize| {
                matches!(self.parsed.relation(child), Relation::Obj | Relation::NsubjPass)
                    && self.is_a(child, "done-by-saying")
            };
            self.is_verb(token)
                && self.parsed.relation(token) != Relation::Acl
                && self.is_a(token, "tell-ahead")
                && matches!(self.type_of(token), Some("SANCTION" | "CONCEDE"))
                && !self.parsed.children(token).any(done_by_saying)
        };
        let default = own.or_else(|| is_announced().then_some(Status::Planned)).unwrap_or(Status::Held);
        // "Is expected in Paris": what a verb says of the time to come it says in any tense.
        let ahead = default == Status::Planned && mood.status == Some(Status::Held);
        let mut status = mood.status.filter(|_| !ahead).unwrap_or(default);
        if status == Status::Ongoing && !self.is_verb(token) && self.claimant(token).is_some() {
            // "Is claiming responsibility for the attack".
            status = Status::Held;
        }
        let is_said = || matches!(self.type_of(token), Some("AGREE" | "REJECT" | "THREATEN"));
        let shares = || self.is_verb(token) && self.mood(token).status.is_none();
        if status == Status::Ongoing && is_said() && shares() {
            // "Is enforcing a blockade while vowing to let aid through": done in the saying.
            status = Status::Held;
        }
        let inside = reading.is_some_and(|reading| self.predicate(reading).negation);
        if inside {
            if !mood.modal || self.says_cannot(host.unwrap_or(token)) {
                status = Status::Held;
            }
        } else if mood.negated && mood.modal && status == Status::Hypothetical {
            // "If they do not disarm" says neither that they do nor that they do not.
            operators.push("on condition".to_owned());
        } else if mood.negated {
            // Whoever says that they will not talk, help or give way refuses to.
            let cooperative = self.facts(token).is_some_and(|facts| facts.quad.ends_with("cooperation"));
            let refuses = status == Status::Planned && cooperative;
            status = if refuses { Status::Refused } else { Status::Denied };
            operators.push("negated".to_owned());
        } else if status == Status::Held && self.is_possible(token) {
            status = Status::Proposed;
            operators.push("possible".to_owned());
        }
        if status == Status::Planned && self.is_provided_for(host.unwrap_or(token)) {
            status = Status::Agreed;
            operators.push("what was agreed on".to_owned());
        }
        if let Some((stage, why)) = self.stage_in_law(token, status).filter(|_| !mood.negated) {
            status = stage;
            operators.push(why.to_owned());
        }
        Assertion { status, operators, ..Assertion::under(None, carriers) }
    }

    /// "Tables a bill banning imports", "votes down a bill that would ban imports", "passes a bill that would ban imports":
    /// what a law bids is as far as the law has come.
    fn stage_in_law(&self, token: usize, status: Status) -> Option<(Status, &'static str)> {
        if !self.is_verb(token) {
            return None;
        }
        let mut clause = token;
        for _ in 0..3 {
            match self.parsed.relation(clause) {
                Relation::Conj | Relation::Xcomp => clause = self.parsed.head(clause)?,
                _ => break,
            }
        }
        let law = self.parsed.head(clause).filter(|law| {
            matches!(self.parsed.relation(clause), Relation::Acl | Relation::AclRelcl)
                && self.is_a(*law, "law")
        })?;
        match self.stage_of_bill(law) {
            Some((verb, true)) if self.mood(verb).status == Some(Status::Held) => {
                Some((Status::Refused, "a law that is thrown out"))
            }
            Some((_, false)) => Some((Status::Proposed, "a law that is put forward")),
            Some(_) => None,
            None => {
                let would = status == Status::Hypothetical;
                let is_passed = |verb: usize| self.mood(verb).status == Some(Status::Held);
                let passed = self.enactor(law).filter(|verb| would && is_passed(*verb));
                passed.map(|_| (Status::Planned, "a law that is passed"))
            }
        }
    }

    /// "Announced a deal under which Chad will buy gas": what will be done by an accord was agreed on.
    fn is_provided_for(&self, verb: usize) -> bool {
        let first = self.parsed.head(verb).filter(|_| self.parsed.relation(verb) == Relation::Conj);
        let clause = first.unwrap_or(verb);
        let accord = self.parsed.head(clause).filter(|accord| {
            self.parsed.relation(clause) == Relation::AclRelcl
                && !self.is_verb(*accord)
                && self.is_a(*accord, "accord")
        });
        let Some(accord) = accord else { return false };
        let is_made = |one: usize| matches!(self.type_of(one), Some("SUPPORT" | "AGREE"));
        is_made(accord) || self.parsed.head(accord).is_some_and(is_made)
    }

    /// "Ahead of a visit", "prior to the talks", "in advance of the summit".
    fn comes_before(&self, token: usize) -> bool {
        self.parsed.children(token).any(|word| {
            matches!(self.parsed.relation(word), Relation::Case | Relation::Mark)
                && (self.is_a(word, "ahead-of")
                    || matches!(self.parsed.lemma(word), "of" | "to")
                        && word.checked_sub(1).is_some_and(|before| self.is_a(before, "ahead-of")))
        })
    }

    /// "Fired a missile, in what would be its first launch": whether a clause names by another word what its sentence tells
    /// as done.
    fn is_what_was_done(&self, token: usize) -> bool {
        let what = std::iter::once(token)
            .chain(self.parsed.ancestors(token).take(2))
            .find(|one| self.parsed.relation(*one) == Relation::Obl || self.parsed.lemma(*one) == "what");
        let over = what.and_then(|what| self.parsed.ancestors(what).find(|verb| self.is_verb(*verb)));
        over.is_some_and(|verb| self.mood(verb).status.is_some_and(is_past))
    }

    /// Whether a verb says that what it tells has not ended, or stands under one that does: "remains detained".
    fn keeps_on(&self, verb: usize) -> bool {
        let remains = |verb: usize| {
            self.parsed.lemma(verb) == "remain" && matches!(self.parsed.xpos(verb), "VBZ" | "VBP")
        };
        let over = self.parsed.head(verb).filter(|_| self.parsed.relation(verb) == Relation::Xcomp);
        let goes_on = self.is_a(verb, "go-on") && self.parsed.child_by(verb, Relation::Obj).is_none();
        goes_on || remains(verb) || over.is_some_and(remains)
    }

    /// "Talks to end the war", "is seeking approval to expel them": what is talked of or asked leave for may come about.
    fn is_open_purpose(&self, noun: usize) -> bool {
        let is_asked_for = || {
            self.is_a(noun, "permission")
                && self.governing_verb(noun).is_some_and(|verb| self.type_of(verb) == Some("REQUEST"))
        };
        !self.is_verb(noun) && (self.type_of(noun) == Some("CONSULT") || is_asked_for())
    }

    /// Whether an infinitive tells what comes about with the verb over it, or is said to have: "forced them to leave",
    /// "are reported to be detained".
    fn comes_true(&self, infinitive: usize, verb: usize) -> bool {
        let is_passive = self.is_passive(infinitive);
        self.is_a(verb, "cause") && !self.is_passive(verb)
            || self.is_a(verb, "cause-passive") && self.is_passive(verb)
            || is_passive && self.is_a(verb, "hearsay")
    }

    /// "Angered by Rwanda's support for the rebels", "despite the sanctions on Mali": what lasts, where nothing is said of
    /// when it was done.
    fn is_state_of_things(&self, noun: usize, governors: &[Vec<usize>]) -> bool {
        let is_dated = || self.parsed.subtree(noun).any(|one| self.is_word_of_time(one));
        !self.is_verb(noun)
            && self.is_a(noun, "state-of-things")
            && governors.get(noun).is_none_or(Vec::is_empty)
            && self.facts(noun).is_some_and(|facts| facts.quad.starts_with("material"))
            && !matches!(
                self.preposition(noun).as_deref(),
                Some("after" | "before" | "since" | "following" | "with")
            )
            && !is_dated()
    }

    /// "Sent a drone to attack a convoy, killing three": what had victims was done.
    fn took_effect(&self, infinitive: usize) -> bool {
        let results = self.parsed.children_by(infinitive, Relation::Advcl);
        results.into_iter().any(|result| self.parsed.xpos(result) == "VBG" && self.is_a(result, "harms"))
    }

    /// Whether a participle behind a noun says that its happening is under way: "the talks taking place in Oslo".
    fn goes_on_behind(&self, noun: usize) -> bool {
        self.parsed.children_by(noun, Relation::Acl).any(|verb| {
            // "Talks taking place", but not "an attack targeting a convoy".
            let has_object = self.parsed.child_by(verb, Relation::Obj).is_some();
            let occurs = self.is_a(verb, "occur") && (!has_object || self.parsed.lemma(verb) == "take");
            self.parsed.xpos(verb) == "VBG" && (occurs || self.is_a(verb, "go-on"))
        })
    }

    /// Whether a trigger is a verbal act, done in the saying.
    pub(crate) fn is_act(&self, token: usize) -> bool {
        self.facts(token).is_some_and(|facts| facts.has(Habit::DoneOnPurpose))
    }

    /// Whether a governor turns down, takes up or asks again for an act that was done before: "rebuffed a request".
    fn answers(&self, governor: usize, token: usize) -> bool {
        let is_verbal = |token: usize| {
            self.reading(token).is_some_and(|reading| {
                let predicate = self.predicate(reading);
                predicate.event_type.is_some() && predicate.gives.is_some()
            })
        };
        // "Called for an investigation", "asked for an arrest warrant": there is none yet.
        let of_courts = || {
            self.reading(token).is_some_and(|one| {
                let predicate = self.predicate(one);
                predicate.event_type.as_deref() == Some("ACCUSE") || predicate.has_mode("arrest")
            })
        };
        let is_asked =
            self.type_of(governor) == Some("REQUEST") && of_courts() && !self.is_a(governor, "orders");
        // "Promised an investigation": nor here.
        let is_promised = self.type_of(governor) == Some("AGREE")
            && self.reading(governor).is_some_and(|one| self.predicate(one).doer == Doer::Actor)
            && self.reading(token).is_some_and(|one| self.predicate(one).has_mode("investigate"));
        let is_charge = !is_asked
            && !is_promised
            && self.facts(token).is_some_and(|facts| facts.quad == "verbal-conflict");
        // "Is studying the proposal by Chad": what is thought over was put forward by somebody else.
        let thinks_over = self.is_a(governor, "think-over") && self.is_verb(governor) && {
            let thinker = self.surface_subject(governor);
            self.giver(token).first().is_some_and(|giver| Some(*giver) != thinker && self.is_party(*giver))
        };
        !self.is_verb(token)
            && ((is_verbal(token) || is_charge) && is_verbal(governor) || is_verbal(token) && thinks_over)
    }

    /// Whether an adverb or adjective makes it a mere possibility.
    pub(crate) fn is_possible(&self, token: usize) -> bool {
        // "A possible second round of talks".
        let counted = self.parsed.head(token).filter(|measure| {
            self.parsed.relation(token) == Relation::Nmod && self.measured(*measure) == Some(token)
        });
        std::iter::once(token).chain(counted).flat_map(|one| self.parsed.children(one)).any(|child| {
            matches!(self.parsed.relation(child), Relation::Advmod | Relation::Amod)
                && self.is_a(child, "possible")
        })
    }

    /// "The report that … is false".
    fn is_untrue(&self, report: usize) -> bool {
        // "There is no truth in reports that".
        let is_without = || {
            self.preposition(report).as_deref() == Some("in")
                && self.parsed.head(report).is_some_and(|truth| {
                    self.is_a(truth, "truth") && self.parsed.children(truth).any(|no| self.is_a(no, "no"))
                })
        };
        self.is_a(report, "report") && is_without()
            || self.parsed.relation(report) == Relation::Nsubj
                && self.is_a(report, "report")
                && self.parsed.head(report).is_some_and(|word| {
                    self.is_a(word, "untrue")
                        && self.parsed.child_by(word, Relation::Cop).is_some()
                        && !self.mood(word).negated
                })
    }

    /// "Failed to agree on sanctions", where the failing is a happening of its own.
    fn has_failed(&self, verb: usize) -> bool {
        self.parsed.relation(verb) == Relation::Xcomp
            && self
                .parsed
                .head(verb)
                .is_some_and(|over| self.is_a(over, "fail") && self.type_of(over).is_some())
    }

    /// Lets an operator work on what stands under it, and then those that stand over the operator.
    fn apply(&self, operator: usize, inner: Mood, governors: &[Vec<usize>], assertion: &mut Assertion) {
        let mut operator = operator;
        let mut inner = inner;
        let mut result: Option<Status> = None;
        for _ in 0..5 {
            let Some(reading) = self.reading(operator) else { break };
            let predicate = self.predicate(reading);
            let mut mood = self.mood(operator);
            let host = self.host(operator);
            let next =
                governors.get(operator).and_then(|over| over.first()).copied().or_else(|| {
                    host.and_then(|host| governors.get(host)).and_then(|over| over.first()).copied()
                });
            // "A report claiming that": what is done to the report is done to what it claims.
            let next = next.or_else(|| {
                let noun = self.parsed.head(operator).filter(|_| {
                    self.is_verb(operator)
                        && predicate.transparent
                        && self.parsed.relation(operator) == Relation::Acl
                })?;
                governors.get(noun)?.first().copied()
            });
            if reading.part == Part::Noun {
                mood = match host {
                    Some(host) => {
                        if predicate.event_type.is_none() {
                            assertion.carriers.push(host);
                        }
                        // "Have not struck an accord to leave", "has not announced plans to": the verb denies it by
                        // itself, and once.
                        let told_above = next == Some(host);
                        let mood = self.mood(host);
                        Mood { negated: mood.negated && !told_above, ..mood }
                    }
                    None => Mood { status: None, ..mood },
                };
            }
            let own = predicate.gives;
            let before = result.or(if inner.negated { Some(Status::Denied) } else { inner.status });
            let is_guessed = reading.part == Part::Adjective
                && self.is_a(operator, "likely")
                && before == Some(Status::Held)
                && assertion.chain.is_empty();
            let mut given = if is_guessed {
                // "Likely to have been captured".
                Status::Held
            } else if predicate.transparent {
                before.or(mood.status).unwrap_or(Status::Held)
            } else if before == Some(Status::Proposed)
                && matches!(own, Some(Status::Planned | Status::Agreed))
                && assertion.chain.last().is_some_and(|inner| self.is_verb(*inner))
            {
                // "Agreed to consider sending jets", but not "approved the proposed truce".
                Status::Proposed
            } else {
                compose(own.unwrap_or(Status::Held), before)
            };
            assertion.is_silent |= mood.negated && predicate.is_silent_negated;
            if mood.negated {
                given = predicate.negated.unwrap_or(if given == Status::Denied {
                    Status::Held
                } else {
                    Status::Denied
                });
            } else if mood.modal && !matches!(given, Status::Denied | Status::Refused | Status::Threatened) {
                given = match (given, mood.status) {
                    (Status::Postponed | Status::Cancelled, _) => Status::Hypothetical,
                    (_, Some(status)) => status,
                    (given, None) => given,
                };
            } else if predicate.transparent && before.is_none() {
                given = mood.status.unwrap_or(given);
            } else if given == Status::Ongoing && mood.status == Some(Status::Planned) {
                // "Would begin to withdraw".
                given = Status::Planned;
            }
            if predicate.transparent && self.is_untrue(operator) {
                given = Status::Denied;
            }
            if self.has_failed(operator) {
                given = compose(Status::Denied, Some(given));
            }
            assertion.operators.push(format!("{} ({})", predicate.id, given.as_str()));
            result = Some(given);
            assertion.chain.push(operator);
            if predicate.event_type.is_none() {
                assertion.carriers.push(operator);
            }
            inner = Mood::default();
            match next {
                Some(next) if next != operator => operator = next,
                _ => break,
            }
        }
        assertion.status = result.unwrap_or(Status::Held);
    }
}

/// What an outer operator makes of what an inner one has asserted.
///
/// Whoever agrees to or plans a postponement postpones; whoever asks for one, or threatens with it, leaves it open;
/// whoever denies or refuses one leaves the happening planned.
fn compose(outer: Status, inner: Option<Status>) -> Status {
    match (outer, inner) {
        (Status::Agreed | Status::Planned | Status::Held | Status::Ongoing, Some(Status::Postponed)) => {
            Status::Postponed
        }
        (Status::Agreed | Status::Planned | Status::Held | Status::Ongoing, Some(Status::Cancelled)) => {
            Status::Cancelled
        }
        // An agreement that is announced or confirmed is agreed.
        (Status::Planned, Some(Status::Agreed)) => Status::Agreed,
        (Status::Proposed, Some(Status::Postponed | Status::Cancelled)) => Status::Hypothetical,
        (Status::Denied | Status::Refused, Some(Status::Postponed | Status::Cancelled)) => Status::Planned,
        // "Denied that it had refused talks" leaves them open, and so does "failed to agree on sanctions".
        // So does "refuses to rule out a strike".
        (Status::Denied, Some(Status::Refused | Status::Agreed))
        | (Status::Refused, Some(Status::Refused)) => Status::Proposed,
        // "Decided not to send jets".
        (Status::Planned | Status::Agreed | Status::Denied, Some(Status::Denied)) => Status::Denied,
        (outer, _) => outer,
    }
}
