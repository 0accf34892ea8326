//! Template placeholders: text that isn't final yet.
//!
//! A value with a placeholder is unknown: nothing is concluded from it, and no verdict rests on it.

use std::ops::Range;

/// The placeholders of a file.
#[derive(Clone, Debug, Default)]
pub struct Placeholders {
    /// Byte ranges, in order, not overlapping: `{{ x }}`, `${X}`, `<%= x %>`, …
    pub spans: Vec<Range<usize>>,
    /// Byte ranges of template statements (`{% if %}`, `{# #}`, `<% %>`): lines that are there or not.
    pub blocks: Vec<Range<usize>>,
}

impl Placeholders {
    /// Whether the file is a template.
    pub fn is_template(&self) -> bool {
        !self.spans.is_empty() || !self.blocks.is_empty()
    }

    /// Whether a placeholder or a statement touches `range`.
    pub fn touch(&self, range: Range<usize>) -> bool {
        let hits = |ranges: &[Range<usize>]| {
            let from = ranges.partition_point(|known| known.end <= range.start);
            ranges.get(from).is_some_and(|known| known.start < range.end)
        };
        hits(&self.spans) || hits(&self.blocks)
    }
}
