//! The graph to Java objects, after SnakeYAML's `SafeConstructor`: in its order, so that the first
//! exception is the one that it throws. What it makes is then copied into a tree of [`Node`](super::Node)s.
//!
//! The graph is walked with a stack of frames; the copy stops at a depth and at a number of nodes
//! that no configuration reaches, so neither deep nesting nor nested aliases hurt.

mod hashing;
mod merge;
mod scalar;
mod tree;

pub(super) use tree::Tree;

use super::Dialect;
use super::compose::{Content, Graph, Id, Mention};
use super::failure::{Failure, Kind, Outcome};
use super::node::Value;
use super::resolve::Tag;
use hashing::Contents;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The state of the construction.
pub(super) struct Constructor<'g> {
    graph: &'g mut Graph,
    dialect: Dialect,
    /// `constructedObjects`, and what became of scalars.
    states: Vec<State>,
    frames: Vec<Frame>,
    /// Key tuples that a later one replaced: (dead, live).
    duplicates: Vec<(Mention, Mention)>,
    merge_budget: usize,
    /// Mappings whose list of tuples 1.11 has turned around.
    reversed: HashMap<Id, bool>,
    /// What merges will fail with, once their keys are there.
    failures: Vec<Failure>,
    /// What the collections hold, where one of them contains itself.
    contents: Option<Contents>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    New,
    /// In `recursiveObjects`.
    Busy,
    /// In `constructedObjects`; the value of a scalar that isn't a string.
    Done(Option<Value>),
}

#[derive(Clone, Copy, Debug)]
enum Frame {
    /// `constructObject`.
    Enter(Id),
    /// `constructSequenceStep2`, from this item on.
    Items(Id, usize),
    /// `processDuplicateKeys`, from this tuple on.
    Keys(Id, usize),
    /// `flattenMapping`: the merges of a mapping.
    Merge(Id),
    /// `constructMapping2ndStep`: keys and values, from this tuple on.
    Pairs(Id, usize),
    /// `constructSet2ndStep`.
    Members(Id, usize),
    /// `ConstructYamlOmap`, `ConstructYamlPairs`.
    Entries(Id, usize),
    /// Puts the object into `constructedObjects`.
    Leave(Id),
    /// A key that contains itself.
    RecursiveKey(Id),
    /// A merge fails.
    Fail,
    /// `hashCode` of a key.
    Hash(Id),
    /// A collection takes an item.
    Add(Id, Id),
    /// A mapping takes a key and its value, a set a key, at once or at the end.
    Put(Id, Id, Option<Id>),
}

/// What was constructed.
pub(super) struct Constructed {
    /// The value of each scalar that isn't a string.
    scalars: Vec<Option<Value>>,
    pub(super) duplicates: Vec<(Mention, Mention)>,
    /// A key of the root whose hash code never ends now that everything is there.
    pub(super) endless: Option<Mention>,
}

/// `BaseConstructor.constructDocument`.
pub(super) fn construct(graph: &mut Graph, dialect: Dialect) -> Outcome<Constructed> {
    let states = std::iter::repeat_with(State::default).take(graph.nodes.len()).collect();
    let root = graph.root;
    let recursive = graph.nodes.iter().any(|node| node.two_steps);
    let contents = recursive.then(|| Contents::new(graph.nodes.len()));
    let mut constructor = Constructor {
        graph,
        dialect,
        states,
        frames: Vec::new(),
        duplicates: Vec::new(),
        merge_budget: merge::BUDGET,
        reversed: HashMap::new(),
        failures: Vec::new(),
        contents,
    };
    if let Some(root) = root {
        constructor.frames.push(Frame::Enter(root.id));
        constructor.run()?;
        if let Some(key) = constructor.contents.as_mut().and_then(Contents::fill) {
            return Err(constructor.endless(key));
        }
    }
    let endless = constructor.endless_root_key();
    let scalars = constructor
        .states
        .into_iter()
        .map(|state| match state {
            State::Done(value) => value,
            State::New | State::Busy => None,
        })
        .collect();
    Ok(Constructed { scalars, duplicates: constructor.duplicates, endless })
}

impl Constructor<'_> {
    fn run(&mut self) -> Outcome<()> {
        while let Some(frame) = self.frames.pop() {
            match frame {
                Frame::Enter(id) => self.enter(id)?,
                Frame::Items(id, at) => {
                    if let Some(item) = self.item(id, at) {
                        self.frames.push(Frame::Items(id, at + 1));
                        self.frames.push(Frame::Add(id, item));
                        self.frames.push(Frame::Enter(item));
                    }
                }
                Frame::Keys(id, at) => self.keys(id, at),
                Frame::Merge(id) => self.flatten(id),
                Frame::Fail => {
                    if let Some(failure) = self.failures.pop() {
                        return Err(Box::new(failure));
                    }
                }
                Frame::Pairs(id, at) => self.pairs(id, at),
                Frame::Members(id, at) => {
                    if let Some((key, _)) = self.pair(id, at) {
                        self.frames.push(Frame::Members(id, at + 1));
                        self.frames.push(Frame::Put(id, key.id, None));
                        self.frames.push(Frame::Hash(key.id));
                        self.frames.push(Frame::Enter(key.id));
                    }
                }
                Frame::Entries(id, at) => self.entry(id, at)?,
                Frame::Leave(id) => self.set(id, State::Done(None)),
                Frame::Hash(key) => self.hash(key)?,
                Frame::Add(id, item) => {
                    if let Some(contents) = &mut self.contents {
                        contents.add(id, item);
                    }
                }
                Frame::Put(id, key, value) => self.put(id, key, value)?,
                Frame::RecursiveKey(id) => {
                    if self.graph.nodes.get(id).is_some_and(|node| node.two_steps) {
                        let text = "Recursive key for mapping is detected but it is not configured to be allowed.";
                        return Err(Failure::bare(Kind::BadValue, text));
                    }
                }
            }
        }
        Ok(())
    }

    fn hash(&mut self, key: Id) -> Outcome<()> {
        match self.contents.as_mut().is_some_and(|contents| contents.is_endless(key)) {
            true => Err(self.endless(key)),
            false => Ok(()),
        }
    }

    /// `mapping.put`, `set.add`; what contains itself is put in when everything else is there.
    fn put(&mut self, id: Id, key: Id, value: Option<Id>) -> Outcome<()> {
        if self.contents.is_none() {
            return Ok(());
        }
        let two_steps = self.graph.nodes.get(key).is_some_and(|node| node.two_steps);
        if !two_steps {
            self.hash(key)?;
        }
        if let Some(contents) = &mut self.contents {
            if two_steps {
                contents.postpone(id, key, value);
            } else {
                contents.add(id, key);
                value.into_iter().for_each(|value| contents.add(id, value));
            }
        }
        Ok(())
    }

    fn endless_root_key(&mut self) -> Option<Mention> {
        let contents = self.contents.as_mut()?;
        let root = self.graph.nodes.get(self.graph.root?.id)?;
        let Content::Mapping { pairs, .. } = &root.content else { return None };
        pairs.iter().map(|(key, _)| *key).find(|key| contents.is_endless(key.id))
    }

    fn endless(&self, key: Id) -> Box<Failure> {
        let start = self.graph.nodes.get(key).map(|node| node.start).unwrap_or_default();
        Failure::unmarked(Kind::EndlessKey, "java.lang.StackOverflowError", start)
    }

    fn set(&mut self, id: Id, state: State) {
        if let Some(known) = self.states.get_mut(id) {
            *known = state;
        }
    }

    fn item(&self, id: Id, at: usize) -> Option<Id> {
        match &self.graph.nodes.get(id)?.content {
            Content::Sequence(items) => items.get(at).map(|item| item.id),
            _ => None,
        }
    }

    fn pair(&self, id: Id, at: usize) -> Option<(Mention, Mention)> {
        match &self.graph.nodes.get(id)?.content {
            Content::Mapping { pairs, .. } => pairs.get(at).copied(),
            _ => None,
        }
    }

    /// `constructObject`: picks the constructor of the tag.
    fn enter(&mut self, id: Id) -> Outcome<()> {
        let Some(node) = self.graph.nodes.get(id) else { return Ok(()) };
        match self.states.get(id) {
            Some(State::Done(_)) | None => return Ok(()),
            Some(State::Busy) => {
                let problem = "found unconstructable recursive node";
                return Err(Failure::at(Kind::BadValue, problem, node.start));
            }
            Some(State::New) => {}
        }
        let (start, two_steps) = (node.start, node.two_steps);
        if let Tag::Merge | Tag::Value | Tag::Yaml | Tag::Other(_) = &node.tag {
            let kind = if matches!(node.tag, Tag::Other(_)) { Kind::UnknownTag } else { Kind::SpecialScalar };
            let problem = format!("could not determine a constructor for the tag {}", node.tag.name());
            return Err(Failure::at(kind, problem, start));
        }
        match (&node.tag, &node.content) {
            (Tag::Seq, Content::Sequence(_)) => self.collection(id, two_steps, Frame::Items(id, 0)),
            (Tag::Map, Content::Mapping { .. }) => self.mapping(id, two_steps, Frame::Pairs(id, 0)),
            (Tag::Set, Content::Mapping { .. }) => self.mapping(id, two_steps, Frame::Members(id, 0)),
            (Tag::Omap | Tag::Pairs, Content::Sequence(_)) => {
                self.set(id, State::Busy);
                self.frames.push(Frame::Leave(id));
                self.frames.push(Frame::Entries(id, 0));
            }
            (Tag::Omap | Tag::Pairs, content) => {
                let context = match node.tag {
                    Tag::Omap => "while constructing an ordered map",
                    _ => "while constructing pairs",
                };
                let problem = format!("expected a sequence, but found {}", content.name());
                return Err(Failure::within(Kind::BadValue, context, start, problem, start));
            }
            (_, Content::Scalar { text, .. }) => {
                let value = scalar::construct(&node.tag, text, start, self.dialect)?;
                self.set(id, State::Done(value));
            }
            // The constructor casts the node to what it expects.
            (tag, content) => {
                let class = |name: &str| match name {
                    "scalar" => "org.yaml.snakeyaml.nodes.ScalarNode",
                    "sequence" => "org.yaml.snakeyaml.nodes.SequenceNode",
                    _ => "org.yaml.snakeyaml.nodes.MappingNode",
                };
                let wanted = match tag {
                    Tag::Seq => "sequence",
                    Tag::Map | Tag::Set => "mapping",
                    _ => "scalar",
                };
                let text = format!("class {} cannot be cast to class {}", class(content.name()), class(wanted));
                return Err(Failure::bare(Kind::BadValue, text));
            }
        }
        Ok(())
    }

    /// A collection is known before its content when it contains itself, after it else.
    fn collection(&mut self, id: Id, two_steps: bool, content: Frame) {
        if two_steps {
            self.set(id, State::Done(None));
        } else {
            self.set(id, State::Busy);
            self.frames.push(Frame::Leave(id));
        }
        self.frames.push(content);
    }

    fn mapping(&mut self, id: Id, two_steps: bool, content: Frame) {
        self.collection(id, two_steps, content);
        self.frames.push(Frame::Merge(id));
        if self.dialect >= Dialect::V1_26 {
            self.frames.push(Frame::Keys(id, 0));
        }
    }

    /// `processDuplicateKeys` constructs the keys first, of all tuples but merges.
    fn keys(&mut self, id: Id, at: usize) {
        match self.pair(id, at) {
            Some((key, _)) => {
                self.frames.push(Frame::Keys(id, at + 1));
                if !self.is_merge(key.id) {
                    self.frames.push(Frame::Hash(key.id));
                    if self.dialect >= Dialect::V2_2 {
                        self.frames.push(Frame::RecursiveKey(key.id));
                    }
                    self.frames.push(Frame::Enter(key.id));
                }
            }
            None => self.remove_duplicates(id),
        }
    }

    fn is_merge(&self, id: Id) -> bool {
        self.graph.nodes.get(id).is_some_and(|node| node.tag == Tag::Merge)
    }

    /// The rest of `processDuplicateKeys`: of tuples with equal keys, the last one stays.
    fn remove_duplicates(&mut self, id: Id) {
        let Some((pairs, dead)) = self.find_duplicates(id) else { return };
        let mut dead = dead.into_iter().peekable();
        let kept = pairs
            .into_iter()
            .enumerate()
            .filter(|(index, _)| dead.next_if_eq(index).is_none())
            .map(|(_, pair)| pair)
            .collect();
        if let Some(node) = self.graph.nodes.get_mut(id)
            && let Content::Mapping { pairs, .. } = &mut node.content
        {
            *pairs = kept;
        }
    }

    /// 1.11 puts equal keys into a `LinkedHashMap` one after the other: the first one's place, the
    /// last one's value.
    fn overwrite_duplicates(&mut self, id: Id) {
        let Some((pairs, dead)) = self.find_duplicates(id) else { return };
        let mut places = HashMap::new();
        let mut kept: Vec<(Mention, Mention)> = Vec::with_capacity(pairs.len() - dead.len());
        for pair in pairs {
            match places.entry(self.key(pair.0.id)) {
                Entry::Vacant(entry) => {
                    entry.insert(kept.len());
                    kept.push(pair);
                }
                Entry::Occupied(entry) => {
                    if let Some(known) = kept.get_mut(*entry.get()) {
                        *known = pair;
                    }
                }
            }
        }
        if let Some(node) = self.graph.nodes.get_mut(id)
            && let Content::Mapping { pairs, .. } = &mut node.content
        {
            *pairs = kept;
        }
    }

    /// The tuples of a mapping, and the indices of those whose key comes again.
    #[expect(clippy::type_complexity, reason = "a list of tuples is what a mapping is")]
    fn find_duplicates(&mut self, id: Id) -> Option<(Vec<(Mention, Mention)>, Vec<usize>)> {
        let Content::Mapping { pairs, .. } = &self.graph.nodes.get(id)?.content else { return None };
        let mut seen = HashMap::with_capacity(pairs.len());
        let mut dead = Vec::new();
        let mut duplicates = Vec::new();
        for (index, (key, _)) in pairs.iter().enumerate() {
            if self.is_merge(key.id) {
                continue;
            }
            if let Some(earlier) = seen.insert(self.key(key.id), index) {
                dead.push(earlier);
                if let Some((first, _)) = pairs.get(earlier) {
                    duplicates.push((*first, *key));
                }
            }
        }
        if dead.is_empty() {
            return None;
        }
        dead.sort_unstable();
        let pairs = pairs.clone();
        self.duplicates.append(&mut duplicates);
        Some((pairs, dead))
    }

    /// `constructMapping2ndStep`: a key, its value, the next key.
    fn pairs(&mut self, id: Id, at: usize) {
        match self.pair(id, at) {
            Some((key, value)) => {
                self.frames.push(Frame::Pairs(id, at + 1));
                self.frames.push(Frame::Put(id, key.id, Some(value.id)));
                if self.dialect >= Dialect::V1_26 {
                    self.frames.push(Frame::RecursiveKey(key.id));
                }
                self.frames.push(Frame::Enter(value.id));
                self.frames.push(Frame::Hash(key.id));
                self.frames.push(Frame::Enter(key.id));
            }
            None if self.dialect == Dialect::V1_11 => self.overwrite_duplicates(id),
            None => {}
        }
    }

    /// An item of an ordered map or of pairs: a mapping with one tuple.
    fn entry(&mut self, id: Id, at: usize) -> Outcome<()> {
        let Some(item) = self.item(id, at) else { return Ok(()) };
        let (Some(list), Some(node)) = (self.graph.nodes.get(id), self.graph.nodes.get(item)) else {
            return Ok(());
        };
        let omap = list.tag == Tag::Omap;
        let context = if omap { "while constructing an ordered map" } else { "while constructing pairs" };
        let Content::Mapping { pairs, .. } = &node.content else {
            let context = if omap { context } else { "while constructingpairs" };
            let problem = format!("expected a mapping of length 1, but found {}", node.content.name());
            return Err(Failure::within(Kind::BadValue, context, list.start, problem, node.start));
        };
        let [(key, value)] = pairs.as_slice() else {
            let problem = format!("expected a single mapping item, but found {} items", pairs.len());
            return Err(Failure::within(Kind::BadValue, context, list.start, problem, node.start));
        };
        let (key, value) = (key.id, value.id);
        self.frames.push(Frame::Entries(id, at + 1));
        if omap {
            self.frames.push(Frame::Put(id, key, Some(value)));
        }
        self.frames.push(Frame::Enter(value));
        self.frames.push(Frame::Enter(key));
        Ok(())
    }
}
