//! The constructed graph as a tree of [`Node`]s, aliases copied, and the equality of keys.

use super::super::chars::Chars;
use super::super::compose::{Content, Graph, Id, Mention};
use super::super::node::{Integer, Node, Value};
use super::super::resolve::Tag;
use super::{Constructed, Constructor, State};
use crate::source::{SourceId, Span};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Deeper than any configuration; whoever walks the tree may recurse.
const DEPTH: usize = 100;
/// How many nodes aliases may add.
const COPIES: usize = 20_000;

/// What `java.lang.Object.equals` compares, of a key.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    Str(Cow<'a, str>),
    /// Another scalar, or a collection: its type and value in one text.
    Other(String),
    /// Equal to itself only.
    Identity(Id),
}

impl Key<'_> {
    /// The same key, borrowed from nothing.
    pub(super) fn into_owned(self) -> Key<'static> {
        match self {
            Self::Str(text) => Key::Str(Cow::Owned(text.into_owned())),
            Self::Other(text) => Key::Other(text),
            Self::Identity(id) => Key::Identity(id),
        }
    }
}

impl Constructor<'_> {
    /// The key that a constructed node makes.
    pub(super) fn key(&self, id: Id) -> Key<'_> {
        let value = match self.states.get(id) {
            Some(State::Done(value)) => value.as_ref(),
            _ => None,
        };
        let Some(node) = self.graph.nodes.get(id) else { return Key::Identity(id) };
        match (&node.content, value) {
            (Content::Scalar { .. }, Some(Value::Binary)) => Key::Identity(id),
            (Content::Scalar { .. }, Some(value)) => {
                let mut text = String::new();
                scalar_key(value, &mut text);
                Key::Other(text)
            }
            (Content::Scalar { text, .. }, None) => Key::Str(Cow::Borrowed(text)),
            _ => {
                let mut text = String::new();
                let mut budget = 1000;
                if self.collection_key(id, &mut text, &mut budget, 0) { Key::Other(text) } else { Key::Identity(id) }
            }
        }
    }

    /// Writes a collection so that equal ones give equal texts; gives up on large ones.
    fn collection_key(&self, id: Id, out: &mut String, budget: &mut usize, depth: usize) -> bool {
        let Some(node) = self.graph.nodes.get(id) else { return false };
        if *budget == 0 || depth > 20 {
            return false;
        }
        *budget -= 1;
        match &node.content {
            Content::Scalar { text, .. } => match self.states.get(id) {
                Some(State::Done(Some(Value::Binary))) => return false,
                Some(State::Done(Some(value))) => scalar_key(value, out),
                _ => {
                    let _ = write!(out, "s{text:?}");
                }
            },
            Content::Sequence(items) => {
                out.push('[');
                for item in items {
                    if !self.collection_key(item.id, out, budget, depth + 1) {
                        return false;
                    }
                    out.push(',');
                }
                out.push(']');
            }
            Content::Mapping { pairs, .. } => {
                let mut entries = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let mut entry = String::new();
                    if !self.collection_key(key.id, &mut entry, budget, depth + 1) {
                        return false;
                    }
                    entry.push('=');
                    if !self.collection_key(value.id, &mut entry, budget, depth + 1) {
                        return false;
                    }
                    entries.push(entry);
                }
                entries.sort_unstable();
                let _ = write!(out, "{{{}}}", entries.join(","));
            }
        }
        true
    }
}

fn scalar_key(value: &Value, out: &mut String) {
    let _ = match value {
        Value::Null => write!(out, "n"),
        Value::Bool(value) => write!(out, "b{value}"),
        Value::Int(Integer::Int(value)) => write!(out, "i{value}"),
        Value::Int(Integer::Long(value)) => write!(out, "l{value}"),
        Value::Int(Integer::Big(value)) => write!(out, "B{value}"),
        Value::Float(value) => write!(out, "f{:x}", value.to_bits()),
        Value::Date(text) => write!(out, "d{text}"),
        _ => Ok(()),
    };
}

/// Copies the graph.
pub(in super::super) struct Tree<'a> {
    pub(in super::super) chars: &'a Chars<'a>,
    pub(in super::super) source: SourceId,
    graph: &'a Graph,
    scalars: Vec<Option<Value>>,
    /// Which nodes stand in the tree already.
    seen: Vec<bool>,
    /// Which nodes are being copied, each inside the one before.
    open: Vec<bool>,
    copies: usize,
    /// The first alias that stands inside the value it names, outside of sets and of `!!pairs`.
    pub(in super::super) recursion: Option<Span>,
    /// How many sets and pairs are being copied.
    opaque: usize,
}

impl<'a> Tree<'a> {
    pub(in super::super) fn new(
        chars: &'a Chars<'a>,
        source: SourceId,
        graph: &'a Graph,
        constructed: Constructed,
    ) -> Self {
        let seen = vec![false; graph.nodes.len()];
        let open = seen.clone();
        Self {
            chars,
            source,
            graph,
            scalars: constructed.scalars,
            seen,
            open,
            copies: COPIES,
            recursion: None,
            opaque: 0,
        }
    }

    /// The bytes of a mention, in the text that was read.
    pub(in super::super) fn span(&self, mention: Mention) -> Span {
        Span::new(self.source, self.chars.byte(mention.start)..self.end(mention))
    }

    /// The end, before trailing blanks and line breaks (block scalars end with them).
    fn end(&self, mention: Mention) -> usize {
        let mut end = mention.end.max(mention.start);
        while end > mention.start && matches!(self.chars.at(end - 1), ' ' | '\t' | '\n' | '\r' | '\u{85}') {
            end -= 1;
        }
        self.chars.byte(end)
    }

    /// The root.
    pub(in super::super) fn root(&mut self) -> Option<Node> {
        let root = self.graph.root?;
        Some(self.node(root, 0))
    }

    fn node(&mut self, mention: Mention, depth: usize) -> Node {
        let span = self.span(mention);
        let node = Node { value: Value::Unknown, span, plain: false };
        if self.seen.get_mut(mention.id).is_some_and(|seen| std::mem::replace(seen, true)) {
            // An alias, or below one.
            if self.copies == 0 {
                return node;
            }
            self.copies -= 1;
        }
        let outer = self.open.get_mut(mention.id).is_some_and(|open| std::mem::replace(open, true));
        if outer && self.recursion.is_none() && self.opaque == 0 {
            self.recursion = Some(span);
        }
        let node = self.content(mention, node, depth);
        if let Some(open) = self.open.get_mut(mention.id) {
            *open = outer;
        }
        node
    }

    fn content(&mut self, mention: Mention, mut node: Node, depth: usize) -> Node {
        if depth > DEPTH {
            return node;
        }
        let graph = self.graph;
        let Some(known) = graph.nodes.get(mention.id) else { return node };
        node.value = match &known.content {
            Content::Scalar { text, plain } => {
                node.plain = *plain;
                if self.chars.is_masked(mention.start..mention.end) {
                    Value::Unknown
                } else {
                    let value = self.scalars.get(mention.id).cloned().flatten();
                    value.unwrap_or_else(|| match known.tag {
                        // A root that is null isn't constructed.
                        Tag::Null => Value::Null,
                        _ => Value::Str(text.clone()),
                    })
                }
            }
            Content::Sequence(items) if known.tag == Tag::Omap => {
                let pairs: Vec<_> = items.iter().filter_map(|item| entry(graph, item.id)).collect();
                Value::Map(self.pairs(&pairs, depth))
            }
            Content::Sequence(items) if known.tag == Tag::Pairs => {
                let pairs = items.iter().filter_map(|item| Some((*item, entry(graph, item.id)?)));
                self.opaque += 1;
                let copied = pairs.map(|(item, pair)| self.pair(item, pair, depth)).collect();
                self.opaque -= 1;
                Value::Seq(copied)
            }
            Content::Sequence(items) => Value::Seq(items.iter().map(|item| self.node(*item, depth + 1)).collect()),
            Content::Mapping { pairs, .. } if known.tag == Tag::Set => {
                self.opaque += 1;
                let copied = pairs.iter().map(|(key, _)| self.node(*key, depth + 1)).collect();
                self.opaque -= 1;
                Value::Set(copied)
            }
            Content::Mapping { pairs, .. } => Value::Map(self.pairs(pairs, depth)),
        };
        node
    }

    fn pair(&mut self, item: Mention, (key, value): (Mention, Mention), depth: usize) -> Node {
        let pair = (self.node(key, depth + 1), self.node(value, depth + 1));
        Node { value: Value::Pair(Box::new(pair)), span: self.span(item), plain: false }
    }

    fn pairs(&mut self, pairs: &[(Mention, Mention)], depth: usize) -> Vec<(Node, Node)> {
        let mut pair = |key: Mention, value: Mention| (self.node(key, depth + 1), self.node(value, depth + 1));
        pairs.iter().map(|(key, value)| pair(*key, *value)).collect()
    }
}

/// The only tuple of an item of an ordered map.
fn entry(graph: &Graph, id: Id) -> Option<(Mention, Mention)> {
    match &graph.nodes.get(id)?.content {
        Content::Mapping { pairs, .. } => pairs.first().copied(),
        _ => None,
    }
}
