//! Inputs that are broken, endless or in the way: told with their path, and everything else is
//! still read. Nothing hangs, nothing panics, nothing is called clean that wasn't read.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use camino::{Utf8Path, Utf8PathBuf};
use cfglint::inventory::{self, Inventory, Options};
use cfglint::rules::{self, Selection};
use std::fs::{self, File};
use std::time::{Duration, Instant};

const GOOD: &str = "broker.id=1\nzookeeper.connect=zk1:2181\nlog.dirs=/data/kafka\n";

/// A directory with one good file in it.
struct Folder {
    _guard: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl Folder {
    fn new() -> Self {
        let guard = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        let folder = Self { _guard: guard, root };
        folder.write("kfk1/server.properties", GOOD);
        folder
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Utf8PathBuf {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Looks at the folder and at `named`, and runs every rule.
    fn look(&self, named: &[&Utf8Path]) -> Inventory {
        let start = Instant::now();
        let mut paths = vec![self.root.clone()];
        paths.extend(named.iter().map(|path| (*path).to_owned()));
        let options = Options { paths, ..Options::default() };
        let inventory = inventory::discover(&options);
        assert!(
            inventory.nodes.iter().any(|node| inventory.sources.path(node.source).ends_with("kfk1/server.properties")),
            "the good file is still read"
        );
        rules::run(inventory::discover(&options), &Selection::default());
        assert!(start.elapsed() < Duration::from_secs(60), "slow: {:?}", start.elapsed());
        inventory
    }
}

fn errors(inventory: &Inventory) -> Vec<(String, String)> {
    let told = |error: &cfglint::finding::InputError| {
        (error.path.file_name().unwrap_or_default().to_owned(), error.message.en.clone().into_owned())
    };
    inventory.errors.iter().map(told).collect()
}

#[test]
fn what_is_not_there_is_told() {
    let folder = Folder::new();
    let inventory = folder.look(&[&folder.root.join("zoo.cfg")]);
    assert_eq!(errors(&inventory), [("zoo.cfg".to_owned(), "no such file or directory".to_owned())]);
}

#[test]
#[cfg(unix)]
fn pipes_and_devices_are_never_opened() {
    let folder = Folder::new();
    let pipe = folder.root.join("zoo.cfg");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success(), "mkfifo must work for this test to mean something");
    let found = folder.look(&[]);
    assert!(
        matches!(errors(&found).as_slice(), [(name, why)] if name == "zoo.cfg" && why.contains("pipe")),
        "{:?}",
        errors(&found)
    );
    let named = folder.look(&[&pipe, Utf8Path::new("/dev/zero")]);
    let names: Vec<_> = errors(&named).into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"zero".to_owned()) && names.contains(&"zoo.cfg".to_owned()), "{names:?}");
}

#[test]
#[cfg(unix)]
fn loops_end_and_links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("zoo.cfg"), "dataDir=/d\nclientPort=2181\n").unwrap();
    symlink("..", folder.root.join("kfk1/up")).unwrap();
    symlink(".", folder.root.join("self")).unwrap();
    symlink("/", folder.root.join("everything")).unwrap();
    symlink("kfk1", folder.root.join("current")).unwrap();
    symlink("loop-b", folder.root.join("loop-a")).unwrap();
    symlink("loop-a", folder.root.join("loop-b")).unwrap();
    symlink(elsewhere.path(), folder.root.join("linked")).unwrap();
    symlink(elsewhere.path(), folder.root.join("linked-again")).unwrap();
    symlink("/nowhere/zoo.cfg", folder.root.join("zoo.cfg")).unwrap();
    symlink("server.properties", folder.root.join("server.properties")).unwrap();
    symlink("/nowhere/notes.txt", folder.root.join("notes.txt")).unwrap();
    let inventory = folder.look(&[]);
    let mut files: Vec<_> = inventory
        .nodes
        .iter()
        .map(|node| inventory.sources.path(node.source).strip_prefix(&folder.root).unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["kfk1/server.properties", "linked/zoo.cfg"]);
    let loops = "a link that leads back to itself, so there is nothing behind it: not read";
    let told: Vec<_> = [
        ("loop-a", loops),
        ("loop-b", loops),
        ("server.properties", loops),
        ("zoo.cfg", "a link to a file that doesn't exist: not read"),
    ]
    .map(|(name, why)| (name.to_owned(), why.to_owned()))
    .into();
    assert_eq!(errors(&inventory), told);
    let mut noted: Vec<_> = inventory.skipped.iter().filter_map(|skipped| skipped.path.file_name()).collect();
    noted.sort_unstable();
    assert_eq!(noted, ["everything", "self", "up"], "what leads up hides nothing, and is told all the same");
}

/// Root may read everything, so what can't be read here is a file that fails while it is read.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("/proc/self/mem", folder.root.join("zoo.cfg")).unwrap();
    let inventory = folder.look(&[]);
    assert!(
        matches!(errors(&inventory).as_slice(), [(name, why)] if name == "zoo.cfg" && why.contains("can't be read")),
        "{:?}",
        errors(&inventory)
    );
}

#[test]
#[cfg(unix)]
fn without_permission_the_file_and_the_directory_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let file = folder.write("zk1/zoo.cfg", "dataDir=/d\nclientPort=2181\n");
    let closed = folder.write("zk2/zoo.cfg", "dataDir=/d\nclientPort=2181\n");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(closed.parent().unwrap(), fs::Permissions::from_mode(0o000)).unwrap();
    let superuser = fs::read(&file).is_ok();
    let inventory = folder.look(&[]);
    fs::set_permissions(closed.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    if superuser {
        assert_eq!(inventory.nodes.len(), 3, "root reads everything, so this run proves nothing about permissions");
        return;
    }
    let mut names: Vec<_> = errors(&inventory).into_iter().map(|(name, why)| format!("{name}: {why}")).collect();
    names.sort();
    assert_eq!(names, ["zk2: permission denied: not read", "zoo.cfg: permission denied: not read"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_path_that_is_not_utf_8_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let directory = folder.root.as_std_path().join(std::ffi::OsStr::from_bytes(b"zk\xff"));
    fs::create_dir(&directory).unwrap();
    fs::write(directory.join("zoo.cfg"), "dataDir=/d\nclientPort=2181\n").unwrap();
    fs::write(directory.join("notes.txt"), "").unwrap();
    let inventory = folder.look(&[]);
    assert!(
        matches!(errors(&inventory).as_slice(), [(_, why)] if why.contains("not UTF-8")),
        "{:?}",
        errors(&inventory)
    );
}

#[test]
fn a_line_of_a_gigabyte_is_not_read() {
    let folder = Folder::new();
    let huge = folder.write("zk1/zoo.cfg", "");
    File::options().write(true).open(&huge).unwrap().set_len(1 << 30).unwrap();
    let image = folder.write("images/disk.cfg", "");
    File::options().write(true).open(&image).unwrap().set_len(1 << 30).unwrap();
    let inventory = folder.look(&[]);
    assert!(
        matches!(errors(&inventory).as_slice(), [(name, why)] if name == "zoo.cfg" && why.contains("16 MiB")),
        "{:?}",
        errors(&inventory)
    );
}

#[test]
fn a_line_of_a_megabyte_is_read() {
    let folder = Folder::new();
    folder.write("zk1/zoo.cfg", format!("dataDir=/d\nclientPort=2181\nserver.1={}\n", "a".repeat(1 << 20)));
    folder.write("kfk2/server.properties", format!("broker.id=2\nlog.dirs={}\n", "/d,".repeat(1 << 18)));
    folder.write("nim1/storm.yaml", format!("nimbus.seeds: [{}]\n", "a,".repeat(1 << 16)));
    let inventory = folder.look(&[]);
    assert_eq!((inventory.nodes.len(), inventory.errors.len()), (4, 0));
}

#[test]
fn depth_is_not_recursion() {
    let folder = Folder::new();
    let deep = 100_000;
    folder.write("nim1/storm.yaml", format!("nimbus.seeds: {}{}\n", "[".repeat(deep), "]".repeat(deep)));
    folder.write("nim2/storm.yaml", format!("nimbus.seeds: {}\n", "{a: ".repeat(deep)));
    folder.write("nim3/storm.yaml", format!("nimbus.seeds:\n{}x\n", "- ".repeat(deep)));
    assert_eq!(folder.look(&[]).nodes.len(), 4);
}

#[test]
fn aliases_do_not_explode() {
    let folder = Folder::new();
    let mut bomb = String::from("nimbus.seeds: &a0 [x, x]\n");
    for level in 1..60 {
        bomb += &format!("storm.k{level}: &a{level} [*a{0}, *a{0}]\n", level - 1);
    }
    folder.write("nim1/storm.yaml", bomb);
    assert_eq!(folder.look(&[]).nodes.len(), 2);
}

#[test]
fn any_bytes_are_taken() {
    let folder = Folder::new();
    let every: Vec<u8> = (0..=255).collect();
    for (number, bytes) in [
        &b"\0\0\0\0"[..],
        b"broker.id=\0\nlog.dirs=\xff\xfe\n",
        &every,
        b"\xff\xfeb\0r\0",
        b"\xef\xbb\xbf",
        b"\r\r\r",
        b"\\",
    ]
    .into_iter()
    .enumerate()
    {
        for name in ["zoo.cfg", "storm.yaml", "server.properties", "myid", "zoo.cfg.dynamic"] {
            let path = folder.write(&format!("h{number}/{name}"), bytes);
            let named = folder.look(&[&path]);
            assert_eq!(errors(&named), []);
        }
    }
}

/// Git ignores them, they are hidden, they are named one by one: what a server reads is read.
#[test]
fn what_git_ignores_is_read_and_named_files_are_read_as_found_ones() {
    let folder = Folder::new();
    fs::create_dir(folder.root.join(".git")).unwrap();
    folder.write(".gitignore", "*\n!kfk1\nsecret/\n");
    folder.write(".ignore", "kfk2\n");
    let files = [
        folder.root.join("kfk1/server.properties"),
        folder.write("kfk2/server.properties", GOOD.replace("id=1", "id=2")),
        folder.write("secret/zoo1/zoo.cfg", "dataDir=/d\nclientPort=2181\nserver.1=zoo1:2888:3888\n"),
        folder.write("secret/zoo1/data/myid", "1\n"),
        folder.write(".hidden/storm.yaml", "nimbus.seeds: [nim1]\nstorm.zookeeper.servers: [zoo1]\n"),
    ];
    let told = |paths: Vec<Utf8PathBuf>| {
        let inventory = inventory::discover(&Options { paths, ..Options::default() });
        assert_eq!((errors(&inventory), inventory.skipped.len()), (Vec::new(), 0));
        let files: Vec<_> = inventory
            .files
            .iter()
            .map(|file| (inventory.sources.path(file.source).to_owned(), file.kind, file.node.is_some()))
            .collect();
        let outcome = rules::run(inventory, &Selection::default());
        let findings: Vec<_> =
            outcome.findings.iter().map(|finding| (finding.code, finding.message.en.clone())).collect();
        (files, findings)
    };
    let walked = told(vec![folder.root.clone()]);
    assert_eq!(walked.0.len(), files.len());
    assert!(walked.0.iter().all(|(_, _, owned)| *owned), "each belongs to a node: {walked:?}");
    assert_eq!(told(files.to_vec()), walked);
}

/// Thousands of files in one directory are compared by name, not with each other.
#[test]
fn a_crowd_in_one_directory_is_read_in_time() {
    let folder = Folder::new();
    for number in 0..1500 {
        folder.write(&format!("all/server-{number}.properties"), GOOD.replace("id=1", &format!("id={number}")));
        folder.write(&format!("all/server_{}.properties", "x".repeat(number % 200 + 1)), GOOD);
    }
    folder.write("all/server.properties", GOOD);
    let inventory = folder.look(&[]);
    assert!(inventory.nodes.iter().filter(|node| node.sample).count() >= 200, "variants of server.properties");
}

/// A list of twenty thousand is read once, however many of its entries are wrong.
#[test]
fn long_lists_take_no_longer_than_their_length() {
    fn list(entry: impl Fn(usize) -> String) -> String {
        (0..20_000).map(entry).collect::<Vec<_>>().join(",")
    }
    let broker = "broker.id=2\nzookeeper.connect=zk1:2181\nlog.dirs=/data/kafka\n";
    let controller = "process.roles=controller\nnode.id=1\ncontroller.listener.names=C\nlisteners=C://:9093\n";
    let cases = [
        ("unmapped", format!("{broker}listeners={}\n", list(|n| format!("L{n}://:{}", n + 1)))),
        ("one port", format!("{broker}listeners={}\n", list(|_| "PLAINTEXT://:9092".to_owned()))),
        ("malformed", format!("{broker}listeners={}\n", list(|n| format!("h{n}:9092")))),
        (
            "mapped",
            format!(
                "{broker}listeners={}\nadvertised.listeners={}\nlistener.security.protocol.map={}\n",
                list(|n| format!("L{n}://:{}", n + 1)),
                list(|n| format!("M{n}://h:{}", n + 1)),
                list(|n| format!("L{n}:PLAINTEXT,M{n}:SSL")),
            ),
        ),
        (
            "directories",
            format!("broker.id=2\nzookeeper.connect=zk1\nlog.dirs={}\n", list(|n| format!("/d/{}", n / 2))),
        ),
        ("nested", format!("broker.id=2\nzookeeper.connect=zk1\nlog.dirs=/d,{}\n", list(|n| format!("/d/{n}")))),
        ("voters", format!("{controller}controller.quorum.voters={}\n", list(|n| format!("{}@h{n}:9093", n / 2)))),
        ("no voters", format!("{controller}controller.quorum.voters={}\n", list(|n| format!("h{n}:9093")))),
        ("hosts", format!("broker.id=2\nlog.dirs=/d\nzookeeper.connect={}\n", list(|n| format!("h{n}:{}", n * 7)))),
        ("chroots", format!("broker.id=2\nlog.dirs=/d\nzookeeper.connect={}\n", list(|n| format!("h{n}:2181/k")))),
    ];
    for (what, text) in cases {
        let start = Instant::now();
        let folder = Folder::new();
        folder.write("kfk2/server.properties", text);
        let outcome = rules::run(
            inventory::discover(&Options { paths: vec![folder.root.clone()], ..Options::default() }),
            &Selection::default(),
        );
        assert!(outcome.findings.len() < 2_000, "{what}: {} findings", outcome.findings.len());
        let told: usize = outcome.findings.iter().map(|finding| finding.message.en.len()).sum();
        let said: usize =
            outcome.findings.iter().filter_map(|finding| finding.refusal.as_ref()).map(|said| said.text.len()).sum();
        assert!(told + said < 4 << 20, "{what}: {told} and {said} bytes of text");
        assert!(start.elapsed() < Duration::from_secs(60), "{what} is slow: {:?}", start.elapsed());
        println!("{what}: {:?}", start.elapsed());
    }
}

/// What one rule finds over and over in one file is told a hundred times and counted, and twice the
/// lines take about twice the time.
#[test]
fn endless_mistakes_are_counted_and_cost_their_number() {
    let servers = |count: usize| {
        let lines: String = (0..count).map(|n| format!("server.{n}=h:2888:3888\n")).collect();
        ("zoo.cfg", format!("dataDir=/d\nclientPort=2181\ninitLimit=10\nsyncLimit=5\n{lines}"))
    };
    let typos = |count: usize| {
        let lines: String = (0..count).map(|n| format!("num.netwrk.threads{n}=3\n")).collect();
        ("server.properties", format!("broker.id=2\nzookeeper.connect=zk1\nlog.dirs=/d\n{lines}"))
    };
    let judge = |(name, text): (&str, String)| {
        let start = Instant::now();
        let given = vec![(Utf8PathBuf::from("/a").join(name), text.into_bytes().into())];
        let outcome = rules::run(inventory::discover(&Options { given, ..Options::default() }), &Selection::default());
        (start.elapsed(), outcome.findings)
    };
    let (small, _) = judge(servers(5_000));
    let (large, findings) = judge(servers(20_000));
    let same: Vec<_> = findings.iter().filter(|finding| finding.code == "ZK041").collect();
    assert_eq!(same.len(), 100, "shown one by one");
    assert_eq!(same.iter().map(|finding| 1 + finding.also_total).sum::<usize>(), 19_999, "and counted");
    // Four times the lines: a quadratic walk would take sixteen times as long.
    assert!(large < small * 10 + Duration::from_secs(2), "servers: {small:?}, then {large:?}");
    let (small, _) = judge(typos(5_000));
    let (large, findings) = judge(typos(20_000));
    assert!(findings.len() < 200, "{} findings", findings.len());
    assert!(large < small * 10 + Duration::from_secs(2), "typos: {small:?}, then {large:?}");
}
