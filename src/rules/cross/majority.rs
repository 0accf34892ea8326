//! What most nodes of a cluster say, and whether two names may be one machine's.

use crate::inventory::endpoint::{Reach, reach, same_name};
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;

/// The most frequent value; of equally frequent ones the first. `None` when there are fewer than
/// two values.
pub(super) fn of<'a, T: Eq + Hash>(values: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    let mut counts: HashMap<&T, (usize, usize)> = HashMap::new();
    let mut total = 0;
    for (order, value) in values.enumerate() {
        counts.entry(value).or_insert((0, order)).0 += 1;
        total = order + 1;
    }
    if total < 2 {
        return None;
    }
    counts.into_iter().max_by_key(|(_, (count, order))| (*count, std::cmp::Reverse(*order))).map(|(value, _)| value)
}

/// The first of the lists that has the most frequent shape: what the others are compared with.
pub(super) fn reference<L, T: Eq + Hash>(lists: &[L], shape: impl Fn(&L) -> &T) -> Option<&L> {
    let usual = of(lists.iter().map(&shape))?;
    lists.iter().find(|list| shape(list) == usual)
}

/// Whether two canonical hosts may be one machine: equal, short and full, one an address and the
/// other a name, or one that each machine understands as itself.
pub(super) fn same_machine(a: &str, b: &str) -> bool {
    let address = |host: &str| host.parse::<IpAddr>().is_ok();
    reach(a) != Reach::Named || reach(b) != Reach::Named || address(a) != address(b) || same_name(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_is_the_most_frequent_first_value() {
        assert_eq!(of([1, 2, 2].iter()), Some(&2));
        assert_eq!(of([1, 2].iter()), Some(&1));
        assert_eq!(of([1].iter()), None);
    }

    #[test]
    fn names_of_one_machine() {
        assert!(same_machine("zoo1", "10.0.0.1"), "nobody knows");
        assert!(same_machine("0.0.0.0", "zoo1"));
        assert!(!same_machine("zoo1", "zoo2"));
        assert!(!same_machine("10.0.0.1", "10.0.0.2"));
    }
}
