//! Where to look for claims that can speak of the same happening: claims that share no block are never compared. An
//! engine that shuffles by key needs only these.
//!
//! The numbers of blocks are ordered by their days, so that whoever keeps blocks by number has those of one time beside
//! each other.

use xxhash_rust::xxh3::xxh3_64;

use super::face::Part;
use super::pair::WAITS_DAYS;
use super::{Face, Rank};

/// Claims are told apart by how many days they may take, so that the many short ones are found by a few days and not
/// by the years that some may take.
const LENGTHS: [i32; 4] = [48, 128, 512, 2048];

/// Bits of a block's number that tell blocks of one day apart; the day comes before them.
const NAME_BITS: u32 = 41;
/// Days by which blocks are ordered, of which the middle one is 1970-01-01.
const N_DAYS: i32 = 1 << 22;

/// A place where a claim is entered or looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its number.
    pub number: i64,
    /// Whether those in it must have a day in common to be compared; else they are of one undertaking.
    pub is_of_days: bool,
}

/// The blocks in which a claim is entered: by type, party's country and days, and by undertaking and publication.
#[must_use]
pub fn blocks(face: &Face, rank: Rank) -> Vec<Block> {
    let length = face.last.saturating_sub(face.first);
    let class = LENGTHS.iter().position(|most| length < *most).unwrap_or(LENGTHS.len());
    let slice = LENGTHS.get(class).map_or(0, |most| face.first.div_euclid(*most));
    let mut blocks: Vec<Block> =
        sides(face).iter().map(|side| of_days(face.kind, *side, class, slice)).collect();
    let slice = rank.day.div_euclid(WAITS_DAYS);
    blocks.extend(face.part(Part::Undertakings).iter().map(|one| of_undertaking(*one, slice)));
    blocks
}

/// The blocks in which those stand that a claim may fit.
#[must_use]
pub fn look_in(face: &Face, rank: Rank) -> Vec<Block> {
    let mut blocks = Vec::new();
    for side in sides(face) {
        for (class, most) in LENGTHS.iter().enumerate() {
            let first = face.first.saturating_sub(*most).div_euclid(*most);
            let last = face.last.div_euclid(*most).min(first.saturating_add(MOST_SLICES));
            blocks.extend((first..=last).map(|slice| of_days(face.kind, *side, class, slice)));
        }
        blocks.push(of_days(face.kind, *side, LENGTHS.len(), 0));
    }
    let slice = rank.day.div_euclid(WAITS_DAYS);
    for undertaking in face.part(Part::Undertakings) {
        // One that waits no longer than that was published in this slice of days or in one beside it.
        let slices = slice.saturating_sub(1)..=slice.saturating_add(1);
        blocks.extend(slices.map(|slice| of_undertaking(*undertaking, slice)));
    }
    blocks
}

/// Slices of one length in which is looked: five hundred years of the shortest.
const MOST_SLICES: i32 = 4096;

/// The countries that have a part in it, or one number for none.
fn sides(face: &Face) -> &[u32] {
    let countries = face.part(Part::Countries);
    if countries.is_empty() { &[0] } else { countries }
}

fn of_days(kind: u32, side: u32, class: usize, slice: i32) -> Block {
    let mut bytes = [0; 13];
    let parts = [kind.to_le_bytes(), side.to_le_bytes(), slice.to_le_bytes()];
    for (to, from) in bytes.iter_mut().zip(parts.iter().flatten().chain(&[class as u8])) {
        *to = *from;
    }
    let first = LENGTHS.get(class).map_or(i32::MIN, |most| slice.saturating_mul(*most));
    Block { number: numbered(first, xxh3_64(&bytes)), is_of_days: true }
}

fn of_undertaking(undertaking: u32, slice: i32) -> Block {
    let first = slice.saturating_mul(WAITS_DAYS);
    Block { number: numbered(first, u64::from(undertaking)), is_of_days: false }
}

/// The number of a block of which these are the first day and the name. Two blocks that share a number would only have
/// more claims compared than need be.
fn numbered(first: i32, name: u64) -> i64 {
    let day = i64::from(first.saturating_add(N_DAYS / 2).clamp(0, N_DAYS - 1));
    day << NAME_BITS | (name & ((1 << NAME_BITS) - 1)) as i64
}
