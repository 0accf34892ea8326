"""Kafka: healthy runs, and starts that the configuration, the command line or the JVM ends."""
from .kafka_node import CONTROLLER_LOG, OUT, SERVER_LOG, both

ALL = '0.9.0.1 2.8.2 3.9.2 3.9.2-kraft 4.4.0'
KRAFT = '3.9.2-kraft 4.4.0'


def refused(kafka, more='', zookeeper=False, keep=OUT, format=False, **changes):
    """A start that ends by itself."""
    if zookeeper and not kafka.kraft:
        kafka.zookeeper()
    given = {key: changes.pop(key) for key in ('roles', 'voters') if key in changes}
    broker = kafka.broker('kfk1', kafka.properties(1, **given, also=changes.pop('also', changes)), more, format=format)
    kafka.lab.expect(broker.wait_exit() != 0, 'exit code 0')
    kafka.keep(keep)


@both('0.9.0.1 2.8.2 2.8.2-kraft 3.9.2 3.9.2-kraft 4.4.0', 'benign')
def healthy(kafka):
    """A broker starts and is stopped."""
    kafka.healthy().stop()
    kafka.keep(SERVER_LOG, CONTROLLER_LOG)


@both('0.9.0.1 4.4.0', 'benign')
def healthy_three_brokers(kafka):
    """Three brokers start, a topic is used, they are stopped."""
    brokers = kafka.cluster()
    kafka.topic('orders', 3, 2)
    kafka.produce('orders', 'one\ntwo\n')
    for broker in reversed(brokers):
        broker.stop()
    for name in ('kfk1', 'kfk2', 'kfk3'):
        kafka.keep(SERVER_LOG, name=name)


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.config-trailing-comment', 'put the comment of num.network.threads in server.properties on a line of its own', also=['kafka.config-bad-value'])
def comment_behind_value(kafka):
    """num.network.threads has a comment behind its value."""
    refused(kafka, 'num.network.threads=3        # one per core\n')


@both('2.8.2 4.4.0', 'kafka.config-bad-value', 'write log.retention.hours=168 in server.properties: a number without a unit')
def bad_number(kafka):
    """log.retention.hours=7d."""
    refused(kafka, 'log.retention.hours=7d\n')


@both('0.9.0.1 4.4.0', 'kafka.config-bad-value', 'write num.io.threads=1 or more in server.properties')
def number_out_of_range(kafka):
    """num.io.threads=0."""
    refused(kafka, 'num.io.threads=0\n')


@both('3.9.2 4.4.0', 'kafka.config-class-not-found', 'name an authorizer that this release has in authorizer.class.name, or take the line out')
def unknown_class(kafka):
    """authorizer.class.name names a class that Kafka 3.0 removed."""
    refused(kafka, 'authorizer.class.name=kafka.security.auth.SimpleAclAuthorizer\n', zookeeper=True, format=True)


@both('0.9.0.1 2.8.2 3.9.2', 'kafka.config-missing-key', 'add zookeeper.connect to server.properties')
def zookeeper_connect_missing(kafka):
    """server.properties has no zookeeper.connect."""
    refused(kafka, also={'zookeeper.connect': None})


@both(KRAFT, 'kafka.config-missing-key', 'add node.id to server.properties')
def node_id_missing(kafka):
    """process.roles is set, node.id is not."""
    refused(kafka, also={'node.id': None})


@both(KRAFT, 'kafka.kraft-no-voters', 'add controller.quorum.voters (or controller.quorum.bootstrap.servers) to server.properties')
def voters_missing(kafka):
    """Neither controller.quorum.voters nor controller.quorum.bootstrap.servers is set."""
    refused(kafka, also={'controller.quorum.voters': None})


@both('4.4.0', 'kafka.zk-config-on-kraft-only', 'migrate to KRaft with a release before 4.0, then set process.roles, node.id and controller.quorum.voters instead of zookeeper.connect', also=['kafka.config-missing-key'])
def zookeeper_configuration(kafka):
    """The server.properties of a ZooKeeper-mode broker, given to Kafka 4."""
    kafka.configure('kfk1', {'broker.id': 1, 'listeners': 'PLAINTEXT://kfk1:9092', 'log.dirs': '/srv/kafka/data', 'zookeeper.connect': 'zoo1:2181'})
    kafka.lab.expect(kafka.broker().wait_exit() == 1, 'exit code')
    kafka.keep(OUT)


@both(ALL, 'kafka.listener-unknown-protocol', 'write PLAINTEXT (or SSL, SASL_PLAINTEXT, SASL_SSL) in listeners of server.properties', also=['kafka.listener-unmapped'])
def listener_unknown_protocol(kafka):
    """listeners names a protocol that does not exist: PLAINTXT."""
    changes = kafka.listening('PLAINTXT://kfk1:9092')
    refused(kafka, also=changes | ({'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT'} if kafka.kraft else {}))


@both('0.9.0.1 2.8.2 4.4.0', 'kafka.listener-duplicate-port', 'give each entry of listeners in server.properties a port of its own')
def listener_duplicate_port(kafka):
    """Two listeners with one port."""
    refused(kafka, also=kafka.listening('PLAINTEXT://kfk1:9092', 'SSL://kfk1:9092'))


@both('2.8.2 4.4.0', 'kafka.listener-unmapped', 'add INTERNAL:PLAINTEXT to listener.security.protocol.map in server.properties', also=['kafka.listener-unknown-protocol'])
def listener_name_unmapped(kafka):
    """A listener name that listener.security.protocol.map does not have."""
    refused(kafka, also=kafka.listening('PLAINTEXT://kfk1:9092', 'INTERNAL://kfk1:9094'))


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.inter-broker-listener-missing', 'set security.inter.broker.protocol in server.properties to the protocol of a listener, or add an SSL listener')
def inter_broker_listener_missing(kafka):
    """The brokers are to talk with SSL, and there is no SSL listener."""
    refused(kafka, also={'security.inter.broker.protocol': 'SSL'})


def unbindable(kafka, changes, prepare=None):
    """A start that finds no socket. 0.9.0.1 then hangs in its shutdown: it is killed, as an operator does."""
    if not kafka.kraft:
        kafka.zookeeper()
    kafka.host('kfk1')
    if prepare:
        prepare()
    broker = kafka.broker('kfk1', kafka.properties(1, also=changes))
    if kafka.version < '1':
        broker.wait_for('Fatal error during KafkaServer startup')
        kafka.lab.sleep(3)
        broker.kill()
    else:
        kafka.lab.expect(broker.wait_exit() != 0, 'exit code 0')
    kafka.keep(SERVER_LOG)


@both(ALL, 'kafka.port-in-use', 'stop the other process on port 9092, or choose another port in listeners')
def port_in_use(kafka):
    """Another process listens on port 9092."""
    unbindable(kafka, {}, lambda: kafka.host().occupy(9092))


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.listener-address-not-local', 'write an address of this machine in listeners; what clients use belongs into advertised.listeners')
def address_not_local(kafka):
    """listeners has an address of another machine."""
    unbindable(kafka, kafka.listening('PLAINTEXT://10.20.0.99:9092'))


@both('0.9.0.1 2.8.2 3.9.2-kraft', 'kafka.listener-host-unresolvable', 'write a name that resolves on this machine in listeners, or add the name to /etc/hosts', also=['kafka.own-hostname-unresolvable', 'kafka.listener-address-not-local'])
def listener_name_unresolvable(kafka):
    """The host name in listeners does not resolve."""
    unbindable(kafka, kafka.listening('PLAINTEXT://kfk1.example.invalid:9092'))


@both('0.9.0.1 2.8.2 4.4.0', 'kafka.own-hostname-unresolvable', "put this machine's name (kfk1) into /etc/hosts, or name a host in listeners")
def own_hostname_unresolvable(kafka):
    """listeners names no host, and the machine's own name does not resolve."""
    changes = kafka.listening('PLAINTEXT://:9092')
    if kafka.kraft:
        changes |= {'advertised.listeners': None, 'listeners': 'PLAINTEXT://:9092,CONTROLLER://localhost:9093', 'controller.quorum.voters': '1@localhost:9093'}
    unbindable(kafka, changes, lambda: kafka.host().resolves({name: host.address for name, host in kafka.hosts.items() if name != 'kfk1'}))


@both('2.8.2 4.4.0', 'kafka.advertised-nonroutable', 'set advertised.listeners in server.properties to the name that clients and brokers use')
def advertised_nonroutable(kafka):
    """listeners is 0.0.0.0, and there is no advertised.listeners."""
    refused(kafka, also=kafka.listening('PLAINTEXT://0.0.0.0:9092') | {'advertised.listeners': None})


@both('0.9.0.1 2.8.2', 'kafka.protocol-version-unknown', 'write a version that this release knows in inter.broker.protocol.version, or take the line out', also=['kafka.config-bad-value'])
def protocol_version_unknown(kafka):
    """inter.broker.protocol.version is newer than the broker."""
    refused(kafka, also={'inter.broker.protocol.version': '0.10.0' if kafka.version < '1' else '3.4'})


@both('0.9.0.1 3.9.2', 'kafka.broker-id-out-of-range', 'a broker.id up to 1000 in server.properties, or a higher reserved.broker.max.id', also=['kafka.config-bad-value'])
def broker_id_too_large(kafka):
    """broker.id is above reserved.broker.max.id."""
    refused(kafka, also={'broker.id': 10011})


@both(KRAFT, 'kafka.kraft-voters-mismatch', 'list 1@kfk1:9093 in controller.quorum.voters, or mend node.id')
def controller_not_a_voter(kafka):
    """A controller that controller.quorum.voters does not list."""
    refused(kafka, voters=(2, 3))


@both(KRAFT, 'kafka.kraft-voters-mismatch', 'take node 1 out of controller.quorum.voters, or add the controller role to process.roles')
def broker_is_a_voter(kafka):
    """A broker without the controller role that controller.quorum.voters lists."""
    refused(kafka, roles='broker', voters=(1, 2, 3))


@both('0.9.0.1 2.8.2 4.4.0', 'kafka.config-file-missing', 'name the file that exists on the command line: config/server.properties')
def config_file_missing(kafka):
    """The properties file named on the command line does not exist."""
    kafka.broker(args=['config/server1.properties']).wait_exit()
    kafka.keep(OUT, config=None)


@both('3.9.2 4.4.0', 'kafka.config-bad-value', 'write --override num.partitions=3 on the command line', also=['kafka.wrong-arguments'])
def override_without_value(kafka):
    """--override num.partitions, without a value."""
    arguments(kafka, '--override', 'num.partitions')


@both('0.9.0.1 2.8.2', 'kafka.wrong-arguments', 'write one properties file on the command line, then only --override key=value')
def stray_argument(kafka):
    """A stray word behind the properties file."""
    arguments(kafka, 'num.partitions=3')


def arguments(kafka, *words):
    kafka.configure('kfk1', kafka.properties())
    kafka.broker(args=['config/server.properties', *words]).wait_exit()
    kafka.keep(OUT)


@both('0.9.0.1 4.4.0', 'kafka.wrong-arguments', 'name the properties file on the command line: config/server.properties')
def no_arguments(kafka):
    """No properties file on the command line."""
    kafka.broker(args=[]).wait_exit()
    kafka.keep(OUT, config=None)


@both('4.4.0', 'kafka.main-class-not-found', 'unpack the binary archive (kafka_2.13-….tgz), not the one with -src in its name')
def main_class_not_found(kafka):
    """No jar of Kafka is on the class path."""
    kafka.broker(classpath=[f'{kafka.home}/core/build/libs/*']).wait_exit()
    kafka.keep(OUT, config=None)


@both('2.8.2', 'kafka.java-too-old', 'run the broker with the Java that the plug-in needs (JAVA_HOME), or a build of the plug-in for this Java')
def java_too_old(kafka):
    """A metrics reporter is compiled for Java 21, Java 17 runs."""
    kafka.plugin('kfk1', 'AuditReporter', 65)
    refused(kafka, 'metric.reporters=AuditReporter\n', zookeeper=True)


@both('0.9.0.1', 'kafka.jvm-flag', 'run this release with Java 8, or take the options that this Java no longer has out of KAFKA_GC_LOG_OPTS', also=['jvm.jvm-flag'])
def jvm_option_unrecognized(kafka):
    """The GC options of the old start script on a Java that no longer has them."""
    kafka.configure('kfk1', kafka.properties())
    kafka.broker(jvm=['-XX:+PrintGCDetails', '-XX:+PrintGCDateStamps', '-XX:+PrintGCTimeStamps']).wait_exit()
    kafka.keep(OUT)


@both('3.9.2-kraft', 'kafka.heap-not-reserved', 'a smaller heap in KAFKA_HEAP_OPTS, or more memory', also=['jvm.heap-not-reserved', 'kafka.heap-oom'])
def jvm_memory(kafka):
    """The address space does not hold the heap that KAFKA_HEAP_OPTS asks for."""
    kafka.configure('kfk1', kafka.properties())
    kafka.broker(heap='48g', wrap=['prlimit', '--as=20000000000']).wait_exit()
    kafka.keep(OUT)


@both('0.9.0.1 2.8.2 3.9.2', 'kafka.heap-oom', 'a larger heap in KAFKA_HEAP_OPTS, or a smaller log.cleaner.dedupe.buffer.size')
def heap_too_small(kafka):
    """A heap of 64 MB does not hold the log cleaner's buffer of 128 MB."""
    kafka.zookeeper()
    broker = kafka.broker('kfk1', kafka.properties(also={'log.cleaner.dedupe.buffer.size': None}), heap='64m')
    broker.wait_for('OutOfMemoryError')
    kafka.lab.expect(broker.wait_exit() != 0, 'exit code 0')
    kafka.keep(OUT)


@both('3.9.2-kraft', 'kafka.jmx-port-in-use', 'another JMX_PORT, or unset JMX_PORT', also=['jvm.jmx-port-in-use', 'kafka.port-in-use'])
def jmx_port_in_use(kafka):
    """JMX_PORT is taken by another process."""
    kafka.host().occupy(9999)
    flags = ['-Dcom.sun.management.jmxremote', '-Dcom.sun.management.jmxremote.authenticate=false', '-Dcom.sun.management.jmxremote.ssl=false', '-Dcom.sun.management.jmxremote.port=9999']
    kafka.lab.expect(kafka.broker('kfk1', kafka.properties(), jvm=flags).wait_exit() == 1, 'exit code')
    kafka.keep(OUT)


@both('0.9.0.1 2.8.2 3.9.2-kraft 4.4.0', 'kafka.jaas-missing', 'pass -Djava.security.auth.login.config=… in KAFKA_OPTS, or set listener.name.….sasl.jaas.config')
def sasl_without_jaas(kafka):
    """A SASL listener, and no JAAS configuration."""
    secured(kafka, sasl(kafka))


@both('0.9.0.1 2.8.2 4.4.0', 'kafka.jaas-file-missing', 'create /etc/kafka/kafka_server_jaas.conf, or mend -Djava.security.auth.login.config in KAFKA_OPTS', also=['kafka.jaas-missing'])
def jaas_file_missing(kafka):
    """The JAAS file named in KAFKA_OPTS does not exist."""
    secured(kafka, sasl(kafka), jvm=['-Djava.security.auth.login.config=/etc/kafka/kafka_server_jaas.conf'])


def sasl(kafka):
    found = kafka.listening('SASL_PLAINTEXT://kfk1:9092') | {'security.inter.broker.protocol': 'SASL_PLAINTEXT'}
    return found | ({'sasl.enabled.mechanisms': 'PLAIN', 'sasl.mechanism.inter.broker.protocol': 'PLAIN'} if kafka.version > '1' else {})


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.keystore-missing', 'mend ssl.keystore.location, or put the keystore there')
def keystore_missing(kafka):
    """The file of ssl.keystore.location does not exist."""
    secured(kafka, tls(kafka, '/etc/kafka/kfk1.keystore.jks', 'changeit'))


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.keystore-password', 'write the password of the keystore in ssl.keystore.password')
def keystore_wrong_password(kafka):
    """ssl.keystore.password does not open the keystore."""
    secured(kafka, tls(kafka, kafka.keystore(), 'changeme'))


def tls(kafka, store, password):
    return kafka.listening('SSL://kfk1:9092') | {'security.inter.broker.protocol': 'SSL', 'ssl.keystore.location': store, 'ssl.keystore.password': password, 'ssl.key.password': password}


def secured(kafka, changes, **how):
    if not kafka.kraft:
        kafka.zookeeper()
    broker = kafka.broker('kfk1', kafka.properties(also=changes), **how)
    kafka.lab.expect(broker.wait_exit() != 0, 'exit code 0')
    kafka.keep(SERVER_LOG)
