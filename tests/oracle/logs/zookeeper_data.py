"""ZooKeeper: its directories and what lies in them."""
from .scenario import scenario
from .zookeeper import ALL, SINCE_36, THREE, change
from .zookeeper_client import Client
from .zookeeper_ensemble import ENDS, connect
from .zookeeper_node import STANDALONE, Node

DATA = '/srv/zookeeper/data'
VERSION_2 = f'{DATA}/version-2'


def written(lab, config=STANDALONE, myid=None):
    """A server that was started, written to, and stopped: its log so far is of no interest."""
    node = Node(lab.host('zoo1'), lab.version, config, myid)
    server = node.start()
    server.wait_for('binding to port')
    session = connect(lab, node)
    for number in range(20):
        session.create(f'/n{number}', b'some data')
    session.close()
    server.stop()
    return node


def files(node, start):
    return sorted(node.host.path(VERSION_2).glob(f'{start}*'))


def fails(lab, node, codes):
    got = node.start().wait_exit(40)
    lab.expect(got in codes, f'exit code {got}')
    node.keep()


@scenario('zookeeper', ALL, 'zk.datadir-permission', f'chown -R zookeeper:zookeeper {DATA}')
def data_dir_not_writable(lab):
    """dataDir belongs to root, the server runs as zookeeper."""
    node = Node(lab.host('zoo1'), lab.version)
    node.host.mkdir(DATA)
    fails(lab, node, (1, 3))


@scenario('zookeeper', ALL, 'zk.datadir-permission', f'chown -R zookeeper:zookeeper {DATA}: the server was started as root once, and what it wrote then belongs to root')
def started_as_root_before(lab):
    """The server ran as root once; then as zookeeper it may not write what it finds."""
    node = Node(lab.host('zoo1'), lab.version)
    server = node.start(user='root')
    server.wait_for('binding to port')
    connect(lab, node).create('/a')
    server.stop()
    if lab.version < '3.5':
        server = node.start()
        server.wait_for('binding to port|Permission denied', ended=True)
        lab.sleep(2)
        try:
            Client(node.host).create('/b')
        except OSError:
            pass
        lab.sleep(2)
        node.keep()
    else:
        fails(lab, node, (1, 3))


@scenario('zookeeper', ALL, 'zk.datadir-permission', change(f'move the file {DATA} away, and make a directory of that name for the user zookeeper (or correct dataDir in zoo.cfg)'), also=['zk.datadir-is-a-file'])
def data_dir_is_a_file(lab):
    """dataDir is a file."""
    node = Node(lab.host('zoo1'), lab.version)
    node.host.write(DATA, 'backup of 2019\n', 'zookeeper')
    fails(lab, node, (1, 3))


@scenario('zookeeper', ALL, 'zk.disk-full', f'make room on the disk of {DATA}, and set autopurge.purgeInterval=24 so that old snapshots go')
def disk_full(lab):
    """The disk of dataDir fills up while the server runs."""
    node = Node(lab.host('zoo1'), lab.version)
    node.host.tmpfs(DATA, '4m', 'zookeeper')
    server = node.start()
    server.wait_for('binding to port')
    session = connect(lab, node)
    session.socket.settimeout(10)
    try:
        for number in range(80):
            session.create(f'/n{number}', b'x' * 100_000)
    except OSError:
        pass
    server.wait_for('No space left on device', 20, ended=True)
    lab.sleep(4)
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.disk-full', f'make room on the disk of {DATA}: nothing can be written there')
def disk_full_at_start(lab):
    """The disk of dataDir is full before the server starts; 3.4 notices only when the first client comes."""
    node = Node(lab.host('zoo1'), lab.version)
    node.host.tmpfs(DATA, '64k', 'zookeeper')
    node.host.write(f'{DATA}/old-backup.tar', b'', 'zookeeper')
    with node.host.path(f'{DATA}/old-backup.tar').open('wb') as big:
        try:
            big.write(b'x' * 100_000)
        except OSError:
            pass
    server = node.start()
    server.wait_for('No space left on device|Unable to create data directory', 20, ended=True)
    lab.sleep(3)
    node.keep()


@scenario('zookeeper', ENDS, 'zk.datadir-corrupt', f'with the other two members healthy: stop zoo1, move {VERSION_2} away, start it; it copies all data from the leader', also=['zk.epoch-files'])
def epochs_disagree(lab):
    """acceptedEpoch is behind currentEpoch, as after a restore of single files."""
    node = Node(lab.hosts('zoo1', 'zoo2', 'zoo3')[0], lab.version, THREE, 1)
    node.host.write(f'{VERSION_2}/currentEpoch', '5', 'zookeeper')
    node.host.write(f'{VERSION_2}/acceptedEpoch', '3', 'zookeeper')
    fails(lab, node, (1,))


@scenario('zookeeper', ENDS, 'zk.datadir-corrupt', f'with the other two members healthy: stop zoo1, move {VERSION_2} away, start it; it copies all data from the leader', also=['zk.epoch-files'])
def epoch_file_empty(lab):
    """currentEpoch is empty, as a full disk leaves it."""
    node = Node(lab.hosts('zoo1', 'zoo2', 'zoo3')[0], lab.version, THREE, 1)
    node.host.write(f'{VERSION_2}/currentEpoch', '', 'zookeeper')
    node.host.write(f'{VERSION_2}/acceptedEpoch', '5', 'zookeeper')
    fails(lab, node, (1,))


@scenario('zookeeper', SINCE_36, 'zk.no-snapshot', 'after an upgrade from 3.4: start once with -Dzookeeper.snapshot.trust.empty=true; else restore the missing snapshot from a backup, or correct dataDir and dataLogDir')
def snapshot_missing(lab):
    """The directory has transactions and no snapshot, as after an upgrade from 3.4."""
    node = written(lab)
    for found in files(node, 'snapshot.'):
        found.unlink()
    fails(lab, node, (1,))


@scenario('zookeeper', SINCE_36, 'zk.datadir-corrupt', f'restore {VERSION_2} from a backup; in an ensemble with a healthy majority, move it away and start: the leader has the data', also=['zk.no-snapshot'])
def snapshot_cut_off(lab):
    """The only snapshots are cut off, as after a power failure or a full disk; 3.4 has all from the transaction log."""
    node = written(lab)
    for found in files(node, 'snapshot.'):
        found.write_bytes(found.read_bytes()[:20])
    server = node.start()
    server.wait_for('Problem reading snap file|No snapshot found|binding to port|Invalid snapshot|Ignoring', 30, ended=True)
    lab.sleep(3)
    node.keep()


@scenario('zookeeper', ALL, 'zk.datadir-corrupt', f'restore {VERSION_2} from a backup; in an ensemble with a healthy majority, move it away and start: the leader has the data', also=['zk.no-snapshot'])
def log_header_garbled(lab):
    """The transaction log begins with zeros, as after a crash of the file system."""
    node = written(lab)
    for found in files(node, 'log.'):
        found.write_bytes(b'\0\0\0\1' + found.read_bytes()[4:4096])
    server = node.start()
    server.wait_for('invalid magic number|No snapshot found', 30, ended=True)
    lab.sleep(3)
    node.keep()


@scenario('zookeeper', ALL, 'zk.datadir-corrupt', f'restore {VERSION_2} from a backup; in an ensemble with a healthy majority, move it away and start: the leader has the data')
def log_entry_damaged(lab):
    """A byte inside an entry of the transaction log is wrong: its checksum says so."""
    node = written(lab)
    for found in files(node, 'log.'):
        data = bytearray(found.read_bytes())
        data[data.index(b'/n7') + 2] ^= 0x40
        found.write_bytes(bytes(data))
    server = node.start()
    server.wait_for('CRC|binding to port', 30, ended=True)
    lab.sleep(3)
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.snapshot-in-log-dir', change('move the files log.* from dataDir/version-2 to dataLogDir/version-2 (/srv/zookeeper/txlog/version-2), since zoo.cfg has dataLogDir now'), also=['zk.log-in-snapshot-dir'])
def data_log_dir_added(lab):
    """dataLogDir was added to a server that has data: its logs are still in dataDir."""
    node = written(lab)
    node.host.write(node.config, STANDALONE + 'dataLogDir=/srv/zookeeper/txlog\n')
    fails(lab, node, (3,))


@scenario('zookeeper', SINCE_36, 'zk.datadir-permission', change(f'make the directory {DATA} for the user zookeeper, or correct dataDir in zoo.cfg'), also=['zk.datadir-missing'])
def data_dir_not_created(lab):
    """dataDir does not exist, and the server may not make it (zookeeper.datadir.autocreate=false)."""
    node = Node(lab.host('zoo1'), lab.version)
    got = node.start(jvm=['-Dzookeeper.datadir.autocreate=false']).wait_exit(40)
    lab.expect(got == 3, f'exit code {got}')
    node.keep()
