//! What claims and events can be asked for by, beside each of them: marks with the parts they play.

use std::collections::BTreeMap;

/// The parts that what is named can play in a claim: each is a bit, and a claim has sums of them.
pub(crate) mod role {
    /// Did it.
    pub(crate) const ACTOR: u8 = 1;
    /// It was done to them.
    pub(crate) const RECIPIENT: u8 = 2;
    /// It is placed there.
    pub(crate) const PLACE: u8 = 4;
    /// Published it.
    pub(crate) const OUTLET: u8 = 8;
    /// It is claimed on their word.
    pub(crate) const VOICE: u8 = 16;
}

/// Bytes of a mark and its roles.
const N_BYTES: usize = 5;

/// Marks as bytes.
pub(crate) fn to_bytes(marks: &BTreeMap<u32, u8>) -> Vec<u8> {
    marks.iter().flat_map(|(mark, roles)| mark.to_le_bytes().into_iter().chain([*roles])).collect()
}

/// Adds marks that were kept as bytes.
pub(crate) fn add(marks: &mut BTreeMap<u32, u8>, bytes: &[u8]) {
    let (kept, _) = bytes.as_chunks::<N_BYTES>();
    for &[a, b, c, d, roles] in kept {
        *marks.entry(u32::from_le_bytes([a, b, c, d])).or_default() |= roles;
    }
}
