"""Storm: directories, rights, JVM flags, classes, and what is left in storm.local.dir or ZooKeeper."""
import io, shutil, zipfile

from .scenario import scenario
from .storm_network import cluster
from .storm_node import LEADS, NEEDS, YAML, Storm, with_lines, zookeeper  # noqa: F401 (NEEDS: read by __main__)

ALL = ['1.0.2', '2.8.3']


@scenario('storm', ALL, 'storm.local-dir-permission', 'chown -R storm /srv/storm: storm.local.dir belongs to root, and nimbus runs as storm')
def local_dir_of_root(lab):
    """storm.local.dir is root's, nimbus runs as storm."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, local=None)
    nim.host.mkdir('/srv/storm')
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')


@scenario('storm', ['1.0.2'], 'storm.local-dir-permission', 'chown -R storm /srv/storm: a supervisor once run as root left files of its own there')
def supervisor_once_run_as_root(lab):
    """The supervisor ran as root once; now it runs as storm."""
    cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version)
    first = sup.start('supervisor')
    first.wait_for('Starting supervisor with id')
    lab.sleep(2)
    first.stop()
    # What that run as root left; the run itself isn't kept, it names root's home.
    sup.host.run(['chown', '-R', 'root', '/srv/storm/supervisor'])
    second = sup.start('supervisor', append=True)
    lab.sleep(12)
    second.stop()
    sup.keep('supervisor')


@scenario('storm', ALL, 'storm.local-dir-not-a-directory', 'conf/storm.yaml, storm.local.dir: a directory; /srv/storm/data is a file', also=['storm.local-dir-permission'])
def local_dir_is_a_file(lab):
    """storm.local.dir names a file."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, YAML.replace('/srv/storm', '/srv/storm/data'))
    nim.host.write('/srv/storm/data', 'x\n', 'storm')
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.log-dir-permission', 'chown -R storm /opt/apache-storm-…/logs: nimbus.log belongs to root, and nimbus runs as storm')
def log_file_of_root(lab):
    """logs/nimbus.log is root's, nimbus runs as storm."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version)
    nim.host.write(f'{nim.logs}/nimbus.log', '')
    nimbus = nim.start('nimbus', boot=True)
    nimbus.wait_for('Permission denied')
    lab.sleep(6)
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ['2.8.3'], 'storm.metric-store-permission', 'chown storm the directory storm_rocks in the Storm home, or set storm.metricstore.rocksdb.location')
def metric_store_of_root(lab):
    """Nimbus may not write its store of metrics, storm_rocks in the Storm home; it goes on without."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version)
    nim.host.run(['chown', 'root', f'{nim.home}/storm_rocks'])
    nimbus = nim.start('nimbus')
    nimbus.wait_for(LEADS)
    lab.sleep(3)
    nimbus.stop()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.disk-full', 'make room on the disk of storm.local.dir')
def disk_full(lab):
    """The disk of storm.local.dir is full when the supervisor starts."""
    zookeeper(lab)
    sup = Storm(lab.host('sup1'), lab.version)
    sup.host.tmpfs('/srv/storm', '256k', 'storm')
    sup.host.run(['bash', '-c', 'head -c 300000 /dev/zero > /srv/storm/core.4711 || true'], user='storm')
    supervisor = sup.start('supervisor')
    lab.sleep(12)
    supervisor.kill()
    sup.keep('supervisor')


# JVM flags, as bin/storm hands them over.

def childopts(name, what, flags, change, cause='jvm-flag'):
    def function(lab):
        nim = Storm(lab.host('nim1'), lab.version, with_lines(f'nimbus.childopts: "{flags}"', without=['nimbus.childopts']))
        lab.expect(nim.start('nimbus', launcher=True).wait_exit() != 0, 'exit code')
        nim.keep('nimbus')

    function.__name__, function.__doc__ = f'childopts_{name}', what
    scenario('storm', ALL, 'storm.' + cause, f'conf/storm.yaml, nimbus.childopts: {change}')(function)


childopts('permanent_generation', 'nimbus.childopts has a flag of Java 7.', '-Xmx256m -XX:MaxPermSize=128m', 'remove -XX:MaxPermSize, which Java 17 does not know')
childopts('concurrent_mark_sweep', 'nimbus.childopts has a collector that Java 14 removed.', '-Xmx256m -XX:+UseConcMarkSweepGC', 'remove -XX:+UseConcMarkSweepGC')
childopts('gc_log_flags', "nimbus.childopts has Java 8's flags for garbage collection logs.", '-Xmx256m -XX:+PrintGCDateStamps -Xloggc:logs/gc.log', 'replace -XX:+PrintGCDateStamps by -Xlog:gc')
childopts('heap_blank', 'A blank within -Xmx.', '-Xmx 256m', '-Xmx256m without a blank', 'heap-option')
childopts('heap_unit_missing', '-Xmx without its unit.', '-Xmx256', 'write the unit: -Xmx256m', 'heap-option')
childopts('heap_typo', 'A typo in the unit of -Xmx.', '-Xmx256mb', '-Xmx256m', 'heap-option')
childopts('heap_placeholder', 'The placeholder of worker.childopts in nimbus.childopts.', '-Xmx%HEAP-MEM%m', 'a number; only worker.childopts knows %HEAP-MEM%', 'heap-option')
childopts('initial_heap', 'The initial heap is larger than the largest.', '-Xms512m -Xmx256m', '-Xms not above -Xmx', 'heap-option')
childopts('gc_log_directory', 'The directory of the garbage collection log does not exist.', '-Xmx256m -Xlog:gc:/var/log/storm/gc.log', 'make /var/log/storm, owned by storm', 'gc-log-dir-missing')


@scenario('storm', ['1.0.2'], 'storm.heap-oom', 'conf/storm.yaml, nimbus.childopts: a larger heap, as -Xmx1024m')
def heap_too_small(lab):
    """The heap is too small for nimbus."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, YAML.replace('-Xmx256m', '-Xmx8m'))
    nimbus = nim.start('nimbus', jvm=['-Xmx8m'], boot=True)
    lab.sleep(25)
    nimbus.kill()
    texts = [nim.host.path(f'{nim.logs}/{name}') for name in ['nimbus-boot.log', 'nimbus.log']]
    lab.expect(any(b'OutOfMemoryError' in text.read_bytes() for text in texts if text.exists()), 'OutOfMemoryError')
    nim.keep('nimbus')


# Classes.

@scenario('storm', ALL, 'storm.main-class-not-found', 'unpack the binary release again: its directory lib/ has no jars')
def jars_missing(lab):
    """lib/ has no jars."""
    nim = Storm(lab.host('nim1'), lab.version, jars=False)
    lab.expect(nim.start('nimbus', launcher=True).wait_exit() != 0, 'exit code')
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.class-not-found', 'put the jar with com.example.FairScheduler into extlib-daemon/ on nim1, or remove storm.scheduler')
def scheduler_class_missing(lab):
    """storm.scheduler names a class that is not there."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, with_lines('storm.scheduler: "com.example.FairScheduler"'))
    nim.start('nimbus').wait_exit()
    nim.keep('nimbus')


@scenario('storm', ALL, 'storm.class-not-found', 'conf/storm.yaml, nimbus.authorizer: org.apache.storm.…; packages are org.apache.storm since 1.0')
def authorizer_of_old_release(lab):
    """nimbus.authorizer names a class of Storm 0.10."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, with_lines('nimbus.authorizer: "backtype.storm.security.auth.authorizer.DenyAuthorizer"'))
    nim.run_for(lab, 'nimbus', 12)


@scenario('storm', ALL, 'storm.config-found-twice', 'remove storm.yaml from app.jar in extlib/: only conf/ may have one')
def two_storm_yaml(lab):
    """A second storm.yaml on the class path."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w') as archive:
        archive.writestr('storm.yaml', 'nimbus.seeds: ["localhost"]\n')
    nim = Storm(lab.host('nim1'), lab.version)
    nim.host.write(f'{nim.home}/extlib/app.jar', packed.getvalue())
    lab.expect(nim.start('nimbus', launcher=True).wait_exit() != 0, 'exit code')
    nim.keep('nimbus')


@scenario('storm', ['2.8.3'], 'storm.port-out-of-range', 'conf/storm.yaml, nimbus.thrift.port: a port from 1 to 65535')
def port_out_of_range(lab):
    """nimbus.thrift.port is a number, and no port."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, with_lines('nimbus.thrift.port: 99999'))
    nim.run_for(lab, 'nimbus', 14)


@scenario('storm', ['2.8.3'], 'storm.supervisor-authorizer', 'conf/storm.yaml: supervisor.authorizer: org.apache.storm.security.auth.authorizer.SupervisorSimpleACLAuthorizer')
def supervisor_without_authorizer(lab):
    """nimbus.authorizer is set, supervisor.authorizer is not."""
    zookeeper(lab)
    sup = Storm(lab.host('sup1'), lab.version, with_lines('nimbus.authorizer: "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer"'))
    sup.run_for(lab, 'supervisor', 12)


@scenario('storm', ['2.8.3'], 'storm.cgroup', 'conf/storm.yaml: storm.resource.isolation.plugin.enable: false, or prepare the cgroups of this machine')
def cgroups_missing(lab):
    """Workers are to run in cgroups, and the machine has none prepared."""
    zookeeper(lab)
    sup = Storm(lab.host('sup1'), lab.version, with_lines('storm.resource.isolation.plugin.enable: true',
                                                          'storm.resource.isolation.plugin: "org.apache.storm.container.cgroup.CgroupManager"'))
    sup.run_for(lab, 'supervisor', 12)


@scenario('storm', ['2.8.3'], 'storm.zk-auth-config', 'conf/storm.yaml: storm.zookeeper.superACL: "digest:…", or remove storm.zookeeper.auth.scheme')
def zookeeper_superacl_missing(lab):
    """ZooKeeper authentication is switched on without storm.zookeeper.superACL."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, with_lines('storm.zookeeper.auth.scheme: "digest"', 'storm.zookeeper.auth.payload: "storm:clicks"'))
    nim.run_for(lab, 'nimbus', 12)


# What is left of former runs.

def damage(lab, data):
    """A supervisor runs, is stopped, its local state files (its id, its workers) become `data`, and it starts again."""
    cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version)
    first = sup.start('supervisor')
    first.wait_for('Starting supervisor with id')
    lab.sleep(2)
    first.stop()
    states = [file for file in sup.host.path('/srv/storm/supervisor').glob('*/*') if file.name.isdigit()]
    lab.expect(states, 'a local state')
    for state in states:
        state.write_bytes(data)
    second = sup.start('supervisor', append=True)
    lab.sleep(20)
    second.stop()
    sup.keep('supervisor')


@scenario('storm', ALL, 'storm.localstate-corrupt', {'1.0.2': 'stop the supervisor, move storm.local.dir/supervisor/localstate and isupervisor away, start it',
                                                     '2.8.3': 'nothing more: the supervisor begins with an empty state; see what broke it (a power failure, a full disk)'},
          also={'1.0.2': [], '2.8.3': ['storm.localstate-reset']})
def localstate_corrupt(lab):
    """The supervisor's local state is not what it wrote, as after a power failure."""
    damage(lab, b'\x00' * 64)


@scenario('storm', ALL, 'storm.localstate-corrupt', 'nothing more: the supervisor begins with an empty state; see what broke it (a full disk, a power failure)',
          also=['storm.localstate-reset'])
def localstate_empty(lab):
    """The supervisor's local state is an empty file, as after a full disk."""
    damage(lab, b'')


@scenario('storm', ALL, 'storm.duplicate-supervisor-id', 'on sup2 stop the supervisor, remove storm.local.dir (it came with the cloned disk), start it')
def supervisor_id_twice(lab):
    """sup2 is a clone of sup1 with its storm.local.dir, so both have one id."""
    _, _, nim, nimbus = cluster(lab)
    one, two = Storm(lab.host('sup1'), lab.version), Storm(lab.host('sup2'), lab.version)
    first = one.start('supervisor')
    first.wait_for('Starting supervisor with id')
    lab.sleep(2)
    shutil.copytree(one.host.path('/srv/storm'), two.host.path('/srv/storm'), dirs_exist_ok=True)
    two.host.run(['chown', '-R', 'storm', '/srv/storm'])
    second = two.start('supervisor')
    second.wait_for('Starting supervisor with id')
    lab.sleep(15)
    for process in [first, second, nimbus]:
        process.stop()
    nim.keep('nimbus')
    one.keep('supervisor')
    two.keep('supervisor')


# Two releases.

def mixed(lab, supervisor_version):
    """A nimbus of the scenario's version, and a supervisor of another one; a ZooKeeper that suits both."""
    _, _, nim, nimbus = cluster(lab, zookeeper_version='3.9.5')
    sup = Storm(lab.host('sup1'), supervisor_version)
    supervisor = sup.start('supervisor')
    lab.sleep(25)
    supervisor.kill()
    nimbus.stop()
    nim.keep('nimbus')
    sup.keep('supervisor')


@scenario('storm', ['2.8.3'], 'storm.mixed-versions', 'install Storm 2.8.3 on sup1 too; it has 1.0.2')
def supervisor_of_1_0(lab):
    """The supervisor is Storm 1.0.2."""
    mixed(lab, '1.0.2')


@scenario('storm', ['1.0.2'], 'storm.mixed-versions', 'install one release on all hosts; sup1 has Storm 2.8.3')
def supervisor_of_2_8(lab):
    """The supervisor is Storm 2.8.3."""
    mixed(lab, '2.8.3')


@scenario('storm', ['2.8.3'], 'storm.health-check-failed', 'mend what disk.sh in the directory storm.health.check.dir complains of: the disk of /srv', consequences=['storm.supervisor-exits'])
def health_check_fails(lab):
    """A health check script fails, so the supervisor ends."""
    cluster(lab)
    sup = Storm(lab.host('sup1'), lab.version, with_lines('storm.health.check.dir: "healthchecks"'))
    sup.host.write(f'{sup.home}/healthchecks/disk.sh', '#!/bin/bash\necho "ERROR /srv is full"\nexit 1\n', mode=0o755)
    supervisor = sup.start('supervisor')
    supervisor.wait_for('healthchecks failed', 60)
    lab.sleep(6)
    supervisor.kill()
    sup.keep('supervisor')
