"""ZooKeeper: health, and what stops a server on its own."""
from .scenario import scenario
from .zookeeper_node import STANDALONE, Node, ensemble

ALL = ['3.4.9', '3.6.4', '3.9.5']


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
    node = Node(lab.host('zoo1'), lab.version, ensemble(['zoo1', 'zoo2', 'zoo3']))
    lab.expect(node.start().wait_exit() == 2, 'exit code')
    node.keep()
