//! Nothing is missing: every rule has its pages and its evidence, every refusal has its rule.

use crate::page::Page;
use crate::{files_below, pages, project};
use cfglint::rules::{self, Rule};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The folder below `rules/` and the prefix of the codes, in the order in which rules are listed.
const GROUPS: [(&str, &str); 5] =
    [("file", "FS"), ("zookeeper", "ZK"), ("storm", "ST"), ("kafka", "KF"), ("cross", "CX")];

fn group(rule: &Rule) -> Option<&'static str> {
    GROUPS.iter().find(|(_, prefix)| rule.code.starts_with(prefix)).map(|(folder, _)| *folder)
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let mut wrong = Vec::new();
    let mut codes = HashMap::new();
    let mut names = HashMap::new();
    for rule in rules::all() {
        if let Some(other) = codes.insert(rule.code, rule.name) {
            wrong.push(format!("{} is the code of {other} and of {}", rule.code, rule.name));
        }
        if let Some(other) = names.insert(rule.name, rule.code) {
            wrong.push(format!("{} is the name of {other} and of {}", rule.name, rule.code));
        }
        let number = rule.code.get(2..).unwrap_or_default();
        if group(rule).is_none() || number.len() != 3 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            wrong.push(format!("{}: {} is no code (two letters, three digits)", rule.name, rule.code));
        }
        let kebab = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if !rule.name.split('-').all(kebab) {
            wrong.push(format!("{}: {} is not kebab-case", rule.code, rule.name));
        }
    }
    println!("{} rules", codes.len());
    assert_none(wrong);
}

#[test]
fn rules_are_listed_by_group_and_name() {
    let order = |rule: &Rule| GROUPS.iter().position(|(_, prefix)| rule.code.starts_with(prefix));
    let listed: Vec<_> = rules::all().map(|rule| (order(rule), rule.name)).collect();
    let mut sorted = listed.clone();
    sorted.sort();
    assert_eq!(listed, sorted, "the RULES lists are in alphabetical order of the names");
}

#[test]
fn every_rule_has_evidence_refusals_and_pages() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let name = rule.name;
        if rule.evidence.trim().is_empty() {
            wrong.push(format!("{name}: no evidence"));
        }
        if rule.check.headline().is_some() && rule.refusals.is_empty() {
            wrong.push(format!("{name}: explains refusals and names no server's sentence"));
        }
        let folder = project().join("rules").join(group(rule).unwrap_or_default());
        for (text, file) in [(rule.doc.en, format!("{name}.md")), (rule.doc.zh, format!("{name}.zh.md"))] {
            match std::fs::read_to_string(folder.join(&file)) {
                Ok(page) if page == text => {}
                Ok(_) => wrong.push(format!("{name}: its doc isn't {}", folder.join(&file).display())),
                Err(error) => wrong.push(format!("{}: {error}", folder.join(&file).display())),
            }
            if !text.starts_with("# ") || text.lines().nth(1).is_none_or(|line| !line.is_empty()) {
                wrong.push(format!("{file}: starts with `# title` and an empty line"));
            }
        }
        wrong.extend(page_faults(rule).into_iter().map(|fault| format!("{name}.md: {fault}")));
        let chinese = rule.doc.zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        if chinese < 30 {
            wrong.push(format!("{name}.zh.md: {chinese} Chinese characters"));
        }
        if rule.doc.zh.contains("```findings") {
            wrong.push(format!("{name}.zh.md: prose only, the examples stand in {name}.md"));
        }
    }
    assert_none(wrong);
}

fn page_faults(rule: &Rule) -> Vec<String> {
    let page = match Page::parse(rule.doc.en) {
        Ok(page) => page,
        Err(error) => return vec![format!("line {}: {}", error.line, error.message)],
    };
    let mut faults = Vec::new();
    if page.headings != ["What the server does", "Bad", "Good", "See"] {
        faults.push(format!("headings are {:?}", page.headings));
    }
    for (good, what) in [(false, "bad"), (true, "good")] {
        if !page.examples.iter().any(|example| example.good == good) {
            faults.push(format!("no {what} example"));
        }
    }
    let own = page.examples.iter().flat_map(|example| &example.findings);
    faults.extend(own.filter(|found| found.name != rule.name).map(|found| format!("{found}: of another rule")));
    faults
}

#[test]
fn every_page_belongs_to_a_rule() {
    let known: HashSet<String> =
        rules::all().filter_map(|rule| Some(format!("{}/{}", group(rule)?, rule.name))).collect();
    let codes: HashSet<&str> = rules::all().map(|rule| rule.code).collect();
    let mut wrong = Vec::new();
    let mut all = pages();
    all.extend(files_below(&project().join("rules"), "md").into_iter().filter(|path| !pages().contains(path)));
    for path in all {
        let shown = path.strip_prefix(project().join("rules")).unwrap().to_string_lossy().replace('\\', "/");
        let rule = shown.trim_end_matches(".md").trim_end_matches(".zh");
        if !known.contains(rule) {
            wrong.push(format!("rules/{shown}: no such rule"));
        }
        for word in std::fs::read_to_string(&path).unwrap().split(|c: char| !c.is_ascii_alphanumeric()) {
            let looks = word.len() == 5
                && GROUPS.iter().any(|(_, prefix)| word.starts_with(prefix))
                && word.bytes().skip(2).all(|byte| byte.is_ascii_digit());
            if looks && !codes.contains(word) {
                wrong.push(format!("rules/{shown}: names {word}, which is no rule"));
            }
        }
    }
    assert_none(wrong);
}

/// A refusal whose fault no rule explains would be a verdict without a finding.
#[test]
fn every_fault_has_a_rule_that_explains_it() {
    let explains: Vec<&Rule> = rules::all().filter(|rule| rule.check.headline().is_some()).collect();
    let explained: HashSet<&str> = explains.iter().map(|rule| rule.name).collect();
    let src = project().join("src");
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for path in files_below(&src.join("model"), "rs").into_iter().chain([src.join("model.rs")]) {
        collect(&path, "Fault(\"", "", &mut named);
    }
    for path in files_below(&src.join("syntax/yaml"), "rs").into_iter().chain([src.join("syntax/yaml.rs")]) {
        collect(&path, "\"yaml-", "yaml-", &mut named);
    }
    println!("{} faults, {} rules that explain refusals", named.len(), explained.len());
    // A model may land before the first of its rules; from then on each of its faults needs one.
    let begun = |file: &str| {
        let prefix = match file {
            file if file.contains("model/zookeeper") => "ZK",
            file if file.contains("model/kafka") => "KF",
            file if file.contains("model/storm") || file.contains("yaml") => "ST",
            _ => "",
        };
        explains.iter().any(|rule| rule.code.starts_with(prefix))
    };
    let unexplained = named.iter().filter(|(fault, file)| !explained.contains(fault.as_str()) && begun(file));
    assert_none(unexplained.map(|(fault, file)| format!("{file}: {fault}: no such rule")).collect());
}

/// A rule that explains refusals and that no model names never speaks.
#[test]
fn every_rule_that_explains_refusals_is_named_by_a_model() {
    let src = project().join("src");
    let mut code = String::new();
    for folder in ["model", "syntax"] {
        for path in files_below(&src.join(folder), "rs") {
            code += &std::fs::read_to_string(path).unwrap();
        }
    }
    let explains = rules::all().filter(|rule| rule.check.headline().is_some());
    let unused = explains.filter(|rule| !code.contains(&format!("\"{}\"", rule.name)));
    assert_none(unused.map(|rule| format!("{}: no refusal names it", rule.name)).collect());
}

/// The names that stand between `opening` and the next quote, outside of tests and comments.
fn collect(path: &std::path::Path, opening: &str, prefix: &str, named: &mut BTreeMap<String, String>) {
    let text = std::fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let shown = path.strip_prefix(project()).unwrap().display().to_string();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for part in line.split(opening).skip(1) {
            if let Some((name, _)) = part.split_once('"') {
                named.entry(format!("{prefix}{name}")).or_insert_with(|| shown.clone());
            }
        }
    }
}
