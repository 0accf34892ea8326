"""Kafka: identities, ZooKeeper and controllers that go away, brokers that die, data that is damaged."""
import signal

from .host import Failed
from .kafka_node import CONTROLLER_LOG, OUT, SERVER_LOG, USER, both

ZOOKEEPER = '0.9.0.1 2.8.2 3.9.2'
DATA = '/srv/kafka/data'


def fails(kafka, broker, seconds=60):
    kafka.lab.expect(broker.wait_exit(seconds) != 0, 'exit code 0')


def again(kafka, properties=None, **how):
    """A later start of the same installation; nohup.out goes on."""
    return kafka.broker('kfk1', properties, format=False, append=True, **how)


@both('0.9.0.1 2.8.2 3.9.2 4.4.0', 'kafka.broker-id-mismatch', 'write the id that meta.properties in log.dirs has (1) in server.properties, or give the new broker an empty log.dirs')
def broker_id_changed(kafka):
    """The id of a broker with data is changed."""
    kafka.healthy().stop()
    changed = {'node.id': 2, 'controller.quorum.voters': '2@kfk1:9093'} if kafka.kraft else {'broker.id': 2}
    fails(kafka, again(kafka, kafka.properties(also=changed)))
    kafka.keep(SERVER_LOG)


@both('2.8.2 3.9.2', 'kafka.cluster-id-mismatch', 'if ZooKeeper was rebuilt on purpose, remove meta.properties from log.dirs; else restore the data of ZooKeeper')
def zookeeper_data_lost(kafka):
    """ZooKeeper comes back without its data."""
    zookeeper = kafka.zookeeper()
    kafka.healthy().stop()
    zookeeper.stop()
    kafka.host('zoo1').run(['rm', '-rf', '/srv/kafka/zookeeper'])
    kafka.zookeeper(append=True)
    fails(kafka, again(kafka))
    kafka.keep(SERVER_LOG)


@both('2.8.2', 'kafka.cluster-id-mismatch', 'write zookeeper.connect=zoo1:2181/kafka in server.properties', also=['kafka.zk-chroot-typo'])
def chroot_typo(kafka):
    """After a change zookeeper.connect names /kafak instead of /kafka."""
    kafka.healthy('kfk1', kafka.properties(also={'zookeeper.connect': 'zoo1:2181/kafka'})).stop()
    fails(kafka, again(kafka, kafka.properties(also={'zookeeper.connect': 'zoo1:2181/kafak'})))
    kafka.keep(SERVER_LOG)


@both('0.9.0.1 2.8.2 4.4.0', 'kafka.log-dir-locked', 'give each broker of the host its own log.dirs, or stop the broker that still runs')
def log_dir_locked(kafka):
    """A second broker on the host uses the same log.dirs."""
    kafka.healthy()
    # Since 1.0 meta.properties is read before the lock: with another id its own refusal comes first.
    other = kafka.properties(also={'broker.id': 2 if kafka.version < '1' else 1, 'listeners': 'PLAINTEXT://kfk1:9094'}) if not kafka.kraft else kafka.properties(
        1, also={'listeners': 'PLAINTEXT://kfk1:9094,CONTROLLER://kfk1:9095', 'advertised.listeners': 'PLAINTEXT://kfk1:9094', 'controller.quorum.voters': '1@kfk1:9095'})
    kafka.host().mkdir(f'{kafka.home}/logs-2', USER)
    fails(kafka, kafka.broker('kfk1', other, format=False, file='server-2.properties', out='nohup-2.out', logs='logs-2'))
    kafka.keep('logs-2/server.log', config='server-2.properties')


@both('0.9.0.1 2.8.2 3.9.2 4.4.0', 'kafka.foreign-dir-in-logdir', 'write a directory below the mount point in log.dirs (/srv/kafka/data/kafka), not the mount point itself')
def lost_and_found(kafka):
    """log.dirs is the mount point of a file system, with its lost+found."""
    kafka.host().mkdir(f'{DATA}/lost+found', USER)
    kafka.host().path(DATA).chmod(0o755)
    if not kafka.kraft:
        kafka.zookeeper()
    fails(kafka, kafka.broker('kfk1', kafka.properties()))
    kafka.keep(SERVER_LOG)


@both('0.9.0.1 2.8.2 3.9.2', 'kafka.log-dir-permission', 'give /srv/kafka/data to the user that runs the broker: chown -R kafka /srv/kafka/data')
def log_dir_of_root(kafka):
    """The data directory belongs to root, the broker runs as kafka."""
    kafka.host().mkdir(DATA)
    kafka.zookeeper()
    fails(kafka, kafka.broker('kfk1', kafka.properties()))
    kafka.keep(SERVER_LOG)


@both('0.9.0.1 4.4.0', 'kafka.log-dir-permission', 'give everything below log.dirs to the user that runs the broker: chown -R kafka /srv/kafka/data')
def started_once_as_root(kafka):
    """The broker was once started as root, so that its files belong to root."""
    kafka.healthy().stop()
    kafka.host().run(['chown', '-R', 'root:root', DATA])
    fails(kafka, again(kafka))
    kafka.keep(SERVER_LOG)


@both('3.9.2-kraft 4.4.0 2.8.2-kraft', 'kafka.kraft-not-formatted', 'format log.dirs first: bin/kafka-storage.sh format -t CLUSTER_ID -c config/server.properties')
def not_formatted(kafka):
    """A KRaft start on an empty directory that was never formatted."""
    fails(kafka, kafka.broker('kfk1', kafka.properties(), format=False))
    kafka.keep(OUT)


@both('0.9.0.1 2.8.2 3.9.2', 'kafka.zk-unreachable', 'start ZooKeeper on zoo1, or mend zookeeper.connect in server.properties')
def zookeeper_down(kafka):
    """Nothing listens on ZooKeeper's port."""
    kafka.hosts_first('kfk1', 'zoo1')
    fails(kafka, kafka.broker('kfk1', kafka.properties(also={'zookeeper.connection.timeout.ms': 6000})))
    kafka.keep(SERVER_LOG, OUT) if kafka.version < '1' else kafka.keep(SERVER_LOG)


@both('0.9.0.1 2.8.2 3.9.2', 'kafka.zk-unresolvable', 'write a name that resolves in zookeeper.connect, or add zoo9 to /etc/hosts', also=['kafka.zk-unreachable'])
def zookeeper_name_unresolvable(kafka):
    """The host in zookeeper.connect does not resolve."""
    fails(kafka, kafka.broker('kfk1', kafka.properties(also={'zookeeper.connect': 'zoo9.example.invalid:2181', 'zookeeper.connection.timeout.ms': 6000})))
    kafka.keep(OUT)


@both('0.9.0.1 3.9.2', 'kafka.zk-unreachable', 'find out why ZooKeeper on zoo1 was down; the broker came back by itself', also=['kafka.zk-connection-lost', 'kafka.zk-session-expired'])
def zookeeper_lost_and_back(kafka):
    """ZooKeeper goes away for some seconds under a running broker, and comes back."""
    zookeeper = kafka.zookeeper()
    broker = kafka.healthy()
    zookeeper.kill()
    kafka.lab.sleep(8)
    kafka.zookeeper(append=True)
    kafka.lab.sleep(8)
    broker.stop()
    kafka.keep(SERVER_LOG, OUT) if kafka.version < '1' else kafka.keep(SERVER_LOG)


@both('0.9.0.1 3.9.2', 'kafka.zk-session-expired', 'find what stopped the process for longer than zookeeper.session.timeout.ms: garbage collection, swapping, a paused machine')
def paused_broker(kafka):
    """The broker stands still for longer than its session lasts, and goes on."""
    broker = kafka.healthy('kfk1', kafka.properties(also={'zookeeper.session.timeout.ms': 6000}))
    broker.send(signal.SIGSTOP)
    kafka.lab.sleep(12)
    broker.send(signal.SIGCONT)
    kafka.lab.sleep(6)
    broker.stop()
    kafka.keep(OUT)


@both('4.4.0', 'kafka.kraft-broker-fenced', 'find what stopped broker 2 for longer than broker.session.timeout.ms: garbage collection, swapping, a paused machine')
def paused_broker_is_fenced(kafka):
    """A broker stands still for longer than its session with the controller lasts, and goes on."""
    brokers = kafka.cluster(2, **{'broker.session.timeout.ms': 6000})
    brokers[1].send(signal.SIGSTOP)
    kafka.lab.sleep(12)
    brokers[1].send(signal.SIGCONT)
    kafka.lab.sleep(6)
    for broker in reversed(brokers):
        broker.stop()
    kafka.keep(CONTROLLER_LOG)
    kafka.keep(SERVER_LOG, name='kfk2')


@both(ZOOKEEPER, 'kafka.broker-id-registered', 'give each broker a broker.id of its own in server.properties (kfk2: 2)', also=['kafka.broker-id-duplicate'])
def duplicate_broker_id(kafka):
    """Two brokers on two hosts with broker.id 1."""
    kafka.hosts_first('kfk1', 'kfk2')
    kafka.healthy()
    fails(kafka, kafka.broker('kfk2', kafka.properties(2, also={'broker.id': 1})))
    kafka.keep(SERVER_LOG)
    kafka.keep(SERVER_LOG, name='kfk2')


@both(ZOOKEEPER, 'kafka.broker-id-registered', 'wait for zookeeper.session.timeout.ms before the restart after a kill; the later start was good')
def restart_before_session_end(kafka):
    """A killed broker is started again before its ZooKeeper session ends, then once more."""
    kafka.healthy('kfk1', kafka.properties(also={'zookeeper.session.timeout.ms': 12000})).kill()
    fails(kafka, again(kafka))
    kafka.lab.sleep(14)
    kafka.ready(again(kafka)).stop()
    kafka.keep(SERVER_LOG)


@both('3.9.2-kraft 4.4.0', 'kafka.kraft-duplicate-node-id', 'give each node a node.id of its own in server.properties (kfk3: 3)', also=['kafka.broker-id-registered'])
def duplicate_node_id(kafka):
    """Two brokers with node.id 2 in one KRaft cluster."""
    kafka.cluster(2)
    other = kafka.properties(3, roles='broker', also={'node.id': 2, 'initial.broker.registration.timeout.ms': 12000})
    fails(kafka, kafka.broker('kfk3', other))
    kafka.keep(SERVER_LOG, name='kfk3')


@both('3.9.2-kraft 4.4.0', 'kafka.kraft-no-controller-quorum', 'start the controllers of controller.quorum.voters, or mend the hosts there')
def controllers_down(kafka):
    """A broker whose controllers do not run."""
    kafka.hosts_first('kfk1', 'kfk2')
    fails(kafka, kafka.broker('kfk2', kafka.properties(2, roles='broker', also={'initial.broker.registration.timeout.ms': 8000})))
    kafka.keep(SERVER_LOG, name='kfk2')


@both('4.4.0', 'kafka.kraft-no-controller-quorum', 'start one more of the controllers kfk2 and kfk3: two of three are needed')
def one_controller_of_three(kafka):
    """One of three controllers runs."""
    kafka.hosts_first('kfk1', 'kfk2', 'kfk3')
    broker = kafka.broker('kfk1', kafka.properties(1, voters=(1, 2, 3)))
    kafka.lab.sleep(15)
    broker.kill()
    kafka.keep(SERVER_LOG)


@both('4.4.0', 'kafka.cluster-id-mismatch', "format kfk2's log.dirs with the id of the cluster it is to join (kafka-cluster.sh cluster-id), after it is emptied", also=['kafka.kraft-no-controller-quorum'])
def foreign_cluster_id(kafka):
    """A broker formatted with another cluster id."""
    kafka.healthy()
    kafka.configure('kfk2', kafka.properties(2, roles='broker', also={'initial.broker.registration.timeout.ms': 8000}))
    kafka.format('kfk2', cluster='QW5vdGhlci1jbHVzdGVyIQ')
    fails(kafka, kafka.broker('kfk2'))
    kafka.keep(SERVER_LOG, name='kfk2')


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.broker-lost', 'find out why kfk2 died; it is back and in the ISR again', also=['kafka.killed', 'kafka.kraft-broker-fenced', 'kafka.peer-unreachable', 'kafka.unclean-shutdown-recovery'])
def broker_killed_and_back(kafka):
    """One of three brokers is killed, its partitions get other leaders, it comes back."""
    timeout = {'broker.session.timeout.ms': 6000} if kafka.kraft else {'zookeeper.session.timeout.ms': 6000}
    brokers = kafka.cluster(3, **timeout)
    kafka.topic('orders', 3, 3)
    kafka.produce('orders', 'one\n' * 20)
    brokers[1].kill()
    kafka.lab.sleep(10)
    kafka.keep_text('topics-describe.txt', kafka.topics('--describe', '--topic', 'orders'))
    kafka.produce('orders', 'two\n' * 20)
    kafka.ready(kafka.broker('kfk2', append=True))
    kafka.lab.sleep(5)
    for name in ('kfk1', 'kfk2'):
        kafka.keep(SERVER_LOG, name=name)
    kafka.keep(CONTROLLER_LOG)


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.unclean-shutdown-recovery', 'nothing: the broker mends its logs by itself; stop it with SIGTERM, not with kill -9')
def killed_and_started_again(kafka):
    """A broker is killed with data that is not on the disk yet, and started again."""
    broker = kafka.healthy('kfk1', kafka.properties(also={} if kafka.kraft else {'zookeeper.session.timeout.ms': 4000}))
    kafka.topic('orders')
    kafka.produce('orders', 'one\n' * 50)
    broker.kill()
    kafka.lab.sleep(9)
    kafka.ready(again(kafka)).stop()
    kafka.keep(SERVER_LOG)


@both('0.9.0.1 2.8.2', 'kafka.unclean-shutdown-recovery', 'nothing: the broker builds the damaged index again', also=['kafka.index-corrupt'])
def corrupt_index(kafka):
    """After a kill an index file is damaged."""
    broker = kafka.healthy('kfk1', kafka.properties(also={'zookeeper.session.timeout.ms': 4000}))
    kafka.topic('orders')
    kafka.produce('orders', 'one\n' * 50)
    broker.kill()
    kafka.host().write(f'{DATA}/orders-0/00000000000000000000.index', b'\xff' * 13, USER)
    kafka.lab.sleep(9)
    kafka.ready(again(kafka)).stop()
    kafka.keep(SERVER_LOG)


@both('0.9.0.1 3.9.2 4.4.0', 'kafka.disk-full', 'free space in log.dirs (log.retention.*), or a larger disk, then start the broker')
def disk_full(kafka):
    """The disk of log.dirs runs full."""
    kafka.host().tmpfs('/srv/kafka', '24m', USER)
    broker = kafka.healthy()
    kafka.topic('orders')
    kafka.produce('orders', ('x' * 5000 + '\n') * 6000, seconds=25)
    try:
        broker.wait_exit(15)
    except Failed:
        broker.kill()
    kafka.keep(SERVER_LOG)


MIN_ISR = 'write min.insync.replicas=1, or give the topic as many replicas as min.insync.replicas says'


@both('0.9.0.1 2.8.2 4.4.0', {'0.9.0.1': 'kafka.min-isr', '2.8.2': 'kafka.min-isr', '4.4.0': 'benign'},
      {'0.9.0.1': MIN_ISR, '2.8.2': MIN_ISR, '4.4.0': None})
def min_isr(kafka):
    """min.insync.replicas is 2, the topic has one replica, a producer asks for acks=all: refused until 3.x; 4.x takes the number of replicas where that is less, and all goes well."""
    broker = kafka.healthy('kfk1', kafka.properties(also={'min.insync.replicas': 2}))
    kafka.topic('orders')
    said = kafka.produce('orders', 'one\n', '--request-required-acks', '-1' if kafka.version < '1' else 'all', seconds=15)
    broker.stop()
    kafka.keep(SERVER_LOG)
    kafka.keep_text('producer.out', said)


@both('2.8.2 3.9.2 4.4.0', 'kafka.replication-factor-too-high', 'write offsets.topic.replication.factor=1 in server.properties, or start as many brokers as it says')
def offsets_replication_factor(kafka):
    """One broker, offsets.topic.replication.factor=3, and a consumer."""
    broker = kafka.healthy('kfk1', kafka.properties(also={'offsets.topic.replication.factor': 3}))
    kafka.topic('orders')
    said = kafka.consume('orders', seconds=10)
    broker.stop()
    kafka.keep(SERVER_LOG)
    if said.strip():
        kafka.keep_text('consumer.out', said)
