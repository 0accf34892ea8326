"""A Kafka broker as an operator installs it: layout, log configuration, command lines of each release; its ZooKeeper.

The releases are 0.9.0.1, 2.8.2, 3.9.2 and 4.4.0. `both` registers a scenario for several of them, in ZooKeeper mode or
(`3.9.2-kraft`, and what has no other mode) as KRaft; the scenario gets a `Kafka`.
"""
import pathlib, re, subprocess, tempfile, zipfile

from .host import Failed
from .kafka_logging import settings
from .scenario import scenario

CLUSTER_ID = 'Y2ZnbGludC1yZWNvcmRpbg'
USER = 'kafka'
SERVER_LOG, CONTROLLER_LOG, OUT = 'logs/server.log', 'logs/controller.log', 'nohup.out'
# Where the release keeps its command line tools: the class up to a release, and since then.
TOOLS = {
    'topics': ('kafka.admin.TopicCommand', '3.6', 'org.apache.kafka.tools.TopicCommand'),
    'consumer': ('kafka.tools.ConsoleConsumer', '3.7', 'org.apache.kafka.tools.consumer.ConsoleConsumer'),
    'producer': ('kafka.tools.ConsoleProducer', '4.0', 'org.apache.kafka.tools.ConsoleProducer'),
}


def both(releases, cause, change=None, **more):
    """Registers a scenario for releases like '0.9.0.1 3.9.2 3.9.2-kraft 4.4.0'; `kraft-` begins the name where a release has both modes."""

    def register(function):
        for release in releases.split():
            version, _, mode = release.partition('-')
            scenario('kafka', [version], cause, change, **more)(bound(function, 'kraft_' if mode else '', bool(mode) or version >= '4'))
        return function

    return register


def bound(function, prefix, kraft):
    def run(lab):
        function(Kafka(lab, kraft))

    run.__name__, run.__doc__, run.__module__ = prefix + function.__name__, function.__doc__, function.__module__
    return run


class Kafka:
    """The release of a lab in one of its modes, on the hosts kfk1, kfk2, …; its ZooKeeper is on zoo1."""

    def __init__(self, lab, kraft):
        self.lab, self.version, self.kraft, self.hosts = lab, lab.version, kraft, {}
        self.home = f'/opt/kafka_{"2.11" if lab.version < "1" else "2.13"}-{lab.version}'

    def host(self, name='kfk1'):
        if name not in self.hosts:
            host = self.hosts[name] = self.lab.host(name)
            host.install(f'kafka-{self.version}', f'{self.home}/libs')
            for own in ('logs', 'config'):
                host.mkdir(f'{self.home}/{own}', USER)
            for file, text in settings(self.version).items():
                host.write(f'{self.home}/config/{file}', text, USER)
            host.mkdir('/srv/kafka', USER)
        return self.hosts[name]

    def hosts_first(self, *names):
        """Makes the hosts, so that their names resolve before one of them starts."""
        for name in names:
            self.host(name)

    def inside(self, path):
        return path if path.startswith('/') else f'{self.home}/{path}'

    def command(self, name, main, args, jvm=(), logs='logs', heap='256m', classpath=None, log='server'):
        """The command line that the release's scripts make."""
        host = self.host(name)
        if classpath is None:
            classpath = [f'{self.home}/bin/../libs/{jar.rsplit("/", 1)[1]}' for jar in host.lib(f'{self.home}/libs')] + host.lib(f'{self.home}/plugins')
        file = [file for file in settings(self.version) if ('tools' in file) == (log == 'tools')][0]
        key = 'log4j2.configurationFile' if file.endswith('.yaml') else 'log4j.configuration'
        return ['java', f'-Xmx{heap}', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', f'-Dkafka.logs.dir={self.home}/{logs}',
                f'-D{key}=file:{self.home}/config/{file}', *jvm, '-cp', ':'.join(classpath), main, *args]

    # Servers.

    def zookeeper(self, more='', append=False):
        """Starts the release's own ZooKeeper on zoo1, where nothing of a KRaft cluster is."""
        host = self.host('zoo1')
        host.write(f'{self.home}/config/zookeeper.properties', f'dataDir=/srv/kafka/zookeeper\nclientPort=2181\nmaxClientCnxns=0\nadmin.enableServer=false\n{more}', USER)
        argv = self.command('zoo1', 'org.apache.zookeeper.server.quorum.QuorumPeerMain', ['config/zookeeper.properties'])
        server = self.started('zoo1', 'ZooKeeper', argv, 'zookeeper.out', append=append)
        server.wait_for('binding to port')
        return server

    def started(self, name, what, argv, out, append=False, user=USER, **how):
        process = self.host(name).start(what, argv, self.inside(out), user=user, cwd=self.home, append=append, **how)
        process.mark = len(process.text()) if append else 0
        return process

    def properties(self, number=1, roles='broker,controller', voters=(1,), **changes):
        """A plain server.properties of broker `number` as a dictionary; a change to None takes a key out."""
        name = f'kfk{number}'
        common = {'log.dirs': '/srv/kafka/data', 'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 1, 'log.cleaner.dedupe.buffer.size': 2097152}
        if self.kraft:
            listeners = {'broker': f'PLAINTEXT://{name}:9092', 'controller': f'CONTROLLER://{name}:9093'}
            found = {'process.roles': roles, 'node.id': number, 'controller.quorum.voters': ','.join(f'{voter}@kfk{voter}:9093' for voter in voters),
                     'listeners': ','.join(listeners[role] for role in roles.split(','))}
            if 'broker' in roles:
                found['advertised.listeners'] = listeners['broker']
            found |= {'controller.listener.names': 'CONTROLLER', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'} | common
        else:
            found = {'broker.id': number, 'listeners': f'PLAINTEXT://{name}:9092'} | common | {'zookeeper.connect': 'zoo1:2181'}
        return found | {key: value for key, value in changes.items() if key != 'also'} | changes.get('also', {})

    def listening(self, *listeners, number=1):
        """The keys for these client listeners (`NAME://host:port`); a KRaft node keeps its controller listener."""
        found = {'listeners': ','.join(listeners)}
        if self.kraft:
            names = {listener.split(':')[0] for listener in listeners} & {'PLAINTEXT', 'SSL', 'SASL_PLAINTEXT'}
            found = {'listeners': f'{found["listeners"]},CONTROLLER://kfk{number}:9093', 'advertised.listeners': found['listeners'],
                     'listener.security.protocol.map': ','.join(['CONTROLLER:PLAINTEXT', *sorted(f'{name}:{name}' for name in names)])}
        return found

    def configure(self, name, properties, more='', file='server.properties'):
        text = ''.join(f'{key}={value}\n' for key, value in properties.items() if value is not None) + more
        self.host(name).write(f'{self.home}/config/{file}', text, USER)

    def format(self, name='kfk1', cluster=CLUSTER_ID, file='server.properties', check=True):
        argv = self.command(name, 'kafka.tools.StorageTool', ['format', '-t', cluster, '-c', f'config/{file}'], log='tools')
        return self.host(name).run(argv, user=USER, cwd=self.home, check=check)

    def broker(self, name='kfk1', properties=None, more='', format=True, file='server.properties', args=None, out=OUT, wrap=(), append=False, user=USER, **jvm):
        """Starts a broker: with `properties` after writing them (KRaft: and formatting), else with what is there."""
        if properties is not None:
            self.configure(name, properties, more, file)
            if self.kraft and format:
                self.format(name, file=file)
        argv = self.command(name, 'kafka.Kafka', [f'config/{file}'] if args is None else args, **jvm)
        return self.started(name, 'broker', [*wrap, *argv], out, append, user)

    def ready(self, broker, seconds=60):
        """Waits until the broker says that it has started."""
        broker.wait_for(r'Kafka Server started' if self.kraft else r'\], started \(kafka|\] started \(kafka', seconds)
        return broker

    def healthy(self, name='kfk1', properties=None, **how):
        """A started broker (and its ZooKeeper, once)."""
        if not self.kraft and 'zoo1' not in self.hosts:
            self.zookeeper()
        return self.ready(self.broker(name, self.properties(int(name[3:])) if properties is None else properties, **how))

    def cluster(self, count=3, voters=(1,), **changes):
        """`count` started brokers; those in `voters` are controllers as well."""
        self.hosts_first(*[f'kfk{n}' for n in range(1, count + 1)])
        if not self.kraft:
            self.zookeeper()
        brokers = []
        for n in range(1, count + 1):
            how = {'roles': 'broker,controller' if n in voters else 'broker', 'voters': voters} if self.kraft else {}
            brokers.append(self.broker(f'kfk{n}', self.properties(n, **how, also=changes)))
        return [self.ready(broker) for broker in brokers]

    # Clients, on the broker's host.

    def tool(self, kind, *args, name='kfk1', stdin='/dev/null', seconds=60, check=False):
        """Runs a command line tool to its end (at most `seconds`); returns its output."""
        old, since, new = TOOLS[kind]
        argv = self.command(name, new if self.version >= since else old, args, log='tools')
        return self.host(name).run(['bash', '-c', 'exec timeout "$0" "${@:2}" <"$1"', str(seconds), stdin, *argv], user=USER, cwd=self.home, seconds=seconds + 20, check=check)[1]

    def topics(self, *args, name='kfk1', **how):
        where = ['--zookeeper', 'zoo1:2181'] if self.version < '1' else ['--bootstrap-server', f'{name}:9092']
        return self.tool('topics', *where, *args, name=name, **how)

    def topic(self, topic, partitions=1, replicas=1, *more, name='kfk1'):
        said = self.topics('--create', '--topic', topic, '--partitions', str(partitions), '--replication-factor', str(replicas), *more, name=name)
        if 'Created topic' not in said:
            raise Failed(f'the topic {topic} is not created: {said[-500:]}')

    def produce(self, topic, text, *args, name='kfk1', **how):
        self.host(name).write('/home/kafka/input', text, USER)
        return self.tool('producer', '--broker-list' if self.version < '1' else '--bootstrap-server', f'{name}:9092', '--topic', topic, *args, name=name, stdin='/home/kafka/input', **how)

    def consume(self, topic, *args, name='kfk1', **how):
        new = ['--new-consumer'] if self.version < '1' else []
        return self.tool('consumer', *new, '--bootstrap-server', f'{name}:9092', '--topic', topic, '--from-beginning', *args, name=name, **how)

    # Files.

    def keystore(self, name='kfk1', password='changeit', san=None):
        """A keystore with a certificate that the host made for itself; its path."""
        inside = f'{self.home}/config/{name}.keystore.jks'
        with tempfile.TemporaryDirectory() as tmp:
            store = pathlib.Path(tmp) / 'store'
            subprocess.run(['keytool', '-genkeypair', '-keystore', store, '-storetype', 'JKS', '-alias', 'broker', '-dname', f'CN={san or name}', '-keyalg', 'RSA',
                            '-validity', '3650', '-storepass', password, '-keypass', password, *(['-ext', f'SAN=dns:{san}'] if san else [])], check=True, capture_output=True)
            self.host(name).write(inside, store.read_bytes(), USER)
        return inside

    def plugin(self, name, title, class_file_version):
        """An empty class of this class file version on the broker's class path."""
        with tempfile.TemporaryDirectory() as tmp:
            source, jar = pathlib.Path(tmp) / f'{title}.java', pathlib.Path(tmp) / 'jar'
            source.write_text(f'public class {title} {{}}\n')
            subprocess.run(['javac', source], check=True)
            code = bytearray(source.with_suffix('.class').read_bytes())
            code[6:8] = class_file_version.to_bytes(2, 'big')
            with zipfile.ZipFile(jar, 'w') as out:
                out.writestr(f'{title}.class', bytes(code))
            self.host(name).write(f'{self.home}/plugins/{title}.jar', jar.read_bytes(), USER)

    def keep(self, *files, name='kfk1', config='server.properties'):
        """Keeps these files of the installation, and the configuration that they belong to."""
        for file in files:
            self.host(name).keep(self.inside(file), file)
        if config:
            self.host(name).keep(f'{self.home}/config/{config}', f'conf/{config}')

    def keep_text(self, file, text, name='kfk1'):
        """Keeps what a tool printed, as an operator redirects it."""
        self.host(name).write(f'{self.home}/{file}', re.sub(r'\n*$', '\n', text), USER)
        self.host(name).keep(f'{self.home}/{file}', file)
