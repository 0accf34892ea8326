"""ZooKeeper: what clients, and those that are none, do to a server in health."""
import signal, struct

from .scenario import scenario
from .zookeeper import ALL, SINCE_36, change
from .zookeeper_client import Client, talk
from .zookeeper_ensemble import ENDS, connect, keep, three, up
from .zookeeper_node import STANDALONE, Node


def serving(lab, config=STANDALONE, **start):
    """A standalone server that serves."""
    node = Node(lab.host('zoo1'), lab.version, config)
    node.start(**start).wait_for('binding to port')
    session = connect(lab, node)
    session.create('/app')
    session.close()
    return node


@scenario('zookeeper', ALL, 'benign')
def monitored(lab):
    """A monitor asks srvr and ruok, a load balancer opens and closes connections: notes of it, and nothing wrong."""
    node = serving(lab, STANDALONE + '4lw.commands.whitelist=ruok, srvr\n')
    for _ in range(3):
        talk(node.host, b'ruok')
        talk(node.host, b'srvr')
        talk(node.host, b'', seconds=0.3)
        lab.sleep(1)
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.4lw-not-whitelisted', change('add 4lw.commands.whitelist=mntr,srvr,ruok to zoo.cfg'))
def command_not_whitelisted(lab):
    """A monitor asks mntr, which is not allowed unless configured: only the answer says so, kept as mntr.out."""
    node = serving(lab)
    answer = talk(node.host, b'mntr')
    lab.expect(b'not in the whitelist' in answer, 'mntr is answered')
    node.host.write('/srv/zookeeper/mntr.out', answer)
    node.keep()
    node.host.keep('/srv/zookeeper/mntr.out')


@scenario('zookeeper', ALL, 'zk.too-many-connections', change('find out why 10.20.0.5 (app1) opens so many connections (a session for each request?); raise maxClientCnxns in zoo.cfg only if it needs them'))
def too_many_connections(lab):
    """A client opens more connections than maxClientCnxns allows."""
    node = serving(lab, STANDALONE + 'maxClientCnxns=5\n')
    sessions = []
    for _ in range(12):
        try:
            sessions.append(Client(node.host))
        except ConnectionError:
            pass
        lab.sleep(0.3)
    lab.expect(len(sessions) == 5, f'{len(sessions)} connections')
    node.keep()


def strangers(lab, cause_seen, *sent):
    node = serving(lab)
    for data in sent * 3:
        talk(node.host, data, seconds=2)
        lab.sleep(0.5)
    lab.expect(cause_seen in node.host.read(node.out), f'{cause_seen} is not in the log')
    node.keep()


@scenario('zookeeper', ALL, 'zk.non-zk-traffic', 'point the HTTP client at 10.20.0.5 elsewhere: 2181 speaks no HTTP (the AdminServer of 3.5 and later has port 8080)')
def http_on_client_port(lab):
    """HTTP requests come to the client port."""
    strangers(lab, '1195725856', b'GET /metrics HTTP/1.1\r\nHost: zoo1:2181\r\nUser-Agent: Prometheus/2.45.0\r\nAccept: */*\r\n\r\n')


@scenario('zookeeper', ENDS, 'zk.non-zk-traffic', 'give the client at 10.20.0.5 the port of Kafka (9092), not of ZooKeeper: it is a Kafka client')
def kafka_client_on_client_port(lab):
    """A Kafka client asks ApiVersions on the client port."""
    name, version = b'apache-kafka-java', b'3.6.2'
    header = struct.pack('>hhi', 18, 3, 0) + struct.pack('>h', 10) + b'consumer-1' + b'\0'
    body = bytes([len(name) + 1]) + name + bytes([len(version) + 1]) + version + b'\0'
    # A request of Kafka has the form of a connect request: its size, and then what ZooKeeper takes for fields.
    strangers(lab, 'Exception' if lab.version < '3.6' else 'WARN', struct.pack('>i', len(header + body)) + header + body)


@scenario('zookeeper', ENDS, 'zk.tls-to-plaintext', 'turn TLS off in the client at 10.20.0.5 (zookeeper.client.secure), or configure secureClientPort and give it that port', also=['zk.non-zk-traffic'])
def tls_on_client_port(lab):
    """A client speaks TLS to the plain client port."""
    hello = bytes.fromhex('16030100c8010000c40303') + bytes(range(32)) + b'\x20' + bytes(range(32)) + bytes.fromhex('0006130113021303010000') + b'\0' * 112
    strangers(lab, str(struct.unpack('>i', hello[:4])[0]), hello)


@scenario('zookeeper', ENDS, 'zk.non-zk-traffic', 'ask who scans port 2181 from 10.20.0.5, and let only clients in')
def port_scanner(lab):
    """A scanner tries several protocols."""
    strangers(lab, '1212501072', b'HELP\r\n\r\n', b'SSH-2.0-OpenSSH_9.2\r\n', b'\0' * 8)


@scenario('zookeeper', ALL, 'zk.packet-too-large', 'store less than 1 MB in a node, or set -Djute.maxbuffer alike on all servers and clients', also=['zk.jute-maxbuffer', 'zk.non-zk-traffic'])
def packet_too_large(lab):
    """A client writes 2 MB into one node."""
    node = serving(lab)
    for _ in range(2):
        session = Client(node.host)
        try:
            session.create('/app/big', b'x' * 2_000_000)
        except OSError:
            pass
        lab.sleep(1)
    lab.expect('Len error' in node.host.read(node.out), 'no Len error')
    node.keep()


@scenario('zookeeper', ALL, 'benign', 'if users noticed it: find out why the client at 10.20.0.5 was silent for longer than its session timeout of 4 s (a long GC pause, a frozen machine, the network)', also=['zk.session-expired'])
def sessions_expired(lab):
    """Clients stop talking, their sessions expire, and they come back too late."""
    node = serving(lab)
    server = node.host.processes[0]
    silent = [Client(node.host, timeout=4000) for _ in range(3)]
    for _ in silent:
        server.wait_for('Expiring session', 20)
    for session in silent:
        try:
            Client(node.host, timeout=4000, session=session.session, password=session.password)
        except ConnectionError:
            pass
        lab.sleep(0.5)
    lab.sleep(1)
    node.keep()


@scenario('zookeeper', ALL, 'zk.client-zxid-ahead', 'point the client at 10.20.0.5 at the ensemble that it knows, or restart it: this server has less history than the client has seen (its data were lost or replaced)')
def client_zxid_ahead(lab):
    """A client has seen more than this server, whose data were replaced, ever had."""
    node = serving(lab)
    for _ in range(4):
        try:
            Client(node.host, zxid=0x2a00000317)
        except ConnectionError:
            pass
        lab.sleep(1)
    node.keep()


@scenario('zookeeper', ENDS, 'zk.slow-disk', change('put the transaction log on a fast disk of its own (dataLogDir in zoo.cfg)'))
def slow_fsync(lab):
    """Syncs of the transaction log take longer than the threshold, which is lowered to what this disk does."""
    node = Node(lab.host('zoo1'), lab.version)
    name = 'fsync.warningthresholdms' if lab.version < '3.5' else 'zookeeper.fsync.warningthresholdms'
    node.start(jvm=[f'-D{name}=0']).wait_for('binding to port')
    session = connect(lab, node)
    for number in range(60):
        session.create(f'/n{number}', b'x' * 900_000)
    session.close()
    lab.expect('fsync-ing the write ahead log' in node.host.read(node.out), 'no sync was slow')
    node.keep()


@scenario('zookeeper', ENDS, 'zk.heap-oom', 'give the server more heap (SERVER_JVMFLAGS=-Xmx… in conf/java.env): its tree does not fit into 24 MB; and find out who stores so much', also=['jvm.heap-oom', 'zk.out-of-memory'])
def heap_too_small(lab):
    """The heap is too small for what the clients store."""
    node = Node(lab.host('zoo1'), lab.version)
    server = node.start(jvm=['-Xmx24m'])
    server.wait_for('binding to port')
    session = connect(lab, node)
    session.socket.settimeout(15)
    try:
        for number in range(60):
            session.create(f'/n{number}', b'x' * 800_000)
    except OSError:
        pass
    server.wait_for('OutOfMemoryError', ended=True)
    lab.sleep(3)
    node.keep()


@scenario('zookeeper', ['3.6.4', '3.9.5'], 'zk.process-paused', 'find out what holds the machine up for seconds (swapping, a frozen virtual machine, long GC pauses)', also=['zk.session-expired', 'zk.gc-pause'])
def process_paused(lab):
    """The process stands still for 12 seconds; its own pause monitor tells, sessions expire."""
    node = Node(lab.host('zoo1'), lab.version, STANDALONE + 'jvm.pause.monitor=true\n')
    server = node.start()
    server.wait_for('binding to port')
    lab.sleep(1)
    sessions = [Client(node.host, timeout=6000) for _ in range(2)]
    server.send(signal.SIGSTOP)
    lab.sleep(12)
    server.send(signal.SIGCONT)
    server.wait_for('Detected pause in JVM')
    lab.sleep(8)
    node.keep()


@scenario('zookeeper', ['3.4.9'], 'benign')
def client_moves(lab):
    """A client goes from a server that stops to another one with its session: noted, and harmless."""
    nodes = three(lab)
    servers = up(lab, nodes)
    session = connect(lab, nodes[0])
    session.create('/app')
    servers[0].stop()
    again = Client(nodes[2].host, session=session.session, password=session.password)
    lab.expect(again.session == session.session, 'the session is lost')
    again.create('/app2')
    again.close()
    keep(*nodes)
