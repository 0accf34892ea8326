#!/usr/bin/env python3
"""Hunts for differences between cfglint and the real classes: made files go to both, batch by batch (see hunt.sh).

`mutate/<kind>.py` gives `cases(rng)`, an endless iterator of (bytes, {path: bytes}); in zoo.cfg and its companions `@`
is the input's root. Each distinct file is judged by --per-file of the releases, in rotation; one JVM a release lives as
long as the hunt. Every difference is asked for again alone, shrunk (lines, then bytes), and told once for each kind and
refusal in OUT/<kind>.md and OUT/<kind>.jsonl. The same seed makes the same files.
"""
import argparse, base64, collections, hashlib, importlib, json, pathlib, random, re, shutil, subprocess, sys, tempfile, threading, time
from concurrent.futures import ThreadPoolExecutor
import recordings
from judging import Differences, aspects, check, head

HERE = pathlib.Path(__file__).resolve().parent
BATCH = 1000
SHRINK = 400  # questions for one difference

# What compare.py sets apart, too: the text or verdict rests on what is no property of the file.
EXPLAINED = {
    'undecided': 'a placeholder: the value is not known, and cfglint says so',
    'class path': 'which classes there are is no property of the file',
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
        self.alone = 0
        self.lock = threading.Lock()

    def jvm(self, version):
        with self.lock:
            if version not in self.jvms:
                self.jvms[version] = Jvm(self.profiles[version])
            return self.jvms[version]

    def lay(self, case, name, server, lint):
        """Writes a case twice where its paths depend on its root: as the server's and as a host's tree."""
        if self.kind != 'zookeeper':
            path = recordings.materialise(case, server / name)
            return path, path
        (server / name).mkdir(parents=True)
        root = lint / name
        for top, at in ((server / name, str(server / name).encode()), (root, b'')):
            files = {'etc/zoo.cfg': recordings.content(case), **{path: text.encode('latin-1') for path, text in case.get('files', {}).items()}}
            (top / 'data').mkdir(parents=True)
            for path, data in files.items():
                (top / path).parent.mkdir(parents=True, exist_ok=True)
                (top / path).write_bytes(data.replace(b'@', at))
        return server / name / 'etc/zoo.cfg', root / 'etc/zoo.cfg'

    def one(self, case, version):
        """Both answers on one case: recorded, cfglint's verdict, its document."""
        with self.lock:
            self.alone += 1
            name = f'a{self.alone}'
        server, lint = self.scratch / 'alone-server', self.scratch / 'alone-lint'
        path, mine = self.lay(case, name, server, lint)
        recorded = self.jvm(version).ask(self.kind, [path], [server / name])[0]
        more = ['--host-root', lint / name] if self.kind == 'zookeeper' else []
        doc = check(self.binary, self.option, version, *more, mine)
        verdict = next((f['verdict'] for f in doc['files'] if f['path'].endswith(recordings.NAMES[self.kind])), None)
        for top in {server, lint}:
            shutil.rmtree(top / name, ignore_errors=True)
        return recorded, verdict, doc

    def differences(self, case, version):
        recorded, verdict, doc = self.one(case, version)
        found = [(what, said) for _, what, said in aspects(self.kind, case, recorded, verdict, doc) if what]
        return recorded, found

    def batch(self, cases, version, where, paths):
        """Yields the numbers of the cases that differ as part of the whole tree."""
        server, lint = where
        recorded = self.jvm(version).ask(self.kind, [path for path, _ in paths], [server / f'n{number}' for number in range(len(cases))])
        doc = check(self.binary, self.option, version, lint)
        verdicts, findings = {}, collections.defaultdict(list)
        number = lambda path: re.search(r'(?:^|/)n(\d+)/', '/' + path)
        for file in doc['files']:
            found = number(file['path'])
            if found and file['path'].endswith(recordings.NAMES[self.kind]):
                verdicts[int(found[1])] = file['verdict']
        for finding in doc['findings']:
            owner = number(finding.get('file') or '')
            if owner and finding.get('refusal'):
                findings[int(owner[1])].append(finding)
        texts = positions = 0
        suspects = []
        for at, case in enumerate(cases):
            differs = verdicts.get(at) is None
            mine = {'findings': findings[at], **({'crash': doc['crash']} if 'crash' in doc else {})}
            for aspect, what, _ in aspects(self.kind, case, recorded[at], verdicts.get(at), mine):
                texts += aspect == 'text'
                positions += aspect == 'position'
                differs = differs or what is not None
            if differs:
                suspects.append(at)
        return suspects, texts, positions

    def shrink(self, case, version, what, key):
        """The smallest case found that still differs the same way."""
        left = [SHRINK]

        def still(data):
            if left[0] <= 0:
                return False
            left[0] -= 1
            smaller = made(self.kind, data, files)
            recorded, found = self.differences(smaller, version)
            return head(recorded) == key and any(what == kind for kind, _ in found)

        files = {path: text.encode('latin-1') for path, text in case.get('files', {}).items()}
        data = b''.join(reduce(re.findall(rb'[^\n]*\n|[^\n]+', recordings.content(case)), lambda parts: still(b''.join(parts))))
        data = bytes(reduce(list(data), lambda parts: still(bytes(parts))))
        return made(self.kind, data, files)


def reduce(parts, still):
    """Delta debugging: leaves out ever smaller runs of parts as long as `still` holds."""
    size = max(1, len(parts) // 2)
    while parts:
        at, fewer = 0, False
        while at < len(parts):
            shorter = parts[:at] + parts[at + size:]
            if still(shorter):
                parts, fewer = shorter, True
            else:
                at += size
        if size == 1 and not fewer:
            break
        size = max(1, size // 2)
    return parts


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
        if case['id'] not in seen:
            seen.add(case['id'])
            yield case


def hunt(arguments, scratch):
    kind, seed = arguments.kind, arguments.seed
    chase = Hunt(arguments, scratch)
    releases = arguments.version or list(chase.profiles)
    per_file = min(arguments.per_file, len(releases))
    began, tried, turn = time.monotonic(), 0, 0
    compared = collections.Counter()
    found, classes = Differences(), {}
    source = distinct(kind, seed)
    with ThreadPoolExecutor(2) as pool:
        while tried < arguments.files and time.monotonic() - began < arguments.minutes * 60:
            cases = [next(source) for _ in range(min(BATCH, arguments.files - tried))]
            where = (scratch / 'server', scratch / ('lint' if kind == 'zookeeper' else 'server'))
            paths = [chase.lay(case, f'n{number}', *where) for number, case in enumerate(cases)]
            versions = [releases[(turn * per_file + step) % len(releases)] for step in range(per_file)]
            turn += 1
            answers = pool.map(lambda version: chase.batch(cases, version, where, paths), versions)
            for version, (suspects, texts, positions) in zip(versions, answers):
                compared.update(verdicts=len(cases), texts=texts, positions=positions)
                for number in suspects:
                    recorded, differences = chase.differences(cases[number], version)
                    for what, said in differences:
                        key = (what, head(recorded))
                        found.add(what, cases[number], version, recorded, said)
                        # Two of a class are shrunk; more would say nothing new.
                        known = classes.setdefault(key, [])
                        if what not in EXPLAINED and len(known) < 2:
                            small = chase.shrink(cases[number], version, *key)
                            known.append({'kind': kind, 'what': what, 'refusal': key[1], 'seed': seed, 'version': version, 'files': small.get('files', {}),
                                          'input': base64.b64encode(recordings.content(small)).decode(), 'unshrunk': base64.b64encode(recordings.content(cases[number])).decode()})
                            again, told = chase.differences(small, version)
                            text = next((said for kind_of, said in told if kind_of == what), said)
                            found.groups[key][-1] = (small, version, again, text)
            for top in set(where):
                shutil.rmtree(top)
            tried += len(cases)
            print(f"{kind}: {tried} files, {compared['verdicts']} verdicts, {time.monotonic() - began:.0f} s, differences {dict(found.count)}", file=sys.stderr, flush=True)
    left = sum(count for what, count in found.count.items() if what not in EXPLAINED)
    explained = '; '.join(f'{count} {what} ({EXPLAINED[what]})' for what, count in found.count.items() if what in EXPLAINED)
    figures = (f"seed {seed}: {tried} files, {compared['verdicts']} verdicts, {compared['texts']} texts, {compared['positions']} positions compared in {time.monotonic() - began:.0f} s; "
               f'{left} differences left' + (f'; explained: {explained}' if explained else ''))
    for group in found.groups.values():  # the shrunk ones first
        group.sort(key=lambda entry: len(recordings.content(entry[0])))
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / f'{kind}.md').write_text(found.markdown(kind, figures), encoding='utf-8')
    with (arguments.out / f'{kind}.jsonl').open('w') as out:
        for known in classes.values():
            for line in known:
                out.write(json.dumps(line) + '\n')
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
