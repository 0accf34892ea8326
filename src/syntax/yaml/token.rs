//! Marks and tokens: what the scanner hands to the parser.

use super::Dialect;

/// A place in the text, as SnakeYAML's `Mark` has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// In characters from the start.
    pub(super) at: usize,
    /// From 0.
    pub(super) line: usize,
    /// From 0; a byte order mark doesn't count.
    pub(super) column: usize,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Block,
}

/// A handle (none: the tag is verbatim) and a suffix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TagName {
    pub(super) handle: Option<String>,
    pub(super) suffix: String,
}

/// A `%` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    Yaml { major: u32 },
    Tag { handle: String, prefix: String },
    Other,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    StreamStart,
    StreamEnd,
    Directive(Directive),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    Tag(TagName),
    Scalar { text: String, style: Style },
}

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

impl TokenKind {
    /// `Token.ID.toString()`: the enum's name in 1.11, a description later.
    pub(super) fn id(&self, dialect: Dialect) -> &'static str {
        let (old, new) = match self {
            Self::StreamStart => ("StreamStart", "<stream start>"),
            Self::StreamEnd => ("StreamEnd", "<stream end>"),
            Self::Directive(_) => ("Directive", "<directive>"),
            Self::DocumentStart => ("DocumentStart", "<document start>"),
            Self::DocumentEnd => ("DocumentEnd", "<document end>"),
            Self::BlockSequenceStart => ("BlockSequenceStart", "<block sequence start>"),
            Self::BlockMappingStart => ("BlockMappingStart", "<block mapping start>"),
            Self::BlockEnd => ("BlockEnd", "<block end>"),
            Self::FlowSequenceStart => ("FlowSequenceStart", "["),
            Self::FlowSequenceEnd => ("FlowSequenceEnd", "]"),
            Self::FlowMappingStart => ("FlowMappingStart", "{"),
            Self::FlowMappingEnd => ("FlowMappingEnd", "}"),
            Self::BlockEntry => ("BlockEntry", "-"),
            Self::FlowEntry => ("FlowEntry", ","),
            Self::Key => ("Key", "?"),
            Self::Value => ("Value", ":"),
            Self::Alias(_) => ("Alias", "<alias>"),
            Self::Anchor(_) => ("Anchor", "<anchor>"),
            Self::Tag(_) => ("Tag", "<tag>"),
            Self::Scalar { .. } => ("Scalar", "<scalar>"),
        };
        if dialect == Dialect::V1_11 { old } else { new }
    }
}
