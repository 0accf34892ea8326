//! What a hash code looks at: a key that leads to itself makes `hashCode` run until the stack is full.
//!
//! Java's collections hash what they hold at that moment, so this follows how they are filled. It is kept for files
//! alone in which a node contains itself.

use super::Id;

/// Steps that are taken for one file: beyond, nothing is said.
const WORK: usize = 1 << 20;

/// What every collection holds so far.
pub(super) struct Contents {
    held: Vec<Vec<Id>>,
    /// `maps2fill`: map, key and value; a set has no value (`sets2fill`).
    postponed: Vec<(Id, Id, Option<Id>)>,
    work: usize,
}

impl Contents {
    pub(super) fn new(nodes: usize) -> Self {
        Self { held: vec![Vec::new(); nodes], postponed: Vec::new(), work: WORK }
    }

    pub(super) fn add(&mut self, id: Id, item: Id) {
        if let Some(held) = self.held.get_mut(id) {
            held.push(item);
        }
    }

    pub(super) fn postpone(&mut self, id: Id, key: Id, value: Option<Id>) {
        self.postponed.push((id, key, value));
    }

    /// `fillRecursive`: what was postponed last comes first, maps before sets; the key that never ends, if any.
    pub(super) fn fill(&mut self) -> Option<Id> {
        let postponed = std::mem::take(&mut self.postponed);
        for sets in [false, true] {
            for &(id, key, value) in postponed.iter().rev().filter(|(.., value)| value.is_none() == sets) {
                if self.is_endless(key) {
                    return Some(key);
                }
                self.add(id, key);
                if let Some(value) = value {
                    self.add(id, value);
                }
            }
        }
        None
    }

    /// Whether `hashCode` of an object comes back to where it is already.
    pub(super) fn is_endless(&mut self, id: Id) -> bool {
        #[derive(Clone, Copy, PartialEq)]
        enum Seen {
            Open,
            Closed,
        }
        if self.held.get(id).is_none_or(Vec::is_empty) {
            return false;
        }
        let mut seen = std::collections::HashMap::from([(id, Seen::Open)]);
        let mut path = vec![(id, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some(&item) = self.held.get(*at).and_then(|held| held.get(*next)) else {
                seen.insert(*at, Seen::Closed);
                path.pop();
                continue;
            };
            *next += 1;
            if self.work == 0 {
                return false;
            }
            self.work -= 1;
            match seen.get(&item) {
                Some(Seen::Open) => return true,
                Some(Seen::Closed) => {}
                None => {
                    seen.insert(item, Seen::Open);
                    path.push((item, 0));
                }
            }
        }
        false
    }
}
