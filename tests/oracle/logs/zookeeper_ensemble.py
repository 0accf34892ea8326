"""ZooKeeper: several servers, in health, without each other, and with files that don't agree."""
import signal

from .host import Failed
from .scenario import scenario
from .zookeeper import ALL, SINCE_36, THREE, change
from .zookeeper_client import Client, talk
from .zookeeper_node import STANDALONE, Node, ensemble

NAMES = ['zoo1', 'zoo2', 'zoo3']
ENDS = ['3.4.9', '3.9.5']
LEADING = 'LEADING - LEADER ELECTION TOOK'
FOLLOWING = 'FOLLOWING - LEADER ELECTION TOOK'
SUPPORTED = 'Have quorum of supporters'


def three(lab, config=THREE, **others):
    """The usual three hosts; `others`: the configuration of single ones."""
    return [Node(host, lab.version, others.get(host.name, config), number) for number, host in enumerate(lab.hosts(*NAMES), 1)]


def connect(lab, node):
    """A session with a server that is about to serve: it binds its port before."""
    lab.sleep(3)
    for _ in range(20):
        try:
            return Client(node.host)
        except OSError:
            lab.sleep(0.5)
    raise Failed(f'{node.host.name} does not serve')


def keep(*nodes):
    for node in nodes:
        node.keep()


def up(lab, nodes, pause=4):
    """Starts one after the other, and waits until the first two serve (the second leads) and the third follows."""
    servers = []
    for node in nodes:
        servers.append(node.start(append=True))
        lab.sleep(pause)
    servers[1].wait_for(SUPPORTED)
    servers[0].wait_for(FOLLOWING)
    for server in servers[2:]:
        server.wait_for(FOLLOWING)
    return servers


@scenario('zookeeper', ENDS, 'benign')
def healthy_ensemble(lab):
    """Three servers start one after the other, refused by those that are not up yet, and serve."""
    nodes = three(lab)
    up(lab, nodes)
    session = connect(lab, nodes[2])
    session.create('/storm', b'x')
    session.close()
    lab.sleep(3)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.quorum-lost', 'nothing, if the servers were stopped on purpose; else start them', also=['zk.leader-lost', 'benign'])
def ensemble_stopped(lab):
    """A healthy ensemble is stopped, one server after the other: the last ones lose their majority."""
    nodes = three(lab)
    for server in up(lab, nodes):
        server.stop()
        lab.sleep(2)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'benign')
def rolling_restart(lab):
    """A healthy ensemble is restarted one server after the other, the leader last."""
    nodes = three(lab)
    servers = up(lab, nodes)
    for number in [0, 2, 1]:
        servers[number].stop()
        lab.sleep(2)
        servers[number] = nodes[number].start(append=True)
        servers[number].wait_for(FOLLOWING)
        lab.sleep(2)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9', '3.6.4'], 'benign', also=['zk.even-ensemble'])
def even_ensemble(lab):
    """Two servers: they serve, with a warning that two do no better than one."""
    nodes = [Node(host, lab.version, ensemble(NAMES[:2]), number) for number, host in enumerate(lab.hosts('zoo1', 'zoo2'), 1)]
    up(lab, nodes)
    lab.sleep(2)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'benign')
def observer(lab):
    """A third server observes, and all files say so."""
    config = THREE.replace('zoo3:2888:3888', 'zoo3:2888:3888:observer')
    nodes = three(lab, config, zoo3=config + 'peerType=observer\n')
    servers = [node.start() for node in nodes]
    servers[2].wait_for('OBSERVING')
    lab.sleep(4)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.observer-mismatch', change('write :observer behind server.3 in zoo.cfg of all three hosts, as zoo3 means it with peerType=observer'), also=['zk.server-lists-differ'])
def observer_only_in_own_file(lab):
    """peerType=observer stands in zoo3's own file, but no server line has :observer."""
    nodes = three(lab, zoo3=THREE + 'peerType=observer\n')
    servers = up(lab, nodes)
    lab.sleep(3)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.peer-unreachable', 'start ZooKeeper on zoo3 (zoo1 and zoo2 serve without it; one more failure stops them)')
def peer_down(lab):
    """zoo3's host is up, ZooKeeper is not running there: two of three serve."""
    nodes = three(lab)
    up(lab, nodes[:2])
    lab.sleep(25)
    keep(*nodes[:2])


@scenario('zookeeper', ENDS, 'zk.peer-unreachable', 'start the machines zoo2 and zoo3, or correct their addresses in /etc/hosts: no packet gets there', consequences=['zk.not-serving'])
def peers_hosts_down(lab):
    """The hosts of the peers are off: no route to host."""
    node = Node(lab.host('zoo1'), lab.version, THREE, 1)
    node.start().wait_for('Notification time out: (12|25)')
    lab.sleep(12)
    node.keep()


@scenario('zookeeper', ALL, 'zk.peer-unreachable', 'start ZooKeeper on zoo2 or zoo3: one of three is no majority', consequences=['zk.not-serving', 'zk.session-without-server'])
def alone(lab):
    """One of three runs, and clients ask it in vain."""
    node = three(lab)[0]
    server = node.start()
    server.wait_for('Notification time out: 3200')
    for _ in range(6):
        lab.expect(b'not currently serving' in talk(node.host, b'srvr'), 'the server serves')
        try:
            Client(node.host)
        except ConnectionError:
            pass
        lab.sleep(4)
    node.keep()


@scenario('zookeeper', ENDS, 'zk.quorum-lost', 'find out why ZooKeeper on zoo2 was killed (dmesg, the journal) and start it again; zoo3 took over', also=['zk.leader-lost', 'zk.peer-unreachable'])
def leader_killed(lab):
    """The leader is killed; the others elect a new one."""
    nodes = three(lab)
    servers = up(lab, nodes)
    lab.sleep(2)
    servers[1].kill()
    servers[2].wait_for(SUPPORTED)
    servers[0].wait_for(FOLLOWING)
    lab.sleep(3)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.quorum-lost', 'find out why ZooKeeper on zoo1 and zoo3 was killed (dmesg, the journal); zoo2 alone is no majority', also=['zk.peer-unreachable'], consequences=['zk.not-serving'])
def quorum_lost(lab):
    """Two of three are killed: the leader gives up, and waits."""
    nodes = three(lab)
    servers = up(lab, nodes)
    lab.sleep(2)
    servers[0].kill()
    servers[2].kill()
    servers[1].wait_for('LOOKING')
    for _ in range(4):
        try:
            Client(nodes[1].host)
        except ConnectionError:
            pass
        lab.sleep(4)
    nodes[1].keep()


@scenario('zookeeper', ENDS, 'zk.quorum-lost', 'find out why ZooKeeper on zoo1 and zoo3 was killed (dmesg, the journal); it serves again since they are back', also=['zk.peer-unreachable'])
def quorum_lost_and_regained(lab):
    """Two of three are killed and started again later: all is well at the end."""
    nodes = three(lab)
    servers = up(lab, nodes)
    lab.sleep(2)
    servers[0].kill()
    servers[2].kill()
    servers[1].wait_for('LOOKING')
    lab.sleep(8)
    for number in [0, 2]:
        servers[number] = nodes[number].start(append=True)
        servers[number].wait_for('LOOKING')
    for server in servers[::2]:
        server.wait_for('(FOLLOWING|LEADING) - LEADER ELECTION TOOK')
    lab.sleep(4)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.killed', 'find out what kills the process (dmesg for the OOM killer, the memory limit of its unit), and give the machine the memory that the heap needs', also=['zk.restart-loop', 'zk.killed-and-restarted'])
def killed_and_restarted(lab):
    """A server is killed and started again, three times, without ever saying why: the log goes on in one file."""
    node = Node(lab.host('zoo1'), lab.version)
    for _ in range(3):
        server = node.start(append=True)
        server.wait_for('binding to port')
        session = connect(lab, node)
        session.create('/a', b'x' * 1000)
        lab.sleep(2)
        server.kill()
        session.drop()
    node.start(append=True).wait_for('binding to port')
    lab.sleep(1)
    node.keep()


@scenario('zookeeper', ENDS, 'zk.myid-duplicate', 'write 2 into /srv/zookeeper/data/myid of zoo2, and restart it: it has the myid 1 of zoo1', also=['zk.election-port-not-bound', 'zk.myid-wrong-host'])
def myid_duplicate(lab):
    """zoo2 has the myid of zoo1, as after copying its directory."""
    hosts = lab.hosts(*NAMES)
    nodes = [Node(host, lab.version, THREE, myid) for host, myid in zip(hosts, [1, 1, 3])]
    for node in nodes:
        node.start()
        lab.sleep(3)
    lab.sleep(25)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.myid-duplicate', 'write 2 into /srv/zookeeper/data/myid of zoo2, and restart it: it has the myid 1 of zoo1')
def myid_duplicate_on_all_addresses(lab):
    """As myid_duplicate, with quorumListenOnAllIPs=true: both servers listen, and take each other's place."""
    hosts = lab.hosts(*NAMES)
    nodes = [Node(host, lab.version, THREE + 'quorumListenOnAllIPs=true\n', myid) for host, myid in zip(hosts, [1, 1, 3])]
    for node in nodes:
        node.start()
        lab.sleep(3)
    lab.sleep(15)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.myid-wrong-host', 'swap the numbers in /srv/zookeeper/data/myid of zoo1 and zoo2: zoo1 is server.1', also=['zk.election-port-not-bound'])
def myids_swapped(lab):
    """zoo1 has the myid 2, zoo2 the myid 1: each tries to listen on the other's address."""
    hosts = lab.hosts(*NAMES)
    nodes = [Node(host, lab.version, THREE, myid) for host, myid in zip(hosts, [2, 1, 3])]
    for node in nodes:
        node.start()
    lab.sleep(25)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.server-lists-differ', change('write server.1=zoo1:2888:3888 in zoo.cfg of zoo1, as zoo2 and zoo3 have it, and restart it'), also=['zk.peer-unreachable', 'zk.election-stuck'])
def election_ports_differ(lab):
    """zoo1's own file gives it another election port than the files of the others; since 3.5 peers tell each other."""
    nodes = three(lab, zoo1=THREE.replace('zoo1:2888:3888', 'zoo1:2888:3889'))
    servers = [node.start() for node in nodes]
    servers[1].wait_for('(LEADING|FOLLOWING) - LEADER ELECTION TOOK')
    servers[0].wait_for('Notification time out: 6400')
    lab.sleep(15)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.server-lists-differ', change('write server.3=zoo3:2888:3888 in zoo.cfg of zoo3, as zoo1 and zoo2 have it, and restart it'), also=['zk.learner-cannot-connect-leader', 'zk.leader-no-quorum-in-time'])
def quorum_ports_differ(lab):
    """zoo3, which is elected, listens on another quorum port than the others think."""
    quick = THREE.replace('initLimit=10', 'initLimit=3')
    nodes = three(lab, quick, zoo3=quick.replace('zoo3:2888:3888', 'zoo3:2889:3888'))
    leader = nodes[2].start()
    leader.wait_for('LOOKING')
    for node in nodes[:2]:
        node.start()
    leader.wait_for('Timeout while waiting for epoch')
    lab.sleep(1)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.quorum-port-in-use', 'stop the program that listens on port 2888 of zoo3 (ss -ltnp), then restart ZooKeeper there', also=['zk.port-in-use'], consequences=['zk.learner-cannot-connect-leader'])
def quorum_port_taken(lab):
    """Another program has the quorum port of zoo3, which is elected again and again and can't lead."""
    nodes = three(lab)
    nodes[2].host.occupy(2888)
    leader = nodes[2].start()
    leader.wait_for('LOOKING')
    for node in nodes[:2]:
        node.start()
    leader.wait_for("Couldn't bind to")
    lab.sleep(20)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.learner-cannot-connect-leader', 'open port 2888 of zoo3 in its firewall for zoo1 and zoo2 (3888 is open)', also=['zk.leader-no-quorum-in-time', 'zk.firewall'])
def quorum_port_filtered(lab):
    """A firewall of zoo3, which is elected, swallows port 2888."""
    quick = THREE.replace('initLimit=10', 'initLimit=5')
    nodes = three(lab, quick)
    nodes[2].host.drops(2888)
    leader = nodes[2].start()
    leader.wait_for('LOOKING')
    for node in nodes[:2]:
        node.start()
    leader.wait_for('Timeout while waiting for epoch', 90)
    lab.sleep(10)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.peer-unreachable', 'open port 3888 of zoo1 in its firewall for zoo2 and zoo3', also=['zk.firewall', 'zk.election-stuck', 'zk.peers-never-call-back'])
def election_port_filtered(lab):
    """A firewall of zoo1 swallows port 3888: the others can't reach it, and it never joins them."""
    nodes = three(lab)
    nodes[0].host.drops(3888)
    servers = [node.start() for node in nodes]
    servers[2].wait_for('(LEADING|FOLLOWING) - LEADER ELECTION TOOK', 90)
    lab.sleep(30)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.own-name-is-loopback', 'take zoo1 out of the line 127.0.1.1 in /etc/hosts of zoo1 (it must be 10.20.0.11 there too), or set quorumListenOnAllIPs=true', also=['zk.peer-unreachable', 'zk.election-stuck', 'zk.peers-never-call-back'])
def own_name_is_loopback(lab):
    """On zoo1 its own name means 127.0.1.1, as Debian's installer writes it: it listens where nobody else gets."""
    nodes = three(lab)
    nodes[0].host.resolves({'zoo1': '127.0.1.1', 'zoo2': '10.20.0.12', 'zoo3': '10.20.0.13'})
    servers = [node.start() for node in nodes]
    servers[1].wait_for('(LEADING|FOLLOWING) - LEADER ELECTION TOOK')
    lab.sleep(25)
    keep(*nodes)


@scenario('zookeeper', ENDS, 'zk.peer-unresolvable', change('correct the name of server.3 in zoo.cfg of all hosts (zoo3), or make DNS know it'))
def peer_unresolvable(lab):
    """The name in a server line does not resolve; the other two serve."""
    nodes = three(lab, THREE.replace('=zoo3:', '=zoo3.invalid:'))
    up(lab, nodes[:2])
    lab.sleep(15)
    keep(*nodes[:2])


@scenario('zookeeper', ENDS, 'zk.own-host-unresolvable', 'add 10.20.0.11 zoo1 to /etc/hosts of zoo1, or to DNS', also=['zk.peer-unresolvable', 'zk.election-port-not-bound'])
def own_name_unresolvable(lab):
    """zoo1 can't resolve the name in its own server line."""
    nodes = three(lab)
    nodes[0].host.resolves({'zoo2': '10.20.0.12', 'zoo3': '10.20.0.13'})
    for node in nodes:
        node.start()
    lab.sleep(25)
    keep(*nodes)


@scenario('zookeeper', SINCE_36, 'zk.adminserver-port-in-use', change('set admin.serverPort to a free port, or admin.enableServer=false, in zoo.cfg of zoo1: the user interface of Storm has port 8080 too'), also=['zk.port-in-use'])
def admin_port_taken_in_ensemble(lab):
    """Another program has port 8080 of a member: it serves, without AdminServer."""
    nodes = three(lab)
    nodes[0].host.occupy(8080)
    up(lab, nodes[:2])
    lab.sleep(2)
    nodes[0].keep()


@scenario('zookeeper', ENDS, 'zk.follower-timeout', 'find out what holds zoo1 up for seconds (swapping, long GC pauses, a frozen virtual machine, a slow disk); it is back', also=['zk.process-paused'])
def follower_frozen(lab):
    """zoo1, a follower, stands still for longer than syncLimit: the leader drops it, and it comes back."""
    nodes = three(lab, THREE.replace('syncLimit=5', 'syncLimit=2'))
    servers = up(lab, nodes)
    lab.sleep(3)
    servers[0].send(signal.SIGSTOP)
    servers[1].wait_for('GOODBYE', 40)
    lab.sleep(2)
    servers[0].send(signal.SIGCONT)
    servers[0].wait_for(FOLLOWING, 40)
    lab.sleep(3)
    keep(*nodes)


@scenario('zookeeper', ['3.4.9'], 'zk.follower-timeout', 'find out what holds zoo2 up for seconds (swapping, long GC pauses, a frozen virtual machine, a slow disk)', also=['zk.quorum-lost', 'zk.process-paused', 'zk.leader-lost'])
def leader_frozen(lab):
    """zoo2, the leader, stands still: its followers time out and elect another, zoo2 comes back as a follower."""
    nodes = three(lab, THREE.replace('syncLimit=5', 'syncLimit=2'))
    servers = up(lab, nodes)
    lab.sleep(3)
    servers[1].send(signal.SIGSTOP)
    servers[2].wait_for(SUPPORTED, 60)
    lab.sleep(2)
    servers[1].send(signal.SIGCONT)
    servers[1].wait_for(FOLLOWING, 60)
    lab.sleep(3)
    keep(*nodes)


@scenario('zookeeper', SINCE_36, 'zk.myid-out-of-range', 'give server 255 an id from 1 to 254: in its server line on all hosts and in /srv/zookeeper/data/myid', also=['zk.start-failed'])
def myid_too_large(lab):
    """Extended types are on, and the elected server has an id too large for them."""
    config = STANDALONE + 'server.1=zoo1:2888:3888\nserver.2=zoo2:2888:3888\nserver.255=zoo3:2888:3888\n'
    hosts = lab.hosts(*NAMES)
    nodes = [Node(host, lab.version, config, myid) for host, myid in zip(hosts, [1, 2, 255])]
    servers = [node.start(jvm=['-Dzookeeper.extendedTypesEnabled=true']) for node in nodes]
    servers[2].wait_for('Server ID is too large')
    servers[2].wait_for('LOOKING')
    nodes[2].keep()
