//! Which user a machine runs a service as: its systemd units and /etc/passwd.

use super::tree::{self, Seen};
use crate::catalog::Component;
use camino::{Utf8Path, Utf8PathBuf};

/// The user that a service runs as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name, as the unit has it.
    pub name: String,
    /// Its number on that machine.
    pub uid: u32,
    /// Its groups' numbers.
    pub gids: Vec<u32>,
    /// The unit that says so.
    pub unit: Utf8PathBuf,
}

/// Where units lie; an administrator's win over a package's. Upstream: systemd.unit(5).
const UNITS: &[&str] = &["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

/// A unit, a passwd or a group file is never larger.
const CAP: u64 = 1024 * 1024;

/// The user of a component's service below `root`, when exactly one unit says so.
pub fn of_service(root: &Utf8Path, component: Component) -> Option<Account> {
    for directory in UNITS {
        let Seen::Directory(real, _) = tree::look(root, true, Utf8Path::new(directory)) else { continue };
        let Ok(entries) = real.read_dir_utf8() else { continue };
        let mut found: Vec<(String, Option<String>, Utf8PathBuf)> = entries
            .flatten()
            .filter(|entry| entry.file_name().ends_with(".service"))
            .filter_map(|entry| {
                let unit = Utf8Path::new(directory).join(entry.file_name());
                let text = read(root, &unit)?;
                let (user, group) = user_of(&text, component)?;
                Some((user, group, unit))
            })
            .collect();
        found.sort();
        found.dedup_by(|a, b| a.0 == b.0);
        match found.as_slice() {
            [] => {}
            [(user, group, unit)] => return account(root, user, group.as_deref(), unit),
            _ => return None,
        }
    }
    None
}

/// `User=` and `Group=` of a unit that starts this component.
fn user_of(unit: &str, component: Component) -> Option<(String, Option<String>)> {
    let value = |key: &str| {
        unit.lines()
            .filter_map(|line| line.trim().strip_prefix(key)?.trim_start().strip_prefix('='))
            .map(str::trim)
            .next_back()
    };
    let start = value("ExecStart")?;
    let zookeeper = ["zkServer", "zookeeper-server-start", "QuorumPeerMain"].iter().any(|word| start.contains(word));
    let starts = match component {
        Component::ZooKeeper => zookeeper,
        Component::Kafka => !zookeeper && start.contains("kafka-server-start"),
        Component::Storm => start.split_whitespace().next().is_some_and(|program| program.ends_with("/storm")),
    };
    let user = value("User").filter(|user| starts && !user.is_empty())?;
    Some((user.to_owned(), value("Group").map(str::to_owned)))
}

fn account(root: &Utf8Path, user: &str, group: Option<&str>, unit: &Utf8Path) -> Option<Account> {
    let passwd = read(root, Utf8Path::new("/etc/passwd"))?;
    let fields: Vec<&str> =
        passwd.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields.first() == Some(&user))?;
    let uid = fields.get(2)?.parse().ok()?;
    let mut gids: Vec<u32> = fields.get(3).and_then(|gid| gid.parse().ok()).into_iter().collect();
    let groups = read(root, Utf8Path::new("/etc/group")).unwrap_or_default();
    for line in groups.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let [name, _, gid, members, ..] = fields.as_slice() else { continue };
        if group == Some(*name) || members.split(',').any(|member| member == user) {
            gids.extend(gid.parse::<u32>());
        }
    }
    Some(Account { name: user.to_owned(), uid, gids, unit: unit.to_owned() })
}

fn read(root: &Utf8Path, path: &Utf8Path) -> Option<String> {
    let Seen::File(real) = tree::look(root, true, path) else { return None };
    let facts = std::fs::metadata(&real).ok()?;
    if !facts.is_file() || facts.len() > CAP {
        return None;
    }
    std::fs::read(&real).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether this account may write to something with these facts; `None`: this system has no such facts.
#[cfg(unix)]
pub fn may_write(account: &Account, facts: &std::fs::Metadata) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;
    let mode = facts.mode();
    Some(match () {
        () if account.uid == 0 => true,
        () if facts.uid() == account.uid => mode & 0o200 != 0,
        () if account.gids.contains(&facts.gid()) => mode & 0o020 != 0,
        () => mode & 0o002 != 0,
    })
}

/// Whether this account may write to something with these facts; `None`: this system has no such facts.
#[cfg(not(unix))]
pub fn may_write(_: &Account, _: &std::fs::Metadata) -> Option<bool> {
    None
}

/// The user number that owns something.
#[cfg(unix)]
pub fn owner(facts: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    Some(facts.uid())
}

/// The user number that owns something.
#[cfg(not(unix))]
pub fn owner(_: &std::fs::Metadata) -> Option<u32> {
    None
}

/// Whether nobody but root may write to something.
#[cfg(unix)]
pub fn read_only(facts: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    facts.mode() & 0o222 == 0
}

/// Whether nobody but root may write to something.
#[cfg(not(unix))]
pub fn read_only(facts: &std::fs::Metadata) -> bool {
    facts.permissions().readonly()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_say_the_user() {
        let zookeeper = "[Service]\nUser=zookeeper\nGroup=hadoop\nExecStart=/opt/zookeeper/bin/zkServer.sh start\n";
        assert_eq!(user_of(zookeeper, Component::ZooKeeper), Some(("zookeeper".into(), Some("hadoop".into()))));
        assert_eq!(user_of(zookeeper, Component::Kafka), None);
        let of_kafka = "[Service]\nExecStart=/opt/kafka/bin/zookeeper-server-start.sh /opt/kafka/config/zookeeper.properties\nUser=kafka\n";
        assert_eq!(user_of(of_kafka, Component::ZooKeeper).map(|(user, _)| user).as_deref(), Some("kafka"));
        assert_eq!(user_of(of_kafka, Component::Kafka), None);
        let storm = "[Service]\nUser = storm\nExecStart=/opt/storm/bin/storm supervisor\n";
        assert_eq!(user_of(storm, Component::Storm).map(|(user, _)| user).as_deref(), Some("storm"));
    }

    #[test]
    fn accounts_come_from_the_machine() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        std::fs::create_dir_all(root.join("etc/systemd/system")).unwrap();
        std::fs::write(root.join("etc/passwd"), "root:x:0:0::/root:/bin/sh\nkafka:x:4242:4243::/:/bin/false\n")
            .unwrap();
        std::fs::write(root.join("etc/group"), "data:x:4300:other,kafka\n").unwrap();
        let unit =
            "[Service]\nUser=kafka\nExecStart=/opt/kafka/bin/kafka-server-start.sh /etc/kafka/server.properties\n";
        std::fs::write(root.join("etc/systemd/system/kafka.service"), unit).unwrap();
        let account = of_service(&root, Component::Kafka).unwrap();
        assert_eq!((account.name.as_str(), account.uid, account.gids.as_slice()), ("kafka", 4242, &[4243, 4300][..]));
        assert_eq!(of_service(&root, Component::ZooKeeper), None);
        let facts = std::fs::metadata(&root).unwrap();
        assert_eq!(may_write(&account, &facts), cfg!(unix).then_some(false));
    }
}
