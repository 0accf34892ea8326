#!/usr/bin/env python3
"""Speed of cfglint against named peers, as ratios measured in one run.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install ruff      # and ripgrep: apt-get install ripgrep
    cargo build --release
    RUFF=/tmp/bench/bin/ruff tests/bench/bench.py [--hosts 10000] [--runs 9]

Prints, each with its target:
  start-up    one file, cfglint / ruff                                   at most 1
  files       2,000 config files / ruff on 2,000 small Python files in a tree of the
              same shape                                                 at most 1.5
  inventory   10,000 hosts, 30,000 files / `rg -c . DIR`                 at most 5, with peak memory
  linear      time per host at 10,000 hosts / at 1,000 hosts             about 1
Times are the medians of interleaved runs, wall clock, warm page cache. ruff runs with --no-cache:
its cache would answer without reading the files. Exit 1 when a target is missed.
"""
import os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CFGLINT = os.environ.get('CFGLINT', str(ROOT / 'target/release/cfglint'))
RUFF = os.environ.get('RUFF') or shutil.which('ruff')
RG = os.environ.get('RG') or shutil.which('rg')


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


HOSTS, RUNS = option('--hosts', 10_000), option('--runs', 9)


def seconds(command):
    start = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if code > 1:
        sys.exit(f'exit {code}: {" ".join(map(str, command))}')
    return time.perf_counter() - start


def medians(*commands, runs=RUNS):
    """Median seconds of each command; the runs take turns, so that a busy moment hits all."""
    times = [[] for _ in commands]
    for command in commands:
        seconds(command)
    for _ in range(runs):
        for taken, command in zip(times, commands):
            taken.append(seconds(command))
    return [statistics.median(taken) for taken in times]


def peak_mib(command):
    """Peak resident memory of one run."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(command[0], list(map(str, command)))
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_maxrss / 1024


ZOO = """tickTime=2000
initLimit=10
syncLimit=5
dataDir=/var/lib/zookeeper/data
dataLogDir=/var/lib/zookeeper/log
clientPort=2181
autopurge.purgeInterval=24
autopurge.snapRetainCount=5
"""
STORM = """# cluster {c}
storm.zookeeper.servers:
    - "zk1.c{c}"
    - "zk2.c{c}"
    - "zk3.c{c}"
storm.zookeeper.root: "/storm"
storm.local.dir: "/var/lib/storm"
nimbus.seeds: ["n1.c{c}", "n2.c{c}"]
supervisor.slots.ports:
    - 6700
    - 6701
    - 6702
    - 6703
worker.childopts: "-Xmx%HEAP-MEM%m -XX:+UseG1GC"
"""
KAFKA = """# broker {h} of cluster {c}
broker.id={h}
listeners=PLAINTEXT://k{h}.c{c}:9092
log.dirs=/data/1/kafka,/data/2/kafka
num.partitions=6
default.replication.factor=3
min.insync.replicas=2
log.retention.hours=168
log.segment.bytes=1073741824
zookeeper.connect=zk1.c{c}:2181,zk2.c{c}:2181,zk3.c{c}:2181/kafka
zookeeper.connection.timeout.ms=18000
"""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def inventory(base, hosts):
    """Clusters of ten hosts; each host has three files: 3 files on average, every content its own."""
    for host in range(hosts):
        c, h = divmod(host, 10)
        folder = base / f'dc{c % 20}' / f'c{c}-host{h}'
        if h < 3:
            servers = ''.join(f'server.{n}=zk{n}.c{c}:2888:3888\n' for n in (1, 2, 3))
            write(folder / 'zookeeper-3.4.9/conf/zoo.cfg', f'# {c}.{h}\n' + ZOO + servers)
            write(folder / 'var/lib/zookeeper/data/myid', f'{h + 1}\n')
        else:
            write(folder / 'notes/README', f'host {h} of cluster {c}\n')
        write(folder / 'apache-storm-1.0.2/conf/storm.yaml', STORM.format(c=c))
        write(folder / 'kafka_2.11-0.9.0.1/config/server.properties', KAFKA.format(c=c, h=h))
    return base


def small_files(base, count):
    """`count` config files of the three kinds in folders of their own."""
    for n in range(count):
        c = n // 3
        kind = n % 3
        if kind == 0:
            write(base / f'h{c}/zookeeper/zoo.cfg', f'# {c}\n' + ZOO)
        elif kind == 1:
            write(base / f'h{c}/storm/storm.yaml', STORM.format(c=c))
        else:
            write(base / f'h{c}/kafka/server.properties', KAFKA.format(c=c, h=c % 900))
    return base


PYTHON = '''"""Module {n}."""
import os


def value_{n}(name, default=None):
    """Reads a setting."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    parts = [part.strip() for part in raw.split(",")]
    return [part for part in parts if part]


class Holder{n}:
    """Holds values."""

    def __init__(self, values):
        self.values = dict(values)

    def get(self, key):
        return self.values.get(key, {n})
'''

failed = False


def told(name, ratio, target, text):
    global failed
    failed |= ratio > target
    print(f'{name:<10} {ratio:6.2f} x   target {target:<4}  {"ok  " if ratio <= target else "MISS"}  {text}', flush=True)


def ms(value):
    return f'{value * 1000:.1f} ms'


def main():
    for tool, name in ((RUFF, 'ruff'), (RG, 'rg')):
        if not tool:
            sys.exit(f'bench: {name} not found (see the head of this file)')
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        one = small_files(tmp / 'one', 3)
        py = tmp / 'py'
        for n in range(2000):
            # The same tree as the config files have: a folder per host and component.
            write(py / f'h{n // 3}/{("zookeeper", "storm", "kafka")[n % 3]}/m{n}.py', PYTHON.format(n=n))
        mine, peer = medians(
            [CFGLINT, 'check', '--exit-zero', one / 'h0/kafka/server.properties'],
            [RUFF, 'check', '--no-cache', '--isolated', '--exit-zero', py / 'h0/zookeeper/m0.py'], runs=max(RUNS, 21))
        told('start-up', mine / peer, 1, f'cfglint {ms(mine)}, ruff {ms(peer)}')
        files = small_files(tmp / 'files', 2000)
        mine, peer = medians(
            [CFGLINT, 'check', '--exit-zero', files],
            [RUFF, 'check', '--no-cache', '--isolated', '--exit-zero', py])
        told('files', mine / peer, 1.5, f'cfglint {ms(mine)} on 2,000 files, ruff {ms(peer)}')
        big = inventory(tmp / 'big', HOSTS)
        small = inventory(tmp / 'small', HOSTS // 10)
        command = [CFGLINT, 'check', '--exit-zero', big]
        mine, peer, tenth = medians(command, [RG, '-c', '.', big], [CFGLINT, 'check', '--exit-zero', small])
        told('inventory', mine / peer, 5,
             f'cfglint {ms(mine)} on {HOSTS:,} hosts, rg {ms(peer)}; peak memory {peak_mib(command):.0f} MiB')
        told('linear', mine / 10 / tenth, 1.3, f'{ms(tenth)} on {HOSTS // 10:,} hosts')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
