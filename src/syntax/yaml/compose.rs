//! Events to a graph of nodes, after SnakeYAML's `Composer`: one document, anchors, limits.

use super::Dialect;
use super::failure::{Failure, Kind, Outcome};
use super::parser::{Event, EventKind, Parser, Properties};
use super::resolve::{self, Tag};
use super::token::{Mark, Style};
use std::collections::HashMap;

/// `LoaderOptions.nestingDepthLimit`, since 1.32.
const NESTING_LIMIT: usize = 50;
/// `LoaderOptions.maxAliasesForCollections`, since 1.26.
const ALIAS_LIMIT: usize = 50;
/// How deep 1.11 and 1.26, which have no limit, get before the stack of a JVM of default size
/// overflows: between 1500 and 2000 levels on a JVM 17.
const STACK_LIMIT: usize = 1800;

/// A node's number.
pub(super) type Id = usize;

/// A node where it stands, or an alias for one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) id: Id,
    /// In characters.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a node holds.
#[derive(Debug)]
pub(super) enum Content {
    Scalar { text: String, plain: bool },
    Sequence(Vec<Mention>),
    Mapping { pairs: Vec<(Mention, Mention)>, merged: bool },
}

impl Content {
    /// `NodeId`, as messages print it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Scalar { .. } => "scalar",
            Self::Sequence(_) => "sequence",
            Self::Mapping { .. } => "mapping",
        }
    }
}

/// A node of the graph.
#[derive(Debug)]
pub(super) struct GraphNode {
    pub(super) tag: Tag,
    pub(super) content: Content,
    pub(super) start: Mark,
    /// Whether its end wasn't seen yet.
    open: bool,
    /// `isTwoStepsConstruction`: it contains itself.
    pub(super) two_steps: bool,
}

/// The nodes of a document.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<GraphNode>,
    pub(super) root: Option<Mention>,
}

/// A collection that isn't complete yet.
struct Open {
    id: Id,
    start: usize,
    end: usize,
    key: Option<Mention>,
}

/// The composer.
struct Composer<'p, 'a> {
    parser: &'p mut Parser<'a>,
    dialect: Dialect,
    graph: Graph,
    anchors: HashMap<String, Id>,
    aliases: usize,
    open: Vec<Open>,
}

/// `Composer.getSingleNode`.
pub(super) fn compose(parser: &mut Parser<'_>, dialect: Dialect) -> Outcome<Graph> {
    let mut composer =
        Composer { parser, dialect, graph: Graph::default(), anchors: HashMap::new(), aliases: 0, open: Vec::new() };
    composer.parser.next()?;
    if !matches!(composer.parser.peek()?.kind, EventKind::StreamEnd) {
        composer.parser.next()?;
        composer.compose_document()?;
        composer.parser.next()?;
    }
    let next = composer.parser.peek()?;
    if !matches!(next.kind, EventKind::StreamEnd) {
        let mark = next.start;
        let first = composer.graph.root.and_then(|root| composer.graph.nodes.get(root.id)).map(|node| node.start);
        return Err(Failure::within(
            Kind::SecondDocument,
            "expected a single document in the stream",
            first,
            "but found another document",
            mark,
        ));
    }
    Ok(composer.graph)
}

impl Composer<'_, '_> {
    fn compose_document(&mut self) -> Outcome<()> {
        while self.graph.root.is_none() {
            let event = self.parser.next()?;
            let (start, end) = (event.start, event.end);
            match event.kind {
                EventKind::Alias(name) => {
                    let mention = self.alias(&name, start, end)?;
                    self.take(mention);
                }
                EventKind::Scalar { properties, text, style, written } => {
                    self.check_node(&properties, start)?;
                    let mention = self.scalar(properties, text, style, written, start, end)?;
                    self.take(mention);
                }
                EventKind::SequenceStart { properties } => {
                    self.check_node(&properties, start)?;
                    self.open(properties, Tag::Seq, Content::Sequence(Vec::new()), start, end)?;
                }
                EventKind::MappingStart { properties } => {
                    self.check_node(&properties, start)?;
                    let content = Content::Mapping { pairs: Vec::new(), merged: false };
                    self.open(properties, Tag::Map, content, start, end)?;
                }
                EventKind::SequenceEnd | EventKind::MappingEnd => self.close(&Event { start, end, ..event }),
                EventKind::StreamStart | EventKind::StreamEnd | EventKind::DocumentStart | EventKind::DocumentEnd => {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn alias(&mut self, name: &str, start: Mark, end: Mark) -> Outcome<Mention> {
        let Some(&id) = self.anchors.get(name) else {
            return Err(Failure::at(Kind::UndefinedAlias, format!("found undefined alias {name}"), start));
        };
        if let Some(node) = self.graph.nodes.get_mut(id) {
            if !matches!(node.content, Content::Scalar { .. }) {
                self.aliases += 1;
                if self.aliases > ALIAS_LIMIT && self.dialect >= Dialect::V1_26 {
                    let text =
                        format!("Number of aliases for non-scalar nodes exceeds the specified max={ALIAS_LIMIT}");
                    return Err(Failure::bare(Kind::Limit, text));
                }
            }
            node.two_steps |= node.open;
        }
        Ok(Mention { id, start: start.at, end: end.at })
    }

    /// What `composeNode` checks before it looks into a node.
    fn check_node(&mut self, properties: &Properties, start: Mark) -> Outcome<()> {
        let depth = self.open.len();
        if depth > NESTING_LIMIT {
            self.parser.scanner.sensitive = true;
            if self.dialect >= Dialect::V2_2 {
                return Err(Failure::beyond(format!("Nesting Depth exceeded max {NESTING_LIMIT}"), start));
            }
            if depth > STACK_LIMIT {
                return Err(Failure::beyond("java.lang.StackOverflowError", start));
            }
        }
        if self.dialect == Dialect::V1_11
            && let Some(anchor) = &properties.anchor
            && let Some(first) = self.anchors.get(anchor).and_then(|&id| self.graph.nodes.get(id))
        {
            return Err(Failure::within(
                Kind::DuplicateAnchor,
                format!("found duplicate anchor {anchor}; first occurence"),
                first.start,
                "second occurence",
                start,
            ));
        }
        Ok(())
    }

    /// The explicit tag, if there is one.
    fn explicit_tag(&self, properties: &Properties, start: Mark) -> Outcome<Option<Tag>> {
        let Some(name) = properties.tag.as_deref().filter(|&name| name != "!") else { return Ok(None) };
        if name.trim_matches(|char| char <= ' ').len() != name.len() {
            let text = "Tag must not contain leading or trailing spaces.";
            return Err(Failure::bare(Kind::UnknownTag, text));
        }
        let tag = Tag::new(name);
        if self.dialect >= Dialect::V2_2 && tag.is_custom_global() {
            return Err(Failure::at(Kind::UnknownTag, format!("Global tag is not allowed: {name}"), start));
        }
        Ok(Some(tag))
    }

    fn scalar(
        &mut self,
        properties: Properties,
        text: String,
        style: Style,
        written: bool,
        start: Mark,
        end: Mark,
    ) -> Outcome<Mention> {
        let tag = match self.explicit_tag(&properties, start)? {
            Some(tag) => tag,
            None if style == Style::Plain || properties.tag.is_some() => {
                if resolve::differs(&text) {
                    self.parser.scanner.sensitive = true;
                }
                resolve::resolve(&text, self.dialect)
            }
            None => Tag::Str,
        };
        let content = Content::Scalar { text, plain: style == Style::Plain && written };
        let id = self.add(properties.anchor, tag, content, start);
        Ok(Mention { id, start: start.at, end: end.at })
    }

    fn add(&mut self, anchor: Option<String>, tag: Tag, content: Content, start: Mark) -> Id {
        let id = self.graph.nodes.len();
        let open = !matches!(content, Content::Scalar { .. });
        self.graph.nodes.push(GraphNode { tag, content, start, open, two_steps: false });
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, id);
        }
        id
    }

    fn open(&mut self, properties: Properties, default: Tag, content: Content, start: Mark, end: Mark) -> Outcome<()> {
        let tag = self.explicit_tag(&properties, start)?.unwrap_or(default);
        let id = self.add(properties.anchor, tag, content, start);
        self.open.push(Open { id, start: start.at, end: end.at.max(start.at), key: None });
        Ok(())
    }

    fn close(&mut self, event: &Event) {
        if let Some(open) = self.open.pop() {
            if let Some(node) = self.graph.nodes.get_mut(open.id) {
                node.open = false;
            }
            // The end of a block collection is the next token; its content ends before.
            let is_bracket = event.end.at > event.start.at;
            let end = if is_bracket { event.end.at.max(open.end) } else { open.end };
            self.take(Mention { id: open.id, start: open.start, end });
        }
    }

    /// Puts a complete node into the collection that is open.
    fn take(&mut self, mention: Mention) {
        let Some(open) = self.open.last_mut() else {
            self.graph.root = Some(mention);
            return;
        };
        open.end = open.end.max(mention.end);
        let nodes = &mut self.graph.nodes;
        let is_merge = nodes.get(mention.id).is_some_and(|node| node.tag == Tag::Merge);
        let key = open.key.take();
        let parent = open.id;
        if let Some(node) = nodes.get_mut(parent) {
            match (&mut node.content, key) {
                (Content::Sequence(items), _) => items.push(mention),
                (Content::Mapping { pairs, .. }, Some(key)) => pairs.push((key, mention)),
                (Content::Mapping { merged, .. }, None) => {
                    open.key = Some(mention);
                    *merged |= is_merge;
                }
                (Content::Scalar { .. }, _) => {}
            }
        }
        if open.key.is_some() {
            if is_merge {
                self.parser.scanner.sensitive = true;
            }
            // 1.11: `=` as a key is a string.
            if let Some(node) = nodes.get_mut(mention.id)
                && node.tag == Tag::Value
            {
                node.tag = Tag::Str;
            }
        }
    }
}
