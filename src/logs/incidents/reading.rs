//! One log, from its first byte to its last: pieces go to the scanner on every core, and what they
//! hold is put together here in the order of the log.

use super::super::pattern::{Meaning, Pattern};
use super::super::process::Process;
use super::super::record::{Level, Owner};
use super::super::scan::{self, Census, Hit, Match, Scanned, Scanner, Work};
use super::super::stream::{Content, LONGEST, Pieces};
use super::{Log, Options};
use crate::catalog::Component;
use crate::finding::incident::{LogEntry, LogPlace};
use crate::text;
use crate::text::Text;
use camino::Utf8Path;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, mpsc};

/// So many kinds of unexplained records are kept apart per log.
const MOST_TEMPLATES: usize = 1000;

/// What became of a log.
pub(super) enum Read {
    /// It was read, up to a fault perhaps.
    Done(Box<Reading>, Option<io::Error>),
    /// It is no log of ours: why.
    Foreign(Text),
}

/// Loud records that no pattern knows.
#[derive(Clone, Debug)]
pub(super) struct Unknown {
    pub(super) level: &'static str,
    pub(super) count: u64,
    pub(super) first: LogPlace,
}

/// What a log says.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) entry: LogEntry,
    number: usize,
    census: Census,
    context: Option<Component>,
    /// By component; the last one has what no component is known for.
    pub(super) processes: [Process; 4],
    pub(super) unknown: HashMap<String, Unknown>,
    recognised: bool,
    since: Option<i64>,
    /// So many bytes of lines that have no end were left out.
    cut: u64,
}

/// Reads a log.
pub(super) fn read(log: &Log, number: usize, scanner: &Scanner, options: Options<'_>) -> io::Result<Read> {
    let (mut pieces, content) = Pieces::new((log.open)()?)?;
    if let Content::Binary(kind) = content {
        return Ok(Read::Foreign(text! { en: "no text ({kind})", zh: "不是文本（{kind}）" }));
    }
    let mut reading = Reading::new(log, number, options);
    let failed = std::thread::scope(|scope| reading.run(scope, &mut pieces, scanner, options));
    reading.cut = pieces.cut;
    reading.finish();
    if !reading.recognised && !options.foreign {
        let reason = if reading.entry.lines == 0 {
            text! { en: "empty", zh: "空文件" }
        } else {
            text! {
                en: "no log of ZooKeeper, Storm or Kafka",
                zh: "不是 ZooKeeper、Storm 或 Kafka 的日志",
            }
        };
        return failed.map_or(Ok(Read::Foreign(reason)), Err);
    }
    Ok(Read::Done(Box::new(reading), failed))
}

/// The component that a log's name or its nearest folders say: `zookeeper.out`, `kafka/nohup.out`.
fn named(path: &Utf8Path) -> Option<Component> {
    const NEAREST: usize = 3;
    if of_a_worker(path) {
        return Some(Component::Storm);
    }
    for part in path.components().rev().take(NEAREST) {
        for word in part.as_str().to_ascii_lowercase().split(|c: char| !c.is_ascii_alphabetic()) {
            match word {
                "zookeeper" | "zk" | "zoo" => return Some(Component::ZooKeeper),
                "storm" | "nimbus" | "supervisor" | "logviewer" | "drpc" => return Some(Component::Storm),
                "kafka" | "kafkaserver" | "kfk" => return Some(Component::Kafka),
                _ => {}
            }
        }
    }
    None
}

/// Whether the log is a Storm worker's: `worker-6700.log` up to 0.9,
/// `workers-artifacts/<topology>/<port>/worker.log{,.err,.out}` since 1.0.
pub(super) fn of_a_worker(path: &Utf8Path) -> bool {
    let numbered = |name: &str| {
        let number = name.strip_prefix("worker-").and_then(|rest| rest.split('.').next());
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let name = path.file_name().unwrap_or_default();
    name.starts_with("worker.log")
        || numbered(name)
        || path.components().any(|part| part.as_str() == "workers-artifacts")
}

impl Reading {
    pub(super) fn new(log: &Log, number: usize, options: Options<'_>) -> Self {
        Self {
            entry: LogEntry {
                path: log.path.clone(),
                host: log.host.clone(),
                component: "",
                version: None,
                lines: 0,
                first: None,
                last: None,
                starts: 0,
                end_state: None,
                server_id: None,
                facts: BTreeMap::new(),
                partial: false,
            },
            number,
            census: Census::default(),
            context: None,
            processes: Default::default(),
            unknown: HashMap::new(),
            recognised: false,
            since: options.since,
            cut: 0,
        }
    }

    /// Scans on every core, takes in the results in order; gives the fault that ended it early.
    fn run<'scope, 'env>(
        &mut self,
        scope: &'scope std::thread::Scope<'scope, 'env>,
        pieces: &mut Pieces,
        scanner: &'env Scanner,
        options: Options<'_>,
    ) -> Option<io::Error> {
        let first = match pieces.next_piece() {
            Ok(first) => first?,
            Err(error) => return Some(error),
        };
        self.begin(scan::owners(&first));
        let workers = std::thread::available_parallelism().map_or(2, usize::from).min(16);
        let count = |piece: &[u8]| {
            if let Some(progress) = options.progress {
                progress.fetch_add(piece.len() as u64, Ordering::Relaxed);
            }
        };
        count(&first);
        let mut failed = None;
        let second = match pieces.next_piece() {
            Ok(second) => second,
            Err(error) => {
                failed = Some(error);
                None
            }
        };
        let Some(second) = second else {
            self.take_in(scanner.scan(&first, &mut Work::default()), scanner);
            return failed;
        };
        // So few wait for a worker that memory stays small however long the log is.
        let (queue, work) = mpsc::sync_channel::<(u64, Vec<u8>)>(1);
        let (results, finished) = mpsc::channel::<(u64, Vec<u8>, Scanned)>();
        let work = Arc::new(Mutex::new(work));
        for _ in 0..workers {
            let (work, results) = (Arc::clone(&work), results.clone());
            scope.spawn(move || {
                let next = || work.lock().ok()?.recv().ok();
                let mut memory = Work::default();
                while let Some((number, piece)) = next() {
                    let scanned = scanner.scan(&piece, &mut memory);
                    if results.send((number, piece, scanned)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let mut waiting: BTreeMap<u64, Scanned> = BTreeMap::new();
        let (mut sent, mut taken) = (0_u64, 0_u64);
        let ahead_of = workers as u64 + 2;
        let mut next = Some(first);
        let mut ahead = Some(second);
        while let Some(piece) = next.take() {
            if queue.send((sent, piece)).is_err() {
                break;
            }
            sent += 1;
            // What was found is taken in before more is looked for: a log of nothing but problems would fill
            // the memory otherwise.
            while let Some((number, piece, scanned)) =
                if sent - taken > ahead_of { finished.recv().ok() } else { finished.try_recv().ok() }
            {
                pieces.give_back(piece);
                waiting.insert(number, scanned);
                self.take_in_order(&mut waiting, &mut taken, scanner);
            }
            if options.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                self.entry.partial = true;
                break;
            }
            next = match ahead.take() {
                Some(piece) => Some(piece),
                None => match pieces.next_piece() {
                    Ok(piece) => piece,
                    Err(error) => {
                        failed = Some(error);
                        // What was read before the fault.
                        pieces.next_piece().unwrap_or_default()
                    }
                },
            };
            if let Some(piece) = &next {
                count(piece);
            }
        }
        drop(queue);
        while taken < sent {
            let Ok((number, _, scanned)) = finished.recv() else { break };
            waiting.insert(number, scanned);
            self.take_in_order(&mut waiting, &mut taken, scanner);
        }
        failed
    }

    /// What is to say where lines were too long to be read whole.
    pub(super) fn left_out(&self) -> Option<Text> {
        let (path, cut, most) = (&self.entry.path, self.cut, LONGEST >> 20);
        (cut > 0).then(|| {
            text! {
                en: "{path}: {cut} bytes of lines longer than {most} MiB were left out",
                zh: "{path}：有超过 {most} MiB 的行，略去了其中 {cut} 字节",
            }
        })
    }

    /// Takes note of who wrote the first piece.
    pub(super) fn begin(&mut self, census: Census) {
        if self.entry.lines == 0 {
            self.census = census;
            self.context = self.census.component();
            self.recognised = self.context.is_some() && !self.census.is_foreign();
            self.context = self.context.or_else(|| named(&self.entry.path));
        }
    }

    /// Takes in all pieces whose turn it is.
    fn take_in_order(&mut self, waiting: &mut BTreeMap<u64, Scanned>, taken: &mut u64, scanner: &Scanner) {
        while let Some(scanned) = waiting.remove(taken) {
            self.take_in(scanned, scanner);
            *taken += 1;
        }
    }

    /// Takes in what the next piece holds.
    pub(super) fn take_in(&mut self, scanned: Scanned, scanner: &Scanner) {
        let base = self.entry.lines;
        self.entry.lines += scanned.lines;
        if self.entry.first.is_none() {
            self.entry.first = scanned.first;
        }
        if scanned.last.is_some() {
            self.entry.last = scanned.last;
        }
        for hit in scanned.hits {
            let early = |since: i64| hit.time.as_ref().is_some_and(|time| time.millis < since);
            if self.since.is_some_and(early) {
                continue;
            }
            self.record(hit, base, scanner);
        }
    }

    fn record(&mut self, hit: Hit, base: u64, scanner: &Scanner) {
        if let Owner::Server(component) = hit.owner {
            self.context = Some(component);
        } else if self.context.is_none() && matches!(hit.owner, Owner::Foreign) {
            return;
        }
        if matches!(hit.owner, Owner::Foreign) && self.census.is_foreign() {
            return;
        }
        let place = LogPlace { log: self.number, line: base + hit.line + 1, time: hit.time.clone() };
        let context = match hit.owner {
            Owner::Server(component) => Some(component),
            _ => self.context,
        };
        for found in &hit.phases {
            if let Some(pattern) = scanner.patterns.get(found.pattern) {
                self.phase(pattern, found, context, &place);
            }
        }
        let chosen = self.choose(&hit.matches, hit.owner, context, scanner);
        let Some((pattern, found)) = chosen else {
            if hit.phases.is_empty() || hit.template.is_some() {
                self.unknown(&hit, context, &place);
            }
            return;
        };
        let component = pattern.component.or(context);
        if pattern.component.is_some() {
            self.recognised |= !self.census.is_foreign();
            self.context = self.context.or(component);
        } else if matches!(hit.owner, Owner::Unknown) && !self.census.is_foreign() {
            // A line of a shell or a JVM, in a log that holds nothing else.
            self.recognised |= self.census.unknown == 0 || context.is_some();
        }
        self.learn(component, found);
        if let Some(id) = hit.server_id.as_ref().filter(|_| component == Some(Component::ZooKeeper)) {
            self.process(component).server_id = Some(id.clone());
        }
        let process = self.process(component);
        match &pattern.meaning {
            Meaning::Noise(_) => process.ignore(pattern.id, Some(pattern), 1, &place, &place),
            Meaning::Problem(problem) => process.problem(pattern, problem, found, &hit, &place),
            Meaning::Phase(_) | Meaning::Sign(_) => {}
        }
    }

    /// The best match that the log's component allows. Where that isn't known and patterns of several
    /// components fit, the one that is anybody's is the honest answer.
    fn choose<'m>(
        &self,
        matches: &'m [Arc<Match>],
        owner: Owner,
        context: Option<Component>,
        scanner: &Scanner,
    ) -> Option<(&'static Pattern, &'m Match)> {
        let known = |pattern: &Pattern| match &pattern.meaning {
            Meaning::Problem(problem) if problem.own => context.is_some() && pattern.component == context,
            _ => true,
        };
        let all = || {
            let matched = matches.iter().filter_map(|found| Some((scanner.patterns.get(found.pattern)?, &**found)));
            matched.filter(|(pattern, _)| known(pattern))
        };
        if context.is_some() {
            let own = all().find(|(pattern, _)| pattern.component.is_none() || pattern.component == context);
            // The ZooKeeper client's own troubles are ZooKeeper's, whatever process has it.
            let clients = || all().find(|(pattern, _)| pattern.component == Some(Component::ZooKeeper));
            return own.or_else(|| if owner == Owner::Client { clients() } else { None });
        }
        let mut owners = all().filter_map(|(pattern, _)| pattern.component);
        let first = owners.next();
        let disputed = owners.any(|other| Some(other) != first);
        let anybodys = all().find(|(pattern, _)| pattern.component.is_none());
        anybodys.filter(|_| disputed).or_else(|| all().next())
    }

    fn phase(&mut self, pattern: &'static Pattern, found: &Match, context: Option<Component>, place: &LogPlace) {
        let component = pattern.component.or(context);
        if component.is_some() && context.is_some() && component != context {
            return;
        }
        // What heals something says nothing of a log that nothing is known of yet: others write it too.
        if matches!(pattern.meaning, Meaning::Sign(_)) && context.is_none() {
            return;
        }
        self.recognised |= pattern.component.is_some() && !self.census.is_foreign();
        self.context = self.context.or(component);
        self.learn(component, found);
        match pattern.meaning {
            Meaning::Phase(phase) => {
                self.process(component).turn(phase, pattern.id, place, || found.shown().text.clone())
            }
            Meaning::Sign(key) => self.process(component).sign(pattern.id, key, found),
            Meaning::Noise(_) | Meaning::Problem(_) => {}
        }
    }

    /// Keeps what a record tells of the server: version, ids.
    fn learn(&mut self, component: Option<Component>, found: &Match) {
        const MOST: usize = 16;
        for (at, (name, value)) in found.captures.iter().enumerate() {
            match name.as_str() {
                "version" => self.process(component).version = Some(value.clone()),
                "id" => self.process(component).server_id = Some(value.clone()),
                _ => {}
            }
            if matches!(name.as_str(), "version" | "id" | "cluster" | "config" | "listeners" | "seeds" | "connect") {
                let known = self.entry.facts.entry(name.clone()).or_default();
                let shown = found.shown().values.get(at).filter(|value| known.len() < MOST && !known.contains(value));
                known.extend(shown.cloned());
            }
        }
    }

    fn process(&mut self, component: Option<Component>) -> &mut Process {
        let [zookeeper, storm, kafka, other] = &mut self.processes;
        match component {
            Some(Component::ZooKeeper) => zookeeper,
            Some(Component::Storm) => storm,
            Some(Component::Kafka) => kafka,
            None => other,
        }
    }

    fn unknown(&mut self, hit: &Hit, context: Option<Component>, place: &LogPlace) {
        let Some(template) = &hit.template else { return };
        let time = hit.time.as_ref().map(|time| time.millis);
        let process = self.process(context);
        if process.is_ending(time) {
            process.ignore("", None, 1, place, place);
            return;
        }
        let level = match hit.level {
            Some(Level::Fatal) => "fatal",
            Some(Level::Error) => "error",
            _ => "exception",
        };
        let most = self.unknown.len() >= MOST_TEMPLATES;
        match self.unknown.get_mut(&**template) {
            Some(known) => known.count += 1,
            None if most => {
                let rest =
                    self.unknown.entry(String::from("…")).or_insert(Unknown { level, count: 0, first: place.clone() });
                rest.count += 1;
            }
            None => {
                self.unknown.insert(template.to_string(), Unknown { level, count: 1, first: place.clone() });
            }
        }
    }

    pub(super) fn finish(&mut self) {
        for process in &mut self.processes {
            process.settle();
        }
        let by_census = self.census.component();
        let mut most: Option<(Component, u32)> = None;
        for component in Component::ALL {
            let starts = self.process(Some(component)).starts;
            if starts > most.map_or(0, |(_, starts)| starts) {
                most = Some((component, starts));
            }
        }
        let component = by_census.or(most.map(|(component, _)| component)).or(self.context);
        self.entry.component = component.map_or("", Component::id);
        let process = self.process(component);
        let (starts, phase) = (process.starts, process.phase);
        let (version, server_id) = (process.version.clone(), process.server_id.clone());
        self.entry.starts = starts;
        self.entry.end_state = phase;
        self.entry.version = version;
        self.entry.server_id = server_id;
    }
}
