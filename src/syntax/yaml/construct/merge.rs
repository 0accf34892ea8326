//! `<<`: SnakeYAML's `mergeNode`, which puts the tuples of other mappings into this one.

use super::super::Dialect;
use super::super::compose::{Content, Id, Mention};
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::Mark;
use super::{Constructor, Frame};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How many tuples a document may look at while it merges. Lists of aliases multiply; no
/// configuration comes near.
pub(super) const BUDGET: usize = 200_000;

/// A mapping that is being merged into another one.
struct Source {
    id: Id,
    tuples: std::vec::IntoIter<(Mention, Mention)>,
    /// Mappings of a list of mappings that come before the next tuple.
    list: std::vec::IntoIter<Mention>,
    preferred: bool,
}

impl Constructor<'_> {
    /// `flattenMapping`.
    pub(super) fn flatten(&mut self, id: Id) {
        let is_merged =
            self.graph.nodes.get(id).is_some_and(|node| matches!(node.content, Content::Mapping { merged: true, .. }));
        if !is_merged {
            return;
        }
        let mut keys = Vec::new();
        let merged = self.merge(id, &mut keys);
        // The keys of what is merged are constructed with it, so what fails later fails behind them.
        if merged.is_err() {
            self.frames.push(Frame::Fail);
        }
        for key in keys.into_iter().rev() {
            self.frames.push(Frame::Hash(key));
            self.frames.push(Frame::Enter(key));
        }
        let merged = match merged {
            Ok(merged) => merged,
            Err(failure) => {
                self.failures.push(*failure);
                return;
            }
        };
        if let Some(node) = self.graph.nodes.get_mut(id)
            && let Content::Mapping { pairs, .. } = &mut node.content
        {
            *pairs = merged;
        }
    }

    /// The tuples that stay; `keys` are those that were constructed on the way, in order.
    fn merge(&mut self, id: Id, keys: &mut Vec<Id>) -> Outcome<Vec<(Mention, Mention)>> {
        let mut values: Vec<(Mention, Mention)> = Vec::new();
        let mut indices = HashMap::new();
        let mut stack = vec![self.source(id, true)];
        while let Some(source) = stack.last_mut() {
            if let Some(item) = source.list.next() {
                let start = self.start(source.id);
                let Some(node) = self.graph.nodes.get(item.id) else { continue };
                if !matches!(node.content, Content::Mapping { .. }) {
                    let problem = format!("expected a mapping for merging, but found {}", node.content.name());
                    return Err(bad_merge(start, problem, node.start));
                }
                self.descend(&mut stack, item.id);
                continue;
            }
            let Some((key, value)) = source.tuples.next() else {
                stack.pop();
                continue;
            };
            if self.merge_budget == 0 {
                break;
            }
            self.merge_budget -= 1;
            if !self.is_merge(key.id) {
                keys.push(key.id);
                match indices.entry(self.key(key.id).into_owned()) {
                    Entry::Vacant(entry) => {
                        entry.insert(values.len());
                        values.push((key, value));
                    }
                    Entry::Occupied(entry) => {
                        if source.preferred
                            && let Some(known) = values.get_mut(*entry.get())
                        {
                            *known = (key, value);
                        }
                    }
                }
                continue;
            }
            let start = self.start(source.id);
            let Some(node) = self.graph.nodes.get(value.id) else { continue };
            match &node.content {
                Content::Mapping { .. } => self.descend(&mut stack, value.id),
                Content::Sequence(items) => source.list = items.clone().into_iter(),
                Content::Scalar { .. } => {
                    let problem = "expected a mapping or list of mappings for merging, but found scalar";
                    return Err(bad_merge(start, problem.to_owned(), node.start));
                }
            }
        }
        Ok(values)
    }

    fn start(&self, id: Id) -> Mark {
        self.graph.nodes.get(id).map_or_else(Mark::default, |node| node.start)
    }

    /// Goes into a mapping, unless it is being merged already (it contains itself).
    fn descend(&mut self, stack: &mut Vec<Source>, id: Id) {
        if stack.len() < 100 && !stack.iter().any(|source| source.id == id) {
            stack.push(self.source(id, false));
        }
    }

    /// The tuples of a mapping in the order of the merge; its `<<` tuples are gone afterwards. 1.11
    /// turns the list around, and leaves it so.
    fn source(&mut self, id: Id, preferred: bool) -> Source {
        let mut tuples = Vec::new();
        if let Some(node) = self.graph.nodes.get(id)
            && let Content::Mapping { pairs, .. } = &node.content
        {
            tuples.clone_from(pairs);
        }
        if self.dialect == Dialect::V1_11 {
            let reversed = self.reversed.entry(id).or_default();
            *reversed = !*reversed;
            if *reversed {
                tuples.reverse();
            }
        }
        let kept: Vec<_> = tuples.iter().copied().filter(|(key, _)| !self.is_merge(key.id)).collect();
        if kept.len() < tuples.len()
            && let Some(node) = self.graph.nodes.get_mut(id)
            && let Content::Mapping { pairs, .. } = &mut node.content
        {
            *pairs = kept;
        }
        Source { id, tuples: tuples.into_iter(), list: Vec::new().into_iter(), preferred }
    }
}

fn bad_merge(context_mark: Mark, problem: String, mark: Mark) -> Box<Failure> {
    Failure::within(Kind::BadValue, "while constructing a mapping", context_mark, problem, mark)
}
