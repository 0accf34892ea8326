"""Storm: ZooKeeper, nimbus.seeds, names and ports."""
import socket, time, urllib.error, urllib.request

from .host import Failed
from .scenario import scenario
from .storm_node import LEADS, NEEDS, YAML, Storm, with_lines, zookeeper  # noqa: F401 (NEEDS: read by __main__)

ALL = ['1.0.2', '2.8.3']


def cluster(lab, config=YAML, zookeeper_version=None):
    """ZooKeeper on zoo1 and a nimbus on nim1 that leads; returns the nodes and processes (zookeeper, nimbus)."""
    zoo, server = zookeeper(lab, zookeeper_version)
    nim = Storm(lab.host('nim1'), lab.version, config)
    nimbus = nim.start('nimbus')
    nimbus.wait_for(LEADS)
    return zoo, server, nim, nimbus


def fetch(host, port, path):
    """What a browser on app1 gets."""
    try:
        return urllib.request.urlopen(f'http://{host.address}:{port}{path}', timeout=30).read()
    except urllib.error.HTTPError as refused:
        return refused.read()


def connect(host, port, seconds=30):
    """A connection from app1, as soon as something listens there."""
    until = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection((host.address, port), 10)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise Failed(f'{host.name} does not listen on {port}') from None
            time.sleep(0.2)


def refused_for_a_while(lab, node, daemon):
    """Starts a daemon that can't connect to ZooKeeper, and looks at its logs before it gives up (1.0.2: after 90 s, 2.8.3: 45 s)."""
    process = node.start(daemon)
    process.wait_for('Connection refused')
    lab.sleep(18)
    process.kill()
    node.keep(daemon)


# ZooKeeper.

@scenario('storm', ALL, 'storm.zk-unreachable', 'start ZooKeeper on zoo1, then nimbus')
def zookeeper_down(lab):
    """Nimbus starts while ZooKeeper on zoo1 does not run."""
    lab.host('zoo1')
    nim = Storm(lab.host('nim1'), lab.version)
    nim.start('nimbus').wait_exit(120)
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.zk-unreachable', 'start ZooKeeper on zoo1, then the supervisor')
def zookeeper_down_supervisor(lab):
    """A supervisor starts while ZooKeeper on zoo1 does not run."""
    lab.host('zoo1')
    refused_for_a_while(lab, Storm(lab.host('sup1'), lab.version), 'supervisor')


@scenario('storm', ALL, 'storm.zk-unreachable', 'conf/storm.yaml, storm.zookeeper.port: 2181, the clientPort of zoo1')
def zookeeper_wrong_port(lab):
    """storm.zookeeper.port is not ZooKeeper's port."""
    zookeeper(lab)
    refused_for_a_while(lab, Storm(lab.host('nim1'), lab.version, with_lines('storm.zookeeper.port: 2182')), 'nimbus')


@scenario('storm', ALL, 'storm.zk-unresolvable', 'conf/storm.yaml, storm.zookeeper.servers: a name that this host resolves')
def zookeeper_unresolvable(lab):
    """The name of the ZooKeeper server does not resolve."""
    nim = Storm(lab.host('nim1'), lab.version, YAML.replace('zoo1', 'zoo1.example.invalid'))
    nimbus = nim.start('nimbus')
    nimbus.wait_for('UnknownHostException', 90)
    lab.sleep(20)
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.zk-server-with-port', 'conf/storm.yaml, storm.zookeeper.servers: only the host name; the port is storm.zookeeper.port', also=['storm.zk-unresolvable'])
def zookeeper_server_with_port(lab):
    """A ZooKeeper server is written with its port."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, YAML.replace('"zoo1"', '"zoo1:2181"'))
    nimbus = nim.start('nimbus')
    nimbus.wait_for('UnknownHostException|2181:2181', 90)
    lab.sleep(20)
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.zk-unreachable', 'conf/storm.yaml: fill it in; an empty one means everything on localhost')
def yaml_empty(lab):
    """storm.yaml is empty, so ZooKeeper is looked for on localhost."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, '')
    nim.host.mkdir(f'{nim.home}/storm-local', 'storm')
    refused_for_a_while(lab, nim, 'nimbus')


@scenario('storm', ALL, 'storm.zk-unreachable', 'write conf/storm.yaml; without one everything is looked for on localhost')
def yaml_missing(lab):
    """There is no storm.yaml, so ZooKeeper is looked for on localhost."""
    zookeeper(lab)
    sup = Storm(lab.host('sup1'), lab.version, None)
    sup.host.mkdir(f'{sup.home}/storm-local', 'storm')
    refused_for_a_while(lab, sup, 'supervisor')


@scenario('storm', ALL, 'storm.zk-unreachable', 'start ZooKeeper on zoo1 again')
def zookeeper_lost(lab):
    """ZooKeeper ends while nimbus and a supervisor run."""
    _, server, nim, nimbus = cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version)
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(3)
    server.stop()
    nimbus.wait_for('State change: (SUSPENDED|LOST)')
    lab.sleep(45)
    for process in [nimbus, supervisor]:
        process.kill()
    nim.keep('nimbus')
    sup.keep('supervisor')


@scenario('storm', ALL, 'storm.zk-unreachable', 'nothing more: ZooKeeper on zoo1 was away for some seconds and is back')
def zookeeper_restarted(lab):
    """ZooKeeper is restarted while nimbus runs."""
    zoo, server, nim, nimbus = cluster(lab)
    server.stop()
    nimbus.wait_for('State change: SUSPENDED')
    lab.sleep(3)
    zoo.start(append=True)
    nimbus.wait_for('State change: RECONNECTED')
    lab.sleep(12)
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ['2.8.3'], 'storm.zk-too-old', 'update ZooKeeper on zoo1: Storm 2.8 needs 3.5 or later, it has 3.4.9')
def zookeeper_too_old(lab):
    """ZooKeeper is 3.4.9, which can't do what this Storm asks."""
    zookeeper(lab, version='3.4.9')
    nim = Storm(lab.host('nim1'), lab.version)
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')


# Seeds and names.

@scenario('storm', ['2.8.3'], 'storm.nimbus-leader-not-found', 'start nimbus on nim1')
def nimbus_down(lab):
    """A supervisor runs, nimbus doesn't."""
    zookeeper(lab)
    lab.host('nim1')
    sup = Storm(lab.host('sup1'), lab.version)
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(25)
    supervisor.kill()
    sup.keep('supervisor')


@scenario('storm', ['2.8.3'], 'storm.nimbus-leader-not-found', 'conf/storm.yaml: nimbus.seeds: ["nim1"]; since 2.0 nimbus.host means nothing')
def nimbus_host_only(lab):
    """The supervisor's storm.yaml of an old release says nimbus.host; 2.x does not know it and asks localhost."""
    _, _, _, nimbus = cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version, with_lines('nimbus.host: "nim1"', without=['nimbus.seeds']))
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(25)
    supervisor.kill()
    nimbus.stop()
    sup.keep('supervisor')


@scenario('storm', ['2.8.3'], 'storm.nimbus-leader-not-found', 'conf/storm.yaml: remove the second nimbus.seeds; of a key written twice the last one counts')
def yaml_duplicate_key(lab):
    """nimbus.seeds is written twice; the last one, localhost, counts."""
    _, _, _, nimbus = cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version, with_lines('nimbus.seeds: ["localhost"]'))
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(25)
    supervisor.kill()
    nimbus.stop()
    sup.keep('supervisor')


@scenario('storm', ['2.8.3'], 'storm.nimbus-unresolvable', 'conf/storm.yaml, nimbus.seeds: a name that this host resolves', also=['storm.nimbus-leader-not-found'])
def seeds_unresolvable(lab):
    """The seed's name does not resolve on the supervisor's host."""
    _, _, _, nimbus = cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version, YAML.replace('nim1', 'nim1.example.invalid'))
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(25)
    supervisor.kill()
    nimbus.stop()
    sup.keep('supervisor')


@scenario('storm', ['2.8.3'], 'storm.nimbus-hostname-unresolvable', 'conf/storm.yaml on nim1, storm.local.hostname: a name that every host of the cluster resolves')
def nimbus_hostname_unresolvable(lab):
    """Nimbus registers under a name that the supervisor can't resolve."""
    _, _, nim, nimbus = cluster(lab, with_lines('storm.local.hostname: "nim1.example.invalid"'))
    sup = Storm(lab.host('sup1'), lab.version)
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(25)
    supervisor.kill()
    nimbus.stop()
    nim.keep('nimbus')
    sup.keep('supervisor')


@scenario('storm', ALL, 'storm.own-hostname-unresolvable', 'write the name and address of nim1 into /etc/hosts, or set storm.local.hostname in conf/storm.yaml')
def own_hostname_unresolvable(lab):
    """The host can't resolve its own name."""
    zoo, _ = zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version)
    nim.host.resolves({'zoo1': zoo.host.address})
    nim.run_for(lab, 'nimbus', 15)


@scenario('storm', ALL, 'benign')
def healthy_two_nimbuses(lab):
    """Two nimbuses: the first leads, the second stands by."""
    _, _, nim, nimbus = cluster(lab, YAML.replace('["nim1"]', '["nim1", "nim2"]'))
    second = Storm(lab.host('nim2'), lab.version, YAML.replace('["nim1"]', '["nim1", "nim2"]'))
    standby = second.start('nimbus')
    standby.wait_for('Queued up for leader lock')
    lab.sleep(12)
    standby.stop()
    nimbus.stop()
    nim.keep('nimbus')
    second.keep('nimbus')


@scenario('storm', ALL, 'benign')
def nimbus_failover(lab):
    """The leader is killed; the other nimbus takes over, as it should."""
    _, _, nim, nimbus = cluster(lab, YAML.replace('["nim1"]', '["nim1", "nim2"]'))
    second = Storm(lab.host('nim2'), lab.version, YAML.replace('["nim1"]', '["nim1", "nim2"]'))
    standby = second.start('nimbus')
    standby.wait_for('Queued up for leader lock')
    lab.sleep(5)
    nimbus.kill()
    standby.wait_for('gained leadership')
    lab.sleep(5)
    standby.stop()
    nim.keep('nimbus')
    second.keep('nimbus')


# Ports.

@scenario('storm', ALL, 'storm.nimbus-port-in-use', 'end the program that listens on 6627, or set nimbus.thrift.port')
def nimbus_port_in_use(lab):
    """Something listens on nimbus.thrift.port."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version)
    nim.host.occupy(6627)
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.nimbus-port-in-use', 'a nimbus runs on this host already: leave it, or stop it first')
def nimbus_twice(lab):
    """Nimbus is started a second time on its host."""
    _, _, nim, nimbus = cluster(lab)
    nim.start('nimbus', append=True).wait_exit()
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ['2.8.3'], 'storm.supervisor-port-in-use', 'end the program that listens on 6628, or set supervisor.thrift.port')
def supervisor_port_in_use(lab):
    """Something listens on supervisor.thrift.port."""
    zookeeper(lab)
    sup = Storm(lab.host('sup1'), lab.version)
    sup.host.occupy(6628)
    sup.start('supervisor').wait_exit()
    sup.keep('supervisor')


def taken(name, what, port, cause):
    """Registers a web daemon of 1.0.2 that finds its port taken."""
    def function(lab):
        zookeeper(lab)
        node = Storm(lab.host('ui1'), lab.version)
        node.host.occupy(port)
        process = node.start(name)
        process.wait_for('Address already in use|Could not create ServerSocket', ended=True)
        lab.sleep(3)
        process.kill()
        node.keep(name)

    function.__name__, function.__doc__ = f'{name}_port_in_use', what
    scenario('storm', ['1.0.2'], cause, f'end the program that listens on {port}, or set {name}.port')(function)


taken('ui', 'Something listens on ui.port.', 8080, 'storm.ui-port-in-use')
taken('logviewer', 'Something listens on logviewer.port.', 8000, 'storm.logviewer-port-in-use')
taken('drpc', 'Something listens on drpc.port.', 3772, 'storm.drpc-port-in-use')


@scenario('storm', ['1.0.2'], 'benign')
def healthy_ui(lab):
    """UI and logviewer start, a page of the UI is looked at, they are stopped."""
    _, _, nim, nimbus = cluster(lab)
    ui, viewer = nim.start('ui'), nim.start('logviewer')
    ui.wait_for('Started .*Connector')
    viewer.wait_for('Started .*Connector')
    lab.expect(b'stormVersion' in fetch(nim.host, 8080, '/api/v1/cluster/summary'), 'the page')
    ui.stop()
    viewer.stop()
    nimbus.stop()
    nim.keep('nimbus', 'ui', 'logviewer')


@scenario('storm', ['1.0.2'], 'storm.nimbus-unreachable', 'start nimbus on nim1', also=['storm.nimbus-leader-not-found'])
def ui_without_nimbus(lab):
    """A page of the UI is looked at while nimbus does not run."""
    lab.host('nim1')
    node = Storm(lab.host('ui1'), lab.version)
    ui = node.start('ui')
    ui.wait_for('Started .*Connector')
    fetch(node.host, 8080, '/api/v1/cluster/summary')
    ui.wait_for('leader nimbus')
    lab.sleep(2)
    ui.kill()
    node.keep('ui')


@scenario('storm', ['1.0.2'], 'storm.nimbus-leader-not-found', 'conf/storm.yaml on ui1, nimbus.seeds: ["nim1"]', also=['storm.nimbus-unreachable'])
def ui_seeds_default(lab):
    """The UI's storm.yaml has no nimbus.seeds, so it asks localhost."""
    _, _, _, nimbus = cluster(lab)
    node = Storm(lab.host('ui1'), lab.version, with_lines(without=['nimbus.seeds']))
    ui = node.start('ui')
    ui.wait_for('Started .*Connector')
    fetch(node.host, 8080, '/api/v1/cluster/summary')
    ui.wait_for('leader nimbus')
    lab.sleep(2)
    ui.kill()
    nimbus.stop()
    node.keep('ui')


@scenario('storm', ['1.0.2'], 'storm.nimbus-unreachable', 'start nimbus on nim1; ZooKeeper still names it as leader', also=['storm.nimbus-leader-not-found'])
def ui_nimbus_gone(lab):
    """Nimbus ends between two looks at the UI."""
    _, _, nim, nimbus = cluster(lab)
    node = Storm(lab.host('ui1'), lab.version)
    ui = node.start('ui')
    ui.wait_for('Started .*Connector')
    fetch(node.host, 8080, '/api/v1/cluster/summary')
    nimbus.kill()
    fetch(node.host, 8080, '/api/v1/cluster/summary')
    lab.sleep(2)
    ui.kill()
    nim.keep('nimbus')
    node.keep('ui')


@scenario('storm', ALL, 'storm.thrift-garbage', 'find the program on app1 that sends HTTP to port 6627, nimbus.thrift.port (a health check, a scanner)',
          consequences={'1.0.2': ['storm.heap-oom'], '2.8.3': []})
def http_to_thrift_port(lab):
    """Something asks nimbus.thrift.port for a web page; 1.0.2 takes its first bytes for a length, and runs out of heap."""
    _, _, nim, nimbus = cluster(lab)
    with connect(nim.host, 6627) as connection:
        connection.sendall(b'GET / HTTP/1.1\r\nHost: nim1:6627\r\n\r\n')
        connection.settimeout(5)
        try:
            connection.recv(100)
        except OSError:
            pass
    lab.sleep(8)
    nimbus.stop()
    nim.keep('nimbus')
