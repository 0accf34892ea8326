//! SnakeYAML's exceptions: their words, their marks, and where in its code they come from.

use super::token::{Mark, TokenKind};

/// An exception. It ends the reading.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// `MarkedYAMLException.getContext`.
    pub(super) context: Option<String>,
    /// Where the context began.
    pub(super) context_mark: Option<Mark>,
    /// `MarkedYAMLException.getProblem`, or the whole message of another exception.
    pub(super) problem: String,
    /// Where the problem is.
    pub(super) mark: Option<Mark>,
    /// `MarkedYAMLException.note`.
    pub(super) note: Option<&'static str>,
    /// Which check threw it.
    pub(super) kind: Kind,
}

/// Which check of SnakeYAML failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `StreamReader.update`: a character that it doesn't read; the position.
    Unprintable { at: usize, char: char },
    /// `stalePossibleSimpleKeys`, `removePossibleSimpleKey`: a line that must be a key has no colon.
    NoColon,
    /// `fetchValue`: a colon where no key can end.
    ValueNotAllowed,
    /// `fetchBlockEntry`: a dash after something on its line.
    EntryNotAllowed,
    /// `fetchKey`: a `?` after something on its line.
    KeyNotAllowed,
    /// `savePossibleSimpleKey`: something behind the end of a value, just where a key would have to start.
    KeyNotFirst,
    /// `fetchMoreTokens`: a character that starts no token.
    CannotStart(char),
    /// `scanFlowScalarSpaces`: the file ends inside quotes.
    UnclosedQuote,
    /// `scanFlowScalarBreaks`: `---` or `...` inside quotes.
    SeparatorInQuotes,
    /// `scanFlowScalarNonSpaces`: what follows a backslash.
    BadEscape,
    /// `scanPlain` of 1.11: a colon inside a plain scalar of a flow collection.
    ColonInFlow,
    /// `scanBlockScalarIndicators`, `scanBlockScalarIgnoredLine`.
    BlockHeader,
    /// `scanAnchor`.
    BadName,
    /// `scanTag` and its helpers.
    BadTag,
    /// `scanDirective` and its helpers; `processDirectives`.
    BadDirective,
    /// `ParseDocumentStart`: content after the document's end.
    SecondRoot(TokenKind),
    /// `ParseBlockMappingKey`: something that is no key of this mapping.
    InMapping(TokenKind),
    /// `ParseBlockSequenceEntry`: something that is no item of this list.
    InSequence(TokenKind),
    /// `ParseFlowSequenceEntry`: neither `,` nor `]`.
    InFlowSequence(TokenKind),
    /// `ParseFlowMappingKey`: neither `,` nor `}`.
    InFlowMapping(TokenKind),
    /// `parseNode`: no content where a node must be.
    NoContent(TokenKind),
    /// `Composer.getSingleNode`.
    SecondDocument,
    /// `Composer.composeNode`: an alias without its anchor.
    UndefinedAlias,
    /// `Composer.composeNode` of 1.11.
    DuplicateAnchor,
    /// `ConstructUndefined`, "Global tag is not allowed", an undefined handle.
    UnknownTag,
    /// A scalar as a value whose tag has no constructor: `=` in 1.11, `<<`.
    SpecialScalar,
    /// The hash code of a key that leads to itself.
    EndlessKey,
    /// Code points, aliases, nesting, the JVM's stack.
    Limit,
    /// A value that doesn't fit its tag; a merge of what is no mapping.
    BadValue,
}

impl Failure {
    /// An exception without context.
    pub(super) fn at(kind: Kind, problem: impl Into<String>, mark: Mark) -> Box<Self> {
        Box::new(Self {
            context: None,
            context_mark: None,
            problem: problem.into(),
            mark: Some(mark),
            note: None,
            kind,
        })
    }

    /// An exception with a context.
    pub(super) fn within(
        kind: Kind,
        context: impl Into<String>,
        context_mark: impl Into<Option<Mark>>,
        problem: impl Into<String>,
        mark: Mark,
    ) -> Box<Self> {
        Box::new(Self {
            context: Some(context.into()),
            context_mark: context_mark.into(),
            problem: problem.into(),
            mark: Some(mark),
            note: None,
            kind,
        })
    }

    /// An exception without marks.
    pub(super) fn bare(kind: Kind, problem: impl Into<String>) -> Box<Self> {
        Box::new(Self { context: None, context_mark: None, problem: problem.into(), mark: None, note: None, kind })
    }

    /// A limit of the nesting: the exception has no marks, but the node is known.
    pub(super) fn beyond(problem: impl Into<String>, node: Mark) -> Box<Self> {
        Self::unmarked(Kind::Limit, problem, node)
    }

    /// An exception without marks of a node that is known.
    pub(super) fn unmarked(kind: Kind, problem: impl Into<String>, node: Mark) -> Box<Self> {
        let mut failure = Self::bare(kind, problem);
        failure.context_mark = Some(node);
        failure
    }

    /// How far the text was read.
    pub(super) fn position(&self) -> Option<usize> {
        match self.kind {
            Kind::Unprintable { at, .. } => Some(at),
            _ => self.mark.map(|mark| mark.at),
        }
    }

    /// What the server prints, on one line and without the snippets.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for part in [self.context.as_deref(), Some(self.problem.as_str()), self.note].into_iter().flatten() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(part);
        }
        text
    }
}

/// What most steps of the reading give.
pub(super) type Outcome<T> = Result<T, Box<Failure>>;
