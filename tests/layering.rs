//! Imports run one way: a layer uses only the layers above it in the list of `src/lib.rs`.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};

/// From the one that everybody may use to the one that may use everybody.
const LAYERS: [&str; 10] =
    ["text", "source", "finding", "syntax", "catalog", "model", "inventory", "rules", "logs", "cli"];

/// Knows the findings and nothing of how they came about.
const REPORT: [&str; 3] = ["text", "source", "finding"];

fn may_use(layer: &str, other: &str) -> bool {
    if layer == other || layer == "cli" {
        return true;
    }
    if layer == "report" {
        return REPORT.contains(&other);
    }
    let place = |name: &str| LAYERS.iter().position(|known| *known == name);
    matches!((place(layer), place(other)), (Some(layer), Some(other)) if other < layer)
}

#[test]
fn imports_run_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut imports = 0;
    for path in rust_files(&src) {
        let relative = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let layer = relative.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if layer == "main" || layer == "lib" {
            continue;
        }
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for other in line.match_indices("crate::").map(|(at, word)| &line[at + word.len()..]) {
                for other in named(other) {
                    imports += 1;
                    if !may_use(layer, other) {
                        wrong.push(format!("src/{relative}:{}: {layer} uses {other}", number + 1));
                    }
                }
            }
        }
    }
    assert!(imports > 50, "only {imports} imports seen");
    assert!(wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
}

/// The modules that follow `crate::`; `text!` and other macros live at the root and are everybody's.
fn named(rest: &str) -> Vec<&str> {
    if let Some(group) = rest.strip_prefix('{') {
        let inside = group.split('}').next().unwrap_or_default();
        return inside.split(',').map(|part| first(part.trim())).filter(|name| is_module(name)).collect();
    }
    Some(first(rest)).into_iter().filter(|name| is_module(name)).collect()
}

fn first(path: &str) -> &str {
    path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn is_module(name: &str) -> bool {
    LAYERS.contains(&name) || name == "report"
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_module_of_the_crate_is_a_layer() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(modules.len() >= 10);
    let unknown: Vec<_> = modules.iter().filter(|name| !is_module(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?} stand in no layer");
    assert!(!may_use("finding", "model") && !may_use("report", "rules") && !may_use("catalog", "model"));
}
