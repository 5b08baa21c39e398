//! Where to look for claims that can speak of the same happening: claims that share no block are never compared. An
//! engine that shuffles by key needs only these.

use xxhash_rust::xxh3::xxh3_64;

use super::Face;
use super::face::Part;

/// Claims are told apart by how many days they may take, so that the many short ones are found by a few days and not
/// by the years that some may take.
const LENGTHS: [i32; 4] = [48, 128, 512, 2048];

/// A place where a claim is entered or looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its number.
    pub number: i64,
    /// Whether those in it must have a day in common to be compared; else they are of one undertaking.
    pub is_of_days: bool,
}

/// The blocks in which a claim is entered: by type, party's country and days, and by undertaking.
#[must_use]
pub fn blocks(face: &Face) -> Vec<Block> {
    let length = face.last.saturating_sub(face.first);
    let class = LENGTHS.iter().position(|most| length < *most).unwrap_or(LENGTHS.len());
    let slice = LENGTHS.get(class).map_or(0, |most| face.first.div_euclid(*most));
    let mut blocks: Vec<Block> =
        sides(face).iter().map(|side| of_days(face.kind, *side, class, slice)).collect();
    blocks.extend(face.part(Part::Undertakings).iter().map(|one| of_undertaking(*one)));
    blocks
}

/// The blocks in which those stand that a claim may fit.
#[must_use]
pub fn look_in(face: &Face) -> Vec<Block> {
    let mut blocks = Vec::new();
    for side in sides(face) {
        for (class, most) in LENGTHS.iter().enumerate() {
            let first = face.first.saturating_sub(*most).div_euclid(*most);
            let last = face.last.div_euclid(*most).min(first.saturating_add(MOST_SLICES));
            blocks.extend((first..=last).map(|slice| of_days(face.kind, *side, class, slice)));
        }
        blocks.push(of_days(face.kind, *side, LENGTHS.len(), 0));
    }
    blocks.extend(face.part(Part::Undertakings).iter().map(|one| of_undertaking(*one)));
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
    Block { number: (xxh3_64(&bytes) >> 1) as i64, is_of_days: true }
}

fn of_undertaking(undertaking: u32) -> Block {
    Block { number: i64::from(undertaking), is_of_days: false }
}
