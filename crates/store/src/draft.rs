//! What filing writes down of an article, as far as no ledger is needed to know it: it is made beside the writing.

use std::collections::BTreeMap;

use dragoman_event::Claim;
use dragoman_thread::duplicate::Fingerprint;
use dragoman_thread::link::{Link, Relations, affair, links};
use dragoman_thread::merge::{Face, Rank, Told, blocks, day_number};
use jiff::civil::Date;

use crate::error::Answer;
use crate::file::{Filed, claim_keys, learned, marks_of, name_of, order_by_name, parties_in_words};
use crate::form::{ClaimForm, MoreForm};
use crate::key;
use crate::settle::{n_named, write_face};

/// An article as it will be written down.
pub(crate) struct Draft<'a> {
    pub(crate) filed: &'a Filed,
    pub(crate) name: &'a str,
    pub(crate) content: i64,
    /// The keys of its claims.
    pub(crate) keys: Vec<i64>,
    pub(crate) fingerprint: Fingerprint,
    /// What has no column of its own.
    pub(crate) more: String,
    pub(crate) claims: Vec<Drafted<'a>>,
    pub(crate) links: Vec<Link>,
}

/// A claim as it will be written down.
pub(crate) struct Drafted<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) modes: String,
    pub(crate) actors: String,
    pub(crate) recipients: String,
    /// Both, as they are searched for.
    pub(crate) parties: String,
    /// The ends of its days.
    pub(crate) ends: [Option<String>; 2],
    pub(crate) learned: String,
    pub(crate) body: String,
    /// What it can be asked for by.
    pub(crate) names: BTreeMap<String, u8>,
    pub(crate) entered: Entered,
}

/// What comparing and summing up need of a claim.
pub(crate) struct Entered {
    pub(crate) latitude: Option<f32>,
    pub(crate) longitude: Option<f32>,
    pub(crate) n_named: u32,
    pub(crate) rank: Rank,
    pub(crate) face: Face,
    /// Rank and face, as they are kept.
    pub(crate) kept_face: Vec<u8>,
    /// Where those will look that it may fit.
    pub(crate) blocks: Vec<i64>,
    pub(crate) affair: Option<String>,
}

impl<'a> Draft<'a> {
    pub(crate) fn of(filed: &'a Filed, relations: &Relations) -> Answer<Self> {
        let article = &filed.article;
        let (name, content) = (name_of(article), key::of_content(article));
        let outlet = article.metadata.outlet.as_deref();
        let taken = order_by_name(name, content);
        let mut claims = Vec::with_capacity(filed.claims.len());
        for (number, claim) in filed.claims.iter().enumerate() {
            let learned = learned(filed, claim);
            let rank = Rank { day: day_number(learned), article: taken, number: number as u32 };
            let (actors, recipients) = (parties_in_words(&claim.actors), parties_in_words(&claim.recipients));
            let days = claim.when.interval;
            claims.push(Drafted {
                claim,
                modes: claim.modes.join("+"),
                parties: format!("{actors}; {recipients}"),
                actors,
                recipients,
                ends: [days.from, days.to].map(|day| day.map(|day| day.to_string())),
                learned: learned.to_string(),
                body: serde_json::to_string(&ClaimForm::of(claim))?,
                names: marks_of(claim, outlet),
                entered: Entered::of(claim, learned, rank),
            });
        }
        Ok(Self {
            filed,
            name,
            content,
            keys: claim_keys(name, content, &filed.claims),
            fingerprint: Fingerprint::of(article),
            more: serde_json::to_string(&MoreForm::of(article))?,
            claims,
            links: links(&filed.claims, &article.text, relations),
        })
    }
}

impl Entered {
    pub(crate) fn of(claim: &Claim, learned: Date, rank: Rank) -> Self {
        let face = Face::of(&Told { id: "", published: learned, claim });
        let coordinates = claim.place.as_ref().and_then(|place| place.coordinates);
        Self {
            latitude: coordinates.map(|(north, _)| north),
            longitude: coordinates.map(|(_, east)| east),
            n_named: n_named(claim),
            kept_face: write_face(rank, &face),
            blocks: blocks(&face, rank).iter().map(|block| block.number).collect(),
            rank,
            face,
            affair: affair(claim),
        }
    }
}
