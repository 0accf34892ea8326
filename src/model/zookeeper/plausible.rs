//! Which versions a ZooKeeper can be, told by what it left beside its zoo.cfg.
//!
//! Unknown keys are legal in zoo.cfg, so that its keys tell nothing. The dynamic configuration is written
//! by the server itself.

use super::ZOOKEEPER;
use super::companion::ONLY_350;
use super::ensemble::is_list_key;
use super::lines::File;
use crate::catalog::VersionSet;
use crate::model::java::parse_hex;
use crate::source::Source;
use crate::syntax::placeholder::Placeholders;

/// The versions that can have left this dynamic configuration. `QuorumPeer.setQuorumVerifier` of 3.5.0
/// writes the file in place, `QuorumMaj.toString` with the `version` in it; from 3.5.1 on the version is
/// the ending of the file's name, and a file with one inside is refused.
pub fn plausible(dynamic: &Source) -> VersionSet {
    let all = VersionSet::all(ZOOKEEPER);
    let versioned = dynamic.path.extension().is_some_and(|ending| parse_hex(ending).is_some());
    let file = File::read(dynamic, &Placeholders::default());
    let mut version = false;
    for line in file.lines() {
        // `server.1=host:port:port:role;host:port`, as it writes them.
        let written = line
            .value
            .split_once(';')
            .is_some_and(|(server, _)| server.ends_with(":participant") || server.ends_with(":observer"));
        match line.key {
            "version" => version = parse_hex(line.value).is_some(),
            key if key.starts_with("server.") && !written => return all,
            key if !is_list_key(key) => return all,
            _ => {}
        }
    }
    if version && !versioned { ONLY_350 } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn told(path: &str, text: &str) -> String {
        let mut sources = Sources::default();
        let id = sources.add(path, text.as_bytes().to_vec());
        plausible(sources.get(id)).to_string()
    }

    #[test]
    fn only_what_350_writes_tells() {
        let server = "server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181\n";
        assert_eq!(told("zoo.cfg.dynamic", &format!("{server}version=100000000")), "3.5.0");
        assert_eq!(told("zoo.cfg.dynamic", server), "3.4–3.9");
        assert_eq!(told("zoo.cfg.dynamic.100000000", &format!("{server}version=100000000")), "3.4–3.9");
        assert_eq!(told("zoo.cfg.dynamic", "server.1=zoo1:2888:3888\nversion=1"), "3.4–3.9");
    }
}
