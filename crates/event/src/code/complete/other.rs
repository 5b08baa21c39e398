//! Who is on the other side, where nobody is named?

use super::{Sides, Telling, inferred, is_above_states, is_of_others, only_country, pact};
use crate::actor::TitleCountry;
use crate::claim::{Party, Status};
use crate::code::Draft;
use crate::code::party::{countries_of, is_guess};
use crate::code::walk::Walk;
use crate::predicate::{Habit, Part, Place, Predicate};
use dragoman_text::{Relation, Span};

impl Walk<'_> {
    /// "Will respond if the army crosses the river", "unfroze Venezuelan assets", "imposed a curfew", "expelled three
    /// diplomats": is it done to the other side, to another state, to those at home, or to whom a state deals with so?
    pub(super) fn find_whom_it_is_done_to(&self, telling: Telling<'_>, sides: &mut Sides) {
        let is_open = self.find_other_side(telling, sides);
        self.find_other_state(telling, sides);
        self.find_those_at_home(telling, sides, is_open);
        self.find_whom_state_goes_after(telling, sides);
        if telling.event_type == "PROTEST" && sides.recipients.is_empty() {
            sides.recipients.extend(self.provoker_of_protest(telling.token));
        }
    }

    /// "The parliament of Chad adopts a tax, sparking protests": they are against the power that did what sparked them.
    fn provoker_of_protest(&self, protest: usize) -> Option<Party> {
        let spark = self.parsed.head(protest).filter(|spark| {
            self.parsed.relation(protest) == Relation::Obj
                && self.parsed.relation(*spark) == Relation::Advcl
                && self.parsed.xpos(*spark) == "VBG"
        })?;
        let deed = self.parsed.head(spark).filter(|deed| self.is_verb(*deed) && !self.is_passive(*deed))?;
        let is_power = |party: &Party| {
            matches!(party.actor.sector.as_deref(), Some("GOV" | "LEG" | "JUD" | "ELI" | "MIL" | "COP"))
                && party.actor.country.is_some()
        };
        let doers = self.parties(&[self.surface_subject(deed)?]);
        doers.iter().find(|party| is_power(party)).map(Party::again)
    }

    /// "A Chadian blockade of the island", "captured a post during clashes", "will respond if the army crosses the river": to
    /// whom is it done? Returns whether nobody was named whom it is done to.
    fn find_other_side(&self, telling: Telling<'_>, sides: &mut Sides) -> bool {
        let Telling { token, predicate, event_type, facts, .. } = telling;
        let Sides { actors, recipients } = sides;
        let open = recipients.is_empty() && !actors.is_empty() && !predicate.is_mutual();
        if open && facts.quad == "material-conflict" {
            recipients.extend(self.land_below(token, &countries_of(actors)));
        }
        let open = recipients.is_empty() && open;
        if open && event_type == "ASSAULT" {
            recipients.extend(self.fought_meanwhile(token, &countries_of(actors)));
        }
        let open = recipients.is_empty() && open;
        if open {
            self.find_whose_deed_it_is_about(telling, sides);
            let other = self.opposite(telling, sides);
            sides.recipients.extend(other);
        }
        open
    }

    /// "Praises the truce", "blames the raid": words about a deed are meant for whoever did it.
    fn find_whose_deed_it_is_about(&self, telling: Telling<'_>, sides: &mut Sides) {
        let Telling { token, predicate, event_type, facts, before, .. } = telling;
        let Sides { actors, recipients } = sides;
        let own = countries_of(actors);
        let praises = facts.quad.starts_with("verbal")
            && facts.has(Habit::ForTheAsker)
            && !facts.has(Habit::DoneOnPurpose);
        if facts.has(Habit::OnSomebody) || facts.has(Habit::AgainstLaws) || praises {
            recipients.extend(self.doers_before(token, predicate, actors, before));
        }
        if recipients.is_empty() && event_type == "ACCUSE" {
            recipients.extend(self.told_of(token, &own));
        }
        if recipients.is_empty() && facts.quad == "verbal-conflict" {
            recipients.extend(self.dealt_with_over(token, &own, before));
        }
        if recipients.is_empty() && facts.quad == "verbal-conflict" {
            recipients.extend(self.wrongdoers(token, &own, before));
        }
    }

    /// Whoever makes the law, provokes, asks, talks with them or quarrels with them, by what it is that is done.
    fn opposite(&self, telling: Telling<'_>, sides: &Sides) -> Option<Party> {
        let Telling { token, status, predicate, event_type, facts, before, .. } = telling;
        let conflict = telling.is_conflict();
        let Sides { actors, recipients } = sides;
        let own = countries_of(actors);
        let to_come = !matches!(status, Status::Held | Status::Ongoing | Status::Denied);
        let is_act = predicate.gives.is_some();
        let threatens = event_type == "THREATEN" || status == Status::Threatened;
        let opposed =
            || self.nearest_other(token, &own).filter(|_| is_act || threatens || to_come && conflict);
        let ruler = if facts.has(Habit::OnSomebody) || facts.has(Habit::AgainstLaws) {
            self.lawgiver(token, predicate, actors).filter(|_| recipients.is_empty())
        } else {
            None
        };
        let other = if ruler.is_some() || !recipients.is_empty() {
            ruler
        } else if facts.has(Habit::OnSomebody) {
            self.provoker(token, &own)
                .filter(|_| threatens)
                .or_else(|| asker(before, &own).filter(|_| is_act))
                .or_else(opposed)
        } else if is_act && own.len() == 1 && self.is_about_meeting(token) {
            // It takes two to agree to talks.
            self.nearest_other(token, &own)
        } else if is_act {
            asker(before, &own).or_else(|| self.helped_by_content(token, &own)).or_else(|| {
                pact::partner(before, &own).filter(|_| event_type == "AGREE" && !self.is_closing_word(token))
            })
        } else {
            None
        };
        // "Apologizes for the incursion", "agreed in return not to strike": to the other side.
        let in_return = self.parsed.children_by(token, Relation::Obl).any(|one| self.is_in_return(one));
        let makes_amends = self.is_a(token, "makes-amends") || in_return && is_act;
        let other = other.or_else(|| makes_amends.then(|| self.nearest_other(token, &own)).flatten());
        // "Sealed its side of the crossing": against those on the other side.
        let other = other.or_else(|| {
            let at_border = self.fill(token, Part::Verb, &Place::Obj).into_iter().any(|one| {
                self.is_a(one, "boundary") || self.measured(one).is_some_and(|of| self.is_a(of, "boundary"))
            });
            let governs = own.len() == 1 && matches!(event_type, "SANCTION" | "CONCEDE");
            self.nearest_other(token, &own).filter(|_| at_border && governs)
        });
        let speaks = facts.quad.starts_with("verbal");
        other.or_else(|| self.other_in_dispute(token, &own).filter(|_| speaks))
    }

    /// The government that was last spoken of and is none of these: in the sentence, or in the one before.
    pub(super) fn nearest_other(&self, token: usize, besides: &[String]) -> Option<Party> {
        let sentence = self.parsed.sentence_of(token);
        let fits = |idx: usize| {
            let mention = self.grounding.actors.get(idx)?;
            let actor = mention.actors.first().filter(|_| mention.actors.len() == 1)?;
            let country = actor.country.as_ref()?;
            let sector = actor.sector.as_deref();
            let fights = actor.body.is_some() && matches!(sector, Some("REB" | "PRM" | "PRE"));
            let acts = sector.is_none_or(|sector| sector == "GOV") || fights;
            let mere_adjective = self.parsed.relation(mention.head) == Relation::Compound;
            // "The ambassador to Russia" says nothing of Russia.
            let within = |other: &&crate::actor::ActorMention| {
                other.head != mention.head
                    && (self.parsed.relation(mention.head) == Relation::Amod
                        || other.actors.iter().all(|whole| whole.country.as_ref() != Some(country)))
                    && other.tokens.contains(&mention.head)
                    && other.tokens.len() > mention.tokens.len()
            };
            let nearby = idx.saturating_sub(2)..(idx + 3).min(self.grounding.actors.len());
            let is_part = self.grounding.actors[nearby].iter().any(|other| within(&other));
            let case = self.preposition(mention.head);
            let is_part = is_part
                || case.as_deref() == Some("to") && self.parsed.relation(mention.head) == Relation::Nmod
                || matches!(
                    case.as_deref(),
                    Some("in" | "at" | "near" | "across" | "inside" | "within" | "through" | "via" | "over")
                );
            let fits = acts && !country.starts_with("NGO") && !mere_adjective && !is_part;
            (fits && !besides.contains(country)).then(|| Party {
                text: mention.span.of(self.parsed.text()).to_owned(),
                span: Span::default(),
                actor: actor.clone(),
                inferred: true,
            })
        };
        let own = self.parsed.tokens_of(sentence);
        let start = sentence.checked_sub(1).map_or(own.start, |before| self.parsed.tokens_of(before).start);
        let before = self.grounding.actors.partition_point(|mention| mention.head < token);
        let from = self.grounding.actors.partition_point(|mention| mention.head < start);
        let until = self.grounding.actors.partition_point(|mention| mention.head < own.end);
        (from..before).rev().chain(before..until).find_map(fits).or_else(|| self.other_in_title(besides))
    }

    /// The only country that the title names besides these: "Iran–Italy relations".
    pub(super) fn other_in_title(&self, besides: &[String]) -> Option<Party> {
        let other = self.sole_in_title(besides)?;
        let mut title = self.grounding.title.iter();
        let is_about = besides.is_empty() || title.any(|one| besides.contains(&one.code));
        is_about.then(|| {
            inferred(other.text.clone(), Some(&other.code), "the other country that the title names")
        })
    }

    /// The one country that the title names and that is none of these, whether or not it names them, too.
    pub(super) fn sole_in_title(&self, besides: &[String]) -> Option<&TitleCountry> {
        let mut others = self.grounding.title.iter().filter(|one| !besides.contains(&one.code));
        others.next().filter(|_| others.next().is_none())
    }

    /// "Recalled its envoy to Niger, accusing them of a raid": those with whom the clause over it deals.
    fn dealt_with_over(&self, token: usize, own: &[String], before: &[Draft]) -> Vec<Party> {
        let is_aside = self.parsed.relation(token) == Relation::Advcl && self.parsed.xpos(token) == "VBG";
        let over =
            before.iter().rev().find(|draft| is_aside && self.parsed.head(token) == Some(draft.trigger));
        let conflict =
            |draft: &&Draft| self.facts(draft.trigger).is_some_and(|facts| facts.quad.ends_with("conflict"));
        let others = over.filter(conflict).map_or(&[][..], |draft| &draft.claim.recipients);
        others.iter().filter(|party| is_of_others(party, own)).map(Party::again).collect()
    }

    /// "Will respond if the army crosses the river": whoever must not do it is threatened with it.
    fn provoker(&self, token: usize, besides: &[String]) -> Option<Party> {
        let under = self.parsed.children(token).filter(|child| {
            matches!(self.parsed.relation(*child), Relation::Ccomp | Relation::Xcomp | Relation::Parataxis)
        });
        let clauses = std::iter::once(token).chain(under);
        clauses
            .flat_map(|clause| self.parsed.children_by(clause, Relation::Advcl))
            .filter(|condition| {
                let even = self.parsed.children_by(*condition, Relation::Advmod);
                self.parsed.children_by(*condition, Relation::Mark).any(|mark| self.is_a(mark, "condition"))
                    && !even.into_iter().any(|word| self.parsed.lemma(word) == "even")
            })
            .filter_map(|condition| self.surface_subject(condition))
            .flat_map(|subject| self.parties(&[subject]))
            .find(|party| is_of_others(party, besides))
    }

    /// "Unions want the bill dropped": a law is its government's, for those who do not govern.
    fn lawgiver(&self, token: usize, predicate: &Predicate, actors: &[Party]) -> Option<Party> {
        let governs = |party: &Party| party.actor.sector.as_deref() == Some("GOV") || is_above_states(party);
        let home = only_country(actors).filter(|_| !actors.iter().any(governs))?;
        let is_law =
            |one: &usize| !self.is_verb(*one) && (self.is_a(*one, "law") || self.is_a(*one, "policy"));
        let law = self.things(token, predicate).into_iter().find(is_law)?;
        let mut party = inferred(
            self.phrase(law).of(self.parsed.text()).to_owned(),
            Some(&home),
            "the government that the law is of",
        );
        party.actor.sector = Some("GOV".to_owned());
        Some(party)
    }

    /// "Pledged a million towards rebuilding schools in Lebanon": a promise is made to those for whom it will be kept.
    fn helped_by_content(&self, token: usize, own: &[String]) -> Option<Party> {
        let helps =
            |content: &usize| self.facts(*content).is_some_and(|facts| facts.quad == "material-cooperation");
        let contents = self.contents(token).into_iter().filter(helps);
        let mut helped = contents.flat_map(|content| self.parties(&self.own_cast(content).recipients));
        let party = helped.find(|party| !is_guess(&party.actor) && is_of_others(party, own))?;
        Some(party.again())
    }

    /// "Backed down in its feud with Manila": towards the other one in the feud.
    fn other_in_dispute(&self, token: usize, own: &[String]) -> Option<Party> {
        let quarrels = ["in", "over", "amid", "to"]
            .into_iter()
            .flat_map(|word| self.nominals(token, word))
            .filter(|noun| self.is_a(*noun, "dispute"));
        // The phrase may hang on the verb.
        let others: Vec<usize> = quarrels
            .flat_map(|noun| {
                let on_the_verb = self.nominals(token, "with").into_iter().filter(move |one| *one > noun);
                self.nominals(noun, "with").into_iter().chain(on_the_verb)
            })
            .collect();
        self.parties(&others).into_iter().find(|party| is_of_others(party, own))
    }

    /// Whether an act speaks about something that is done with each other.
    fn is_about_meeting(&self, token: usize) -> bool {
        self.contents(token)
            .into_iter()
            .any(|content| self.reading(content).is_some_and(|reading| self.predicate(reading).has_company()))
    }
}

/// Whoever asked them for something last: an answer is given to them.
fn asker(before: &[Draft], own: &[String]) -> Option<Party> {
    let asks = |draft: &&Draft| {
        draft.claim.event_type == "REQUEST"
            && draft
                .claim
                .recipients
                .iter()
                .any(|party| party.actor.country.as_ref().is_some_and(|country| own.contains(country)))
    };
    let asked = before.iter().rev().find(asks)?;
    let party = asked.claim.actors.iter().find(|party| is_of_others(party, own))?;
    Some(party.again())
}
