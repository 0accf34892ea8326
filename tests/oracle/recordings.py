#!/usr/bin/env python3
"""Records what the real classes say of the inputs in fixtures/oracle/recorded-*.jsonl, or verifies what is recorded.

Called by record.sh, which has made everything ready: `recordings.py --write|--verify [zookeeper|kafka|kafka-meta|storm|yaml]...`.

One line is one input: `id`, `kind`, `content` (UTF-8 text; or `bytes`, Latin-1, when it isn't UTF-8), `files` (its
companions below the same root), and `results`: neighbouring releases of equal verdict share an entry
(`versions: "3.4.9..3.6.4"`). A refusal is its exception chain, outermost first, `class: message`; `stage: start` means
that the configuration was accepted and a later step of every start refused it; `at`, `context_at`, `problem`,
`context` and `position` are SnakeYAML's (its class
stands without the shaded package and without the message, which consists of these). `offline`: the log directories that the
broker set aside. In zoo.cfg, in the paths of kafka-meta and in their messages `@` stands for the input's root.
"""
import json, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent.parent / 'fixtures' / 'oracle'
KINDS = ['zookeeper', 'kafka', 'kafka-meta', 'storm', 'yaml']
NAMES = {'zookeeper': 'zoo.cfg', 'kafka': 'server.properties', 'kafka-meta': 'server.properties', 'storm': 'storm.yaml', 'yaml': 'storm.yaml'}


def profiles(kind):
    """(profile of pom.xml, version as the recordings call it), oldest first."""
    ids = re.findall(r'^ *<id>(.*)</id>$', (HERE / 'pom.xml').read_text(), re.M)
    wanted = {'yaml': 'storm', 'kafka-meta': 'kafka'}.get(kind, kind)
    found = [(i, i.split('-', 1)[1]) for i in ids if i.startswith(wanted + '-')]
    if kind == 'yaml':
        found.append(('snakeyaml-2.6', '2.8.8'))
    return found


def load(kind):
    path = FIXTURES / f'recorded-{kind}.jsonl'
    return [json.loads(line) for line in path.open(encoding='utf-8')] if path.exists() else []


def content(case):
    return case['bytes'].encode('latin-1') if 'bytes' in case else case['content'].encode('utf-8')


def materialise(case, root):
    """Lays the input below `root`; returns the path of its main file."""
    root.mkdir(parents=True)
    mark = {'zookeeper': b'@', 'kafka-meta': b'@/'}.get(case['kind'])
    rooted = (lambda data: data.replace(mark, mark.replace(b'@', str(root).encode()))) if mark else (lambda data: data)
    main = root / NAMES[case['kind']]
    if case['kind'] == 'zookeeper':
        (root / 'data').mkdir()
    main.write_bytes(rooted(content(case)))
    for name, text in case.get('files', {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.mkdir()
        else:
            path.write_bytes(rooted(text.encode('latin-1')))
    return main


def result(line, root, kind):
    """One verdict as it is recorded: nothing that differs from run to run."""
    if line['verdict'] == 'accepted':
        offline = [path.replace(str(root), '@') for path in line.get('values', {}).get('offline', [])]
        return {'verdict': 'accepted', **({'offline': offline} if offline else {})}
    def message(text):
        text = re.sub(r'@[0-9a-f]{5,8}\b', '@0', re.sub(r'\b0x[0-9a-f]{5,8}(?= ")', '0x0', text))
        if kind == 'kafka-meta':
            # The directories stand in the order of a hash table of their paths.
            head, found, entries = text.replace(str(root), '@').partition(' Found:\n')
            return head + found + ''.join(sorted(entries.splitlines(keepends=True)))
        return text.replace(str(root), '@') if kind == 'zookeeper' else text
    found = {'verdict': 'refused'}
    if 'stage' in line:
        found['stage'] = line['stage']
    # Which package SnakeYAML is shaded into says nothing, and its message is these parts and a copy of the lines.
    parts = line.get('yaml', {})
    chain = [link['class'].replace('org.apache.storm.shade.', '') + ('' if link['message'] is None or 'problem' in parts and 'snakeyaml' in link['class'] else ': ' + message(link['message'])) for link in line['chain']]
    found['chain'] = chain
    found.update(parts)
    return found


def run(kind, cases):
    """The results of every case, one list per version."""
    versions = profiles(kind)
    with tempfile.TemporaryDirectory(prefix='oracle-') as tmp:
        tmp = pathlib.Path(tmp)
        table = [[] for _ in cases]
        for profile, _ in versions:
            roots = [tmp / profile / str(number) for number in range(len(cases))]
            paths = [materialise(case, root) for case, root in zip(cases, roots)]
            judge = [kind] if kind == 'kafka-meta' else []
            done = subprocess.run(['bash', str(HERE / 'record.sh'), '--judge', profile, *judge], input='\n'.join(map(str, paths)) + '\n',
                                  capture_output=True, text=True)
            lines = done.stdout.splitlines()
            if done.returncode or len(lines) != len(cases):
                sys.exit(f'record.sh: {profile} stopped after {len(lines)} of {len(cases)} files: {done.stderr.strip()[-300:]}')
            for row, line, root in zip(table, lines, roots):
                row.append(result(json.loads(line), root, kind))
    return [fold([version for _, version in versions], row) for row in table]


def fold(versions, row):
    groups = []
    for version, found in zip(versions, row):
        if groups and groups[-1][1] == found:
            groups[-1][0].append(version)
        else:
            groups.append(([version], found))
    return [{'versions': v[0] if len(v) == 1 else f'{v[0]}..{v[-1]}', **found} for v, found in groups]


def write(kind, cases):
    """Replaces the recordings of one kind as a whole."""
    for case, results in zip(cases, run(kind, cases)):
        case['results'] = results
    path = FIXTURES / f'recorded-{kind}.jsonl'
    next_path = path.with_suffix('.next')
    FIXTURES.mkdir(parents=True, exist_ok=True)
    with next_path.open('w', encoding='utf-8') as out:
        for case in cases:
            out.write(json.dumps(case, ensure_ascii=False) + '\n')
    next_path.replace(path)
    print(f'{path.name}: {len(cases)} inputs, {path.stat().st_size // 1024} KiB')


def verify(kind):
    cases = load(kind)
    drift = 0
    for case, results in zip(cases, run(kind, cases)):
        if results != case['results']:
            drift += 1
            print(f"{kind} {case['id']}: recorded {case['results']}, now {results}")
    print(f'{kind}: {len(cases)} inputs, {drift} differ from what is recorded')
    return drift


def main():
    kinds = sys.argv[2:] or KINDS
    if sys.argv[1] == '--verify':
        sys.exit(1 if sum([verify(kind) for kind in kinds]) else 0)
    import inputs
    for kind in kinds:
        write(kind, inputs.all(kind))


if __name__ == '__main__':
    main()
