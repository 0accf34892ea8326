#!/usr/bin/env python3
"""Compares cfglint with the recordings: compare.py CFGLINT [--out DIR] [--jobs N] [zookeeper|kafka|storm|yaml]...

Verdicts of every input and release; where both refuse, the server's sentence and SnakeYAML's position, asked for the
newest release of each recorded result. Prints the figures; with --out, writes the differences, grouped by refusal,
to DIR/<kind>.md, the most frequent first. Exit 1 when a verdict or a position differs.
"""
import collections, json, pathlib, re, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
import recordings


def spread(results, versions):
    """version -> its recorded result"""
    table = {}
    for result in results:
        first, _, last = result['versions'].partition('..')
        for version in versions[versions.index(first):versions.index(last or first) + 1]:
            table[version] = result
    return table


def check(binary, *arguments):
    done = subprocess.run([binary, 'check', '--format', 'json', '--allow-empty', *map(str, arguments)], capture_output=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {'files': [], 'findings': [], 'crash': f'exit {done.returncode}: ' + done.stderr.decode('utf-8', 'replace')[-300:]}


def norm(text):
    return re.sub(r'\s+', ' ', text or '').strip()


# A placeholder's value is unknown to cfglint: it judges the rest of the file, the server trips over it.
PLACEHOLDER = re.compile(r'\{\{|\{%|<%|\$\{|<\w[^>]*/?>')


# What is on the class path is no property of the file: cfglint never calls it fatal.
CLASS_PATH = re.compile(r'ClassNotFoundException|Class .* could not be found|Class .*cannot be found|not load config provider class|does not implement'
                        r'|not an instance of|ClassCastException: class java.lang.String|must implement KafkaPrincipalSerde')


def on_jdk_8(message):
    """How an older JDK words what JDK 17 says (README.md)."""
    message = re.sub(r'^class (\S+) cannot be cast to class (\S+) \(.*\)$', r'\1 cannot be cast to \2', message)
    message = re.sub(r'^Index (-?\d+) out of bounds for length \d+$', r'\1', message)
    message = re.sub(r'^begin 0, end (\d+), length \d+$', r'String index out of range: \1', message)
    return re.sub(r' under radix 1[06]$', '', message)


def same_text(recorded, said):
    """Whether one of the sentences is a link of the recorded chain (with its parts, for SnakeYAML)."""
    said = [norm(text) for text in said]
    if 'problem' in recorded:
        wanted = [norm(recorded[part]) for part in ('context', 'problem') if part in recorded]
        return any(all(part in text for part in wanted) for text in said)
    if 'position' in recorded:
        wanted = [norm(recorded['chain'][-1].partition(': ')[2]), f"position {recorded['position']}"]
        return any(all(part in text for part in wanted) for text in said)
    messages = []
    for link in recorded['chain']:
        message = norm(link.partition(': ')[2])
        messages += [norm(link), message, on_jdk_8(message), message.replace('@/', '/')]
    # A secret is shown as [redacted].
    shapes = ['.*'.join(map(re.escape, text.split('[redacted]'))) for text in said if text]
    return any(re.fullmatch(shape, message) for shape in shapes for message in messages)


def refused_at_start(doc, name):
    """Whether only later steps of a start refuse this file, which the recordings go no further than LogConfig in."""
    mine = [f for f in doc['findings'] if f.get('refusal') and f['severity'] == 'fatal']
    return bool(mine) and all((f['refusal'].get('stage') or 'parse') == 'start' for f in mine)


class Differences:
    def __init__(self):
        self.groups = collections.defaultdict(list)
        self.count = collections.Counter()

    def add(self, what, case, version, recorded, said):
        head = recorded['chain'][-1] if recorded['verdict'] == 'refused' else 'accepted'
        if 'problem' in recorded:
            head = f"{recorded.get('context', '')} / {recorded['problem']}"
        key = re.sub(r'\d+', 'N', re.sub(r'value .* for configuration \S+?:? ', 'value V for configuration K ', head, flags=re.S))[:120]
        key = re.sub(r'Mon Jan N N:N:N UTC N', 'DATE', re.sub(r'(?i)\bfield [A-Z_a-z.]+', 'Field F', key))
        self.groups[what, key].append((case, version, recorded, said))
        self.count[what] += 1

    def markdown(self, kind, figures):
        order = {'no answer': 0, 'false refusal': 1, 'missed refusal': 2, 'position': 3, 'text': 4, 'no text': 5, 'class path': 6, 'undecided': 6, 'refused at start only': 7}
        out = [f'# {kind}: {figures}\n']
        for (what, key), found in sorted(self.groups.items(), key=lambda item: (order[item[0][0]], -len(item[1]))):
            out.append(f'## {what}: `{key}` ({len(found)})\n')
            shown = {}
            for case, version, recorded, said in found:
                shown.setdefault(case['id'], (case, [], recorded, said))[1].append(version)
            for case, versions, recorded, said in list(shown.values())[:6]:
                real = recorded if recorded['verdict'] == 'refused' else {'verdict': 'accepted'}
                out.append(f"- `{case['id']}` on {', '.join(versions)}\n  input: `{json.dumps(case.get('content', case.get('bytes')), ensure_ascii=False)}`"
                           + (f" files: `{json.dumps(case['files'], ensure_ascii=False)}`" if case.get('files') else '')
                           + f"\n  real: `{json.dumps({k: v for k, v in real.items() if k != 'versions'}, ensure_ascii=False)}`\n  cfglint: `{said}`")
            if len(shown) > 6:
                out.append(f'- and {len(shown) - 6} more: ' + ', '.join(list(shown)[6:40]))
            out.append('')
        return '\n'.join(out)


def compare(kind, binary, jobs):
    cases = recordings.load(kind)
    versions = [version for _, version in recordings.profiles(kind)]
    found = Differences()
    option = '--storm' if kind == 'yaml' else f'--{kind}'
    verdicts = texts = same = positions = right = 0
    with tempfile.TemporaryDirectory(prefix='compare-') as tmp, ThreadPoolExecutor(jobs) as pool:
        tmp = pathlib.Path(tmp)
        paths = [recordings.materialise(case, tmp / f'n{number}') for number, case in enumerate(cases)]
        if kind == 'zookeeper':  # paths in the file resolve below the one host that a run may name
            for case, path in zip(cases, paths):
                for file in [path, *(path.parent / name for name, text in case.get('files', {}).items() if text is not None)]:
                    file.write_bytes(file.read_bytes().replace(str(path.parent).encode() + b'/', b'/'))

        def alone(job):
            number, version = job
            more = ['--host-root', paths[number].parent] if kind == 'zookeeper' else []
            return check(binary, option, version, *more, paths[number])

        spreads = [spread(case['results'], versions) for case in cases]
        single = {}
        if kind == 'zookeeper':
            jobs_list = [(number, version) for number in range(len(cases)) for version in versions]
        else:
            jobs_list = []
            for number, case in enumerate(cases):
                for result in case['results']:
                    if result['verdict'] == 'refused':
                        jobs_list.append((number, result['versions'].rpartition('..')[2]))
        single = dict(zip(jobs_list, pool.map(alone, jobs_list)))
        for version in versions:
            judged = {}
            if kind != 'zookeeper':
                doc = check(binary, option, version, tmp)
                if 'crash' in doc:
                    print(f"{kind} {version}: {doc['crash']}")
                for file in doc['files']:
                    path = pathlib.PurePath(file['path'])
                    judged[path.parent.name] = file['verdict']
            left = [(number, version) for number in range(len(cases)) if f'n{number}' not in judged and (number, version) not in single]
            again = dict(zip(left, pool.map(alone, left)))
            for number, case in enumerate(cases):
                recorded = spreads[number][version]
                doc = single.get((number, version))
                verdict = judged.get(f'n{number}')
                if verdict is None:  # discovery leaves alone what doesn't look like the component's; a file that is named it reads
                    doc = doc or again.get((number, version)) or alone((number, version))
                    verdict = next((f['verdict'] for f in doc['files'] if f['path'].endswith(recordings.NAMES[kind])), None)
                verdicts += 1
                yaml_only = kind == 'yaml' and not any('snakeyaml' in link or 'ClassCast' in link for link in recorded.get('chain', []))
                wanted = 'accepted' if yaml_only else recorded['verdict']
                got = 'refused' if verdict == 'refused' else 'accepted'
                if got != wanted:
                    doc = doc or alone((number, version))
                    said = [f"{f['name']}: {f['refusal']['text']}" for f in doc['findings'] if f.get('refusal')]
                    if yaml_only and recorded['verdict'] == 'refused' and got == 'refused':
                        continue
                    if kind == 'yaml' and wanted == 'accepted' and not any(f['name'].startswith('yaml') for f in doc['findings'] if f.get('refusal')):
                        continue
                    what = 'no answer' if 'crash' in doc else 'undecided' if verdict == 'unknown' else 'class path' if wanted == 'refused' and any(map(CLASS_PATH.search, recorded['chain'])) and kind != 'yaml' else 'missed refusal' if wanted == 'refused' else 'refused at start only' if refused_at_start(doc, case) else 'false refusal'
                    found.add(what, case, version, recorded, doc.get('crash') or f'{verdict} {said}')
                elif wanted == 'refused' and doc is not None:
                    if PLACEHOLDER.search(case.get('content', '')):
                        continue
                    said = [f['refusal']['text'] for f in doc['findings'] if f.get('refusal') and f['severity'] == 'fatal']
                    texts += 1
                    if same_text(recorded, said):
                        same += 1
                    else:
                        found.add('text' if said else 'no text', case, version, recorded, said)
                    if 'at' in recorded:
                        positions += 1
                        reported = [f.get('reported') or {'line': f['line'], 'column': f['column']} for f in doc['findings'] if f['severity'] == 'fatal' and f.get('refusal')]
                        marks = [f"{mark['line']}:{mark['column']}" for mark in reported]
                        if recorded['at'] in marks:
                            right += 1
                        else:
                            found.add('position', case, version, recorded, f'{marks} {said}')
    wrong = found.count['false refusal'] + found.count['missed refusal'] + found.count['no answer']
    class_path = found.count['class path']
    undecided = class_path + found.count['undecided']
    figures = f"{verdicts - wrong - undecided}/{verdicts - undecided} verdicts equal ({found.count['false refusal']} false, {found.count['missed refusal']} missed), texts {same}/{texts}"
    if positions:
        figures += f', positions {right}/{positions}'
    if undecided:
        figures += f', {undecided - class_path} undecided (a placeholder), {class_path} depend on the class path'
    print(f'{kind}: {figures}')
    return found, figures, wrong + positions - right


def main():
    arguments = sys.argv[1:]
    binary, out, jobs, kinds = str(pathlib.Path(arguments.pop(0)).resolve()), None, 2, []
    while arguments:
        argument = arguments.pop(0)
        if argument == '--out':
            out = pathlib.Path(arguments.pop(0))
        elif argument == '--jobs':
            jobs = int(arguments.pop(0))
        else:
            kinds.append(argument)
    bad = 0
    # The log directories of kafka-meta belong to a machine: tests/oracle_kafka_meta.rs compares them.
    for kind in kinds or [kind for kind in recordings.KINDS if kind != 'kafka-meta']:
        found, figures, wrong = compare(kind, binary, jobs)
        bad += wrong
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f'{kind}.md').write_text(found.markdown(kind, figures), encoding='utf-8')
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
