"""Storm: health."""
from .scenario import scenario
from .storm_node import LEADS, NEEDS, Storm, zookeeper  # noqa: F401 (NEEDS: read by __main__)

ALL = ['1.0.2', '2.8.3']


@scenario('storm', ALL, 'benign')
def healthy_cluster(lab):
    """ZooKeeper, nimbus and supervisor start, know each other, and are stopped."""
    zookeeper(lab)
    nim, sup = Storm(lab.host('nim1'), lab.version), Storm(lab.host('sup1'), lab.version)
    nimbus = nim.start('nimbus')
    nimbus.wait_for(LEADS)
    supervisor = sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    lab.sleep(4)
    supervisor.stop()
    nimbus.stop()
    nim.keep('nimbus')
    sup.keep('supervisor')
