"""storm.yaml that SnakeYAML reads and Storm validates: `cases(rng)` sets options to values of their own shape, of others'
and at the limits of their validators, alone, in company, by anchors and merges, under names nearly theirs."""
import csv, pathlib
from mutate import neighbour

TABLE = pathlib.Path(__file__).resolve().parents[3] / 'fixtures' / 'catalog' / 'storm-keys.tsv'
OPTIONS = [(row['key'], row['type'], row['validator']) for row in csv.DictReader(TABLE.open(encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE)]
KEYS = [key for key, _, _ in OPTIONS]

INTS = ['0', '1', '-1', '2', '3', '8', '1024', '1000', '1023', '1025', '-1024', '6700', '65535', '65536', '1073741824', '2147483647', '2147483648', '-2147483648', '-2147483649', '4294967296', '4611686018427387904', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809',
        '18446744073709551616', '123456789012345678901234567890', '00', '-0', '+5', '010', '08', '0x10', '0xFFFFFFFF', '0x80000000', '-0x80000000', '0x7FFFFFFFFFFFFFFF', '0b100', '0b10000000000000000000000000000000', '1_000', '017777777777', '1:30', '22:22', '190:20:30', '-1:30', '9_007_199_254_740_993', '16777217']
FLOATS = ['0.0', '-0.0', '1.0', '1.5', '0.5', '-0.5', '-1.0', '8.0', '1024.0', '2147483647.0', '2147483648.0', '9223372036854775807.0', '9.3e+18', '1e3', '1.0e3', '1.0e+3', '1.5e+300', '1.0e+400', '-1.0e+400', '1.0e-400', '4.9e-324', '1.0e-3', '0.001', '0.0009', '1.0e-5', '123456.789', '9999999.0', '10000000.0', '12345678.9', '1.0e+7', '0.1',
          '2.0e-3', '.inf', '-.inf', '.nan', '.5', '5.', '.5e+1', '1:30.5', '-1:30.5', '1_000.5', '6.8523015e+5', '1.0E+10', '3.0e+5', '2.2250738585072014e-308', '1.7976931348623157e+308', '100.0', '0.3333333333333333', '1234567.0']
TEXTS = ['x', 'a b', 'localhost', '/var/storm', '-Xmx1g', '"8080"', '"1"', '"true"', '"null"', '""', "''", '"a, b"', 'NONE', 'DIGEST', 'KERBEROS', 'none', 'S0', 'S1', 'S4', 's0', 'nimbus', 'worker', '"é"', '主机', '"\\n"', '"a\\tb"', '"a\\"b"', '"a\\\\b"', '"\\x07"', 'java.lang.String', 'no.such.Class', 'java.util.ArrayList', 'org.apache.storm.Config', 'backtype.storm.Config', '"[a]"',
         'org.apache.storm.scheduler.DefaultScheduler', 'org.apache.storm.metrics2.reporters.ConsoleStormReporter', '" x "', 'a:b', '"🎉"', 'A' * 70, 'http://a:80', '%ID%', '=', '1.2.3.4', '1.2.3', '0x', '08:00', '1e', '+', '"%HEAP-MEM%"', 'y', 'n', '"5"', 'true x', '5 6']
OTHERS = ['', '~', 'null', 'Null', 'true', 'false', 'yes', 'No', 'on', 'OFF', 'True', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.1 Z', '1999-2-3 4:05:06', '!!binary aGk=', '!!str 5', '!!str true', '!!str', '!!int "7"', '!!float 5', '!!float "1e3"', '!!bool "yes"', '!!null x', '!!timestamp 2001-01-01', '!!set {a, b}', '!!set {a, 5}', '!!set {}',
          '!!omap [a: 1, b: 2]', '!!omap []', '!!pairs [a: 1, a: 2]', '!!pairs []', '!!map {}', '!!seq []', '[]', '{}', '|\n  a\n  b\n', '>-\n  a\n  b\n', '&x []', '&x {}', '! 5', '[*y]', '*y']
SCALARS = INTS + FLOATS + TEXTS + OTHERS

CLASSES = ['a.B', '"a.B"', '5', '', 'true', '[a]', '{a: b}', 'org.apache.storm.metrics2.reporters.ConsoleStormReporter', '""']
# What validators look for inside of lists and maps: entries, and what good ones hold.
RECORDS = {
    'class': CLASSES, 'parallelism.hint': ['1', '0', '-1', '1.5', '1.0', '"1"', '', '3000000000', 'x', '[1]'], 'argument': ['x', '5', '{a: b}', ''], 'arguments': ['{a: b}', '[a]', 'x', '', '{}', '5'],
    'daemons': ['[nimbus]', '[worker, supervisor]', '[]', '', 'nimbus', '[5]', '[nimbus, x]', '[null]', '{nimbus: x}', '[NIMBUS]', '[[nimbus]]', '!!set {nimbus}', '!!set {x}', '5'], 'report.period': ['60', '"60"', '0', '-1', 'x', '1.5', ''], 'report.period.units': ['SECONDS', 'seconds', '5', '', 'x'],
    'filter': ['{class: a.B}', '{class: 5}', '{class: }', '{}', 'x', '5', '', '[a]', '{expression: x}', '[]'], 'whitelist': ['[a]', '[5]', '', 'a'], 'blacklist': ['[a]', '["("]'], 'validateMetricName': ['true'], 'methodVsValue': ['x'],
    'cpu': ['1', '0', '-1', '1.5', '"1"', '', 'x', '[1]', 'true'], 'memory': ['1', '0', '-1', '1.5', '"1"', '', 'x', '{a: b}'], 'hosts': ['[h]', '["h", "i"]', 'h', '[5]', '[]', '', '[null]', '{h: i}', '5', '[[h]]'], 'groups': ['[g]', 'g', '[5]', '[]', '', '[null]', '[true]'],
    'numa.cores': ['[1]', '[0, 1]', '[1, 1]', '[1, 1.0]', '[1, "1"]', '["a"]', '[]', '', '1', '{a: b}', '[null, null]', '[[1], [1]]', '[{a: b}, {a: b}]', '!!set {1}', '[-1]', '[3000000000, 3000000000]', '[0x1, 1]'], 'numa.ports': ['[6700]', '[6700, 6700]', '[]', '', '6700', '["6700"]', '{a: b}'], 'numa.memory.mb': ['1', '"1"', '1.5', '', 'x', '[1]'], 'numa.generic.resources.map': ['{a: 1}', '{a: x}', 'x', ''],
    'maxNodeCoLocationCnt': ['1', '0', '-1', '"1"', '"+1"', '1.0', '', 'x', '[1]', '3000000000', '" 1"', '"-0"', '""', '"١"', '2147483648', 'true', '{a: b}', '"1_0"', '0x10'], 'incompatibleComponents': ['[b]', '[b, c]', '[5]', 'b', '', '5', '[]', '[null]', '{b: c}', '[[b]]', '[true, b]', '!!set {b}', '!!set {5}', '[2001-01-01]'],
    'localname': ['x'], 'uncompress': ['true'],
}
GROUPS = {'metrics': ['class', 'parallelism.hint', 'argument', 'arguments'], 'reporter': ['class', 'daemons', 'report.period', 'report.period.units', 'filter', 'whitelist'], 'pool': ['cpu', 'memory'], 'acl': ['hosts', 'groups'], 'numa': ['numa.cores', 'numa.ports', 'numa.memory.mb', 'numa.generic.resources.map'], 'ras': ['maxNodeCoLocationCnt', 'incompatibleComponents'], 'blob': ['localname', 'uncompress']}
OWN_GROUP = {'topology.metrics.consumer.register': 'metrics', 'storm.cluster.metrics.consumer.register': 'metrics', 'topology.event.logger.register': 'metrics', 'storm.metrics.reporters': 'reporter', 'topology.metrics.reporters': 'reporter', 'resource.aware.scheduler.user.pools': 'pool', 'nimbus.impersonation.acl': 'acl', 'supervisor.numa.meta': 'numa', 'topology.ras.constraints': 'ras', 'topology.blobstore.map': 'blob', 'worker.metrics.reporters': 'reporter'}
SPECIAL = [key for key in KEYS if key in OWN_GROUP or key in ('topology.kryo.register', 'supervisor.slots.ports', 'pacemaker.auth.method', 'topology.logging.sensitivity', 'topology.executor.receive.buffer.size', 'topology.transfer.buffer.size', 'isolation.scheduler.machines', 'multitenant.scheduler.user.pools', 'drpc.authorizer.acl', 'topology.worker.gc.childopts', 'topology.environment', 'drpc.http.filter.params', 'supervisor.scheduler.meta', 'topology.component.resources.onheap.memory.mb', 'topology.tuple.serializer', 'storm.topology.classpath.beginning.enabled')]
NAMES = ['a', 'b', '"c"', '5', '1.5', 'true', '~', '2001-01-01', '""', '[a]', '{a: b}', "'d'", '3000000000', 'topo-a', '!!str 7', 'é', '"0"', '0', 'x y', '!!binary aGk=', '.inf']


def record(rng, group, good):
    """A map with the entries of a group: some missing, renamed, doubled or of a wrong kind."""
    pairs = []
    for name in GROUPS[group]:
        if rng.random() < (0.9 if good else 0.75):
            values = RECORDS[name]
            pairs.append((name, values[0] if rng.random() < (0.85 if good else 0.4) else rng.choice(values) if rng.random() < 0.8 else value(rng, 2)))
    if rng.random() < 0.15:
        pairs.append((rng.choice(NAMES + list(RECORDS)), value(rng, 2)))
    rng.shuffle(pairs)
    return flow_map(pairs)


def flow_map(pairs):
    return '{' + ', '.join(f'? {name} : {held}' if name.startswith(('[', '{')) else f'{name}: {held}' for name, held in pairs if '\n' not in held) + '}'


def scalar(rng):
    return rng.choice(rng.choice([INTS, FLOATS, TEXTS, OTHERS]))


def flat(rng):
    """A scalar that may stand inside a flow collection."""
    while True:
        made = scalar(rng)
        if '\n' not in made and made not in ('', '*y', '[*y]') and not made.startswith('&'):
            return made


def value(rng, depth=0):
    kind = rng.random()
    if depth > 3 or kind < 0.5:
        return flat(rng)
    if kind < 0.75:
        return '[' + ', '.join(value(rng, depth + 1) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 9]))) + ']'
    return flow_map([(rng.choice(NAMES), value(rng, depth + 1)) for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))])


def listed(rng, of):
    """A list of what `of` gives, in flow or block, doubled or mixed at times."""
    items = [of(rng) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4]))]
    if items and rng.random() < 0.3:
        items.insert(rng.randrange(len(items) + 1), rng.choice([items[0], flat(rng), value(rng, 2), 'null', items[-1]]))
    items = [item for item in items if '\n' not in item]
    if items and rng.random() < 0.4:
        pad = rng.choice(['', '  ', '    '])
        return ''.join(f'\n{pad}- {item}' for item in items)
    return '[' + ', '.join(item for item in items if item) + ']'


def mapped(rng, names, of):
    pairs = [(rng.choice(names), of(rng)) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 3, 9, 12]))]
    if len(pairs) > 4:  # a hash map's order shows in messages
        pairs = [(f'k{number}', held) for number, (_, held) in enumerate(pairs)]
    return flow_map(list(dict(pairs).items()))


def own_shape(rng, key, kind):
    """A value of the shape that the option asks for, right or nearly so."""
    group = OWN_GROUP.get(key)
    if group and rng.random() < 0.8:
        good = rng.random() < 0.6
        of = lambda rng: record(rng, group, good)
        if key.endswith(('register', 'reporters')):
            return listed(rng, of) if rng.random() < 0.9 else of(rng)
        return mapped(rng, NAMES if rng.random() < 0.3 else ['a', 'b', '"0"'], of)
    if key == 'topology.kryo.register':
        return listed(rng, lambda rng: rng.choice(['a.B', '"c.D"', '{a.B: c.D}', '{a: b, c: d}', '{}', '{a: 5}', '{5: a}', '{a: }', '5', 'null', '[a]', '!!set {a}']))
    if kind.startswith('int(power'):
        return rng.choice(INTS + FLOATS)
    if kind.startswith('list<int>'):
        return listed(rng, lambda rng: rng.choice(['6700', '6701', '6702', '0', '-1', '6700.0', '6700.5', '"6700"', '3000000000', '0x1A2C', '06700', '1:51:40', '70000', *INTS]))
    if kind.startswith(('list', 'string|list')):
        return listed(rng, lambda rng: rng.choice(TEXTS) if rng.random() < 0.8 else flat(rng))
    if kind.startswith('map'):
        return mapped(rng, NAMES if rng.random() < 0.4 else ['a', 'b', '"c"'], lambda rng: rng.choice(rng.choice([INTS, TEXTS, TEXTS, FLOATS])) if rng.random() < 0.8 else value(rng, 1))
    if kind.startswith(('int', 'long')):
        return rng.choice(INTS if rng.random() < 0.7 else FLOATS)
    if kind.startswith(('number', 'custom')):
        return rng.choice(FLOATS if rng.random() < 0.6 else INTS)
    if kind.startswith('bool'):
        return rng.choice(['true', 'false', 'yes', 'off', 'y', '1', '"true"', 'TRUE', 'tRUE', '', 'null', '!!bool "on"'])
    return rng.choice(TEXTS) if rng.random() < 0.8 else scalar(rng)


def setting(rng):
    key, kind, _ = rng.choice(OPTIONS)
    if rng.random() < 0.35:
        key = rng.choice(SPECIAL)
        kind = next(kind for name, kind, _ in OPTIONS if name == key)
    what = rng.random()
    held = own_shape(rng, key, kind) if what < 0.6 else scalar(rng) if what < 0.8 else value(rng)
    if held.startswith('*y') or held == '[*y]':
        return f'k{rng.randrange(9)}: &y {value(rng, 2)}\n{key}: {held}\n'
    name = key
    if rng.random() < 0.04:
        name = rng.choice([neighbour(rng, key), f'"{key}"', f"'{key}'", f'!!str {key}', f'&k {key}', f'? {key}\n'])
    text = f'{name}: {held}'
    trick = rng.random()
    if trick < 0.02:
        text = f'<<: {{{name}: {held}}}' if '\n' not in text else text
    elif trick < 0.04 and '\n' not in text:
        text = f'base: &b {{{name}: {held}}}\n<<: *b\n' + rng.choice(['', f'{key}: {flat(rng)}'])
    elif trick < 0.06:
        text += f'\n{key}: {flat(rng)}'
    elif trick < 0.08 and '\n' not in held and not held.startswith('&'):
        text = f'k: &y {held}\n{key}: *y'
    return text if held.endswith('\n') else text + rng.choice(['\n', '\n', '\n', ' # c\n'])


STANDING = ['', '', '', 'storm.zookeeper.servers: [zk1]\n', 'nimbus.seeds: ["nim1"]\nsupervisor.slots.ports: [6700, 6701]\n', '# storm\n', '---\n', 'no.such.option: [5]\n', '5: a\n', '~: b\n', '? [a]\n: b\n', 'true: c\n', 'storm.local.dir: /x\n']
WHOLE = ['', '---\n', '- a\n', 'abc\n', '5\n', '~\n', '2001-01-01\n', '[]\n', '{}\n', 'true\n', '1.5\n', '!!set {a}\n', '!!omap [a: b]\n', '!!binary aGk=\n', '""\n', '9999999999\n', '99999999999999999999\n', '!!pairs [a: b]\n', '!!null x\n', 'ui.port=8080\n', '!!map {}\n', '!!str\n', '&a {b: *a}\n', '&a [*a]\n', '{? &a [*a] : b}\n', '!!set {ui.port}\n']


def cases(rng):
    """Endless (content, companion files)."""
    while True:
        if rng.random() < 0.002:
            yield rng.choice(WHOLE).encode(), {}
            continue
        parts = [setting(rng) for _ in range(rng.choice([1, 1, 1, 1, 1, 2, 2, 3, 5]))]
        text = rng.choice(STANDING) + ''.join(part if part.endswith('\n') else part + '\n' for part in parts)
        yield text.encode('utf-8', 'surrogatepass'), {}
