//! The order of Clojure's hash maps, which decides what Storm up to 1.2 finds first in a larger map and how it prints
//! it: `clojurify-structure` of `util.clj` pours every map into a Clojure one.

use super::java::{ARRAY_MAP, Runtime};
use crate::model::java::string_hash;
use crate::syntax::yaml::{Node, Value};

/// The value as a Clojure program walks it, if that isn't the order of the file.
pub(super) fn walked(node: &Node, runtime: Runtime) -> Option<Node> {
    (runtime.is_clojure() && has_hash_map(node)).then(|| {
        let mut node = node.clone();
        reorder(&mut node, runtime);
        node
    })
}

/// Whether a map in it is too large for `PersistentArrayMap`.
fn has_hash_map(node: &Node) -> bool {
    match &node.value {
        Value::Map(pairs) => {
            pairs.len() > ARRAY_MAP || pairs.iter().any(|(key, value)| has_hash_map(key) || has_hash_map(value))
        }
        Value::Seq(items) => items.iter().any(has_hash_map),
        _ => false,
    }
}

/// A tree is never deep.
fn reorder(node: &mut Node, runtime: Runtime) {
    match &mut node.value {
        Value::Map(pairs) => {
            for (key, value) in pairs.iter_mut() {
                reorder(key, runtime);
                reorder(value, runtime);
            }
            if pairs.len() > ARRAY_MAP && pairs.iter().all(|(key, _)| hash(&key.value, runtime).is_some()) {
                pairs.sort_by_key(|(key, _)| place(hash(&key.value, runtime)));
            }
        }
        Value::Seq(items) => items.iter_mut().for_each(|item| reorder(item, runtime)),
        _ => {}
    }
}

/// Where `PersistentHashMap.seq` comes to a hash: null first, then the trie's levels, five bits each, the lowest first.
fn place(hash: Option<Option<u32>>) -> Option<[u32; 7]> {
    hash.flatten().map(|hash| std::array::from_fn(|level| hash >> (5 * level) & 31))
}

/// `Util.hasheq`, `Some(None)` for null; `None`: not known here.
fn hash(key: &Value, runtime: Runtime) -> Option<Option<u32>> {
    let murmur = runtime != Runtime::Clojure1_5;
    Some(Some(match key {
        Value::Null => return Some(None),
        Value::Bool(value) => {
            if *value {
                1231
            } else {
                1237
            }
        }
        Value::Str(text) if murmur => hash_int(string_hash(text)),
        Value::Str(text) => string_hash(text),
        Value::Int(number) => {
            let number = number.to_i64()?;
            let (low, high) = (number as u32, (number >> 32) as u32);
            if murmur { hash_long(low, high) } else { low ^ high }
        }
        Value::Float(number) if *number != 0.0 && !number.is_nan() => {
            let bits = number.to_bits();
            (bits ^ bits >> 32) as u32
        }
        _ => return None,
    }))
}

/// `Murmur3.hashInt`.
fn hash_int(value: u32) -> u32 {
    if value == 0 { 0 } else { finish(mix(0, value), 4) }
}

/// `Murmur3.hashLong`.
fn hash_long(low: u32, high: u32) -> u32 {
    if low == 0 && high == 0 { 0 } else { finish(mix(mix(0, low), high), 8) }
}

/// `mixK1` and `mixH1`.
fn mix(hash: u32, value: u32) -> u32 {
    let value = value.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    (hash ^ value).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
}

/// `fmix`.
fn finish(hash: u32, length: u32) -> u32 {
    let hash = hash ^ length;
    let hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}
