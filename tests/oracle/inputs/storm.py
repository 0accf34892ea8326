"""storm.yaml that SnakeYAML reads: each option with values of every shape that its validators tell apart."""
import csv, pathlib
from inputs import case

# By kind of option: what a file may hold there, right and wrong.
SHAPES = {
    'string': ['5', 'true', '[a]', '{a: b}', '', '""', '2001-01-01', '1.5'],
    'int': ['"8080"', '8080.0', '8080.5', '-1', '0', 'abc', '', '[8080]', '3000000000', '1:30', '0x1F', '1e3', 'true', '.inf'],
    'long': ['"8080"', '-1', '0', '8080.5', '', '3000000000', 'abc'],
    'number': ['"1"', '-1', '0', '0.5', 'abc', '', '[1]', 'true', '.nan', '-0.0'],
    'bool': ['"true"', 'yes', '1', 'y', '', 'tru', '[true]'],
    'list': ['one', '5', '[1, 2]', '["a", "b"]', '[]', '', '{a: b}', '[a, null]', '[[a]]', 'a,b', '[true]'],
    'map': ['one', '5', '[a]', '{a: b}', '{a: 1}', '{1: a}', '{}', '', '{a: null}', '{a: "1"}', '{a: [b]}', '{a: {b: c}}'],
    'class': ['no.such.Class', 'java.lang.String', '5', '', '[a]', '"org.apache.storm.scheduler.DefaultScheduler"', 'backtype.storm.Config', '""'],
    'any': ['one', '5', '[a]', '{a: b}', '', 'true', '-1', '0.5', 'NONE', '[{class: a}]', '[{a: b}]', '["a", {b: c}]'],
}


def shape(kind):
    for name in ('string|list', 'list'):
        if kind.startswith(name):
            return 'list'
    for name in ('string', 'int', 'long', 'number', 'bool', 'map', 'class'):
        if kind.startswith(name):
            return name
    return 'any'


def options():
    table = pathlib.Path(__file__).resolve().parents[3] / 'fixtures' / 'catalog' / 'storm-keys.tsv'
    seen = {}
    for row in csv.DictReader(table.open(encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE):
        key, validator = row['key'], row['validator']
        kind = shape(row['type'])
        # Options with the same validators and history of validators get every shape a few times, and each option some.
        group = (kind, validator)
        seen[group] = seen.get(group, 0) + 1
        values = SHAPES[kind]
        if seen[group] > 4:
            start = seen[group] * 2
            values = [values[(start + n) % len(values)] for n in range(2)]
        for value in values:
            yield case(f'{key}: {value}', f'{key}: {value}\n')


SPECIAL = {
    'nimbus.seeds': ['nim1', '"nim1,nim2"', '["nim1" , "nim2"]', '[nim1, 5]', '\n  - nim1\n  - nim2', '\n  - nim1: 5', '[192.168.1.1]', '[1.1]', '-"a" -"b"', '[true]', '["a", ["b"]]', '[{a: b}]', '["a",]', '~'],
    'supervisor.slots.ports': ['6700', '[6700, 6700]', '["6700"]', '6700-6703', '[0]', '[-1]', '[6700.0]', '[6700.5]', '[70000]', '[3000000000]', '[]', '', '{6700: 6701}', '\n  - 6700\n  - 6701', '\n- 6700\n- 6700', '-6700 -6701', '\n  - 6700\n    - 6701', '[6700 6701]', '[06700, 06701]', '[6700, null]', '[true]', '"6700"', '[0x1A2C, 6700]', '6700,6701', '6,700', '[6_700, 6700]'],
    'storm.zookeeper.servers': ['zk1', '"zk1"', '[zk1, zk2]', '[1, 2]', '[192.168.1.1]', '\n  - zk1: 2181', '\n  - "zk1"\n  - 5', '[1.5]', '', '[]', '[null]', '{zk1: 2181}', '[[zk1]]', '[zk1:2181]', '["zk1:2181"]', '[2001-01-01]'],
    'storm.zookeeper.port': ['"2181"', '2181 ', '2181.0', '2181 # x', '2181#x', '-1', '0', '70000', '', '02181', '0o17', '22:22', '[2181]', 'zk1:2181'],
    'storm.local.dir': ['5', '/a b', '~', '', 'true', '["/a"]', '/x # y', '2001-01-01', '1e3', '"/a"', 'yes', '~/storm', 'C:\\storm', "'C:\\storm'"],
    'worker.childopts': ['"-Xmx1g"', '-Xmx1g', '["-Xmx1g", "-Xms1g"]', '5', '', '{a: b}', '[5]', '-Xmx1g -Dx=y # z', '[]', '[null]', '"%HEAP-MEM%"', 'true', '-5'],
    'supervisor.childopts': ['["-Xmx1g"]', '-Xmx256m', '5'], 'nimbus.childopts': ['-Xmx1g', '5', '[a]'], 'topology.worker.childopts': ['["a"]', 'a', '5'], 'topology.worker.gc.childopts': ['["a"]', '5'], 'ui.childopts': ['5', '-Xmx768m'],
    'storm.cluster.mode': ['distributed', 'local', 'cluster', '5', ''], 'ui.port': ['8080', '"8080"', '8080.0', '8080.5', '-1', '0', 'eighty', '8_080', '+8080', '0x1F90', '1e3', '.inf', '.nan', '9223372036854775807', '99999999999999999999', '8,080', '8080s'],
    'topology.workers': ['0', '-1', '"1"', '1.0', '1.5', '1e2', ''], 'topology.max.spout.pending': ['null', '0', '-1', '"1"', ''], 'topology.executor.receive.buffer.size': ['1000', '1024', '0', '"1024"', '1024.0', '-1024', '1'], 'topology.executor.send.buffer.size': ['1000', '1024', '3'],
    'topology.transfer.buffer.size': ['1000', '1024', '2', '0'], 'topology.receiver.buffer.size': ['7', '8'], 'topology.message.timeout.secs': ['0', '-1', '30', '', '"30"', '30.5'], 'topology.acker.executors': ['0', '-1', '', '"2"'], 'topology.stats.sample.rate': ['0', '0.05', '-0.1', '2', '"0.05"', ''],
    'topology.kryo.register': ['[a.B]', '[{a.B: c.D}]', '[5]', 'a.B', '{a.B: c.D}', '[{a: 5}]', '[{5: a}]', '[null]', '[]', ''], 'topology.kryo.factory': ['no.such.Factory', '5', '""'], 'topology.tuple.serializer': ['5', 'no.such.Serializer'],
    'topology.metrics.consumer.register': ['[{class: a.B, parallelism.hint: 1}]', '[{class: a.B}]', '[{parallelism.hint: 1}]', '[{class: 5, parallelism.hint: 1}]', '[{class: a.B, parallelism.hint: one}]', '[a.B]', 'a.B', '[]', '[{class: a.B, parallelism.hint: 1, argument: x}]', '[{class: a.B, parallelism.hint: 0}]', '[{class: a.B, parallelism.hint: 1.5}]', '\n  - class: "a.B"\n    parallelism.hint: 1', '[null]', '{class: a.B, parallelism.hint: 1}'],
    'storm.cluster.metrics.consumer.register': ['[{class: a.B}]', '[{x: y}]', '[a]', 'a', '[{class: 5}]', '[]', '[{class: a.B, argument: x}]'], 'topology.event.logger.register': ['[{class: a.B}]', '[{x: y}]', 'a', '[{class: a.B, arguments: {a: b}}]', '[{class: a.B, arguments: a}]'],
    'storm.metrics.reporters': ['[{class: a.B, daemons: [nimbus], filter: }]', '[{class: a.B, daemons: [nimbus], filter: {class: 5}}]', '[{class: a.B, daemons: [nimbus], filter: [a]}]', '!!pairs [class: a.B]', '[{class: a.B}]', '[{class: a.B, daemons: [nimbus]}]', '[{x: y}]', 'a', '[]', '[{class: org.apache.storm.metrics2.reporters.ConsoleStormReporter, daemons: [worker], report.period: 60, report.period.units: SECONDS}]'], 'topology.metrics.reporters': ['[{class: a.B}]', '[{x: y}]', '[{class: org.apache.storm.metrics2.reporters.ConsoleStormReporter, report.period: 60}]', '[{class: org.apache.storm.metrics2.reporters.ConsoleStormReporter, report.period: x}]'],
    'pacemaker.auth.method': ['NONE', 'DIGEST', 'KERBEROS', 'none', '', '5', 'PLAIN', '[NONE]'], 'pacemaker.servers': ['p1', '[p1]', '5', '[5]', ''], 'pacemaker.host': ['p1', '5'], 'topology.logging.sensitivity': ['S0', 'S4', '', '5', 's0'], 'topology.blobstore.map': ['{a: {b: c}}', '{a: b}', '{5: {b: c}}', '', 'a', '{a: null}', '{a: {5: c}}', '[]', '{}'],
    'isolation.scheduler.machines': ['{a: 1}', '{a: b}', '{1: 1}', 'a', '{a: 1.5}', '{a: "1"}', '{}', ''], 'multitenant.scheduler.user.pools': ['{a: 1}', '{a: b}', '{a: -1}'], 'resource.aware.scheduler.user.pools': ['{a: {cpu: 1, memory: 2}}', '{a: {cpu: 1}}', '{a: {memory: 1}}', '{a: b}', 'a', '{a: {cpu: x, memory: 1}}', '{a: null}', '{5: {cpu: 1, memory: 1}}', '{a: {cpu: "1", memory: 1}}'],
    'nimbus.impersonation.acl': ['{a: {hosts: [h], groups: [g]}}', '{a: {hosts: [h]}}', '{a: {groups: [g]}}', '{a: b}', '{a: {hosts: h, groups: [g]}}', 'a', '{a: {hosts: [5], groups: [g]}}', '{}'], 'supervisor.numa.meta': ['{"0": {numa.cores: [1], numa.ports: [6700], numa.memory.mb: 1}}', '{"0": {}}', '{0: {numa.cores: [1]}}', 'a', '{"0": {numa.cores: a, numa.ports: [1], numa.memory.mb: 1}}', '{"0": {numa.cores: [1], numa.ports: [6700]}}', '{"0": {numa.cores: [1], numa.ports: [6700], numa.memory.mb: 1, numa.generic.resources.map: x}}', '{"0": {numa.cores: [1], numa.ports: [6700], numa.memory.mb: 1, numa.generic.resources.map: }}', '{"0": {numa.cores: [1], numa.ports: [6700], numa.memory.mb: 1, numa.generic.resources.map: {a: b}}}', '{"0": {numa.cores: [!!binary aGk=, !!binary aGk=], numa.ports: [6700], numa.memory.mb: 1}}', '{"0": {numa.cores: [1, 1.0], numa.ports: [6700], numa.memory.mb: 1}}', '{"0": {numa.cores: , numa.ports: [6700], numa.memory.mb: 1}}'],
    'supervisor.scheduler.meta': ['{a: b}', '{a: 1}', '{a: true}', '{a: {b: c}}', '{a: [b]}', 'a', '{1: a}', '{}', '{a: null}'], 'logs.users': ['a', '[a]', '5', '[5]', ''], 'logs.groups': ['a', '[a]'], 'topology.users': ['a', '[a]', '5'], 'topology.groups': ['a', '[a]'], 'ui.users': ['a', '[a]', '5'], 'nimbus.admins': ['a', '[a]', '[5]', ''], 'nimbus.supervisor.users': ['a', '[a]'],
    'drpc.servers': ['d1', '[d1]', '[5]', '', '{d1: 5}'], 'drpc.port': ['"3772"', '0', '-1'], 'storm.scheduler': ['no.such.Scheduler', '5', '""', '"org.apache.storm.scheduler.resource.ResourceAwareScheduler"'], 'storm.thrift.transport': ['5', '', 'no.such.Plugin', '"backtype.storm.security.auth.SimpleTransportPlugin"', '"org.apache.storm.security.auth.SimpleTransportPlugin"'],
    'storm.messaging.transport': ['"backtype.storm.messaging.netty.Context"', '5', '', 'no.such.Context'], 'storm.network.topography.plugin': ['no.such.Plugin', 'java.lang.String', '5', ''], 'storm.resource.isolation.plugin': ['no.such.Plugin', 'java.lang.String'], 'scheduler.display.resource': ['yes', '"yes"', '1'],
    'storm.health.check.dir': ['5', '"healthchecks"', '" healthchecks"', ''], 'storm.health.check.timeout.ms': ['"5000"', '5000ms', '-1', '0', '5000'], 'nimbus.host': ['nim1', '5', '["nim1"]', '', 'localhost'], 'nimbus.thrift.port': ['"6627"', '0', '-1', '6627'], 'storm.zookeeper.root': ['5', '/storm', '', 'storm'], 'storm.zookeeper.auth.payload': ['5', 'a:b', ''], 'storm.zookeeper.superACL': ['5', 'sasl:storm', ''],
    'storm.zookeeper.session.timeout': ['0', '-1', '"20000"', '20000ms', '20000'], 'storm.zookeeper.retry.interval': ['-1', '"1000"'], 'nimbus.task.timeout.secs': ['0', '-1', '"30"'], 'supervisor.worker.timeout.secs': ['0', '"30"'], 'supervisor.cpu.capacity': ['"400"', '-1', '0', '400', '400.0'], 'supervisor.memory.capacity.mb': ['3072.5', '"3072"', '-1'], 'topology.component.resources.onheap.memory.mb': ['0', '-1', '"128"'],
    'topology.spout.wait.strategy': ['5', 'no.such.Strategy'], 'topology.environment': ['{a: b}', '{a: 5}', 'a', '[a]', '{}', '{5: a}'], 'storm.daemon.metrics.reporter.plugins': ['a', '[a]', '[5]'], 'topology.ras.constraints': ['[[a, b]]', '[a]', '{a: {maxNodeCoLocationCnt: 1}}', '{a: b}', 'a', '{a: {incompatibleComponents: [b]}}', '{a: {x: y}}', '{5: {maxNodeCoLocationCnt: 1}}', '{{a: b}: {}}', '{null: {maxNodeCoLocationCnt: x}}', '{null: 5}', '{a: {null: 5}}', '{a: {5: 5}}', '{a: {maxNodeCoLocationCnt: "١"}}', '{a: {maxNodeCoLocationCnt: "+1"}}', '{a: {maxNodeCoLocationCnt: 1.0}}', '{a: {maxNodeCoLocationCnt: }}', '{a: {incompatibleComponents: [b, 5]}}', '{a: {incompatibleComponents: 5}}', '{a: {incompatibleComponents: [2001-01-01]}}'], 'topology.scheduler.strategy': ['no.such.Strategy', '5', ''],
    'ui.host': ['4.9e-324', '1.0e-323', '!!binary aGk=', '[!!binary aGk=]', '{a: !!binary aGk=}', '!!pairs [a: 1]', '[!!pairs [a: 1]]', '!!pairs []', '!!set {a, 5}', '[!!set {a, 5}, !!set {}]', '{a: !!set {"b c", null}}', '2001-12-14t21:59:43.10-05:00', '[2001-01-01, 2001-12-14t21:59:43.10-05:00]', '[2001-12-14 21:59:43.1234 Z]', '{k0: a, k1: 1, k2: b, k3: [c], k4: 5, k5: d, k6: {e: f}, k7: true, k8: g}', '{1: a, 2: b, 3: c, 4: d, 5: e, 6: f, 7: g, 8: h, 9: i, 3000000000: j, -1: k}', '{true: a, false: b, null: c, 1.5: d, e: f, g: h, i: j, k: l, 0: m}', '[{主机: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: [{j: k}]}]', '{!!binary aGk=: a, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}'],
    'drpc.http.filter.params': ['{k0: a, k1: 1, k2: b, k3: [c], k4: 5, k5: d, k6: {e: f}, k7: true, k8: g}', '{a: !!pairs [b: 1]}'], 'topology.component.resources.map': ['{k0: a, k1: 1, k2: b, k3: [c], k4: 5, k5: d, k6: {e: f}, k7: true, k8: g}', '{a: !!binary aGk=}'],
    'no.such.option': ['5', '[a]', ''], 'zookeeper.servers': ['5'], 'nimbus': ['{seeds: [a]}'], 'java.library.path': ['5', '/a', '[a]', ''], 'storm.log.dir': ['5', '/a'], 'storm.options': ['5'],
}


def special():
    for key, values in SPECIAL.items():
        for value in values:
            yield case(f'{key}= {value}', f'{key}: {value}\n')
    for name, text in {
        'two mistakes': 'ui.port: "x"\nnimbus.seeds: 5\n', 'good cluster': 'storm.zookeeper.servers:\n  - "zk1"\nnimbus.seeds: ["nim1"]\nstorm.local.dir: "/var/storm"\nsupervisor.slots.ports:\n  - 6700\n  - 6701\n', 'empty': '', 'comments': '# x\n', 'only separators': '---\n', 'a list': '- a\n', 'a string': 'abc\n', 'equals signs': 'ui.port=8080\n', 'number': '5\n', 'null': '~\n', 'date': '2001-01-01\n',
        'doubled key, last bad': 'ui.port: 8080\nui.port: "x"\n', 'doubled key, first bad': 'ui.port: "x"\nui.port: 8080\n', 'merge key': 'a: &a {ui.port: "x"}\n<<: *a\n', 'anchor': 'a: &p 8080\nui.port: *p\n', 'anchored text': 'a: &p "x"\nui.port: *p\n', 'number as key': '5: a\n', 'null as key': '~: a\n', 'list as key': '? [a]\n: b\n', 'tagged': 'ui.port: !!str 8080\n', 'tagged int': 'ui.port: !!int "8080"\n', 'binary': 'ui.host: !!binary aGk=\n', 'set': 'ui.host: !!set {a, b}\n',
        'omap': 'nimbus.seeds: !!omap [a: b]\n', 'recursive': 'nimbus.seeds: &a [*a]\n', 'java class': 'a: !!java.util.Date 5\n', 'folded': 'worker.childopts: >\n  -Xmx1g\n  -Xms1g\n', 'literal': 'ui.host: |\n  a\n', 'nested list': 'nimbus.seeds:\n  -\n    - a\n', 'key in another case': 'UI.port: "x"\n', 'quoted key': '"ui.port": "x"\n',
    }.items():
        yield case(name, text)


def make():
    yield from special()
    yield from options()
