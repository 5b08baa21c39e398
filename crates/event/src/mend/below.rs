//! What hangs on each token of a sentence, kept while tokens are hung elsewhere.

use dragoman_text::Token;

/// The children of every token in the order of the text, as lists that are threaded through the sentence. Places count
/// from 1, as heads do; 0 is the root's head, and the end of a list.
pub(super) struct Below {
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Below {
    pub(super) fn new(tokens: &[Token]) -> Self {
        let mut below = Self { first: vec![0; tokens.len() + 1], next: vec![0; tokens.len() + 1] };
        for (place, token) in tokens.iter().enumerate().rev() {
            let child = place as u32 + 1;
            if let Some(first) = below.first.get_mut(token.head as usize) {
                below.next[child as usize] = std::mem::replace(first, child);
            }
        }
        below
    }

    /// The tokens that hang on one, which counts from 1; what comes out counts from 0.
    pub(super) fn of(&self, head: u32) -> impl Iterator<Item = usize> + '_ {
        let mut child = self.first.get(head as usize).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let place = (child as usize).checked_sub(1)?;
            child = self.next.get(child as usize).copied().unwrap_or(0);
            Some(place)
        })
    }

    /// Takes a token from one head and gives it to another; all count from 1.
    pub(super) fn hang(&mut self, child: u32, old: u32, new: u32) {
        if old == new || child as usize >= self.next.len() {
            return;
        }
        let after = std::mem::take(&mut self.next[child as usize]);
        if let Some(link) = self.link_to(old, child) {
            *link = after;
        }
        let behind = match self.link_to(new, child) {
            Some(link) => std::mem::replace(link, child),
            None => 0,
        };
        self.next[child as usize] = behind;
    }

    /// The link of a head's list that leads to a token, or to what stands behind the place where the token belongs.
    fn link_to(&mut self, head: u32, child: u32) -> Option<&mut u32> {
        let mut at = self.first.get(head as usize).copied()?;
        if at == 0 || at >= child {
            return self.first.get_mut(head as usize);
        }
        loop {
            let next = self.next.get(at as usize).copied()?;
            if next == 0 || next >= child {
                return self.next.get_mut(at as usize);
            }
            at = next;
        }
    }
}
