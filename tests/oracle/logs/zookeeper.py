"""ZooKeeper: a server in health, and what its own configuration does to it."""
from .scenario import scenario
from .zookeeper_node import STANDALONE, Node, ensemble

ALL = ['3.4.9', '3.6.4', '3.9.5']
SINCE_36 = ['3.6.4', '3.9.5']
THREE = ensemble(['zoo1', 'zoo2', 'zoo3'])
CONF = {'3.4.9': '/opt/zookeeper-3.4.9/conf/zoo.cfg'} | {v: f'/opt/apache-zookeeper-{v}-bin/conf/zoo.cfg' for v in SINCE_36}


def change(text):
    """A text with the path of zoo.cfg, by version."""
    return {version: text.replace('zoo.cfg', path) for version, path in CONF.items()}


def refused(lab, config, code=2, myid=None, **start):
    """A server on one host that ends by itself with this exit code."""
    node = Node(lab.host('zoo1'), lab.version, config, myid)
    got = node.start(**start).wait_exit(30)
    lab.expect(got == code, f'exit code {got}, not {code}')
    node.keep(config is not None)


@scenario('zookeeper', ALL, 'benign')
def healthy_standalone(lab):
    """A standalone server starts, and is stopped."""
    node = Node(lab.host('zoo1'), lab.version)
    server = node.start()
    server.wait_for('binding to port')
    lab.sleep(1)
    server.stop()
    node.keep()


@scenario('zookeeper', ALL, 'zk.myid-missing', 'write the id of this host, as in its server line (1 on zoo1), into /srv/zookeeper/data/myid')
def myid_missing(lab):
    """A member of an ensemble has no myid."""
    refused(lab, THREE)


@scenario('zookeeper', ALL, 'zk.myid-not-a-number', 'write nothing but the number into /srv/zookeeper/data/myid: no blank behind it')
def myid_trailing_blank(lab):
    """myid holds a blank behind the number."""
    refused(lab, THREE, myid='1 ')


@scenario('zookeeper', ALL, 'zk.myid-not-a-number', 'write the number of this host (1) into /srv/zookeeper/data/myid', also=['zk.myid-missing'])
def myid_empty(lab):
    """myid is an empty file, as `touch` makes it."""
    node = Node(lab.host('zoo1'), lab.version, THREE)
    node.host.write('/srv/zookeeper/data/myid', '', 'zookeeper')
    lab.expect(node.start().wait_exit() == 2, 'exit code')
    node.keep()


@scenario('zookeeper', ALL, 'zk.myid-not-in-server-list', 'write the id of this host (1) into /srv/zookeeper/data/myid, or add a server line for id 9 on all hosts')
def myid_not_in_server_list(lab):
    """myid holds an id for which there is no server line."""
    refused(lab, THREE, 1, 9)


@scenario('zookeeper', ALL, 'zk.config-bad-value', change('write tickTime=2000 in zoo.cfg: milliseconds, without a unit'))
def value_with_unit(lab):
    """tickTime=2000ms."""
    refused(lab, STANDALONE.replace('tickTime=2000', 'tickTime=2000ms'))


@scenario('zookeeper', ALL, 'zk.config-bad-value', change('put the comment of initLimit in zoo.cfg on a line of its own'))
def value_with_comment(lab):
    """A comment stands behind a value."""
    refused(lab, THREE.replace('initLimit=10', 'initLimit=10   # ticks'), myid=1)


@scenario('zookeeper', ALL, 'zk.config-missing-key', change('add initLimit=10 to zoo.cfg'))
def init_limit_missing(lab):
    """An ensemble without initLimit."""
    refused(lab, THREE.replace('initLimit=10\n', ''), myid=1)


@scenario('zookeeper', ALL, 'zk.config-missing-key', change('add dataDir to zoo.cfg'))
def data_dir_missing(lab):
    """zoo.cfg has no dataDir."""
    refused(lab, STANDALONE.replace('dataDir=/srv/zookeeper/data\n', ''))


@scenario('zookeeper', ['3.4.9'], 'zk.config-missing-key', change('add clientPort=2181 to zoo.cfg'))
def client_port_missing(lab):
    """zoo.cfg has no clientPort, which 3.4 needs."""
    refused(lab, STANDALONE.replace('clientPort=2181\n', ''))


@scenario('zookeeper', ALL, 'zk.config-file-missing', change('copy zoo_sample.cfg to zoo.cfg and edit it, or correct the path on the command line'))
def config_missing(lab):
    """zoo.cfg does not exist."""
    refused(lab, None)


@scenario('zookeeper', ALL, 'zk.config-file-missing', change('name the file, not its directory, on the command line: zoo.cfg'), also=['zk.config-refused'])
def config_is_a_directory(lab):
    """The command line names the directory of zoo.cfg."""
    refused(lab, STANDALONE, args=[CONF[lab.version].rsplit('/', 1)[0]])


@scenario('zookeeper', ALL, 'zk.wrong-arguments', 'leave out what stands behind the path of zoo.cfg on the command line')
def wrong_arguments(lab):
    """Two configuration files are named on the command line: two or more words are read as a port and a directory."""
    refused(lab, STANDALONE, args=[CONF[lab.version], 'start'])


@scenario('zookeeper', ALL, 'zk.server-line-malformed', change('write server.2=zoo2:2888:3888 in zoo.cfg'), also=['zk.config-refused', 'zk.config-bad-value'])
def server_line_without_election_port(lab):
    """A server line lacks the election port."""
    refused(lab, THREE.replace('zoo2:2888:3888', 'zoo2:2888'), myid=1)


@scenario('zookeeper', SINCE_36, 'zk.server-line-malformed', change('take the blank behind server.2=zoo2:2888:3888 in zoo.cfg away'), also=['zk.config-refused', 'zk.config-bad-value'])
def server_line_trailing_blank(lab):
    """A server line has a blank behind it, which 3.5 and later refuse."""
    refused(lab, THREE.replace('zoo2:2888:3888', 'zoo2:2888:3888 '), myid=1)


@scenario('zookeeper', ['3.9.5'], 'zk.server-line-malformed', change('give server.2 in zoo.cfg two different ports'), also=['zk.config-refused', 'zk.config-bad-value'])
def server_line_equal_ports(lab):
    """A server line has one port twice."""
    refused(lab, THREE.replace('zoo2:2888:3888', 'zoo2:3888:3888'), myid=1)


@scenario('zookeeper', ['3.4.9', '3.9.5'], 'zk.client-port-address-unresolvable', change('write an address of this host, or leave clientPortAddress out, in zoo.cfg'), also=['zk.config-refused', 'zk.config-bad-value', 'zk.own-host-unresolvable'])
def client_port_address_unresolvable(lab):
    """clientPortAddress is a name that does not resolve."""
    refused(lab, STANDALONE + 'clientPortAddress=zk-internal.invalid\n')


@scenario('zookeeper', ALL, 'zk.port-in-use', 'stop the program that listens on port 2181 of this host (ss -ltnp), or choose another clientPort')
def client_port_taken(lab):
    """Another program listens on the client port."""
    host = lab.host('zoo1')
    host.occupy(2181)
    node = Node(host, lab.version)
    lab.expect(node.start().wait_exit() == 1, 'exit code')
    node.keep()


@scenario('zookeeper', ALL, 'zk.election-port-not-bound', 'stop the program that listens on port 3888 of zoo1 (ss -ltnp), then restart ZooKeeper there', also=['zk.port-in-use'])
def election_port_taken(lab):
    """Another program listens on the election port; 3.4 goes on, deaf."""
    host = lab.hosts('zoo1', 'zoo2', 'zoo3')[0]
    host.occupy(3888)
    node = Node(host, lab.version, THREE, 1)
    server = node.start()
    if lab.version < '3.5':
        server.wait_for("As I'm leaving the listener thread")
        lab.sleep(8)
        server.stop()
    else:
        got = server.wait_exit()
        lab.expect(got == 14, f'exit code {got}')
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.adminserver-port-in-use', change('set admin.serverPort to a free port, or admin.enableServer=false, in zoo.cfg: the user interface of Storm has port 8080 too'), also=['zk.port-in-use'])
def admin_port_taken(lab):
    """Another program has port 8080, a standalone server stops."""
    host = lab.host('zoo1')
    host.occupy(8080)
    node = Node(host, lab.version)
    got = node.start().wait_exit()
    lab.expect(got == 4, f'exit code {got}')
    node.keep()


@scenario('zookeeper', ALL, 'zk.main-class-not-found', 'unpack the binary release (the one with lib/*.jar) and start its bin/zkServer.sh')
def no_jars(lab):
    """The class path has no jars, as after unpacking the sources."""
    node = Node(lab.host('zoo1'), lab.version)
    got = node.start(classpath=[f'{node.home}/conf']).wait_exit()
    lab.expect(got == 1, f'exit code {got}')
    node.keep()


@scenario('zookeeper', ['3.4.9'], 'zk.java-not-found', 'set JAVA_HOME in /opt/zookeeper-3.4.9/conf/java.env to a JDK that exists')
def java_home_wrong(lab):
    """JAVA_HOME leads nowhere: what nohup says, as zkServer.sh of 3.4 calls it."""
    node = Node(lab.host('zoo1'), lab.version)
    missing = node.host.start('zookeeper', ['nohup', '/usr/lib/jvm/java-8-oracle/bin/java', '-cp', f'{node.home}/conf', 'org.apache.zookeeper.server.quorum.QuorumPeerMain', node.config], stdout=node.out, user='zookeeper', cwd='/srv/zookeeper')
    lab.expect(missing.wait_exit() == 127, 'exit code')
    node.keep()


@scenario('zookeeper', ['3.4.9', '3.9.5'], 'zk.jvm-flag', 'take -XX:+UseConcMarkSweepGC out of JVMFLAGS (conf/java.env): this Java has it no more', also=['jvm.flag'])
def jvm_option_refused(lab):
    """A flag of an old JVM keeps the new one from starting."""
    refused(lab, STANDALONE, 1, jvm=['-XX:+UseConcMarkSweepGC'])


@scenario('zookeeper', ['3.9.5'], 'zk.jvm-flag', 'write the heap as -Xmx1000m in JVMFLAGS', also=['jvm.flag', 'zk.heap-option'])
def jvm_heap_malformed(lab):
    """-Xmx has a value that no JVM takes."""
    refused(lab, STANDALONE, 1, jvm=['-Xmx1000mb'])
