//! What claims and events can be asked for by, beside each of them: marks with the parts they play.

use std::collections::BTreeMap;

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
