//! One example: writes its files into a throw-away inventory, checks it as a library and compares.

use crate::page::{Example, Expected};
use camino::{Utf8Path, Utf8PathBuf};
use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::{Finding, Outcome, Place, Severity};
use cfglint::inventory::{self, FileKind, Options};
use cfglint::report::{self, Format};
use cfglint::rules::{self, Selection};
use cfglint::source::LineIndex;
use cfglint::text::Lang;
use std::sync::LazyLock;

/// What came out of an example.
pub(crate) struct Ran {
    /// The findings of the page's rule, with their whole headlines.
    pub of_rule: Vec<Expected>,
    /// Everything from `warning` up, of any rule.
    pub loud: Vec<Expected>,
    /// What keeps the example from meaning anything.
    pub trouble: Option<String>,
}

/// Runs an example with every rule.
pub(crate) fn run(example: &Example, rule: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    // The name of the temporary directory must not look like a host or a template.
    let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap().join("inventory");
    for file in &example.files {
        let path = root.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    let mut trouble: Option<String> = example.facts.iter().find_map(|(host, fact)| lay(&root.join(host), fact).err());
    let mut options = Options { paths: vec![root.clone()], ..Options::default() };
    for (flag, value) in &example.flags {
        match Component::ALL.iter().find(|component| component.id() == flag) {
            Some(&component) => match VersionSet::parse(component, value) {
                Some((versions, _)) => options.versions.push(versions),
                None => trouble = Some(format!("{flag}={value}: no such version")),
            },
            None if flag == "host-root" => options.host_root = Some(root.join(value)),
            None => options.kind = KINDS.iter().copied().find(|kind| kind.id() == value),
        }
    }
    let outcome = rules::run(inventory::discover(&options), &Selection { unfolded: true, ..Selection::default() });
    open_up(&root);
    if outcome.files.is_empty() {
        trouble = Some("none of its files is recognised".to_owned());
    }
    if let Some(error) = outcome.errors.first() {
        trouble = Some(format!("{}: {}", error.path, error.message.en));
    }
    trouble = trouble.or_else(|| breaks_schema(&outcome));
    let told = |keep: &dyn Fn(&Finding) -> bool| {
        let found = outcome.findings.iter().filter(|finding| keep(finding));
        // Findings that are joined are one line per place.
        let apart = found.flat_map(|finding| {
            let places = std::iter::once(&finding.place).chain(&finding.also);
            places.map(|place| Finding { place: place.clone(), ..finding.clone() })
        });
        let mut told: Vec<Expected> = apart.map(|finding| line_of(&finding, &outcome, &root)).collect();
        told.sort_by(|a, b| (natural(&a.place), &a.name, &a.part).cmp(&(natural(&b.place), &b.name, &b.part)));
        told
    };
    Ran {
        of_rule: told(&|finding| finding.name == rule),
        loud: told(&|finding| finding.severity >= Severity::Warning),
        trouble,
    }
}

/// What is wrong with the JSON of an outcome by its schema.
fn breaks_schema(outcome: &Outcome) -> Option<String> {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = serde_json::from_str(report::schema::find("check").unwrap()).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    });
    let options = report::Options {
        format: Format::Json,
        lang: Lang::En,
        color: false,
        width: 100,
        terminal: true,
        verbose: false,
        cwd: Utf8PathBuf::from("/"),
    };
    let mut document = Vec::new();
    report::write(outcome, &options, &mut document).unwrap();
    let document = serde_json::from_slice(&document).unwrap();
    let error = SCHEMA.iter_errors(&document).next()?;
    Some(format!("the JSON breaks its schema: {error} at {}", error.instance_path))
}

const KINDS: [FileKind; 6] = [
    FileKind::ZooCfg,
    FileKind::ZooDynamic,
    FileKind::MyId,
    FileKind::StormYaml,
    FileKind::ServerProperties,
    FileKind::Hosts,
];

/// Whether an example gave what its page says.
pub(crate) fn judge(example: &Example, ran: Ran) -> Result<(), String> {
    if let Some(trouble) = ran.trouble {
        return Err(trouble);
    }
    if example.good {
        let mut wrong = ran.of_rule;
        wrong.extend(ran.loud.into_iter().filter(|loud| wrong.iter().all(|known| known != loud)).collect::<Vec<_>>());
        return if wrong.is_empty() { Ok(()) } else { Err(format!("a good example has findings:{}", list(&wrong))) };
    }
    let mut unexpected = ran.of_rule;
    let mut missing = Vec::new();
    for expected in &example.findings {
        match unexpected.iter().position(|found| expected.fits(found)) {
            Some(at) => {
                unexpected.remove(at);
            }
            None => missing.push(expected.clone()),
        }
    }
    if example.findings.is_empty() {
        return Err("a bad example without a finding".to_owned());
    }
    if missing.is_empty() && unexpected.is_empty() {
        return Ok(());
    }
    let mut message = String::from("the findings differ");
    if !missing.is_empty() {
        message += &format!("\n  expected and not found:{}", list(&missing));
    }
    if !unexpected.is_empty() {
        message += &format!("\n  found and not expected:{}", list(&unexpected));
    }
    if !ran.loud.is_empty() {
        message += &format!("\n  everything from warning up:{}", list(&ran.loud));
    }
    Err(message)
}

fn list(lines: &[Expected]) -> String {
    lines.iter().map(|line| format!("\n    {line}")).collect()
}

/// A finding as a line of a `findings` block.
fn line_of(finding: &Finding, outcome: &Outcome, root: &Utf8Path) -> Expected {
    let relative = |path: &Utf8Path| path.strip_prefix(root).unwrap_or(path).to_string();
    let place = match &finding.place {
        Place::Span(span) => {
            let source = outcome.sources.get(span.source);
            let at = LineIndex::new(&source.bytes).line_column(&source.bytes, span.start as usize);
            format!("{}:{}:{}", relative(&source.path), at.line, at.column)
        }
        Place::File(id) => relative(outcome.sources.path(*id)),
        Place::Path(path) => relative(path),
    };
    let part = finding.message.en.lines().next().unwrap_or_default().to_owned();
    Expected { place, severity: finding.severity.id().to_owned(), name: finding.name.to_owned(), part }
}

/// `a:10:2` behind `a:9:1`.
fn natural(place: &str) -> Vec<(String, u64)> {
    let part = |part: &str| part.parse().map_or_else(|_| (part.to_owned(), 0), |number| (String::new(), number));
    place.split(':').map(part).collect()
}

/// Lays one fact out below a host's folder: `dir /var/lib/kafka`, `dir /var/lib/kafka 0555`,
/// `file /etc/passwd`.
fn lay(host: &Utf8Path, fact: &str) -> Result<(), String> {
    let words: Vec<&str> = fact.split_whitespace().collect();
    let (what, path, mode) = match words[..] {
        [] => return Ok(()),
        [what, path] => (what, path, None),
        [what, path, mode] => (what, path, Some(mode)),
        _ => return Err(format!("{fact:?}: want: dir|file PATH [MODE]")),
    };
    let path = host.join(path.trim_start_matches('/'));
    let made = match what {
        "dir" => std::fs::create_dir_all(&path),
        "file" => std::fs::create_dir_all(path.parent().unwrap()).and_then(|()| std::fs::write(&path, b"")),
        _ => return Err(format!("{fact:?}: want: dir|file PATH [MODE]")),
    };
    made.map_err(|error| format!("{fact:?}: {error}"))?;
    match mode {
        None => Ok(()),
        Some(mode) => {
            let mode = u32::from_str_radix(mode, 8).map_err(|_| format!("{fact:?}: not an octal mode"))?;
            change_mode(&path, mode).map_err(|error| format!("{fact:?}: {error}"))
        }
    }
}

#[cfg(unix)]
fn change_mode(path: &Utf8Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn change_mode(_: &Utf8Path, _: u32) -> std::io::Result<()> {
    Ok(())
}

/// Makes directories writable again, so that the temporary directory can go.
fn open_up(root: &Utf8Path) {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let _ = change_mode(&folder, 0o755);
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.extend(Utf8PathBuf::from_path_buf(entry.path()).ok());
            }
        }
    }
}

#[test]
fn a_difference_is_told() {
    let line = |text: &str| Expected {
        place: "a/zoo.cfg:1:1".to_owned(),
        severity: "error".to_owned(),
        name: "x".to_owned(),
        part: text.to_owned(),
    };
    let ran = |found: &[&str]| Ran {
        of_rule: found.iter().map(|text| line(text)).collect(),
        loud: found.iter().map(|text| line(text)).collect(),
        trouble: None,
    };
    let bad =
        |parts: &[&str]| Example { findings: parts.iter().map(|part| line(part)).collect(), ..Example::default() };
    assert_eq!(judge(&bad(&["port"]), ran(&["the port is bad"])), Ok(()));
    assert!(judge(&bad(&["host"]), ran(&["the port is bad"])).unwrap_err().contains("expected and not found"));
    assert!(judge(&bad(&["port"]), ran(&["the port", "another"])).unwrap_err().contains("found and not expected"));
    assert!(judge(&bad(&[]), ran(&[])).is_err());
    let good = Example { good: true, ..Example::default() };
    assert_eq!(judge(&good, ran(&[])), Ok(()));
    assert!(judge(&good, ran(&["the port"])).is_err());
}
