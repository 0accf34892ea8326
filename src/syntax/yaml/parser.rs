//! Tokens to events, after SnakeYAML's `ParserImpl`: its productions are the states here, its two
//! stacks are the same. No production calls itself, so depth costs heap, not stack.

use super::Dialect;
use super::failure::{Failure, Kind, Outcome};
use super::scanner::Scanner;
use super::token::{Directive, Mark, Style, TagName, Token, TokenKind};
use std::collections::HashMap;

/// What a document is made of.
#[derive(Clone, Debug)]
pub(super) enum EventKind {
    StreamStart,
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Alias(String),
    Scalar { properties: Properties, text: String, style: Style, written: bool },
    SequenceStart { properties: Properties },
    SequenceEnd,
    MappingStart { properties: Properties },
    MappingEnd,
}

/// Anchor and tag of a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) anchor: Option<String>,
    /// As resolved by the directives; none or `!`: by the resolver.
    pub(super) tag: Option<String>,
}

/// An event and its place.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) kind: EventKind,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

#[derive(Clone, Copy, Debug)]
enum State {
    StreamStart,
    ImplicitDocumentStart,
    DocumentStart,
    DocumentEnd,
    DocumentContent,
    BlockNode,
    BlockSequenceFirstEntry,
    BlockSequenceEntry,
    IndentlessSequenceEntry,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    FlowSequenceEntryMappingKey,
    FlowSequenceEntryMappingValue,
    FlowSequenceEntryMappingEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    End,
}

/// The parser.
pub(super) struct Parser<'a> {
    pub(super) scanner: Scanner<'a>,
    state: State,
    states: Vec<State>,
    marks: Vec<Mark>,
    tags: HashMap<String, String>,
    current: Option<Event>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(scanner: Scanner<'a>) -> Self {
        Self {
            scanner,
            state: State::StreamStart,
            states: Vec::new(),
            marks: Vec::new(),
            tags: HashMap::new(),
            current: None,
        }
    }

    /// The next event, without taking it.
    pub(super) fn peek(&mut self) -> Outcome<&Event> {
        let event = match self.current.take() {
            Some(event) => event,
            None => self.produce()?,
        };
        Ok(self.current.insert(event))
    }

    /// Takes the next event.
    pub(super) fn next(&mut self) -> Outcome<Event> {
        match self.current.take() {
            Some(event) => Ok(event),
            None => self.produce(),
        }
    }

    fn dialect(&self) -> Dialect {
        self.scanner.dialect
    }

    fn kind(&mut self) -> Outcome<&TokenKind> {
        Ok(&self.scanner.peek_token()?.kind)
    }

    fn mark(&mut self) -> Outcome<Mark> {
        Ok(self.scanner.peek_token()?.start)
    }

    /// The token kind's name, quoted since 1.26, except behind "got".
    fn quoted(&self, kind: &TokenKind) -> String {
        let id = kind.id(self.dialect());
        if self.dialect() == Dialect::V1_11 { id.to_owned() } else { format!("'{id}'") }
    }

    fn produce(&mut self) -> Outcome<Event> {
        match self.state {
            State::StreamStart => {
                let token = self.scanner.get_token()?;
                self.state = State::ImplicitDocumentStart;
                Ok(event(EventKind::StreamStart, token.start, token.end))
            }
            State::ImplicitDocumentStart => self.implicit_document_start(),
            State::DocumentStart => self.document_start(),
            State::DocumentEnd => {
                let start = self.mark()?;
                let mut end = start;
                if *self.kind()? == TokenKind::DocumentEnd {
                    end = self.scanner.get_token()?.end;
                }
                self.state = State::DocumentStart;
                Ok(event(EventKind::DocumentEnd, start, end))
            }
            State::DocumentContent => match self.kind()? {
                TokenKind::Directive(_) | TokenKind::DocumentStart | TokenKind::DocumentEnd | TokenKind::StreamEnd => {
                    let mark = self.mark()?;
                    self.pop_state();
                    Ok(empty_scalar(mark))
                }
                _ => self.parse_node(true, false),
            },
            State::BlockNode => self.parse_node(true, false),
            State::BlockSequenceFirstEntry => {
                self.push_mark()?;
                self.block_sequence_entry()
            }
            State::BlockSequenceEntry => self.block_sequence_entry(),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingFirstKey => {
                self.push_mark()?;
                self.block_mapping_key()
            }
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirstEntry => {
                self.push_mark()?;
                self.flow_sequence_entry(true)
            }
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::FlowSequenceEntryMappingKey => {
                let token = self.scanner.get_token()?;
                let empty =
                    matches!(self.kind()?, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd);
                self.flow_node_or_empty(empty, token.end, State::FlowSequenceEntryMappingValue)
            }
            State::FlowSequenceEntryMappingValue => {
                self.flow_value(&TokenKind::FlowSequenceEnd, State::FlowSequenceEntryMappingEnd)
            }
            State::FlowSequenceEntryMappingEnd => {
                self.state = State::FlowSequenceEntry;
                let mark = self.mark()?;
                Ok(event(EventKind::MappingEnd, mark, mark))
            }
            State::FlowMappingFirstKey => {
                self.push_mark()?;
                self.flow_mapping_key(true)
            }
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_value(&TokenKind::FlowMappingEnd, State::FlowMappingKey),
            State::FlowMappingEmptyValue => {
                self.state = State::FlowMappingKey;
                let mark = self.mark()?;
                Ok(empty_scalar(mark))
            }
            State::End => {
                let mark = self.mark()?;
                Ok(event(EventKind::StreamEnd, mark, mark))
            }
        }
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }

    fn push_mark(&mut self) -> Outcome<()> {
        let mark = self.scanner.get_token()?.start;
        self.marks.push(mark);
        Ok(())
    }

    // Documents.

    fn implicit_document_start(&mut self) -> Outcome<Event> {
        if matches!(self.kind()?, TokenKind::Directive(_) | TokenKind::DocumentStart | TokenKind::StreamEnd) {
            return self.document_start();
        }
        let start = self.mark()?;
        self.states.push(State::DocumentEnd);
        self.state = State::BlockNode;
        Ok(event(EventKind::DocumentStart, start, start))
    }

    fn document_start(&mut self) -> Outcome<Event> {
        while *self.kind()? == TokenKind::DocumentEnd {
            self.scanner.get_token()?;
        }
        if *self.kind()? != TokenKind::StreamEnd {
            self.scanner.reset_document_index();
            let start = self.mark()?;
            self.process_directives()?;
            // Directives without a document are an error up to 1.26.
            if *self.kind()? != TokenKind::StreamEnd || self.dialect() < Dialect::V2_2 {
                if *self.kind()? != TokenKind::DocumentStart {
                    let token = self.scanner.peek_token()?.clone();
                    let problem = format!("expected '<document start>', but found {}", self.quoted(&token.kind));
                    return Err(Failure::at(Kind::SecondRoot(token.kind), problem, token.start));
                }
                let end = self.scanner.get_token()?.end;
                self.states.push(State::DocumentEnd);
                self.state = State::DocumentContent;
                return Ok(event(EventKind::DocumentStart, start, end));
            }
        }
        let token = self.scanner.get_token()?;
        self.state = State::End;
        Ok(event(EventKind::StreamEnd, token.start, token.end))
    }

    fn process_directives(&mut self) -> Outcome<()> {
        let mut version = false;
        let mut handles: HashMap<String, String> = HashMap::new();
        if self.dialect() >= Dialect::V2_2 {
            handles.clone_from(&self.tags);
            handles.retain(|handle, _| handle != "!" && handle != "!!");
        }
        while matches!(self.kind()?, TokenKind::Directive(_)) {
            let token = self.scanner.get_token()?;
            let TokenKind::Directive(directive) = token.kind else { continue };
            match directive {
                Directive::Yaml { major } => {
                    if version {
                        let problem = "found duplicate YAML directive";
                        return Err(Failure::at(Kind::BadDirective, problem, token.start));
                    }
                    if major != 1 {
                        let problem = "found incompatible YAML document (version 1.* is required)";
                        return Err(Failure::at(Kind::BadDirective, problem, token.start));
                    }
                    version = true;
                }
                Directive::Tag { handle, prefix } => {
                    if handles.contains_key(&handle) {
                        let problem = format!("duplicate tag handle {handle}");
                        return Err(Failure::at(Kind::BadDirective, problem, token.start));
                    }
                    handles.insert(handle, prefix);
                }
                Directive::Other => {}
            }
        }
        self.tags = handles;
        Ok(())
    }

    // Nodes.

    fn parse_node(&mut self, block: bool, indentless: bool) -> Outcome<Event> {
        if matches!(self.kind()?, TokenKind::Alias(_)) {
            let token = self.scanner.get_token()?;
            let TokenKind::Alias(name) = token.kind else {
                return Err(Failure::bare(Kind::Limit, "not an alias"));
            };
            self.pop_state();
            return Ok(event(EventKind::Alias(name), token.start, token.end));
        }
        let (properties, place) = self.properties()?;
        let next = self.mark()?;
        let (start, property_end) = place.unwrap_or((next, next));
        let token = self.scanner.peek_token()?;
        let (token_start, token_end) = (token.start, token.end);
        match &token.kind {
            TokenKind::BlockEntry if indentless => {
                self.state = State::IndentlessSequenceEntry;
                Ok(event(EventKind::SequenceStart { properties }, start, token_end))
            }
            TokenKind::Scalar { .. } => {
                let token = self.scanner.get_token()?;
                let TokenKind::Scalar { text, style } = token.kind else {
                    return Err(Failure::bare(Kind::Limit, "not a scalar"));
                };
                self.pop_state();
                Ok(event(EventKind::Scalar { properties, text, style, written: true }, start, token.end))
            }
            TokenKind::FlowSequenceStart => {
                self.state = State::FlowSequenceFirstEntry;
                Ok(event(EventKind::SequenceStart { properties }, start, token_end))
            }
            TokenKind::FlowMappingStart => {
                self.state = State::FlowMappingFirstKey;
                Ok(event(EventKind::MappingStart { properties }, start, token_end))
            }
            TokenKind::BlockSequenceStart if block => {
                self.state = State::BlockSequenceFirstEntry;
                Ok(event(EventKind::SequenceStart { properties }, start, token_start))
            }
            TokenKind::BlockMappingStart if block => {
                self.state = State::BlockMappingFirstKey;
                Ok(event(EventKind::MappingStart { properties }, start, token_start))
            }
            _ if place.is_some() => {
                self.pop_state();
                let scalar = EventKind::Scalar { properties, text: String::new(), style: Style::Plain, written: false };
                Ok(event(scalar, start, property_end))
            }
            kind => {
                let kind = kind.clone();
                let context = if block { "while parsing a block node" } else { "while parsing a flow node" };
                let problem = format!("expected the node content, but found {}", self.quoted(&kind));
                Err(Failure::within(Kind::NoContent(kind), context, start, problem, token_start))
            }
        }
    }

    /// Anchor and tag, in either order, and where they stand.
    fn properties(&mut self) -> Outcome<(Properties, Option<(Mark, Mark)>)> {
        let mut properties = Properties::default();
        let mut place: Option<(Mark, Mark)> = None;
        let mut tag: Option<(TagName, Mark)> = None;
        // Behind the second one nothing is looked at before the handle is.
        while properties.anchor.is_none() || tag.is_none() {
            match self.kind()? {
                TokenKind::Anchor(_) if properties.anchor.is_none() => {
                    let token = self.scanner.get_token()?;
                    place = Some((place.map_or(token.start, |(start, _)| start), token.end));
                    if let TokenKind::Anchor(name) = token.kind {
                        properties.anchor = Some(name);
                    }
                }
                TokenKind::Tag(_) if tag.is_none() => {
                    let token = self.scanner.get_token()?;
                    place = Some((place.map_or(token.start, |(start, _)| start), token.end));
                    if let TokenKind::Tag(name) = token.kind {
                        tag = Some((name, token.start));
                    }
                }
                _ => break,
            }
        }
        if let Some((name, mark)) = tag {
            self.scanner.sensitive = true;
            let start = place.map_or(mark, |(start, _)| start);
            properties.tag = Some(self.resolve_handle(name, start, mark)?);
        }
        Ok((properties, place))
    }

    fn resolve_handle(&self, name: TagName, start: Mark, mark: Mark) -> Outcome<String> {
        let Some(handle) = name.handle else { return Ok(name.suffix) };
        let prefix = match (self.tags.get(&handle), handle.as_str()) {
            (Some(prefix), _) => prefix.as_str(),
            (None, "!") => "!",
            (None, "!!") => super::resolve::PREFIX,
            (None, _) => {
                let problem = format!("found undefined tag handle {handle}");
                return Err(Failure::within(Kind::UnknownTag, "while parsing a node", start, problem, mark));
            }
        };
        Ok(format!("{prefix}{}", name.suffix))
    }

    // Block collections.

    fn block_sequence_entry(&mut self) -> Outcome<Event> {
        if *self.kind()? == TokenKind::BlockEntry {
            let token = self.scanner.get_token()?;
            if matches!(self.kind()?, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                self.state = State::BlockSequenceEntry;
                return Ok(empty_scalar(token.end));
            }
            self.states.push(State::BlockSequenceEntry);
            return self.parse_node(true, false);
        }
        self.block_end("while parsing a block collection", EventKind::SequenceEnd, Kind::InSequence)
    }

    fn block_end(&mut self, context: &str, end: EventKind, wrong: fn(TokenKind) -> Kind) -> Outcome<Event> {
        if *self.kind()? != TokenKind::BlockEnd {
            let token = self.scanner.peek_token()?.clone();
            let problem = format!("expected <block end>, but found {}", self.quoted(&token.kind));
            let context_mark = self.marks.pop();
            return Err(Failure::within(wrong(token.kind), context, context_mark, problem, token.start));
        }
        let token = self.scanner.get_token()?;
        self.pop_state();
        self.marks.pop();
        Ok(event(end, token.start, token.end))
    }

    fn indentless_sequence_entry(&mut self) -> Outcome<Event> {
        if *self.kind()? == TokenKind::BlockEntry {
            let token = self.scanner.get_token()?;
            if matches!(self.kind()?, TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd) {
                self.state = State::IndentlessSequenceEntry;
                return Ok(empty_scalar(token.end));
            }
            self.states.push(State::IndentlessSequenceEntry);
            return self.parse_node(true, false);
        }
        let mark = self.mark()?;
        self.pop_state();
        Ok(event(EventKind::SequenceEnd, mark, mark))
    }

    fn block_mapping_key(&mut self) -> Outcome<Event> {
        if *self.kind()? == TokenKind::Key {
            let token = self.scanner.get_token()?;
            return self.block_node_or_empty(token, State::BlockMappingValue);
        }
        self.block_end("while parsing a block mapping", EventKind::MappingEnd, Kind::InMapping)
    }

    fn block_node_or_empty(&mut self, token: Token, then: State) -> Outcome<Event> {
        if matches!(self.kind()?, TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd) {
            self.state = then;
            return Ok(empty_scalar(token.end));
        }
        self.states.push(then);
        self.parse_node(true, true)
    }

    fn block_mapping_value(&mut self) -> Outcome<Event> {
        let mark = self.mark()?;
        let modern = self.dialect() >= Dialect::V2_2;
        match self.kind()? {
            TokenKind::Value => {
                let token = self.scanner.get_token()?;
                self.block_node_or_empty(token, State::BlockMappingKey)
            }
            // A key without a colon, then a scalar: since 1.33 or so.
            TokenKind::Scalar { .. } if modern => {
                self.scanner.sensitive = true;
                self.states.push(State::BlockMappingKey);
                self.parse_node(true, true)
            }
            _ => {
                self.state = State::BlockMappingKey;
                Ok(empty_scalar(mark))
            }
        }
    }

    // Flow collections.

    fn flow_sequence_entry(&mut self, first: bool) -> Outcome<Event> {
        if *self.kind()? != TokenKind::FlowSequenceEnd {
            if !first {
                self.flow_entry("while parsing a flow sequence", "',' or ']'", Kind::InFlowSequence)?;
            }
            match self.kind()? {
                TokenKind::Key => {
                    let token = self.scanner.peek_token()?;
                    let (start, end) = (token.start, token.end);
                    self.state = State::FlowSequenceEntryMappingKey;
                    let properties = Properties::default();
                    return Ok(event(EventKind::MappingStart { properties }, start, end));
                }
                TokenKind::FlowSequenceEnd => {}
                _ => {
                    self.states.push(State::FlowSequenceEntry);
                    return self.parse_node(false, false);
                }
            }
        }
        self.flow_end(EventKind::SequenceEnd)
    }

    fn flow_end(&mut self, end: EventKind) -> Outcome<Event> {
        let token = self.scanner.get_token()?;
        // Since comments are events there, 2.x looks at the next token already here.
        if self.dialect() >= Dialect::V2_2 {
            self.scanner.peek_token()?;
        }
        self.pop_state();
        self.marks.pop();
        Ok(event(end, token.start, token.end))
    }

    fn flow_entry(&mut self, context: &str, expected: &str, wrong: fn(TokenKind) -> Kind) -> Outcome<()> {
        if *self.kind()? == TokenKind::FlowEntry {
            self.scanner.get_token()?;
            return Ok(());
        }
        let token = self.scanner.peek_token()?.clone();
        let problem = format!("expected {expected}, but got {}", token.kind.id(self.dialect()));
        let context_mark = self.marks.pop();
        Err(Failure::within(wrong(token.kind), context, context_mark, problem, token.start))
    }

    fn flow_node_or_empty(&mut self, empty: bool, end: Mark, then: State) -> Outcome<Event> {
        if empty {
            self.state = then;
            return Ok(empty_scalar(end));
        }
        self.states.push(then);
        self.parse_node(false, false)
    }

    fn flow_value(&mut self, closing: &TokenKind, then: State) -> Outcome<Event> {
        if *self.kind()? == TokenKind::Value {
            let token = self.scanner.get_token()?;
            let kind = self.kind()?;
            let empty = *kind == TokenKind::FlowEntry || kind == closing;
            return self.flow_node_or_empty(empty, token.end, then);
        }
        self.state = then;
        let mark = self.mark()?;
        Ok(empty_scalar(mark))
    }

    fn flow_mapping_key(&mut self, first: bool) -> Outcome<Event> {
        if *self.kind()? != TokenKind::FlowMappingEnd {
            if !first {
                self.flow_entry("while parsing a flow mapping", "',' or '}'", Kind::InFlowMapping)?;
            }
            match self.kind()? {
                TokenKind::Key => {
                    let token = self.scanner.get_token()?;
                    let empty =
                        matches!(self.kind()?, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd);
                    return self.flow_node_or_empty(empty, token.end, State::FlowMappingValue);
                }
                TokenKind::FlowMappingEnd => {}
                _ => {
                    self.states.push(State::FlowMappingEmptyValue);
                    return self.parse_node(false, false);
                }
            }
        }
        self.flow_end(EventKind::MappingEnd)
    }
}

fn event(kind: EventKind, start: Mark, end: Mark) -> Event {
    Event { kind, start, end }
}

/// `processEmptyScalar`.
fn empty_scalar(mark: Mark) -> Event {
    let scalar = EventKind::Scalar {
        properties: Properties::default(),
        text: String::new(),
        style: Style::Plain,
        written: false,
    };
    event(scalar, mark, mark)
}
