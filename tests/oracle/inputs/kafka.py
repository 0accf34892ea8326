"""server.properties: each option's type and range, each cross-check, the listener and voter grammars, the bytes.

Three bases: `zk` (a broker under ZooKeeper, 0.8.2 to 3.9), `kraft` (a combined node, 2.8 on), and `both`, which old
releases read as the first and new ones as the second, so that one input asks about every release.
"""
import csv, json, pathlib, re
from inputs import case, kafka_refusals

ZK = {'broker.id': '1', 'zookeeper.connect': 'zk1:2181', 'log.dirs': '/var/lib/kafka'}
KRAFT = {
    'process.roles': 'broker,controller', 'node.id': '1', 'controller.quorum.voters': '1@localhost:9093',
    'listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
    'advertised.listeners': 'PLAINTEXT://localhost:9092', 'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT', 'log.dirs': '/var/lib/kafka',
}
BROKER = {**KRAFT, 'process.roles': 'broker', 'node.id': '2', 'listeners': 'PLAINTEXT://localhost:9092'}
CONTROLLER = {**KRAFT, 'process.roles': 'controller', 'listeners': 'CONTROLLER://localhost:9093', 'advertised.listeners': None}
# A listener named SSL is legal for the releases whose listeners are named after protocols, too.
BOTH = {
    **ZK, 'process.roles': 'broker,controller', 'node.id': '1', 'controller.quorum.voters': '1@localhost:9093',
    'listeners': 'PLAINTEXT://localhost:9092,SSL://localhost:9093',
    'advertised.listeners': 'PLAINTEXT://localhost:9092', 'controller.listener.names': 'SSL',
}
BASES = {'zk': ZK, 'kraft': KRAFT, 'broker': BROKER, 'controller': CONTROLLER, 'both': BOTH}


def text(base, changes=None, tail=''):
    settings = {**BASES[base], **(changes or {})}
    return ''.join(f'{key}={value}\n' for key, value in settings.items() if value is not None) + tail


def keys():
    """Each option's type and range with each value just outside and at its bounds."""
    table = pathlib.Path(__file__).resolve().parents[3] / 'fixtures' / 'catalog' / 'kafka-keys.tsv'
    for row in csv.DictReader(table.open(encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE):
        key, kind, history = row['key'], row['type'], row['validator'] + ' ' + row['notes']
        values = {'empty': ''}
        if kind in ('int', 'long', 'short', 'double'):
            values['word'] = 'abc'
            bounds = set()
            for low, high in re.findall(r'\[(-?\d+)(?:,\.\.\.)?(?:,(?:\.\.\.,)?(-?[\d.]+)?)?\]', history):
                bounds.update(float(b) if '.' in b else int(b) for b in (low, high) if b)
            for bound in sorted(bounds)[:6]:
                step = 0.5 if kind == 'double' else 1
                for near in (bound - step, bound) if bound <= 1 else (bound - step, bound, bound + step):
                    values[f'at {near}'] = near
            if not bounds:
                values['minus'] = '-2'
                values['zero'] = '0'
            if kind != 'double':
                values['too large'] = {'int': '2147483648', 'short': '32768', 'long': '9223372036854775808'}[kind]
        elif kind == 'boolean':
            values.update(word='yes', case='TRUE')
        elif kind == 'list':
            values.update(word='bogus', doubled='a,a', holes='a,,b')
        elif kind == 'class':
            values.update(unknown='no.such.Class', wrong='java.lang.String')
        elif kind == 'string':
            values.update(word='bogus')
        for name, value in values.items():
            # An empty or unreadable value of these is a case of the cross-checks below.
            yield case(f'{key}: {name}', text('both', {key: value}))
            if name in ('word', 'zero') and row['removed_in'] != '4.0' and not row['since'].startswith(('4', '0.8', '3.9')):
                yield case(f'{key}: {name}, under ZooKeeper', text('zk', {key: value}))


VALUES = ['10 ', ' 10', '+10', '-0', '0x10', '1_000', '1e3', '10L', '10.0', '10s', '1GB', '10 # ten', '"10"', '１０', '\\uff11\\uff10',
          '\\u0661', '10\\n', '\\t10', '10\\', '\\u00a010', '--10', '+', '-', '2147483647', '2147483648', '-2147483648', '-2147483649', '${TEN}']


def numbers():
    for value in VALUES:
        yield case(f'int {value!r}', text('both', {'num.partitions': value}))
        yield case(f'long {value!r}', text('both', {'log.retention.bytes': value}))
    for value in ['0.5', '.5', '5e-1', '0.5f', '0.5d', 'NaN', '-NaN', 'Infinity', '1.0', '1.01', '-0.0', '-0.1', '0,5', '0x1p-1', '50%', '1/2']:
        yield case(f'double {value!r}', text('both', {'log.cleaner.min.cleanable.ratio': value}))
    for value in ['True', 'tRuE', ' false ', '1', '0', 'on', 'no', 'truee', 'true # yes', '"true"']:
        yield case(f'boolean {value!r}', text('both', {'auto.create.topics.enable': value}))


# (what is violated, base, settings)
CROSS = [
    ('reserved id', 'zk', {'broker.id': 1001}), ('reserved id, raised', 'zk', {'broker.id': 1001, 'reserved.broker.max.id': 2000}),
    ('id -1', 'zk', {'broker.id': -1}), ('id -2', 'zk', {'broker.id': -2}), ('no id', 'zk', {'broker.id': None}),
    ('no id, no generation', 'zk', {'broker.id': None, 'broker.id.generation.enable': 'false'}),
    ('id 1001, no generation', 'zk', {'broker.id': 1001, 'broker.id.generation.enable': 'false'}),
    ('id -1, no generation', 'zk', {'broker.id': -1, 'broker.id.generation.enable': 'false'}),
    ('reserved negative', 'zk', {'reserved.broker.max.id': -1}),
    ('no zookeeper.connect', 'zk', {'zookeeper.connect': None}), ('empty zookeeper.connect', 'zk', {'zookeeper.connect': ''}),
    ('node.id is not broker.id', 'zk', {'node.id': 2}), ('node.id is broker.id', 'zk', {'node.id': 1}),
    ('node.id instead of broker.id', 'zk', {'broker.id': None, 'node.id': 7}),
    ('node.id is not broker.id', 'kraft', {'broker.id': 2}), ('broker.id for node.id', 'kraft', {'node.id': None, 'broker.id': 1}),
    ('no node.id', 'kraft', {'node.id': None}), ('node.id -1', 'kraft', {'node.id': -1}), ('node.id -2', 'kraft', {'node.id': -2}),
    ('large node.id', 'kraft', {'node.id': 3000, 'controller.quorum.voters': '3000@localhost:9093'}),
    ('log.roll.ms 0', 'both', {'log.roll.ms': 0}), ('log.roll.ms -1', 'both', {'log.roll.ms': -1}), ('log.roll.hours 0', 'both', {'log.roll.hours': 0}),
    ('log.roll.jitter.ms -1', 'both', {'log.roll.jitter.ms': -1}), ('log.roll.jitter.hours -1', 'both', {'log.roll.jitter.hours': -1}),
    ('log.retention.ms 0', 'both', {'log.retention.ms': 0}), ('log.retention.ms -1', 'both', {'log.retention.ms': -1}),
    ('log.retention.ms -2', 'both', {'log.retention.ms': -2}), ('log.retention.minutes 0', 'both', {'log.retention.minutes': 0}),
    ('log.retention.minutes -1', 'both', {'log.retention.minutes': -1}), ('log.retention.hours 0', 'both', {'log.retention.hours': 0}),
    ('log.retention.hours -1', 'both', {'log.retention.hours': -1}),
    ('retention 0 h under ms', 'both', {'log.retention.hours': 0, 'log.retention.ms': 1000}),
    ('log.dirs empty', 'both', {'log.dirs': ''}), ('log.dirs comma', 'both', {'log.dirs': ','}), ('log.dirs blank', 'both', {'log.dirs': ' , '}),
    ('log.dirs trailing comma', 'both', {'log.dirs': '/a,/b,'}), ('log.dirs doubled', 'both', {'log.dirs': '/a,/a'}),
    ('log.dirs and log.dir', 'both', {'log.dir': '/a'}), ('log.dirs empty, log.dir set', 'both', {'log.dirs': '', 'log.dir': '/a'}),
    ('log.dir empty', 'both', {'log.dirs': None, 'log.dir': ''}), ('neither log.dirs nor log.dir', 'both', {'log.dirs': None}),
    ('dedupe buffer', 'both', {'log.cleaner.dedupe.buffer.size': 1048576}), ('dedupe buffer, one more', 'both', {'log.cleaner.dedupe.buffer.size': 1048577}),
    ('dedupe buffer by threads', 'both', {'log.cleaner.dedupe.buffer.size': 4194304, 'log.cleaner.threads': 4}),
    ('dedupe buffer, cleaner off', 'both', {'log.cleaner.dedupe.buffer.size': 1, 'log.cleaner.enable': 'false'}),
    ('cleaner threads 0', 'both', {'log.cleaner.threads': 0}), ('cleaner threads 0, cleaner off', 'both', {'log.cleaner.threads': 0, 'log.cleaner.enable': 'false'}),
    ('fetch wait over socket timeout', 'both', {'replica.fetch.wait.max.ms': 31000, 'replica.lag.time.max.ms': 60000}),
    ('fetch wait over lag time', 'both', {'replica.fetch.wait.max.ms': 20000, 'replica.lag.time.max.ms': 10000}),
    ('fetch wait is lag time', 'both', {'replica.fetch.wait.max.ms': 10000, 'replica.lag.time.max.ms': 10000}),
    ('socket timeout under fetch wait', 'both', {'replica.socket.timeout.ms': 100}),
    ('replica fetch under message', 'both', {'replica.fetch.max.bytes': 1000, 'message.max.bytes': 2000}),
    ('message over replica fetch default', 'both', {'message.max.bytes': 5000000}),
    ('acks over replication', 'both', {'offsets.commit.required.acks': 4}), ('acks -2', 'both', {'offsets.commit.required.acks': -2}),
    ('acks at replication', 'both', {'offsets.commit.required.acks': 3}), ('acks 2, replication 1', 'both', {'offsets.commit.required.acks': 2, 'offsets.topic.replication.factor': 1}),
    ('queued bytes', 'both', {'queued.max.request.bytes': 100}), ('queued bytes 0', 'both', {'queued.max.request.bytes': 0}),
    ('queued bytes -5', 'both', {'queued.max.request.bytes': -5}), ('queued bytes at request', 'both', {'queued.max.request.bytes': 104857600}),
    ('authentication delay', 'both', {'connection.failed.authentication.delay.ms': 5000, 'connections.max.idle.ms': 1000}),
    ('authentication delay at idle', 'both', {'connection.failed.authentication.delay.ms': 1000, 'connections.max.idle.ms': 1000}),
    ('idle -1', 'both', {'connections.max.idle.ms': -1}), ('idle 50', 'both', {'connections.max.idle.ms': 50}),
    ('per ip 0', 'both', {'max.connections.per.ip': 0}), ('per ip 0 with overrides', 'both', {'max.connections.per.ip': 0, 'max.connections.per.ip.overrides': '127.0.0.1:5'}),
    ('overrides good', 'both', {'max.connections.per.ip.overrides': '127.0.0.1:5,127.0.0.2:6'}),
    ('overrides no limit', 'both', {'max.connections.per.ip.overrides': '127.0.0.1'}), ('overrides word', 'both', {'max.connections.per.ip.overrides': '127.0.0.1:many'}),
    ('overrides address', 'both', {'max.connections.per.ip.overrides': '999.1.2.3.4:5'}), ('overrides blank', 'both', {'max.connections.per.ip.overrides': '127.0.0.1 : 5'}),
    ('overrides holes', 'both', {'max.connections.per.ip.overrides': '127.0.0.1:5,,127.0.0.2:6'}), ('overrides trailing comma', 'both', {'max.connections.per.ip.overrides': '127.0.0.1:5,'}),
    ('overrides underscore', 'both', {'max.connections.per.ip.overrides': 'my_host!:5'}), ('overrides only colon', 'both', {'max.connections.per.ip.overrides': ':5'}),
    ('overrides ipv6', 'both', {'max.connections.per.ip.overrides': '::1:5'}),
    ('offsets codec 9', 'both', {'offsets.topic.compression.codec': 9}), ('offsets codec 4', 'both', {'offsets.topic.compression.codec': 4}),
    ('offsets codec zstd, old protocol', 'zk', {'offsets.topic.compression.codec': 4, 'inter.broker.protocol.version': '2.0'}),
    ('offsets codec -1', 'both', {'offsets.topic.compression.codec': -1}),
    ('unknown principal builder', 'both', {'principal.builder.class': 'no.such.Builder'}),
    ('empty principal builder', 'both', {'principal.builder.class': ''}), ('wrong principal builder', 'both', {'principal.builder.class': 'java.lang.String'}),
    ('unknown reporter', 'both', {'metric.reporters': 'no.such.Reporter'}), ('reporters trailing comma', 'both', {'metric.reporters': 'org.apache.kafka.common.metrics.JmxReporter,'}),
    ('unknown kafka reporter', 'both', {'kafka.metrics.reporters': 'no.such.Reporter'}), ('polling interval word', 'both', {'kafka.metrics.polling.interval.secs': 'ten'}),
    ('polling interval empty', 'both', {'kafka.metrics.polling.interval.secs': ''}),
    ('unknown authorizer', 'both', {'authorizer.class.name': 'no.such.Authorizer'}), ('wrong authorizer', 'both', {'authorizer.class.name': 'java.lang.String'}),
    ('metadata cleaner', 'kraft', {'metadata.max.retention.ms': -2}),
    ('control plane', 'zk', {'listeners': 'PLAINTEXT://:9092,CONTROL://:9094', 'control.plane.listener.name': 'CONTROL', 'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROL:PLAINTEXT'}),
    ('control plane not advertised', 'zk', {'listeners': 'PLAINTEXT://:9092,CONTROL://:9094', 'advertised.listeners': 'PLAINTEXT://h:9092', 'control.plane.listener.name': 'CONTROL', 'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROL:PLAINTEXT'}),
    ('control plane is inter-broker', 'zk', {'control.plane.listener.name': 'PLAINTEXT'}), ('control plane unmapped', 'zk', {'control.plane.listener.name': 'CONTROL'}),
    ('control plane', 'kraft', {'control.plane.listener.name': 'PLAINTEXT'}),
    ('controller names under ZooKeeper', 'zk', {'controller.listener.names': 'CONTROLLER'}),
    ('voters under ZooKeeper', 'zk', {'controller.quorum.voters': '1@localhost:9093'}),
    ('migration, nothing else', 'zk', {'zookeeper.metadata.migration.enable': 'true'}),
    ('migration, no voters', 'zk', {'zookeeper.metadata.migration.enable': 'true', 'controller.listener.names': 'CONTROLLER'}),
    ('migration, no names', 'zk', {'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093'}),
    ('migration', 'zk', {'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, bootstrap servers', 'zk', {'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.bootstrap.servers': 'localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, generated id', 'zk', {'broker.id': -1, 'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, old protocol', 'zk', {'inter.broker.protocol.version': '3.3', 'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, two directories', 'zk', {'log.dirs': '/a,/b', 'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, two directories, 3.6 protocol', 'zk', {'inter.broker.protocol.version': '3.6', 'log.dirs': '/a,/b', 'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration, authorizer', 'zk', {'authorizer.class.name': 'kafka.security.authorizer.AclAuthorizer', 'zookeeper.metadata.migration.enable': 'true', 'controller.quorum.voters': '9@localhost:9093', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
    ('migration without zookeeper.connect', 'kraft', {'zookeeper.metadata.migration.enable': 'true'}),
    ('migration', 'kraft', {'zookeeper.metadata.migration.enable': 'true', 'zookeeper.connect': 'zk1:2181'}),
    ('tiered storage, two directories', 'kraft', {'remote.log.storage.system.enable': 'true', 'log.dirs': '/a,/b', 'remote.log.metadata.manager.listener.name': 'PLAINTEXT'}),
    ('tiered storage', 'kraft', {'remote.log.storage.system.enable': 'true'}),
    ('two directories, old metadata', 'kraft', {'log.dirs': '/a,/b', 'inter.broker.protocol.version': '3.6'}),
    ('role unknown', 'kraft', {'process.roles': 'broker,leader'}), ('role doubled', 'kraft', {'process.roles': 'broker,broker'}),
    ('roles with blanks', 'kraft', {'process.roles': ' broker , controller '}), ('role in capitals', 'kraft', {'process.roles': 'Broker'}),
    ('roles empty', 'kraft', {'process.roles': ''}), ('roles empty with ZooKeeper', 'kraft', {'process.roles': '', 'zookeeper.connect': 'zk1:2181'}),
    ('roles trailing comma', 'kraft', {'process.roles': 'broker,controller,'}), ('roles absent', 'kraft', {'process.roles': None}),
    ('roles semicolon', 'kraft', {'process.roles': 'broker;controller'}), ('zookeeper.connect too', 'kraft', {'zookeeper.connect': 'zk1:2181'}),
    ('no voters', 'kraft', {'controller.quorum.voters': None}), ('not among the voters', 'kraft', {'controller.quorum.voters': '2@localhost:9093'}),
    ('bootstrap servers', 'kraft', {'controller.quorum.voters': None, 'controller.quorum.bootstrap.servers': 'localhost:9093'}),
    ('both voters and bootstrap servers', 'kraft', {'controller.quorum.bootstrap.servers': 'localhost:9093'}),
    ('no controller names', 'kraft', {'controller.listener.names': None}), ('controller names empty', 'kraft', {'controller.listener.names': ''}),
    ('controller name not a listener', 'kraft', {'controller.listener.names': 'OTHER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHER:PLAINTEXT'}),
    ('one controller name not a listener', 'kraft', {'controller.listener.names': 'CONTROLLER,OTHER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHER:PLAINTEXT'}),
    ('controller name unmapped', 'kraft', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT'}), ('controller name, no map', 'kraft', {'listener.security.protocol.map': None}),
    ('controller name, no map, SSL too', 'kraft', {'listener.security.protocol.map': None, 'listeners': 'SSL://localhost:9092,CONTROLLER://localhost:9093', 'advertised.listeners': 'SSL://localhost:9092', 'security.inter.broker.protocol': 'SSL'}),
    ('controller name in small letters', 'kraft', {'controller.listener.names': 'controller'}), ('controller name is inter-broker', 'kraft', {'controller.listener.names': 'PLAINTEXT'}),
    ('inter-broker is the controller', 'kraft', {'inter.broker.listener.name': 'CONTROLLER'}),
    ('advertised controller', 'kraft', {'advertised.listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093'}),
    ('no advertised', 'kraft', {'advertised.listeners': None}), ('only the controller listens', 'kraft', {'listeners': 'CONTROLLER://localhost:9093', 'advertised.listeners': None}),
    ('no listeners', 'kraft', {'listeners': None}), ('no listeners, nothing advertised', 'kraft', {'listeners': None, 'advertised.listeners': None}),
    ('early start', 'kraft', {'early.start.listeners': 'CONTROLLER'}), ('early start unknown', 'kraft', {'early.start.listeners': 'OTHER'}), ('early start empty', 'kraft', {'early.start.listeners': ''}),
    ('protocol version 2.8', 'kraft', {'inter.broker.protocol.version': '2.8'}), ('protocol version 3.0-IV1', 'kraft', {'inter.broker.protocol.version': '3.0-IV1'}),
    ('protocol version 3.0-IV0', 'kraft', {'inter.broker.protocol.version': '3.0-IV0'}), ('create policy', 'kraft', {'create.topic.policy.class.name': 'no.such.Policy'}),
    ('alter policy', 'kraft', {'alter.config.policy.class.name': 'no.such.Policy'}),
    ('plain broker', 'broker', {}), ('among the voters', 'broker', {'node.id': 1}), ('controller listens', 'broker', {'listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093'}),
    ('no names', 'broker', {'controller.listener.names': None}), ('two names', 'broker', {'controller.listener.names': 'CONTROLLER,OTHER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHER:PLAINTEXT'}),
    ('unmapped name', 'broker', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT'}), ('names empty', 'broker', {'controller.listener.names': ''}),
    ('auto join', 'broker', {'controller.quorum.auto.join.enable': 'true'}), ('no voters', 'broker', {'controller.quorum.voters': None}), ('voters placeholder', 'broker', {'controller.quorum.voters': '1@0.0.0.0:0'}),
    ('plain controller', 'controller', {}), ('advertised', 'controller', {'advertised.listeners': 'CONTROLLER://localhost:9093'}), ('advertised other', 'controller', {'advertised.listeners': 'PLAINTEXT://localhost:9092'}),
    ('another listener', 'controller', {'listeners': 'CONTROLLER://localhost:9093,PLAINTEXT://localhost:9092'}), ('inter-broker name', 'controller', {'inter.broker.listener.name': 'PLAINTEXT'}),
    ('inter-broker is its own', 'controller', {'inter.broker.listener.name': 'CONTROLLER'}), ('no names', 'controller', {'controller.listener.names': None}),
    ('not among the voters', 'controller', {'node.id': 2}), ('no listeners', 'controller', {'listeners': None}), ('auto join', 'controller', {'controller.quorum.auto.join.enable': 'true'}),
    ('num.partitions in a controller', 'controller', {'num.partitions': 3}), ('wildcard', 'controller', {'listeners': 'CONTROLLER://0.0.0.0:9093'}),
    ('cordoned unknown', 'kraft', {'cordoned.log.dirs': '/other'}), ('cordoned star and more', 'kraft', {'cordoned.log.dirs': '*,/var/lib/kafka'}), ('cordoned star', 'kraft', {'cordoned.log.dirs': '*'}),
    ('cordoned one', 'kraft', {'cordoned.log.dirs': '/var/lib/kafka'}),
    ('consumer protocol under ZooKeeper', 'zk', {'group.coordinator.rebalance.protocols': 'classic,consumer'}), ('no classic protocol', 'kraft', {'group.coordinator.rebalance.protocols': 'consumer'}),
    ('protocol share', 'kraft', {'group.coordinator.rebalance.protocols': 'classic,consumer,share'}), ('protocols empty', 'kraft', {'group.coordinator.rebalance.protocols': ''}),
    ('protocol in capitals', 'kraft', {'group.coordinator.rebalance.protocols': 'CLASSIC'}), ('new coordinator off', 'kraft', {'group.coordinator.new.enable': 'false', 'group.coordinator.rebalance.protocols': 'classic,consumer'}),
    ('heartbeat over half of session', 'kraft', {'broker.heartbeat.interval.ms': 9000, 'broker.session.timeout.ms': 9000}),
    ('assignor unknown', 'kraft', {'group.consumer.assignors': 'no.such.Assignor'}), ('assignor wrong', 'kraft', {'group.consumer.assignors': 'java.lang.String'}), ('assignor doubled', 'kraft', {'group.consumer.assignors': 'uniform,uniform'}),
    ('share assignors two', 'kraft', {'group.share.assignors': 'simple,simple'}), ('share assignor unknown', 'kraft', {'group.share.assignors': 'no.such.Assignor'}),
    ('share snapshot updates', 'kraft', {'share.coordinator.snapshot.update.records.per.snapshot': 501}),
    ('group session min over max', 'both', {'group.min.session.timeout.ms': 10000, 'group.max.session.timeout.ms': 5000}),
    ('compaction lag min over max', 'both', {'log.cleaner.min.compaction.lag.ms': 10, 'log.cleaner.max.compaction.lag.ms': 5}),
    ('local retention over retention', 'kraft', {'log.local.retention.ms': 2000, 'log.retention.ms': 1000}), ('local retention bytes over', 'kraft', {'log.local.retention.bytes': 2000, 'log.retention.bytes': 1000}),
    ('local retention unlimited', 'kraft', {'log.local.retention.ms': -1, 'log.retention.ms': 1000}),
    ('compression in capitals', 'both', {'compression.type': 'GZIP'}), ('compression none', 'both', {'compression.type': 'none'}), ('compression zstd', 'both', {'compression.type': 'zstd'}),
    ('cleanup policy mixed', 'both', {'log.cleanup.policy': 'compact,delete'}), ('cleanup policy bad', 'both', {'log.cleanup.policy': 'compact;delete'}), ('cleanup policy in capitals', 'both', {'log.cleanup.policy': 'Delete'}),
    ('timestamp type', 'both', {'log.message.timestamp.type': 'createtime'}), ('ssl client auth in capitals', 'both', {'ssl.client.auth': 'REQUIRED'}), ('ssl client auth', 'both', {'ssl.client.auth': 'need'}),
    ('delegation token', 'both', {'delegation.token.max.lifetime.ms': 0}), ('quota window', 'both', {'quota.window.size.seconds': 0}),
    ('flush scheduler 0', 'zk', {'log.flush.scheduler.interval.ms': 0}), ('flush interval -1', 'both', {'log.flush.interval.ms': -1}), ('flush scheduler -1', 'both', {'log.flush.scheduler.interval.ms': -1}),
    ('segment bytes 13', 'both', {'log.segment.bytes': 13}), ('segment 1 MiB less one', 'both', {'log.segment.bytes': 1048575}),
    ('config provider unknown class', 'both', {'config.providers': 'file', 'config.providers.file.class': 'no.such.Provider'}), ('variable without provider', 'both', {'num.partitions': '${file:/nonexistent:p}'}),
    ('listener option bad', 'both', {'listener.name.plaintext.ssl.client.auth': 'need'}), ('listener option number', 'both', {'listener.name.plaintext.max.connections': 'many'}),
    ('telemetry', 'kraft', {'telemetry.max.bytes': 0}), ('unknown key', 'both', {'no.such.key': 'x'}), ('misspelt key', 'both', {'num.partition': 'many'}), ('key in capitals', 'both', {'Num.Partitions': 'many'}),
]


def pairs():
    """The relations between the limits of the group coordinators: each bound broken from either side."""
    for group in ('consumer', 'share', 'streams'):
        for what, step in (('heartbeat.interval.ms', 1000), ('session.timeout.ms', 10000)):
            names = [f'group.{group}.{part}{what}' for part in ('min.', '', 'max.')]
            yield f'{group} {what}: min over max', 'kraft', {names[0]: 20 * step, names[1]: 20 * step, names[2]: 19 * step}
            yield f'{group} {what}: under min', 'kraft', {names[0]: 6 * step, names[1]: 5 * step - 1 + step, names[2]: 15 * step}
            yield f'{group} {what}: below min', 'kraft', {names[0]: 5 * step, names[1]: 4 * step, names[2]: 15 * step}
            yield f'{group} {what}: over max', 'kraft', {names[1]: 16 * step, names[2]: 15 * step}
            yield f'{group} {what}: equal', 'kraft', {name: 5 * step for name in names}
        yield f'{group} heartbeat over session', 'kraft', {f'group.{group}.heartbeat.interval.ms': 45000, f'group.{group}.max.heartbeat.interval.ms': 46000, f'group.{group}.session.timeout.ms': 45000}
        low, now, high = (f'group.{group}.{part}assignment.interval.ms' for part in ('min.', '', 'max.'))
        yield f'{group} assignment: min over max', 'kraft', {low: 5000, now: 5000, high: 4000}
        yield f'{group} assignment: below min', 'kraft', {low: 3000, now: 2000}
        yield f'{group} assignment: over max', 'kraft', {now: 12000, high: 11000}
    yield 'share locks: duration below min', 'kraft', {'group.share.record.lock.duration.ms': 15000, 'group.share.min.record.lock.duration.ms': 16000}
    yield 'share locks: duration over max', 'kraft', {'group.share.record.lock.duration.ms': 50000, 'group.share.max.record.lock.duration.ms': 40000}
    yield 'share sessions under size', 'kraft', {'group.share.max.share.sessions': 100, 'group.share.max.size': 200}
    yield 'share delivery over max', 'kraft', {'group.share.delivery.count.limit': 10, 'group.share.max.delivery.count.limit': 5}
    yield 'share delivery below min', 'kraft', {'group.share.delivery.count.limit': 3, 'group.share.min.delivery.count.limit': 4}
    yield 'share record locks over max', 'kraft', {'group.share.partition.max.record.locks': 4000, 'group.share.max.partition.max.record.locks': 3000}
    yield 'share record locks below min', 'kraft', {'group.share.partition.max.record.locks': 500, 'group.share.min.partition.max.record.locks': 600}
    yield 'streams standby over max', 'kraft', {'group.streams.num.standby.replicas': 3, 'group.streams.max.standby.replicas': 2}
    yield 'streams warmup over max', 'kraft', {'group.streams.num.warmup.replicas': 30, 'group.streams.max.warmup.replicas': 20}
    yield 'streams offset interval below min', 'kraft', {'group.streams.task.offset.interval.ms': 10000, 'group.streams.min.task.offset.interval.ms': 20000}


LISTENERS = [
    '', ',', 'PLAINTEXT://:9092', 'PLAINTEXT://:9092,', ',PLAINTEXT://:9092', 'PLAINTEXT://:9092,,SSL://:9093', 'PLAINTEXT://:9092 , SSL://:9093', 'PLAINTEXT://:9092;SSL://:9093',
    'PLAINTEXT://localhost', 'PLAINTEXT://localhost:', 'PLAINTEXT://localhost:abc', 'PLAINTEXT://localhost:-1', 'PLAINTEXT://localhost:0', 'PLAINTEXT://localhost:65535', 'PLAINTEXT://localhost:65536',
    'PLAINTEXT://localhost:2147483648', 'PLAINTEXT://localhost:9092/', 'PLAINTEXT://local_host:9092', 'PLAINTEXT://local host:9092', 'PLAINTEXT:// localhost:9092', 'PLAINTEXT:/localhost:9092',
    'PLAINTEXT//localhost:9092', 'PLAINTEXT:localhost:9092', 'localhost:9092', ':9092', '9092', '://localhost:9092', 'plaintext://localhost:9092', 'Plaintext://localhost:9092', 'HTTP://localhost:9092',
    'INTERNAL://localhost:9092', 'PLAINTEXT_HOST://localhost:9092', 'PLAIN TEXT://localhost:9092', 'PLAINTEXT ://localhost:9092', 'PLAINTEXT://[::1]:9092', 'PLAINTEXT://::1:9092', 'PLAINTEXT://[::]:9092',
    'PLAINTEXT://[fe80::1%eth0]:9092', 'PLAINTEXT://[::1:9092', 'PLAINTEXT://::1]:9092', 'PLAINTEXT://[]:9092', 'PLAINTEXT://[localhost]:9092', 'PLAINTEXT://0.0.0.0:9092', 'PLAINTEXT://127.0.0.1:9092',
    'PLAINTEXT://h1:9092,PLAINTEXT://h2:9093', 'PLAINTEXT://h1:9092,plaintext://h2:9093', 'PLAINTEXT://h1:9092,SSL://h1:9092', 'PLAINTEXT://h1:9092,SSL://h2:9092', 'PLAINTEXT://h1:0,SSL://h2:0',
    'PLAINTEXT://127.0.0.1:9092,SSL://[::1]:9092', 'PLAINTEXT://127.0.0.1:9092,SSL://[::1]:9092,SASL_SSL://127.0.0.2:9092', 'PLAINTEXT://[::2]:9092,SSL://[::1]:9092', 'PLAINTEXT://h1:-1,SSL://h1:-1',
    'SSL://localhost:9093', 'SASL_PLAINTEXT://localhost:9094', 'TRACE://localhost:9092', 'PLAINTEXT://localhost:9092:9093', 'PLAINTEXT://a,SSL://b', 'PLAINTEXT://h:9092 # main', 'PLAINTEXT://"h":9092', '"PLAINTEXT://h:9092"',
    'PLAINTEXT://h..x:9092', 'PLAINTEXT://-h:9092', 'PLAINTEXT://h.:9092', 'PLAINTEXT://höst:9092', 'PLAINTEXT://${HOST}:9092', 'PLAINTEXT://h:+9092', 'PLAINTEXT://h:09092', 'PLAINTEXT://h:9092,PLAINTEXT://h:9092',
    'PLAINTEXT：//h:9092', 'PLAINTEXT://h：9092', 'PLAINTEXT://h:9092，SSL://h:9093', 'PLAINTEXT://h@x:9092', 'PLAINTEXT://h%25x:9092', '_://h:9092', 'PLAINTEXT://h\\:9092', 'PLAINTEXT\\://h\\:9092',
]


def listeners():
    for value in LISTENERS:
        yield case(f'listeners {value!r}', text('zk', {'listeners': value}))
        yield case(f'advertised.listeners {value!r}', text('zk', {'listeners': 'PLAINTEXT://:9092,SSL://:9093', 'advertised.listeners': value}))
        yield case(f'controller listener {value!r}', text('kraft', {'listeners': value + ',CONTROLLER://localhost:9093', 'advertised.listeners': None}))
    for name, base, settings in [
        ('advertised wildcard', 'zk', {'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092', 'listeners': 'PLAINTEXT://0.0.0.0:9092'}),
        ('advertised not listened to', 'zk', {'advertised.listeners': 'SSL://h:9093,PLAINTEXT://h:9092', 'listeners': 'PLAINTEXT://:9092'}),
        ('inter-broker not advertised', 'zk', {'listeners': 'PLAINTEXT://:9092,SSL://:9093', 'advertised.listeners': 'SSL://h:9093'}),
        ('inter-broker SSL', 'zk', {'listeners': 'SSL://:9093', 'security.inter.broker.protocol': 'SSL'}), ('inter-broker SSL not listened to', 'zk', {'security.inter.broker.protocol': 'SSL'}),
        ('inter-broker protocol unknown', 'zk', {'security.inter.broker.protocol': 'TLS'}), ('inter-broker protocol small', 'zk', {'security.inter.broker.protocol': 'ssl', 'listeners': 'SSL://:9093'}),
        ('inter-broker name', 'zk', {'listeners': 'INT://:9092', 'listener.security.protocol.map': 'INT:PLAINTEXT', 'inter.broker.listener.name': 'INT'}),
        ('inter-broker name small', 'zk', {'listeners': 'INT://:9092', 'listener.security.protocol.map': 'INT:PLAINTEXT', 'inter.broker.listener.name': 'int'}),
        ('inter-broker name and protocol', 'zk', {'inter.broker.listener.name': 'PLAINTEXT', 'security.inter.broker.protocol': 'PLAINTEXT'}),
        ('inter-broker name unmapped', 'zk', {'inter.broker.listener.name': 'INT'}), ('inter-broker name not advertised', 'zk', {'inter.broker.listener.name': 'SSL'}),
        ('inter-broker name empty', 'zk', {'inter.broker.listener.name': ''}),
        ('map unknown protocol', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:PLAIN'}), ('map small protocol', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:plaintext'}),
        ('map without colon', 'zk', {'listener.security.protocol.map': 'PLAINTEXT'}), ('map empty', 'zk', {'listener.security.protocol.map': ''}), ('map doubled', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PLAINTEXT:SSL'}),
        ('map doubled by case', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,plaintext:SSL'}), ('map blanks', 'zk', {'listener.security.protocol.map': 'PLAINTEXT : PLAINTEXT , A : SSL'}),
        ('map trailing comma', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,'}), ('map two colons', 'zk', {'listener.security.protocol.map': 'A:B:PLAINTEXT,PLAINTEXT:PLAINTEXT'}),
        ('map equals', 'zk', {'listener.security.protocol.map': 'PLAINTEXT=PLAINTEXT'}), ('map holes', 'zk', {'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,,A:SSL'}),
        ('map lacks a used listener', 'zk', {'listeners': 'PLAINTEXT://:9092,SSL://:9093', 'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT'}),
        ('sasl mechanism not enabled', 'zk', {'listeners': 'SASL_PLAINTEXT://:9094', 'security.inter.broker.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism.inter.broker.protocol': 'PLAIN'}),
        ('sasl mechanism enabled', 'zk', {'listeners': 'SASL_PLAINTEXT://:9094', 'security.inter.broker.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism.inter.broker.protocol': 'PLAIN', 'sasl.enabled.mechanisms': 'PLAIN'}),
        ('sasl mechanisms empty', 'zk', {'listeners': 'SASL_PLAINTEXT://:9094', 'security.inter.broker.protocol': 'SASL_PLAINTEXT', 'sasl.enabled.mechanisms': ''}),
        ('sasl old protocol version', 'zk', {'listeners': 'SASL_PLAINTEXT://:9094', 'security.inter.broker.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism.inter.broker.protocol': 'PLAIN', 'sasl.enabled.mechanisms': 'PLAIN', 'inter.broker.protocol.version': '0.9.0'}),
        ('host.name', 'zk', {'host.name': 'k1'}), ('host.name underscore', 'zk', {'host.name': 'k_1'}), ('host.name with a comment', 'zk', {'host.name': 'k1  # me'}), ('host.name url', 'zk', {'host.name': 'http://k1'}),
        ('port word', 'zk', {'port': '9092 # same'}), ('port 0', 'zk', {'port': 0}), ('port -1', 'zk', {'port': -1}), ('port large', 'zk', {'port': 70000}),
        ('advertised.host.name', 'zk', {'advertised.host.name': 'k1', 'advertised.port': 9092}), ('advertised.host.name underscore', 'zk', {'advertised.host.name': 'k_1'}), ('advertised.port word', 'zk', {'advertised.port': 'x'}),
        ('advertised.host.name, SSL only', 'zk', {'advertised.host.name': 'k1', 'listeners': 'SSL://:9093', 'security.inter.broker.protocol': 'SSL'}),
        ('advertised.host.name, SSL only, plain inside', 'zk', {'advertised.host.name': 'k1', 'listeners': 'SSL://:9093'}), ('advertised.host.name wildcard', 'zk', {'advertised.host.name': '0.0.0.0'}), ('host.name wildcard', 'zk', {'host.name': '0.0.0.0'}),
    ]:
        yield case(f'{name} ({base})', text(base, settings))


VOTERS = [
    '', ',', '1@localhost:9093,', '1@localhost:9093,1@other:9093', '1@localhost:9093, 2@other:9093', '1@localhost:9093,,2@other:9093', '1@localhost', '1@localhost:', '1@localhost:abc', '1@localhost:-1', '1@localhost:0', '1@localhost:70000',
    'localhost:9093', '@localhost:9093', 'a@localhost:9093', '1@', '1', '1@@localhost:9093', '1@localhost:9093@2', '1 @localhost:9093', '1@ localhost:9093', '-1@localhost:9093', '+1@localhost:9093', '01@localhost:9093', '2147483648@localhost:9093',
    '1@0.0.0.0:9093', '1@0.0.0.0:0', '1@[::1]:9093', '1@::1:9093', '1@[::]:9093', '1@my_host:9093', '1@nosuchhost.invalid:9093', '1@local host:9093', '1@localhost:9093;2@other:9093', '1@localhost:9093 # me', '1@http://localhost:9093', '1@localhost:9093/x', '１@localhost:9093', '1@:9093',
]
BOOTSTRAP = ['', ',', 'localhost', 'localhost:', ':9093', 'localhost:abc', 'localhost:9093,', '0.0.0.0:9093', 'localhost:70000', '1@localhost:9093', '[::1]:9093', '::1:9093', 'my_host:9093', 'localhost:9093;b:9093', 'localhost:9093, b:9093', 'http://localhost:9093', 'local host:9093', 'localhost:-1', 'localhost:0', 'nosuchhost.invalid:9093']


def voters():
    for value in VOTERS:
        yield case(f'voters {value!r}', text('kraft', {'controller.quorum.voters': value}))
        yield case(f'voters {value!r} (broker)', text('broker', {'controller.quorum.voters': value, 'node.id': 5}))
    for value in BOOTSTRAP:
        yield case(f'bootstrap servers {value!r}', text('kraft', {'controller.quorum.voters': None, 'controller.quorum.bootstrap.servers': value}))


PROTOCOLS = ['0.8.0', '0.8.1', '0.8.2', '0.8.2.0', '0.8.3', '0.9.0', '0.9.0.1', '0.9.0.0', '0.9', '0.9.00', '0.10', '0.10.0', '0.10.0-IV1', '0.10.1-IV2', '0.10.2', '0.10.3', '0.11', '0.11.0', '0.11.0.3', '0.11.0-IV2', '1', '1.0', '1.0.0', '1.0-IV0', '1.1', '1.2',
             '2.0', '2.0-IV1', '2.0.1', '2.1', '2.2', '2.3-IV1', '2.3-IV9', '2.4', '2.8', '2.8-IV1', '2.9', '3.0', '3.3', '3.6', '3.6-IV2', '3.9', '3.9-IV0', '3.10', '4.0', '4.0-IV0', '4.1', 'latest', 'v3.0', '3.0 ', '3.0 # now', '3', '3.0-iv1', '3.0_IV1', '', '9.9']


def protocols():
    for value in PROTOCOLS:
        yield case(f'inter.broker.protocol.version {value!r}', text('zk', {'inter.broker.protocol.version': value}))
        yield case(f'log.message.format.version {value!r}', text('zk', {'log.message.format.version': value}))
        yield case(f'inter.broker.protocol.version {value!r} (KRaft)', text('kraft', {'inter.broker.protocol.version': value}))
    for inter, message in [('0.9.0', '0.10.0'), ('0.10.0', '0.10.1'), ('0.10.0-IV0', '0.10.0-IV1'), ('0.10.2', '0.11.0'), ('0.11.0', '1.0'), ('1.0', '0.11.0'), ('2.0', '2.1'), ('2.8', '3.0'), ('3.0', '2.8'), ('0.11.0-IV1', '0.11.0-IV2'), ('0.9.0', '0.8.2'), ('0.8.2', '0.9.0')]:
        yield case(f'message format {message} over protocol {inter}', text('zk', {'inter.broker.protocol.version': inter, 'log.message.format.version': message}))


def hunted():
    """What made files showed: orders, last ones that win, texts that Java trims or doesn't."""
    overrides, mapped, names = 'max.connections.per.ip.overrides', 'listener.security.protocol.map', 'controller.listener.names'
    for name, base, settings in [
        ('NUL behind a double', 'zk', {'log.cleaner.io.max.bytes.per.second': '10\\u0000'}),
        ('NBSP in front of an override', 'both', {overrides: '127.0.0.1:\\u00a010'}), ('override twice, first bad', 'both', {overrides: '::1:-,::1:1000'}),
        ('override twice, last bad', 'both', {overrides: '::1:1000,::1:-'}), ('overrides with a comment and another fault', 'both', {overrides: '0.0.0.0::10 # ten,[::1]::0x10'}),
        ('map twice, first bad', 'both', {mapped: 'SSL:SASL_SSL,PLAINTEXT:,PLAINTEXT:SASL_SSL'}),
        ('map twice, another listener missing', 'both', {mapped: 'PLAINTEXT:SASL_SSL,INTERNAL:PLAIN,INTERNAL:SASL_PLAINTEXT'}),
        ('map twice, in two spellings', 'both', {mapped: 'PLAINTEXT:PLAINTEXT,plaintext:SSL,SSL:SSL'}), ('cordoned directory of a controller', 'controller', {'cordoned.log.dirs': '/x'}),
        ('cordoned directory of a broker', 'kraft', {'cordoned.log.dirs': '/x'}), ('bootstrap server of no host, port 65536', 'both', {'controller.quorum.bootstrap.servers': ':65536'}),
        ('bootstrap server of no host, port 2147483648', 'both', {'controller.quorum.bootstrap.servers': ':2147483648'}), ('voter of no host, port 65536', 'both', {'controller.quorum.voters': '1@:65536'}),
        ('lags of a controller', 'controller', {'log.cleaner.max.compaction.lag.ms': 10, 'log.cleaner.min.compaction.lag.ms': 100}),
        ('codec in capitals of a controller', 'controller', {'compression.type': 'GZIP'}), ('NEL in a voter\'s host', 'both', {'controller.quorum.voters': '1@l\\u0085ocalhost:9093'}),
        ('line end in a voter\'s host', 'both', {'controller.quorum.voters': '1@l\\nocalhost:9093'}), ('no controller names, bad advertised', 'kraft', {names: None, 'advertised.listeners': 'x'}),
        ('node.id out of range', 'kraft', {'node.id': -32768}), ('node.id no number', 'kraft', {'node.id': 'x'}), ('two other voters', 'controller', {'controller.quorum.voters': '7@localhost:9093,3@localhost:9093'}),
        ('seven other voters', 'controller', {'controller.quorum.voters': ','.join(f'{node}@localhost:9093' for node in (20, 33, 3, 17, 9, 65, 2))}),
        ('bad listener behind a secured one', 'kraft', {mapped: None, 'listeners': 'SSL://:9092,CONTROLLER://[::]:9"2'}), ('empty controller name first', 'kraft', {names: ',CONTROLLER'}),
        ('empty controller name in between', 'kraft', {names: 'CONTROLLER,,X'}), ('empty controller name of a broker', 'broker', {names: ',CONTROLLER'}),
        ('only the advertised listener is the controller\'s', 'kraft', {'listeners': 'PLAINTEXT://:9092', 'advertised.listeners': 'CONTROLLER://h:9'}), ('voter\'s port as its host', 'kraft', {'controller.quorum.voters': '007@09092'}),
        ('blank behind an override', 'zk', {overrides: 'h:10\\u0020'}), ('blanks inside overrides', 'zk', {overrides: 'h : 10 , i:11'}),
        ('NUL behind an override', 'zk', {overrides: 'h:10\\u0000'}), ('override of nothing', 'zk', {overrides: ':'}), ('listener of no name, port 2147483648', 'zk', {'listeners': '://:2147483648'}),
        ('directory of a form feed', 'zk', {'log.dirs': '\\f'}), ('controller name twice', 'broker', {mapped: None, names: 'X,X'}),
        ('advertised host with a comma', 'zk', {'advertised.host.name': 'a, b'}), ('empty override first', 'zk', {overrides: ',h:1'}),
    ]:
        yield case(f'hunted: {name} ({base})', text(base, settings))


def bytes_of_file():
    """What java.util.Properties makes of the bytes."""
    plain = text('both')
    for name, content in [
        ('BOM', b'\xef\xbb\xbf' + plain.encode()), ('CRLF', plain.replace('\n', '\r\n').encode()), ('CR', plain.replace('\n', '\r').encode()), ('no final newline', plain.rstrip('\n').encode()), ('empty', b''), ('comments only', b'# x\n! y\n'),
        ('colons', plain.replace('=', ':', 1).encode()), ('blanks for separators', plain.replace('broker.id=', 'broker.id   ').encode()), ('indented', ('  ' + plain.replace('\n', '\n\t')).rstrip('\t').encode()),
        ('continued', plain.replace('/var/lib/kafka', '/var/\\\n    lib/kafka').encode()), ('continued into the next key', plain.replace('log.dirs=/var/lib/kafka', 'num.partitions=1\\\nlog.dirs=/var/lib/kafka').encode()),
        ('comment is not continued', (plain + '# a \\\nnum.partitions=x\n').encode()), ('doubled key, last bad', (plain + 'num.partitions=3\nnum.partitions=x\n').encode()), ('doubled key, first bad', ('num.partitions=x\n' + plain + 'num.partitions=3\n').encode()),
        ('malformed \\u in a value', (plain + 'foo=\\u12g4\n').encode()), ('malformed \\u in a key', (plain + 'f\\uxxxx=1\n').encode()), ('malformed \\u in a comment', (plain + '# \\uxxxx\n').encode()), ('Windows path with \\u', (plain + 'log.dir=C:\\users\\kafka\n').encode()),
        ('short \\u', (plain + 'foo=\\u12\n').encode()), ('\\u at the end', (plain + 'foo=\\u00').encode()), ('backslash at the end', (plain + 'num.partitions=1\\').encode()), ('escaped key', plain.replace('broker.id', 'broker\\.id').encode()),
        ('escaped separator in the key', (plain + 'num\\=partitions=x\n').encode()), ('NUL', (plain + 'num.partitions=\x001\n').encode()), ('NBSP', plain.encode() + b'num.partitions=1\xc2\xa0\n'), ('Latin-1 NBSP', plain.encode() + b'num.partitions=1\xa0\n'),
        ('vertical tab', (plain + 'num.partitions=\x0b1\n').encode()), ('form feed', (plain + '\x0cnum.partitions\x0c1\n').encode()), ('UTF-8 value', (plain + 'client.id=主机\n').encode()), ('GBK', plain.encode() + '# 主机\nnum.partitions=３\n'.encode('gbk')),
        ('full-width equals', (plain + 'num.partitions＝x\n').encode()), ('shell export', (plain + 'export num.partitions=x\n').encode()), ('only key', (plain + 'num.partitions\n').encode()), ('section', ('[broker]\n' + plain).encode()),
        ('inline comments', plain.replace('\n', '   # note\n').encode()), ('semicolon comment', (';num.partitions=x\n' + plain).encode()), ('slashes', ('// note\n' + plain).encode()), ('JSON', b'{"broker.id": 1}\n'), ('blank id', plain.replace('broker.id=1', 'broker.id=').encode()),
        ('trailing blanks', plain.replace('\n', ' \t \n').encode()),
    ]:
        yield case(f'bytes: {name}', content)


def files():
    """Whole files, byte for byte (as Latin-1)."""
    for name, content in json.loads(pathlib.Path(__file__).with_name('kafka_files.json').read_text()).items():
        yield case(name, content.encode('latin-1'))


def make():
    for base in BASES:
        yield case(f'base {base}', text(base))
    for name, base, settings in CROSS + list(pairs()):
        yield case(f'{name} ({base})', text(base, settings))
    for name, base, settings in kafka_refusals.CROSS:
        yield case(f'refusal: {name} ({base})', text(base, settings))
    yield from listeners()
    yield from voters()
    yield from protocols()
    yield from numbers()
    yield from bytes_of_file()
    yield from keys()
    yield from files()
    yield from hunted()
