"""Storm: topologies and workers."""
import signal

from .scenario import scenario
from .storm_node import LEADS, NEEDS  # noqa: F401 (NEEDS: read by __main__)
from .storm_topology import QUICK, Cluster

ALL = ['1.0.2', '2.8.3']
RUNS = r'Opened spout clicks'


def refused(lab, ask):
    """A client's command that nimbus, or the client itself, refuses."""
    cluster = Cluster(lab, supervisor=False)
    lab.expect(ask(cluster) != 0, 'exit code')
    cluster.stop()
    cluster.keep(workers=False)


@scenario('storm', ALL, 'benign')
def healthy_topology(lab):
    """A topology is submitted and runs on one worker."""
    cluster = Cluster(lab)
    lab.expect(cluster.submit() == 0, 'submit')
    cluster.wait_worker(RUNS)
    lab.sleep(8)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'benign')
def healthy_rebalance(lab):
    """A topology that runs on one worker is given a second one: the supervisor ends its worker and starts two."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    lab.expect(cluster.rebalance('clicks', 2) == 0, 'rebalance')
    cluster.wait_worker(RUNS, count=2)
    lab.sleep(6)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.worker-timed-out', 'find what let the worker stand still (GC, swapping, a paused virtual machine); worker.childopts, or supervisor.worker.timeout.secs')
def worker_paused(lab):
    """A worker stands still (SIGSTOP) until its supervisor kills it and starts another."""
    cluster = Cluster(lab, QUICK + 'supervisor.worker.timeout.secs: 8\n')
    cluster.submit()
    cluster.wait_worker(RUNS)
    lab.sleep(3)
    cluster.kill_workers(signal.SIGSTOP)
    cluster.wait_worker(RUNS, count=2)
    lab.sleep(4)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.worker-launcher-rights', 'conf/storm.yaml: supervisor.run.worker.as.user: false, or put bin/worker-launcher there, setuid root')
def worker_launcher_missing(lab):
    """Workers are to run as the user who submitted, and there is no bin/worker-launcher."""
    cluster = Cluster(lab, QUICK + 'supervisor.run.worker.as.user: true\n', QUICK)
    cluster.submit()
    cluster.supervisor.wait_for('worker-launcher', 40)
    lab.sleep(6)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'benign')
def healthy_supervisor_restarted(lab):
    """The supervisor is stopped and started again while its worker runs on."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    lab.sleep(3)
    cluster.supervisor.stop()
    lab.sleep(2)
    cluster.supervisor = cluster.start_supervisor(append=True)
    lab.sleep(12)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.multilang-failed', 'install the program pricer on sup1, or name one that is there in the topology\'s ShellBolt', consequences=['storm.worker-crashed'])
def script_missing(lab):
    """A bolt is a program that the supervisor's host does not have."""
    cluster = Cluster(lab)
    cluster.submit(mode='script')
    cluster.wait_worker('pricer')
    lab.sleep(8)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.drpc-servers-missing', 'conf/storm.yaml: drpc.servers, and start a DRPC server there')
def drpc_servers_missing(lab):
    """A topology is fed by DRPC, and drpc.servers is not set."""
    cluster = Cluster(lab)
    cluster.submit(mode='drpc')
    cluster.wait_worker('DRPC|drpc.servers')
    lab.sleep(8)
    cluster.stop()
    cluster.keep()


@scenario('storm', ['1.0.2'], 'storm.serialization-failed', 'in the topology: config.registerSerialization(Clicks.Price.class)')
def class_not_registered(lab):
    """Tuples hold objects of a class that is not registered, and two workers send them to each other."""
    cluster = Cluster(lab, QUICK + 'topology.fall.back.on.java.serialization: false\n')
    cluster.submit(workers=2, mode='object')
    cluster.wait_worker('not registered|KryoException', 90)
    lab.sleep(8)
    cluster.stop()
    cluster.keep()


@scenario('storm', ['1.0.2'], 'storm.pacemaker-unreachable', 'start Pacemaker on pm1, or remove storm.cluster.state.store')
def pacemaker_missing(lab):
    """Heartbeats go to Pacemaker, and none runs."""
    lab.hosts('pm1')
    cluster = Cluster(lab, QUICK + 'storm.cluster.state.store: "org.apache.storm.pacemaker.pacemaker_state_factory"\npacemaker.host: "pm1"\n')
    cluster.submit()
    lab.sleep(35)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.topology-name', 'give the topology a name without / . : and \\')
def topology_name_with_slash(lab):
    """A topology's name has a character that nimbus does not accept."""
    refused(lab, lambda cluster: cluster.submit(name='clicks/eu'))


@scenario('storm', ALL, 'storm.topology-wiring', 'in the topology clicks: shuffleGrouping("clicks"), the name of the spout')
def topology_miswired(lab):
    """A bolt asks for the stream of a component that does not exist."""
    refused(lab, lambda cluster: cluster.submit(mode='miswired'))


@scenario('storm', ALL, 'storm.topology-not-serializable', 'in the topology clicks: make the Thread of the bolt count in prepare()')
def topology_not_serializable(lab):
    """A bolt holds an object that can't be sent to a worker."""
    refused(lab, lambda cluster: cluster.submit(mode='thread'))


@scenario('storm', ALL, 'storm.topology-not-alive', 'see `storm list` for the topology\'s name')
def kill_unknown_topology(lab):
    """A topology is killed that does not run."""
    refused(lab, lambda cluster: cluster.kill_topology('click'))


@scenario('storm', ALL, 'storm.worker-killed', 'find what killed the worker with SIGKILL (137): on Linux mostly the OOM killer (dmesg); less memory for workers, or fewer slots')
def worker_killed(lab):
    """A worker is killed with SIGKILL; the supervisor starts another."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    lab.sleep(3)
    cluster.kill_workers()
    cluster.wait_worker(RUNS, count=2)
    lab.sleep(4)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.user-code-exception', 'mend the bolt count of the topology clicks: IllegalStateException: no price for click')
def bolt_fails(lab):
    """A bolt throws an exception, so its worker ends, again and again."""
    cluster = Cluster(lab)
    cluster.submit(mode='fail')
    cluster.wait_worker('no price for click')
    lab.sleep(12)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.heap-oom', 'give the workers more heap (worker.childopts), or mend the bolt that keeps everything')
def worker_out_of_memory(lab):
    """A bolt fills the worker's heap."""
    cluster = Cluster(lab)
    cluster.submit(mode='fill')
    cluster.wait_worker('OutOfMemoryError|Out Of Memory', 90)
    lab.sleep(4)
    cluster.stop()
    cluster.keep()


@scenario('storm', ['1.0.2'], 'storm.jvm-flag', 'conf/storm.yaml: set worker.childopts without the flags of Java 8 for garbage collection logs; the default has them',
          consequences=['storm.worker-not-starting'])
def worker_default_childopts(lab):
    """The default worker.childopts of the release are refused by this Java."""
    cluster = Cluster(lab, QUICK.replace('worker.childopts: "-Xmx128m"\n', 'supervisor.worker.start.timeout.secs: 15\n'))
    cluster.submit()
    cluster.supervisor.wait_for('Could not create the Java|Unrecognized VM option|failed to start|exited', 60)
    lab.sleep(15)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.jvm-flag', 'conf/storm.yaml, worker.childopts: remove -XX:MaxPermSize=64m, which Java 17 does not know', consequences=['storm.worker-not-starting'])
def worker_bad_childopts(lab):
    """worker.childopts has a flag that this Java does not know."""
    cluster = Cluster(lab, QUICK.replace('"-Xmx128m"', '"-Xmx128m -XX:MaxPermSize=64m"') + 'supervisor.worker.start.timeout.secs: 15\n')
    cluster.submit()
    cluster.supervisor.wait_for('Unrecognized VM option|failed to start|exited', 60)
    lab.sleep(15)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.worker-port-in-use', 'end the program that listens on 6700, or take the port out of supervisor.slots.ports')
def slot_port_in_use(lab):
    """Something listens on a slot's port when a worker starts there."""
    cluster = Cluster(lab, QUICK.replace('    - 6701\n', ''))
    cluster.sup.host.occupy(6700)
    cluster.submit()
    cluster.wait_worker('Address already in use|BindException')
    lab.sleep(6)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'benign')
def more_workers_than_slots(lab):
    """A topology that asks for four workers gets the two that there are; Storm says nothing of it."""
    cluster = Cluster(lab)
    cluster.submit(workers=4)
    cluster.wait_worker('Prepared bolt __system', count=2)
    lab.sleep(4)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, {'1.0.2': 'benign', '2.8.3': 'storm.no-slots'}, {'1.0.2': '', '2.8.3': 'kill another topology, or add slots: supervisor.slots.ports, another supervisor'})
def no_slots_left(lab):
    """A second topology finds no free slot; 1.0.2 says nothing of it."""
    cluster = Cluster(lab, QUICK.replace('    - 6701\n', ''))
    cluster.submit('first')
    cluster.wait_worker(RUNS)
    cluster.submit('second')
    lab.sleep(12)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, 'storm.topology-already-running', 'kill the topology clicks first (storm kill clicks), or submit under another name')
def topology_submitted_twice(lab):
    """A topology is submitted under a name that runs already."""
    cluster = Cluster(lab)
    cluster.submit()
    lab.expect(cluster.submit() != 0, 'the second submit')
    lab.sleep(1)
    cluster.stop()
    cluster.nim.keep('nimbus')
    cluster.nim.host.keep('/home/storm/submit.log')


@scenario('storm', ALL, 'storm.too-many-workers', 'ask for fewer workers, or raise nimbus.slots.perTopology in conf/storm.yaml on nim1')
def too_many_workers(lab):
    """nimbus.slots.perTopology allows fewer workers than a topology asks for."""
    cluster = Cluster(lab, supervisor=False, nimbus_config=QUICK + 'nimbus.slots.perTopology: 2\n')
    lab.expect(cluster.submit(workers=4) != 0, 'the submit')
    lab.sleep(1)
    cluster.stop()
    cluster.nim.keep('nimbus')
    cluster.nim.host.keep('/home/storm/submit.log')


@scenario('storm', ALL, 'storm.nimbus-leader-not-found', 'start nimbus on nim1', also=['storm.nimbus-unreachable'])
def submit_without_nimbus(lab):
    """A topology is submitted while nimbus does not run."""
    cluster = Cluster(lab, supervisor=False)
    cluster.nimbus.kill()
    lab.expect(cluster.submit() != 0, 'the submit')
    cluster.nim.host.keep('/home/storm/submit.log')
    cluster.nim.host.keep(cluster.nim.config, 'conf/storm.yaml')


@scenario('storm', ALL, 'storm.class-not-found', 'conf/storm.yaml, storm.messaging.transport: org.apache.storm.messaging.netty.Context; packages are org.apache.storm since 1.0')
def transport_of_old_release(lab):
    """storm.messaging.transport names a class of Storm 0.10."""
    cluster = Cluster(lab, QUICK + 'storm.messaging.transport: "backtype.storm.messaging.netty.Context"\n')
    cluster.submit()
    cluster.wait_worker('backtype')
    lab.sleep(6)
    cluster.stop()
    cluster.keep()


@scenario('storm', ALL, {'1.0.2': 'storm.stormconf-missing', '2.8.3': 'benign'}, {'2.8.3': '', '1.0.2': 'stop the supervisor, remove storm.local.dir/supervisor/stormdist/clicks-… and storm.local.dir/supervisor/localstate, start it'})
def stormconf_missing(lab):
    """stormconf.ser of an assigned topology was removed below storm.local.dir; the supervisor is restarted. 2.8.3 gets it again."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    cluster.supervisor.kill()
    cluster.kill_workers()
    cluster.sup.host.run(['bash', '-c', 'rm /srv/storm/supervisor/stormdist/*/stormconf.ser'])
    cluster.supervisor = cluster.sup.start('supervisor', append=True)
    lab.sleep(20)
    cluster.stop()
    cluster.keep(submit=False)


@scenario('storm', ALL, 'storm.blob-missing', 'kill and submit the topology again; storm.local.dir on nim1 lost its blobs: keep it on a lasting disk')
def blobs_lost(lab):
    """Nimbus is restarted with an empty storm.local.dir while ZooKeeper knows a topology."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    cluster.nimbus.stop()
    cluster.nim.host.run(['bash', '-c', 'rm -rf /srv/storm/*'])
    cluster.nimbus = cluster.nim.start('nimbus', append=True)
    lab.sleep(20)
    cluster.stop()
    cluster.keep(submit=False, workers=False)


@scenario('storm', ALL, {'1.0.2': 'benign', '2.8.3': 'storm.nimbus-unreachable'}, {'1.0.2': '', '2.8.3': 'nothing more: nimbus on nim1 was away for some seconds and is back'},
          also=['storm.nimbus-leader-not-found'])
def nimbus_killed_and_restarted(lab):
    """Nimbus is killed while a topology runs, and started again; the supervisor of 1.0.2 does not notice."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    cluster.nimbus.kill()
    lab.sleep(4)
    cluster.nimbus = cluster.nim.start('nimbus', append=True)
    cluster.nimbus.wait_for(LEADS)
    lab.sleep(8)
    cluster.stop()
    cluster.keep(submit=False)


@scenario('storm', ALL, 'benign')
def healthy_kill_topology(lab):
    """A topology runs and is killed by its owner."""
    cluster = Cluster(lab)
    cluster.submit()
    cluster.wait_worker(RUNS)
    cluster.kill_topology('clicks')
    lab.sleep(14)
    cluster.stop()
    cluster.keep()
