//! Runs every rule page `rules/<component>/<rule-name>.md` as a test: the examples under `## Bad`
//! must give exactly the findings that stand below them, those under `## Good` must be free of the
//! rule and of everything from `warning` up.
//!
//! `CFGLINT_BLESS=1 cargo test --test rules` writes the `findings` blocks anew; look at the diff.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "rules/complete.rs"]
mod complete;
#[path = "rules/example.rs"]
mod example;
#[path = "rules/page.rs"]
mod page;

use page::Page;
use std::path::{Path, PathBuf};

/// The project's folder.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every English page, by path.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = files_below(&project().join("rules"), "md")
        .into_iter()
        .filter(|path| !path.to_string_lossy().ends_with(".zh.md"))
        .collect();
    pages.sort();
    pages
}

/// Every file below a folder whose name ends in `.extension`.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|known| known == extension) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn examples_of_every_page_give_what_they_say() {
    let bless = std::env::var_os("CFGLINT_BLESS").is_some();
    let mut failures = Vec::new();
    let mut examples = 0;
    for path in pages() {
        let shown = path.strip_prefix(project()).unwrap().display().to_string();
        let text = std::fs::read_to_string(&path).unwrap();
        let page = match Page::parse(&text) {
            Ok(page) => page,
            Err(error) => {
                failures.push(format!("{shown}:{}: {}", error.line, error.message));
                continue;
            }
        };
        examples += page.examples.len();
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let outcomes: Vec<_> = page.examples.iter().map(|example| example::run(example, &rule)).collect();
        if bless {
            let blessed = page::bless(&text, &page, &outcomes);
            if blessed != text {
                std::fs::write(&path, blessed).unwrap();
                println!("wrote {shown}");
            }
            continue;
        }
        for (example, outcome) in page.examples.iter().zip(outcomes) {
            if let Err(message) = example::judge(example, outcome) {
                failures.push(format!("{shown}:{}: {message}", example.line));
            }
        }
    }
    println!("{} pages, {examples} examples", pages().len());
    assert!(failures.is_empty(), "\n\n{}\n\n{} examples fail\n", failures.join("\n\n"), failures.len());
}
