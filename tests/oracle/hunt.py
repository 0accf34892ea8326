#!/usr/bin/env python3
"""Hunts for differences between cfglint and the real classes: made files go to both, batch by batch (see hunt.sh).

`mutate/<kind>.py` gives `cases(rng)`, an endless iterator of (bytes, {path: bytes}); in zoo.cfg and its companions `@`
is the input's root. Each distinct file is judged by --per-file of the releases, in rotation; one JVM a release lives as
long as the hunt. Every difference is asked for again alone, noted in OUT/<kind>.jsonl, and at the end shrunk (lines,
then bytes) and told once for each kind and refusal in OUT/<kind>.md. The same seed makes the same files.
"""
import argparse, collections, hashlib, importlib, json, pathlib, random, re, shutil, subprocess, sys, tempfile, threading, time
from concurrent.futures import ThreadPoolExecutor
import recordings
from judging import Differences, aspects, check, head

HERE = pathlib.Path(__file__).resolve().parent
BATCH = 1000
OWNER = re.compile(r'(?:^|/)n(\d+)/')

# What compare.py sets apart, too: the text or verdict rests on what is no property of the file.
EXPLAINED = {
    'undecided': 'a placeholder: the value is not known, and cfglint says so',
    'class path': 'which classes there are is no property of the file',
    'name resolution': 'what a name or address leads to is no property of the file',
    'start directory': 'a relative path leads elsewhere in every directory',
    'JDK': 'an escape cut off at the end of a line is refused by JDK 11 and later only; cfglint says so, as an error',
    'hash order': 'a key in two spellings that are one when trimmed: a hash table decides which line is read last, in each JDK its own way; cfglint says that',
    'half a character': 'half of a surrogate pair can not be shown; cfglint shows U+FFFD',
    'refused at start only': 'a later step of every start refuses it, which the judge goes no further than LogConfig in',
}


class Jvm:
    """The real classes of one release."""

    def __init__(self, profile):
        self.process = subprocess.Popen(['bash', str(HERE / 'record.sh'), '--judge', profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.profile = profile
        self.lock = threading.Lock()

    def ask(self, kind, paths, roots):
        with self.lock:
            def send():
                for path in paths:
                    self.process.stdin.write(f'{path}\n')
                self.process.stdin.flush()
            writer = threading.Thread(target=send)
            writer.start()
            found = []
            for root in roots:
                line = self.process.stdout.readline()
                if not line:
                    sys.exit(f'hunt.py: {self.profile} stopped')
                found.append(recordings.result(json.loads(line), root, kind))
            writer.join()
            return found


class Hunt:
    def __init__(self, arguments, scratch):
        self.kind, self.binary, self.scratch = arguments.kind, arguments.cfglint, scratch
        self.option = '--storm' if self.kind == 'yaml' else f'--{self.kind}'
        self.profiles = {version: profile for profile, version in recordings.profiles(self.kind)}
        self.jvms = {}
        self.asked = 0
        self.lock = threading.Lock()

    def jvm(self, version):
        with self.lock:
            if version not in self.jvms:
                self.jvms[version] = Jvm(self.profiles[version])
            return self.jvms[version]

    def lay(self, case, name, server, lint):
        """Writes a case; zoo.cfg, whose paths depend on its root, also into a host's tree where the same paths lead to the same."""
        if self.kind != 'zookeeper':
            path = recordings.materialise(case, server / name)
            return path, path
        real, tree = server / name, lint / name
        within = tree / real.relative_to('/')
        rooted = lambda data: data.replace(b'@', str(real).encode())
        for top, etc in ((real, real / 'etc'), (within, tree / 'etc')):
            (top / 'data').mkdir(parents=True)
            etc.mkdir(parents=True)
            (etc / 'zoo.cfg').write_bytes(rooted(recordings.content(case)))
            for path, text in case.get('files', {}).items():
                (etc.parent / path if path.startswith('etc/') else top / path).write_bytes(rooted(text.encode('latin-1')))
        return real / 'etc/zoo.cfg', tree / 'etc/zoo.cfg'

    def alone(self, case, version, recorded):
        """The differences of one case that cfglint looks at alone."""
        self.asked += 1
        name = f'a{self.asked}'
        server, lint = self.scratch / 'alone-server', self.scratch / 'alone-lint'
        _, path = self.lay(case, name, server, lint)
        # A file that shows no key of its system is taken for what it is only when that is said.
        more = {'zookeeper': ['--host-root', lint / name], 'kafka': ['--as', 'server.properties']}.get(self.kind, [])
        doc = check(self.binary, self.option, version, *more, path)
        self.unroot(doc['findings'], server / name)
        verdict = next((f['verdict'] for f in doc['files'] if f['path'].endswith(recordings.NAMES[self.kind])), None)
        for top in {server, lint}:
            shutil.rmtree(top / name, ignore_errors=True)
        return [(what, said) for _, what, said in aspects(self.kind, case, recorded, verdict, doc) if what]

    def unroot(self, findings, root):
        """The root of a zoo.cfg in what cfglint says of it, written as in the recordings."""
        if self.kind == 'zookeeper':
            for refusal in (finding['refusal'] for finding in findings if finding.get('refusal')):
                refusal['text'] = refusal['text'].replace(str(root), '@')

    def lay_all(self, cases, name):
        """Writes a tree of cases: the roots for the server, the tree for cfglint, the server's paths."""
        server = self.scratch / f'{name}-server'
        lint = self.scratch / f'{name}-lint' if self.kind == 'zookeeper' else server
        paths = [self.lay(case, f'n{number}', server, lint)[0] for number, case in enumerate(cases)]
        return server, lint, paths

    def ask(self, cases, version, tree):
        """Both judges on a tree: per case what is recorded, and the aspects compared; None: cfglint passed over it."""
        server, lint, paths = tree
        recorded = self.jvm(version).ask(self.kind, paths, [server / f'n{number}' for number in range(len(cases))])
        # A file that is named is looked at whatever is in it; zoo.cfg is part of its host's tree.
        doc = check(self.binary, self.option, version, *([lint] if self.kind == 'zookeeper' else paths))
        verdicts, findings = {}, collections.defaultdict(list)
        for file in doc['files']:
            owner = OWNER.search(file['path'])
            if owner and file['path'].endswith(recordings.NAMES[self.kind]):
                verdicts[int(owner[1])] = file['verdict']
        for finding in doc['findings']:
            owner = OWNER.search(finding.get('file') or '')
            if owner:
                findings[int(owner[1])].append(finding)
        for at, mine in findings.items():
            self.unroot(mine, server / f'n{at}')
        crash = {'crash': doc['crash']} if 'crash' in doc else {}
        return [(recorded[at], list(aspects(self.kind, case, recorded[at], verdicts[at], {'findings': findings[at], **crash})) if at in verdicts else None)
                for at, case in enumerate(cases)]

    def shrink(self, case, version, what, key):
        """The smallest case found that still differs the same way, with both answers."""
        files = {path: text.encode('latin-1') for path, text in case.get('files', {}).items()}
        small = None

        def still(candidates):
            nonlocal small
            cases = [made(self.kind, b''.join(parts), files) for parts in candidates]
            tree = self.lay_all(cases, 'shrink')
            answers = self.ask(cases, version, tree)
            for top in set(tree[:2]):
                shutil.rmtree(top)
            holds = []
            for made_case, (recorded, compared) in zip(cases, answers):
                said = next((said for _, difference, said in compared or () if difference == what), None)
                holds.append(said is not None and head(recorded) == key)
                if holds[-1] and (small is None or len(recordings.content(made_case)) < len(recordings.content(small[0]))):
                    small = made_case, version, recorded, said
            return holds

        data = b''.join(reduce(re.findall(rb'[^\n]*\n|[^\n]+', recordings.content(case)), still))
        reduce([bytes([byte]) for byte in data], still)
        return small


def reduce(parts, still):
    """Delta debugging: leaves out ever shorter runs of parts as long as `still`, asked for a round at once, holds."""
    size = max(1, len(parts) // 2)
    while len(parts) > 1:
        runs = [range(at, min(at + size, len(parts))) for at in range(0, len(parts), size)]
        holds = [run for run, held in zip(runs, still([without(parts, [run]) for run in runs])) if held]
        if holds:
            together = without(parts, holds)
            parts = together if together and still([together])[0] else without(parts, holds[:1])
        elif size == 1:
            break
        else:
            size //= 2
        size = max(1, min(size, len(parts) // 2))
    return parts


def without(parts, runs):
    gone = {at for run in runs for at in run}
    return [part for at, part in enumerate(parts) if at not in gone]


def made(kind, data, files):
    try:
        case = {'kind': kind, 'content': data.decode('utf-8')}
    except UnicodeDecodeError:
        case = {'kind': kind, 'bytes': data.decode('latin-1')}
    case['id'] = hashlib.sha256(data + repr(sorted(files.items())).encode()).hexdigest()[:12]
    if files:
        case['files'] = {path: text.decode('latin-1') for path, text in files.items()}
    return case


def distinct(kind, seed):
    seen = set()
    for data, files in importlib.import_module(f'mutate.{kind}').cases(random.Random(f'{kind} {seed}')):
        case = made(kind, data, files)
        # `@` stands for the input's root: without a slash behind it, it is none.
        if kind == 'zookeeper' and any(re.search(rb'@(?!/)', part) for part in (data, *files.values())):
            continue
        # Relative on purpose, or told as another mistake: no finding tells that it leads elsewhere for everyone.
        if kind == 'zookeeper' and re.search(rb'dataDir\W{1,4}[.~$"\']', data):
            continue
        if case['id'] not in seen:
            seen.add(case['id'])
            yield case


def hunt(arguments, scratch):
    kind, seed = arguments.kind, arguments.seed
    chase = Hunt(arguments, scratch)
    releases = arguments.version or list(chase.profiles)
    per_file = min(arguments.per_file, len(releases))
    began, tried, turn = time.monotonic(), 0, 0
    counted = collections.Counter()
    found = Differences()
    source = distinct(kind, seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool, (arguments.out / f'{kind}.jsonl').open('w') as notes:
        while tried < arguments.files and time.monotonic() - began < arguments.minutes * 60:
            cases = [next(source) for _ in range(min(BATCH, arguments.files - tried))]
            tree = chase.lay_all(cases, 'batch')
            versions = [releases[(turn * per_file + step) % len(releases)] for step in range(per_file)]
            turn += 1
            for version, answers in zip(versions, pool.map(lambda version: chase.ask(cases, version, tree), versions)):
                for case, (recorded, compared) in zip(cases, answers):
                    counted.update(aspect for aspect, _, _ in compared or [('verdict', None, '')])
                    differs = compared is None or any(what for _, what, _ in compared)
                    if compared and [what for _, what, _ in compared if what] and all(what in EXPLAINED for _, what, _ in compared if what):
                        differences = [(what, said) for _, what, said in compared if what]
                    else:
                        differences = chase.alone(case, version, recorded) if differs else []
                    for what, said in differences:
                        if what in EXPLAINED:
                            found.count[what] += 1
                        else:
                            found.add(what, case, version, recorded, said)
                            notes.write(json.dumps({'what': what, 'version': version, 'case': case, 'real': recorded, 'said': said}) + '\n')
                            notes.flush()
            for top in set(tree[:2]):
                shutil.rmtree(top)
            tried += len(cases)
            print(f"{kind}: {tried} files, {counted['verdict']} verdicts, {time.monotonic() - began:.0f} s, differences {dict(found.count)}", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    for (what, key), group in found.groups.items():
        group.sort(key=lambda entry: len(recordings.content(entry[0])))
        case, version, _, _ = group[0]
        group[0] = chase.shrink(case, version, what, key) or group[0]
    left = sum(count for what, count in found.count.items() if what not in EXPLAINED)
    explained = '; '.join(f'{count} {what} ({EXPLAINED[what]})' for what, count in found.count.items() if what in EXPLAINED)
    figures = (f"seed {seed}: {tried} files, {counted['verdict']} verdicts, {counted['text']} texts, {counted['position']} positions compared in {seconds:.0f} s; "
               f'{left} differences left' + (f'; explained: {explained}' if explained else ''))
    (arguments.out / f'{kind}.md').write_text(found.markdown(kind, figures), encoding='utf-8', errors='backslashreplace')
    print(f'{kind}: {figures}')
    return left


def main():
    root = HERE.parent.parent
    parser = argparse.ArgumentParser()
    parser.add_argument('kind', choices=recordings.KINDS)
    parser.add_argument('--files', type=int, default=20000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--minutes', type=float, default=60 * 24)
    parser.add_argument('--version', action='append', default=[])
    parser.add_argument('--per-file', type=int, default=2, help='releases that judge each file')
    parser.add_argument('--out', type=pathlib.Path, default=root / 'target' / 'hunt')
    parser.add_argument('--cfglint', type=pathlib.Path, default=root / 'target' / 'release' / 'cfglint')
    arguments = parser.parse_args()
    arguments.cfglint = arguments.cfglint.resolve()
    if not arguments.cfglint.is_file():
        print(f'hunt.py: {arguments.cfglint} is missing: cargo build --release, or --cfglint', file=sys.stderr)
        sys.exit(2)
    known = [version for _, version in recordings.profiles(arguments.kind)]
    for version in arguments.version:
        if version not in known:
            print(f'hunt.py: {arguments.kind} {version} is none of the pinned releases: {" ".join(known)}', file=sys.stderr)
            sys.exit(2)
    with tempfile.TemporaryDirectory(prefix='hunt-') as tmp:
        left = hunt(arguments, pathlib.Path(tmp))
    sys.exit(1 if left else 0)


if __name__ == '__main__':
    main()
