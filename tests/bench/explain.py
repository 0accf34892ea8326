#!/usr/bin/env python3
"""Speed and memory of `cfglint explain` on large logs, as ratios measured in one run.

    apt-get install ripgrep                          # or: cargo install ripgrep; RG=/path/to/rg
    cargo build --release && cargo build --release --example count_lines
    tests/bench/explain.py [--megabytes 1050] [--runs 5] [--keep DIR]

Builds a log of that size from the records of fixtures/logs, each kept whole, all shuffled (the same in
every run), and prints, each with its target:
  rg         cfglint / `rg -c -f FILE` with the expressions of rules/logs    at most 0.7
  memchr     cfglint / counting the lines with memchr                        at most 12
  patterns   ten times the patterns (`--patterns`) / the shipped ones        at most 1.5
  memory     peak MiB on the log / 64; on ten of them through a pipe / 64    at most 1
  problems, unknown, traces   the same size of nothing but known problems, of errors of ever new kinds, of long
             stack traces / counting the lines: told, without a target
Other programs on the machine change the times: every ratio is of the shortest times of runs that take turns,
wall clock and, beside it, processor time (which waiting for a core does not change). Exit 1 when a
target is missed, 2 when a tool is missing.
"""
import json, os, pathlib, random, re, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
RELEASE = ROOT / 'target/release'
CFGLINT = os.environ.get('CFGLINT', str(RELEASE / 'cfglint'))
COUNT = os.environ.get('COUNT_LINES', str(RELEASE / 'examples/count_lines'))
RG = os.environ.get('RG') or shutil.which('rg')
HEAD = re.compile(rb'\[?(?:[A-Z]+ )?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d')
MEMORY = 64


def option(name, default):
    return type(default)(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


SIZE, RUNS = option('--megabytes', 1050) * 1_000_000, option('--runs', 5)


def records():
    """The records of all recorded logs: a line with a time and what follows it."""
    found = []
    for path in sorted((ROOT / 'fixtures/logs').rglob('*')):
        if path.suffix not in ('.log', '.out', '.err') or not path.is_file():
            continue
        record = []
        for line in path.read_bytes().splitlines():
            if HEAD.match(line) and record:
                found.append(b'\n'.join(record) + b'\n')
                record = []
            record.append(line)
        if record:
            found.append(b'\n'.join(record) + b'\n')
    return found


def fill(path, make):
    """Writes what `make(round)` gives until the file is large enough."""
    size, turn = 0, 0
    with open(path, 'wb') as out:
        while size < SIZE:
            size += out.write(make(turn))
            turn += 1
    return path


def shuffled(folder):
    all_records, dice = records(), random.Random(1)

    def make(_):
        dice.shuffle(all_records)
        return b''.join(all_records)
    return fill(folder / 'shuffled.log', make)


def line(number, text):
    clock = f'{number // 3_600_000 % 24:02}:{number // 60_000 % 60:02}:{number // 1000 % 60:02},{number % 1000:03}'
    return f'2026-01-02 {clock} [myid:1] - {text}\n'


def hostile(folder):
    """Logs of one kind of record each."""
    def problems(turn):
        text = 'WARN  [QuorumPeer[myid=1]:QuorumCnxManager@584] - Cannot open channel to {} at election address zoo{}/10.0.0.{}:3888'
        return ''.join(line(n, text.format(n % 7, n % 7, n % 251)) for n in range(turn * 50_000, turn * 50_000 + 50_000)).encode()

    def unknown(turn):
        dice = random.Random(turn)
        word = lambda: ''.join(dice.choices('abcdefghijklmnopqrstuvwxyz', k=7))
        return ''.join(line(n, f'ERROR [main:Thing@1] - {word()} {word()} has {word()}') for n in range(50_000)).encode()

    def traces(turn):
        frames = ''.join(f'\tat org.apache.zookeeper.server.Thing{n % 9}.call(Thing.java:{n})\n' for n in range(3000))
        return ''.join(line(turn * 20 + n, f'ERROR [main:Thing@1] - failed {turn} {n}') + 'java.io.IOException: broken\n' + frames
                       for n in range(20)).encode()
    return {make.__name__: fill(folder / f'{make.__name__}.log', make) for make in (problems, unknown, traces)}


def shipped():
    """(id, expression) of every pattern in rules/logs, by the few forms that these files have."""
    for path in sorted((ROOT / 'rules/logs').glob('*.yaml')):
        identity = None
        for text in path.read_text().splitlines():
            key, _, value = text.strip().removeprefix('- ').partition(': ')
            if key == 'id':
                identity = value
            elif key == 'match':
                yield identity, unquoted(value)


def unquoted(value):
    value = value.strip()
    if value.startswith("'"):
        return value[1:value.rindex("'")].replace("''", "'")
    return json.loads(value) if value.startswith('"') else value


def for_rg(folder):
    """The expressions as rg reads them: line by line, and older ones don't know names of this form."""
    path = folder / 'patterns.txt'
    plain = [re.sub(r'\(\?<\w+>', '(?:', text).replace(r'\n', r'\s').replace(r'\z', '$') for _, text in shipped()]
    path.write_text('\n'.join(plain) + '\n')
    return path, len(plain)


def tenfold(folder, count):
    """A pack with nine times as many patterns as are shipped, each with a text of its own."""
    dice = random.Random(2)
    words = sorted({word for _, text in shipped() for word in re.findall(r'[A-Za-z]{4,}', text)})
    entries = ["component: zookeeper", "problems:"]
    for n in range(9 * count):
        text = f'{" ".join(dice.sample(words, 3))} number {n}'
        entries.append(f"""  - id: bench.problem-{n}
    match: '{text} (?<what>\\S+)'
    severity: warning
    say: {{en: 'problem {n}', zh: '问题 {n}'}}
    do:
      - {{en: 'nothing', zh: '无'}}
    lines:
      - '{text} x'""")
    path = folder / 'pack'
    path.mkdir()
    (path / 'tenfold.yaml').write_text('\n'.join(entries) + '\n')
    return path


def run(command, stdin=None):
    """(wall seconds, processor seconds, peak MiB) of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f'exit {process.returncode}: {" ".join(map(str, command))}: {told.decode(errors="replace")[-400:]}')
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def shortest(*commands, runs=None):
    """The least of each measure of each command; the runs take turns."""
    taken = [[] for _ in commands]
    for _ in range(runs or RUNS):
        for all_runs, command in zip(taken, commands):
            all_runs.append(run(command))
    return [tuple(min(measure) for measure in zip(*all_runs)) for all_runs in taken]


failed = False


def told(name, ratio, target, text):
    global failed
    missed = target is not None and ratio > target
    failed |= missed
    goal = '' if target is None else f'target {target:<4}  {"MISS" if missed else "ok"}'
    print(f'{name:<10} {ratio:6.2f} x   {goal:<18}  {text}', flush=True)


def both(mine, peer):
    return f'{mine[0]:.2f} s / {peer[0]:.2f} s; processor {mine[1]:.2f} s / {peer[1]:.2f} s; peak {mine[2]:.0f} MiB'


def main():
    for path, how in ((RG, 'ripgrep: apt-get install ripgrep'), (CFGLINT, 'cfglint: cargo build --release'),
                      (COUNT, 'count_lines: cargo build --release --example count_lines')):
        if not path or not shutil.which(path):
            print(f'bench: missing {how}', file=sys.stderr)
            return 2
    keep = option('--keep', '')
    with tempfile.TemporaryDirectory(dir=keep or None) as folder:
        folder = pathlib.Path(folder)
        log = shuffled(folder)
        patterns, count = for_rg(folder)
        explain = [CFGLINT, 'explain', log]
        mine, lines, more = shortest(explain, [COUNT, log], [CFGLINT, 'explain', '--patterns', tenfold(folder, count), log])
        [rg] = shortest([RG, '-c', '-f', patterns, log], runs=min(RUNS, 2))
        told('rg', mine[0] / rg[0], 0.7, f'{both(mine, rg)}, {count} patterns')
        told('memchr', mine[0] / lines[0], 12, both(mine, lines))
        told('patterns', more[0] / mine[0], 1.5, both(more, mine))
        told('memory', mine[2] / MEMORY, 1, f'{mine[2]:.0f} MiB')
        with subprocess.Popen(['cat'] + [log] * 10, stdout=subprocess.PIPE) as cat:
            ten = run([CFGLINT, 'explain', '-'], stdin=cat.stdout)
            cat.stdout.close()
        told('memory 10x', ten[2] / MEMORY, 1, f'{ten[2]:.0f} MiB, {ten[0]:.1f} s')
        log.unlink()
        for name, path in hostile(folder).items():
            mine, lines = shortest([CFGLINT, 'explain', path], [COUNT, path], runs=2)
            told(name, mine[0] / lines[0], None, both(mine, lines))
            path.unlink()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
