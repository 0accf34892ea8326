"""server.properties: brokers under ZooKeeper, KRaft nodes of each role, and files that old and new releases both read.
No name needs DNS."""
import csv, pathlib
from mutate import BOOLEANS, NUMBERS, WORDS, line, neighbour, scramble

TABLE = pathlib.Path(__file__).resolve().parents[3] / 'fixtures' / 'catalog' / 'kafka-keys.tsv'
KEYS = {row['key']: row['type'] for row in csv.DictReader(TABLE.open(encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE)}
BY_TYPE = {kind: [key for key, its in KEYS.items() if its == kind] for kind in set(KEYS.values())}

ZK = {'broker.id': '1', 'zookeeper.connect': '127.0.0.1:2181', 'log.dirs': '/var/lib/kafka'}
KRAFT = {
    'process.roles': 'broker,controller', 'node.id': '1', 'controller.quorum.voters': '1@localhost:9093', 'listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
    'advertised.listeners': 'PLAINTEXT://localhost:9092', 'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT', 'log.dirs': '/var/lib/kafka',
}
BROKER = {**KRAFT, 'process.roles': 'broker', 'node.id': '2', 'listeners': 'PLAINTEXT://localhost:9092'}
CONTROLLER = {key: value for key, value in KRAFT.items() if key != 'advertised.listeners'} | {'process.roles': 'controller', 'listeners': 'CONTROLLER://localhost:9093'}
BOTH = {**ZK, **{key: KRAFT[key] for key in ('process.roles', 'node.id', 'controller.quorum.voters')}, 'listeners': 'PLAINTEXT://localhost:9092,SSL://localhost:9093',
        'advertised.listeners': 'PLAINTEXT://localhost:9092', 'controller.listener.names': 'SSL'}
SHAPES = [ZK, ZK, KRAFT, KRAFT, BROKER, CONTROLLER, BOTH, BOTH, BOTH]

NAMES = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL', 'CONTROLLER', 'INTERNAL', 'EXTERNAL', 'plaintext', 'Controller', '', 'X-1', 'A.B', 'TRACE', ' PLAINTEXT', 'A B', 'é']
PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL', 'plaintext', 'TLS', '', ' SSL', 'PLAIN']
HOSTS = ['localhost', '', '0.0.0.0', '127.0.0.1', '[::1]', '::1', '[::]', '[::1', 'a_b', 'a-b.example', '10.0.0.1', '0', ' ', 'h\u00f6st', '*', 'LOCALHOST', '[fe80::1%eth0]']
PORTS = ['9092', '9093', '9094', '9092', '9093', '0', '65535', '65536', '-1', '', 'x', '+9092', '09092', '2147483648', '9092 ', '9092/', '\uff19']


def listener(rng, names=NAMES):
    wild = rng.random() < 0.25
    name = rng.choice(names) if wild else rng.choice(['PLAINTEXT', 'CONTROLLER', 'SSL', 'INTERNAL'])
    separator = rng.choice(['://'] * 12 + [':', ':/', '//', ':///', ' ://', '']) if wild else '://'
    return name + separator + (rng.choice(HOSTS) if wild or rng.random() < 0.2 else 'localhost') + rng.choice([':'] * 30 + ['', '::', ' :']) + (rng.choice(PORTS) if wild else rng.choice(PORTS[:5]))


def several(rng, one, most=3):
    joint = rng.choice([','] * 12 + [', ', ' ,', ',,', ';', ' '])
    return rng.choice([''] * 30 + [',', ' ']) + joint.join(one() for _ in range(rng.choice([1, 1, 2, 2, most]))) + rng.choice([''] * 30 + [',', ' ', ', '])


def voter(rng):
    if rng.random() < 0.6:
        return f'{rng.randint(1, 3)}@localhost:{rng.choice(["9093", "9094"])}'
    return rng.choice(NUMBERS[:14] + ['1', '2', '3'] * 6) + rng.choice(['@'] * 12 + ['', '@@', ':', ' @ ']) + rng.choice(HOSTS) + rng.choice([':'] * 20 + ['', '::']) + rng.choice(PORTS)


def mapping(rng):
    if rng.random() < 0.7:
        return rng.choice(['PLAINTEXT', 'CONTROLLER', 'SSL', 'INTERNAL']) + ':' + rng.choice(PROTOCOLS[:4])
    return rng.choice(NAMES) + rng.choice([':'] * 12 + ['', '::', '=', ' : ']) + rng.choice(PROTOCOLS)


VERSIONS = ['0.8.0', '0.8.2', '0.8.2.2', '0.9.0', '0.9.0.1', '0.10.0', '0.10.0-IV0', '0.10.2', '0.11.0', '0.11.0-IV2', '1.0', '1.0-IV0', '1.1', '2.0', '2.0-IV1', '2.1', '2.4', '2.8', '2.8-IV1', '3.0', '3.0-IV1', '3.3',
            '3.3-IV3', '3.5', '3.6', '3.6-IV2', '3.7', '3.9', '3.9-IV0', '4.0', '4.0-IV3', '4.1', '4.4', '5.0', '3', '3.10', '03.0', '3.0.0', '3.0.0.0', '3.0-IV9', '', 'x', '-1', '3.x', '3.0-', '2.4.1.1']
MAKERS = {
    'listeners': lambda rng: several(rng, lambda: listener(rng)),
    'advertised.listeners': lambda rng: several(rng, lambda: listener(rng)),
    'controller.quorum.voters': lambda rng: several(rng, lambda: voter(rng)),
    'controller.quorum.bootstrap.servers': lambda rng: several(rng, lambda: rng.choice(HOSTS) + ':' + rng.choice(PORTS)),
    'listener.security.protocol.map': lambda rng: several(rng, lambda: mapping(rng)),
    'controller.listener.names': lambda rng: several(rng, lambda: rng.choice(NAMES), 2),
    'inter.broker.listener.name': lambda rng: rng.choice(NAMES), 'control.plane.listener.name': lambda rng: rng.choice(NAMES), 'early.start.listeners': lambda rng: several(rng, lambda: rng.choice(NAMES), 2),
    'security.inter.broker.protocol': lambda rng: rng.choice(PROTOCOLS), 'process.roles': lambda rng: rng.choice(['broker', 'controller', 'broker,controller', 'controller, broker', '', 'broker,', 'Broker', 'broker,broker', 'x', ' broker']),
    'zookeeper.connect': lambda rng: rng.choice(['127.0.0.1:2181', '127.0.0.1:2181/kafka', '127.0.0.1', '', ',', '127.0.0.1:2181,127.0.0.2:2181/x', '127.0.0.1:x', '[::1]:2181', '/x']),
    'inter.broker.protocol.version': lambda rng: rng.choice(VERSIONS), 'log.message.format.version': lambda rng: rng.choice(VERSIONS),
    'log.cleanup.policy': lambda rng: rng.choice(['delete', 'compact', 'compact,delete', 'delete, compact', 'DELETE', '', 'none', 'delete,delete', ',']),
    'compression.type': lambda rng: rng.choice(['gzip', 'producer', 'zstd', 'lz4', 'snappy', 'uncompressed', 'none', 'GZIP', '']),
    'log.dirs': lambda rng: rng.choice(['/a', '/a,/b', '/a,/a', '', ',', ' /a', '/a,', '/a, /b', 'a']), 'log.dir': lambda rng: rng.choice(['/a', '', '/a,/b']),
    'log.message.timestamp.type': lambda rng: rng.choice(['CreateTime', 'LogAppendTime', 'createtime', '']),
    'sasl.enabled.mechanisms': lambda rng: rng.choice(['GSSAPI', 'PLAIN,SCRAM-SHA-256', '', ',', 'plain']), 'sasl.mechanism.inter.broker.protocol': lambda rng: rng.choice(['GSSAPI', 'PLAIN', '', 'X']),
    'sasl.mechanism.controller.protocol': lambda rng: rng.choice(['GSSAPI', 'PLAIN', '']), 'max.connections.per.ip.overrides': lambda rng: several(rng, lambda: rng.choice(HOSTS[2:6] + ['127.0.0.2']) + rng.choice([':', ':', '', '=', '::']) + rng.choice(NUMBERS)),
    'listener.name.plaintext.ssl.client.auth': lambda rng: rng.choice(['required', 'none', 'x']), 'ssl.client.auth': lambda rng: rng.choice(['required', 'requested', 'none', 'NONE', '']),
    'advertised.host.name': lambda rng: rng.choice(HOSTS), 'host.name': lambda rng: rng.choice(HOSTS), 'port': lambda rng: rng.choice(PORTS), 'advertised.port': lambda rng: rng.choice(PORTS),
    'zookeeper.metadata.migration.enable': lambda rng: rng.choice(BOOLEANS), 'group.coordinator.rebalance.protocols': lambda rng: rng.choice(['classic', 'classic,consumer', 'consumer', 'classic,consumer,share', '', 'CLASSIC', 'streams', 'classic,classic', 'classic,x']),
    'sasl.kerberos.principal.to.local.rules': lambda rng: rng.choice(['DEFAULT', 'RULE:[1:$1]', 'RULE:[1:$1@$0](.*@X)s/@.*//', 'x', '', 'DEFAULT,RULE:[2:$1]', 'RULE:[1:$1](x', 'RULE:[n:$1]']),
    'ssl.principal.mapping.rules': lambda rng: rng.choice(['DEFAULT', 'RULE:^CN=(.*?),.*$/$1/L', 'x', '', 'RULE:a', 'RULE:^(.*)$/$1/U,DEFAULT', 'RULE:a/b', 'RULE:a/b/X']),
    'cordoned.log.dirs': lambda rng: rng.choice(['*', '/var/lib/kafka', '/x', '', '*,/x']), 'metadata.log.dir': lambda rng: rng.choice(['/m', '']), 'unstable.api.versions.enable': lambda rng: rng.choice(BOOLEANS),
}
# Numbers that are checked against each other.
TOGETHER = [
    ['replica.fetch.wait.max.ms', 'replica.socket.timeout.ms', 'replica.lag.time.max.ms'], ['replica.fetch.max.bytes', 'message.max.bytes', 'replica.fetch.response.max.bytes'], ['offsets.commit.required.acks', 'offsets.topic.replication.factor'],
    ['log.cleaner.dedupe.buffer.size', 'log.cleaner.threads', 'log.cleaner.enable'], ['log.roll.ms', 'log.roll.hours', 'log.roll.jitter.ms', 'log.roll.jitter.hours'], ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
    ['connection.failed.authentication.delay.ms', 'connections.max.idle.ms'], ['queued.max.request.bytes', 'socket.request.max.bytes'], ['max.connections.per.ip', 'max.connections.per.ip.overrides'],
    ['broker.id', 'node.id', 'reserved.broker.max.id', 'broker.id.generation.enable'], ['broker.heartbeat.interval.ms', 'broker.session.timeout.ms'], ['log.local.retention.ms', 'log.retention.ms', 'remote.log.storage.system.enable'],
    ['log.local.retention.bytes', 'log.retention.bytes', 'remote.log.storage.system.enable'], ['log.cleaner.min.compaction.lag.ms', 'log.cleaner.max.compaction.lag.ms'], ['metadata.max.retention.ms', 'metadata.max.retention.bytes', 'metadata.log.max.snapshot.interval.ms'],
    *[[f'group.{kind}.{low}.{what}', f'group.{kind}.{high}.{what}', f'group.{kind}.{what}'] for kind in ('consumer', 'share', 'streams') for what in ('heartbeat.interval.ms', 'session.timeout.ms') for low, high in [('min', 'max')]],
    ['group.share.min.record.lock.duration.ms', 'group.share.record.lock.duration.ms', 'group.share.max.record.lock.duration.ms'], ['group.min.session.timeout.ms', 'group.max.session.timeout.ms'], ['controller.quorum.election.timeout.ms', 'controller.quorum.fetch.timeout.ms'],
    ['compression.gzip.level', 'compression.lz4.level', 'compression.zstd.level', 'compression.type'], ['transaction.max.timeout.ms', 'transactional.id.expiration.ms'], ['log.segment.bytes', 'log.index.size.max.bytes', 'log.index.interval.bytes'],
]
CROSS = [key for key in MAKERS if 'listener' in key or 'protocol' in key or 'controller' in key or key in ('process.roles', 'zookeeper.connect')]


def value_of(rng, key):
    if key in MAKERS and rng.random() < 0.93:
        return MAKERS[key](rng)
    kind = KEYS.get(key, 'string')
    if rng.random() < 0.05:
        return rng.choice(NUMBERS + BOOLEANS + WORDS)
    if kind in ('int', 'long', 'short', 'double'):
        return rng.choice(NUMBERS)
    if kind == 'boolean':
        return rng.choice(BOOLEANS)
    return rng.choice(WORDS)


def cases(rng):
    while True:
        settings = dict(rng.choice(SHAPES))
        for key in [key for key in settings if rng.random() < 0.03]:
            del settings[key]
        what = rng.random()
        if what < 0.4:
            keys = [rng.choice(CROSS) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        elif what < 0.6:
            keys = rng.choice(TOGETHER)
        elif what < 0.95:
            keys = [rng.choice(BY_TYPE[rng.choice(list(sorted(BY_TYPE)))]) if rng.random() < 0.7 else rng.choice(list(MAKERS)) for _ in range(rng.choice([1, 1, 1, 2]))]
        else:
            keys = []
        for key in keys:
            if rng.random() < 0.8 or len(keys) == 1:
                value = value_of(rng, key)
                settings[neighbour(rng, key) if rng.random() < 0.04 else key] = value
        pairs = list(settings.items())
        if rng.random() < 0.1:
            rng.shuffle(pairs)
        yield scramble(rng, '\n'.join(line(rng, *pair) for pair in pairs) + '\n'), {}
