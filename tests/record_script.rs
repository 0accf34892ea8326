//! `tests/oracle/record.sh` where a tool is missing, the wrong one, or fails: one clear line, exit 2,
//! and nothing written but below its own folder. Needs a shell, and no JVM.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the script uses beside a JDK, Maven and Python.
const COMMON: [&str; 15] = [
    "bash",
    "cat",
    "cut",
    "dirname",
    "flock",
    "grep",
    "head",
    "mkdir",
    "mktemp",
    "mv",
    "nice",
    "rm",
    "sed",
    "sha256sum",
    "tr",
];

/// A machine with some tools: its PATH, its temporary files, its target folder.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    /// One that has `tools` as scripts of these bodies.
    fn with(tools: &[(&str, &str)]) -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["bin", "tmp", "home", "target"] {
            fs::create_dir(machine.at(folder)).unwrap();
        }
        for tool in COMMON {
            symlink(found(tool), machine.at("bin").join(tool)).unwrap();
        }
        for (tool, body) in tools {
            let path = machine.at("bin").join(tool);
            fs::write(&path, format!("#!{}\n{body}\n", found("bash").display())).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        machine
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/record.sh");
        let mut command = Command::new(self.at("bin").join("bash"));
        command.arg(script).args(arguments).env_clear().env("PATH", self.at("bin")).env("HOME", self.at("home"));
        command.env("TMPDIR", self.at("tmp")).env("CARGO_TARGET_DIR", self.at("target"));
        command.current_dir(self.at("home")).output().unwrap()
    }

    /// Runs every way of use; each must stop with this one line, and leave nothing behind.
    fn stops_with(&self, line: &str) {
        let recordings = recordings();
        for arguments in [
            &["--prepare"][..],
            &["--verify"],
            &["--write", "kafka"],
            &["kafka", "--version", "3.9.2", "server.properties"],
            &["yaml", "-"],
        ] {
            let output = self.run(arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(said.starts_with(line) && said.ends_with('\n'), "{arguments:?}: {said:?} isn't {line:?}");
            assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
            assert!(output.stdout.is_empty(), "{arguments:?}: it says what it doesn't know");
        }
        for folder in ["tmp", "home"] {
            assert_eq!(fs::read_dir(self.at(folder)).unwrap().count(), 0, "something is left in {folder}");
        }
        let made: Vec<_> = fs::read_dir(self.at("target")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(made.is_empty() || made == ["oracle"], "{made:?}");
        assert!(recordings == self::recordings(), "a recording was touched");
    }
}

/// Where a tool of this machine lies.
fn found(tool: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    let found = std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("this test needs {tool}"))
}

/// Name, size and time of every recording.
fn recordings() -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/oracle");
    let facts = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        let facts = entry.metadata().unwrap();
        (entry.path(), facts.len(), facts.modified().unwrap())
    };
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(facts).collect();
    files.sort();
    files
}

const JDK_17: (&str, &str) = (
    "javac",
    "if [ \"$1\" = -version ]; then echo 'javac 17.0.9' >&2; exit; fi\n\
     while [ $# -gt 0 ]; do [ \"$1\" = -d ] && mkdir -p \"$2\"; shift; done",
);
const NOTHING: &str = "exit 0";

#[test]
fn without_a_jdk() {
    Machine::with(&[]).stops_with("record.sh: java is not installed (needed: a JDK 17, Maven, Python 3)");
}

#[test]
fn without_maven() {
    let machine = Machine::with(&[("java", NOTHING), JDK_17, ("python3", NOTHING)]);
    machine.stops_with("record.sh: mvn is not installed (needed: a JDK 17, Maven, Python 3)");
}

#[test]
fn with_another_jdk() {
    let javac = ("javac", "echo 'javac 21.0.1' >&2");
    let machine = Machine::with(&[("java", NOTHING), javac, ("mvn", NOTHING), ("python3", NOTHING)]);
    machine.stops_with("record.sh: JDK 17 is needed (texts made by the JDK differ in others), found 21");
}

#[test]
fn with_a_jdk_that_does_not_compile() {
    let javac =
        ("javac", "if [ \"$1\" = -version ]; then echo javac 17; else echo 'error: no space left' >&2; exit 1; fi");
    let machine = Machine::with(&[("java", NOTHING), javac, ("mvn", NOTHING), ("python3", NOTHING)]);
    machine.stops_with("record.sh: the harness doesn't compile (see ");
}

#[test]
fn without_an_artifact() {
    let mvn = ("mvn", "echo 'Could not find artifact'; exit 1");
    let machine = Machine::with(&[("java", NOTHING), JDK_17, mvn, ("python3", NOTHING)]);
    machine.stops_with("record.sh: Maven can't resolve zookeeper-3.4.9 (see ");
}
