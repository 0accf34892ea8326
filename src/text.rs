//! Sentences in two languages.
//!
//! Every sentence a user reads is written once in English and once in Chinese, side by side, with
//! [`text!`](crate::text!). Which one is shown is decided at the very end, by the renderer. This
//! module knows nothing of rules, files or servers.

use std::borrow::Cow;

/// The languages of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English, the default of every machine format.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// The tag of the language as `--lang` takes it and JSON prints it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// One sentence in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: Cow<'static, str>,
    /// Chinese.
    pub zh: Cow<'static, str>,
}

impl Text {
    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// A text that reads the same in every language: a server's own words, a key, a path.
    pub fn verbatim(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { en: Cow::Owned(text.clone()), zh: Cow::Owned(text) }
    }

    /// Both languages, each passed through `change`.
    pub fn map(self, mut change: impl FnMut(&str) -> String) -> Self {
        Self { en: Cow::Owned(change(&self.en)), zh: Cow::Owned(change(&self.zh)) }
    }
}

/// Builds a [`Text`]: `text! { en: "{count} hosts", zh: "{count} 台主机" }`.
///
/// Placeholders capture local variables, as in `format!`, or are given after the two sentences
/// (`text! { en: "…{n}…", zh: "…{n}…", n = list.len() }`). The two sentences must name the same
/// placeholders; the compiler refuses the text otherwise.
#[macro_export]
macro_rules! text {
    (en: $en:literal, zh: $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const _: () = assert!(
            $crate::text::same_placeholders($en, $zh),
            "the English and the Chinese text name different placeholders"
        );
        $(let $name = &$value;)*
        $crate::text::Text {
            en: ::std::borrow::Cow::Owned(::std::format!($en)),
            zh: ::std::borrow::Cow::Owned(::std::format!($zh)),
        }
    }};
}

/// Whether two format strings name the same set of placeholders. Used by [`text!`](crate::text!)
/// at compile time.
pub const fn same_placeholders(a: &str, b: &str) -> bool {
    subset(a.as_bytes(), b.as_bytes()) && subset(b.as_bytes(), a.as_bytes())
}

/// The next placeholder's name at or after `from`: (start, end, where to go on).
const fn next_placeholder(text: &[u8], from: usize) -> Option<(usize, usize, usize)> {
    let mut i = from;
    while i < text.len() {
        if text[i] == b'{' {
            if i + 1 < text.len() && text[i + 1] == b'{' {
                i += 2;
                continue;
            }
            let start = i + 1;
            let mut end = start;
            while end < text.len() && text[end] != b'}' && text[end] != b':' {
                end += 1;
            }
            let mut close = end;
            while close < text.len() && text[close] != b'}' {
                close += 1;
            }
            return Some((start, end, close + 1));
        }
        i += 1;
    }
    None
}

const fn subset(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while let Some((start, end, next)) = next_placeholder(a, at) {
        let mut other = 0;
        let mut found = false;
        while let Some((s, e, n)) = next_placeholder(b, other) {
            if e - s == end - start {
                let mut k = 0;
                while k < e - s && a[start + k] == b[s + k] {
                    k += 1;
                }
                if k == e - s {
                    found = true;
                }
            }
            other = n;
        }
        if !found {
            return false;
        }
        at = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_carry_both_languages() {
        let count = 3;
        let text = text! { en: "{count} hosts", zh: "{count} 台主机" };
        assert_eq!(text.get(Lang::En), "3 hosts");
        assert_eq!(text.get(Lang::Zh), "3 台主机");
    }

    #[test]
    fn placeholder_sets_are_compared_whatever_their_order() {
        assert!(same_placeholders("{a} of {b}", "{b}里的{a}"));
        assert!(same_placeholders("{{literal}} {a:?}", "{a:?}"));
        assert!(!same_placeholders("{a} of {b}", "{a}"));
        assert!(!same_placeholders("{a}", "{ab}"));
    }
}
