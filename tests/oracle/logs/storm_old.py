"""Storm 0.10.2: what its daemons write otherwise. Its nimbus is named by nimbus.host, its packages are backtype.storm."""
from .scenario import scenario
from .storm_network import refused_for_a_while
from .storm_node import NEEDS, YAML, Storm, zookeeper  # noqa: F401 (NEEDS: read by __main__)

OLD = YAML.replace('nimbus.seeds: ["nim1"]', 'nimbus.host: "nim1"')


@scenario('storm', ['0.10.2'], 'benign')
def healthy_cluster(lab):
    """ZooKeeper, nimbus, supervisor and UI start and are stopped."""
    zookeeper(lab)
    nim, sup = Storm(lab.host('nim1'), lab.version, OLD), Storm(lab.host('sup1'), lab.version, OLD)
    nimbus = nim.start('nimbus')
    nimbus.wait_for('Starting [Nn]imbus server')
    ui, supervisor = nim.start('ui'), sup.start('supervisor')
    supervisor.wait_for('Starting supervisor with id')
    ui.wait_for('Started .*Connector')
    lab.sleep(4)
    for process in [supervisor, ui, nimbus]:
        process.stop()
    nim.keep('nimbus', 'ui')
    sup.keep('supervisor')


def mistake(name, what, cause, change, config):
    def function(lab):
        nim = Storm(lab.host('nim1'), lab.version, config)
        lab.expect(nim.start('nimbus', launcher=True).wait_exit() != 0, 'exit code')
        nim.keep('nimbus')

    function.__name__, function.__doc__ = name, what
    scenario('storm', ['0.10.2'], cause, change)(function)


mistake('yaml_tab', 'A tab as indentation.', 'storm.yaml-syntax', 'conf/storm.yaml, storm.zookeeper.servers: indent with blanks, not with a tab', OLD.replace('    - "zoo1"', '\t- "zoo1"'))
mistake('yaml_missing_blank', 'No blank after a colon.', 'storm.yaml-syntax', 'conf/storm.yaml, nimbus.host: write a blank after the colon', OLD.replace('nimbus.host: ', 'nimbus.host:'))
mistake('value_port_is_text', 'A port in quotes.', 'storm.config-bad-value', 'conf/storm.yaml, ui.port: without the quotes', OLD + 'ui.port: "8080"\n')


@scenario('storm', ['0.10.2'], 'storm.zk-unreachable', 'start ZooKeeper on zoo1, then nimbus')
def zookeeper_down(lab):
    """Nimbus starts while ZooKeeper on zoo1 does not run."""
    lab.host('zoo1')
    refused_for_a_while(lab, Storm(lab.host('nim1'), lab.version, OLD), 'nimbus')


@scenario('storm', ['0.10.2'], 'storm.nimbus-port-in-use', 'end the program that listens on 6627, or set nimbus.thrift.port')
def nimbus_port_in_use(lab):
    """Something listens on nimbus.thrift.port."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, OLD)
    nim.host.occupy(6627)
    nim.run_for(lab, 'nimbus', 12)


@scenario('storm', ['0.10.2'], 'storm.local-dir-permission', 'chown -R storm /srv/storm: storm.local.dir belongs to root, and nimbus runs as storm')
def local_dir_of_root(lab):
    """storm.local.dir is root's, nimbus runs as storm."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, OLD, local=None)
    nim.host.mkdir('/srv/storm')
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')
