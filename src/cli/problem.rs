//! The tool's own errors: what it could not do, and what to do about it. Findings are no errors.

use crate::catalog::{Component, Release, VersionSet};
use crate::finding::InputError;
use crate::text;
use crate::text::{Lang, Text};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use std::io::{self, IsTerminal, Write};

/// Why the tool could not do its job. Ends the run with exit code 2.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(super) enum Problem {
    /// Something the user can change.
    #[error("{message}")]
    Usage {
        message: String,
        #[help]
        help: Option<String>,
    },
    /// Standard output or standard input failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Problem {
    pub(super) fn new(message: &Text, help: Option<&Text>, lang: Lang) -> Self {
        let line = |text: &Text| text.get(lang).to_owned();
        Self::Usage { message: line(message), help: help.map(line) }
    }

    /// Whether whoever read the output has gone away; that is no failure.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Writes it to standard error.
    pub(super) fn print(&self) {
        let stderr = io::stderr();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || !stderr.is_terminal();
        let theme = if plain { GraphicalTheme::unicode_nocolor() } else { GraphicalTheme::unicode() };
        let mut shown = String::new();
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
        if handler.render_report(&mut shown, self).is_ok() {
            let _ = writeln!(stderr.lock(), "{}", shown.trim_matches('\n'));
        }
    }
}

/// Writes what could not be read to standard error, each with its path.
pub(super) fn print_all(errors: &[InputError], lang: Lang) {
    for InputError { path, message } in errors {
        let told = Text { en: format!("{path}: {}", message.en).into(), zh: format!("{path}：{}", message.zh).into() };
        Problem::new(&told, None, lang).print();
    }
}

pub(super) fn unknown_version(component: Component, given: &str, lang: Lang) -> Problem {
    let name = component.name();
    let flag = component.id();
    let all = VersionSet::all(component);
    let line = |release: Option<Release>| release.map_or("", Release::line);
    let (oldest, newest) = (line(all.oldest()), line(all.newest()));
    Problem::new(
        &text! { en: "--{flag}: {given:?} is no version of {name} that cfglint knows", zh: "--{flag}：cfglint 不认识 {name} 版本 {given:?}" },
        Some(&text! {
            en: "known: {oldest} to {newest}, as a release line or a full release number",
            zh: "支持 {oldest} 到 {newest}，可以写版本线，也可以写完整版本号",
        }),
        lang,
    )
}

pub(super) fn unknown_rule(given: &str, nearest: Option<&str>, lang: Lang) -> Problem {
    let help = match nearest {
        Some(near) => text! {
            en: "did you mean {near}? `cfglint rule` lists all of them",
            zh: "是不是 {near}？用 `cfglint rule` 查看全部规则",
        },
        None => text! { en: "`cfglint rule` lists all of them", zh: "用 `cfglint rule` 查看全部规则" },
    };
    Problem::new(&text! { en: "there is no rule {given:?}", zh: "没有规则 {given:?}" }, Some(&help), lang)
}

pub(super) fn unknown_schema(given: &str, lang: Lang) -> Problem {
    let known: Vec<&str> = crate::report::schema::ALL.iter().map(|(name, _)| *name).collect();
    let known = known.join(", ");
    Problem::new(
        &text! { en: "there is no schema {given:?}", zh: "没有 schema {given:?}" },
        Some(&text! { en: "there is: {known}", zh: "可用：{known}" }),
        lang,
    )
}
