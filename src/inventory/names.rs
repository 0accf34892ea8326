//! What a file's name says: whose it is, how surely, and whether it is a copy that no server reads.
//!
//! Names only; `recognise` looks at the bytes.

use super::FileKind;

/// What a name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// What the file would be.
    pub kind: FileKind,
    /// How far the name alone goes.
    pub certainty: Certainty,
    /// The name ends as a template's does (`.j2`, `.erb`, …).
    pub template: bool,
    /// A sample that a distribution ships under this name.
    pub sample: bool,
}

/// How far a name goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// Any program may have such a file: only its keys can tell.
    Open,
    /// A usual name: one telling key is enough.
    Likely,
    /// The name that only this server has.
    Sure,
}

/// What to do with a file of some name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Look at it.
    Candidate(Named),
    /// A copy that no server reads: a backup, an editor's file, what a package manager left.
    Backup,
    /// A sibling of the live file with a suffix of its own: a testbed's, another host's, a sample.
    Variant,
    /// A server's jar: tells a version.
    Jar,
    /// Nobody's.
    Other,
}

const TEMPLATE_SUFFIXES: &[&str] =
    &[".j2", ".jinja", ".jinja2", ".erb", ".epp", ".tmpl", ".template", ".tpl", ".in", ".mustache", ".gotmpl"];

/// Reads a file's name; `parent` is its directory's name.
pub(super) fn read(name: &str, parent: Option<&str>) -> Name {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".jar") {
        return Name::Jar;
    }
    if lower == "hosts" && parent == Some("etc") {
        return Name::Candidate(Named {
            kind: FileKind::Hosts,
            certainty: Certainty::Sure,
            template: false,
            sample: false,
        });
    }
    if let Some(named) = live(&lower) {
        return if copy_of_stem(&lower) { Name::Backup } else { Name::Candidate(named) };
    }
    suffixed(&lower)
}

/// The name of a file that a server would read, or of its template.
fn live(lower: &str) -> Option<Named> {
    let stripped = TEMPLATE_SUFFIXES.iter().find_map(|suffix| lower.strip_suffix(suffix));
    let (kind, certainty) = base(stripped.unwrap_or(lower))?;
    Some(Named { kind, certainty, template: stripped.is_some(), sample: lower.contains("zoo_sample") })
}

fn base(name: &str) -> Option<(FileKind, Certainty)> {
    use Certainty::{Likely, Open, Sure};
    if name == "myid" {
        return Some((FileKind::MyId, Sure));
    }
    if name == "zoo.cfg" {
        return Some((FileKind::ZooCfg, Sure));
    }
    if dynamic(name) {
        return Some((FileKind::ZooDynamic, Likely));
    }
    if let Some(stem) = name.strip_suffix(".cfg") {
        let likely = stem.starts_with("zoo") || stem.ends_with("zoo");
        return Some((FileKind::ZooCfg, if likely { Likely } else { Open }));
    }
    if let Some(stem) = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")) {
        return match stem {
            "storm" => Some((FileKind::StormYaml, Sure)),
            _ if stem.contains("storm") => Some((FileKind::StormYaml, Open)),
            _ => None,
        };
    }
    let stem = name.strip_suffix(".properties")?;
    if stem.starts_with("zoo") || stem.starts_with("zk") {
        return Some((FileKind::ZooCfg, Likely));
    }
    let likely = ["server", "kafka", "broker", "controller"].iter().any(|word| stem.starts_with(word));
    Some((FileKind::ServerProperties, if likely { Likely } else { Open }))
}

/// `zoo.cfg.dynamic`, `zoo2.cfg.dynamic1`, `zoo.cfg.dynamic.10000000a`, `zoo.cfg.dynamic.next`,
/// `zoo_replicated1.dynamic`. Upstream: `QuorumPeerConfig.nextDynamicConfigFileSuffix`.
fn dynamic(name: &str) -> bool {
    let Some((stem, rest)) = name.rsplit_once(".dynamic") else { return false };
    (stem.ends_with(".cfg") || stem.starts_with("zoo"))
        && rest.strip_prefix('.').unwrap_or(rest).bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `server_bak.properties`, `server.old.properties`, `zoo-copy.cfg`.
fn copy_of_stem(lower: &str) -> bool {
    let stem = lower.rsplit_once('.').map_or(lower, |(stem, _)| stem);
    let Some(at) = stem.rfind(['.', '-', '_']) else { return false };
    matches!(&stem[at + 1..], "bak" | "backup" | "old" | "orig" | "copy" | "save" | "saved")
}

/// A live name with something behind it (or an editor's mark around it).
fn suffixed(lower: &str) -> Name {
    let plain = lower.trim_start_matches(['.', '#', '~']).trim_start_matches("copy of ");
    if plain.len() != lower.len() && !lower.starts_with("..") {
        let marks: &[char] = &['#', '~'];
        let inner = plain.trim_end_matches(marks);
        let inner = [".swp", ".swo", ".un~"].iter().find_map(|end| inner.strip_suffix(end)).unwrap_or(inner);
        if ours_by_name(inner) {
            return Name::Backup;
        }
    }
    for ending in [".cfg", ".properties", ".yaml", ".yml", "myid"] {
        let Some(at) = plain.find(ending) else { continue };
        let (live, rest) = plain.split_at(at + ending.len());
        if rest.is_empty() || !ours_by_name(live) {
            continue;
        }
        return if backup_suffix(rest) { Name::Backup } else { variant(rest) };
    }
    Name::Other
}

/// Source code, documents and archives named after a configuration file are nobody's variant.
fn variant(rest: &str) -> Name {
    let foreign = [
        ".md", ".txt", ".html", ".java", ".scala", ".py", ".sh", ".rb", ".go", ".rs", ".js", ".ts", ".php", ".c", ".h",
        ".xml", ".json", ".gz", ".zip", ".tar", ".tgz", ".png", ".jpg", ".svg", ".log", ".rst", ".adoc",
    ];
    if foreign.iter().any(|end| rest.ends_with(end)) { Name::Other } else { Name::Variant }
}

fn ours_by_name(name: &str) -> bool {
    base(name).is_some_and(|(_, certainty)| certainty >= Certainty::Likely)
}

/// What editors, people and package managers hang on a file that they replace.
fn backup_suffix(rest: &str) -> bool {
    let word = rest.trim_start_matches(['.', '-', '_', ' ', '(']).trim_end_matches([')', '~']);
    let named = [
        "bak", "backup", "old", "orig", "save", "saved", "rej", "swp", "swo", "tmp", "copy", "dpkg", "rpmsave",
        "rpmnew", "rpmorig", "ucf", "disabled", "off", "prev", "previous", "last",
    ];
    let numbered =
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.' | b':'));
    rest == "~"
        || rest.ends_with('~')
        || numbered
        || named.iter().any(|known| {
            word.strip_prefix(known).is_some_and(|tail| !tail.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
        || word.split(['.', '-', '_']).any(|part| matches!(part, "bak" | "backup" | "orig"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str) -> Option<(FileKind, Certainty)> {
        match read(name, Some("conf")) {
            Name::Candidate(named) => Some((named.kind, named.certainty)),
            _ => None,
        }
    }

    #[test]
    fn live_names() {
        use Certainty::{Likely, Open, Sure};
        for (name, wanted) in [
            ("zoo.cfg", (FileKind::ZooCfg, Sure)),
            ("zoo-1.cfg", (FileKind::ZooCfg, Likely)),
            ("default-zoo.cfg", (FileKind::ZooCfg, Likely)),
            ("ha.cfg", (FileKind::ZooCfg, Open)),
            ("zookeeper.properties", (FileKind::ZooCfg, Likely)),
            ("zoo.cfg.dynamic", (FileKind::ZooDynamic, Likely)),
            ("zoo2.cfg.dynamic1", (FileKind::ZooDynamic, Likely)),
            ("zoo.cfg.dynamic.10000000a", (FileKind::ZooDynamic, Likely)),
            ("zoo_replicated1.dynamic", (FileKind::ZooDynamic, Likely)),
            ("myid", (FileKind::MyId, Sure)),
            ("storm.yaml", (FileKind::StormYaml, Sure)),
            ("storm-supervisor.yaml", (FileKind::StormYaml, Open)),
            ("server-1.properties", (FileKind::ServerProperties, Likely)),
            ("server.b0.properties", (FileKind::ServerProperties, Likely)),
            ("kafka0.properties", (FileKind::ServerProperties, Likely)),
            ("b0.properties", (FileKind::ServerProperties, Open)),
        ] {
            assert_eq!(kind(name), Some(wanted), "{name}");
        }
        assert!(matches!(read("server.properties.j2", None), Name::Candidate(Named { template: true, .. })));
        assert!(matches!(read("zoo_sample.cfg", None), Name::Candidate(Named { sample: true, .. })));
        assert_eq!(kind("hosts"), None);
        assert!(matches!(read("hosts", Some("etc")), Name::Candidate(_)));
    }

    #[test]
    fn copies_are_not_hosts() {
        for name in [
            "server.properties.bak",
            "server.properties.orig",
            "server.properties.save",
            "server.properties~",
            "server.properties.1",
            "storm.yaml.old",
            "zoo.cfg.rej",
            ".server.properties.swp",
            "zoo.cfg.dpkg-old",
            "zoo.cfg.rpmsave",
            "server_bak.properties",
            "#zoo.cfg#",
            "zoo.cfg.bak2",
            "zoo.cfg.2019-10-16",
            "server.properties.bak.20200101",
            "myid.bak",
        ] {
            assert_eq!(read(name, None), Name::Backup, "{name}");
        }
        for name in ["storm.yaml-grid", "zoo.cfg-sb4", "server.properties.bluemix", "server.properties.sample"] {
            assert_eq!(read(name, None), Name::Variant, "{name}");
        }
        for name in ["server.properties.md", "values.yaml", "zoo.py", "Makefile", "i18n.properties.txt"] {
            assert_eq!(read(name, None), Name::Other, "{name}");
        }
    }
}
