#!/usr/bin/env python3
"""Compares cfglint with the recordings: compare.py CFGLINT [--out DIR] [--jobs N] [zookeeper|kafka|storm|yaml]...

Verdicts of every input and release; where both refuse, the server's sentence and SnakeYAML's position, asked for the
newest release of each recorded result. Prints the figures; with --out, writes the differences, grouped by refusal,
to DIR/<kind>.md, the most frequent first. Exit 1 when a verdict or a position differs.
"""
import pathlib, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
import recordings
from judging import Differences, aspects, check


def spread(results, versions):
    """version -> its recorded result"""
    table = {}
    for result in results:
        first, _, last = result['versions'].partition('..')
        for version in versions[versions.index(first):versions.index(last or first) + 1]:
            table[version] = result
    return table


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
                if doc is None and verdict != recorded['verdict']:
                    doc = alone((number, version))
                for aspect, difference, said in aspects(kind, case, recorded, verdict, doc):
                    if aspect == 'text':
                        texts += 1
                        same += difference is None
                    elif aspect == 'position':
                        positions += 1
                        right += difference is None
                    if difference:
                        found.add(difference, case, version, recorded, said)
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
