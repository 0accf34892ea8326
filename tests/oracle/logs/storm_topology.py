"""A small Storm cluster with a topology of our own (topology/Clicks.java), for the scenarios that need workers."""
import io, os, pathlib, re, signal, subprocess, tempfile, time, zipfile

from .host import Failed
from .storm_node import LEADS, YAML, Storm, zookeeper

SOURCE = pathlib.Path(__file__).parent / 'topology' / 'Clicks.java'
# As YAML, and quicker to notice: the defaults are ten seconds and two minutes.
QUICK = YAML + 'nimbus.monitor.freq.secs: 3\nnimbus.task.launch.secs: 30\n'


def jar(lab):
    """The topology's jar, compiled against the release's own classes."""
    jars = lab.cache / lab.jars(f'storm-{lab.version}')
    with tempfile.TemporaryDirectory() as classes:
        done = subprocess.run(['javac', '-nowarn', '-d', classes, '-cp', f'{jars}/*', str(SOURCE)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            raise Failed(done.stdout.decode(errors='replace'))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, 'w') as archive:
            for made in sorted(pathlib.Path(classes).iterdir()):
                archive.write(made, made.name)
    return packed.getvalue()


class Cluster:
    """ZooKeeper on zoo1, nimbus on nim1, a supervisor on sup1, and what was submitted from nim1."""

    def __init__(self, lab, config=QUICK, nimbus_config=None, supervisor=True):
        self.lab = lab
        self.zoo, self.zookeeper = zookeeper(lab)
        self.nim = Storm(lab.host('nim1'), lab.version, nimbus_config or config)
        self.sup = Storm(lab.host('sup1'), lab.version, config)
        self.nim.host.write('/home/storm/clicks.jar', jar(lab), 'storm')
        self.nimbus = self.nim.start('nimbus')
        self.nimbus.wait_for(LEADS)
        self.supervisor = self.start_supervisor() if supervisor else None
        lab.sleep(3)

    def start_supervisor(self, **how):
        supervisor = self.sup.start('supervisor', **how)
        supervisor.wait_for('Starting supervisor with id')
        return supervisor

    def submit(self, name='clicks', workers=1, mode='count'):
        """`storm jar clicks.jar Clicks NAME WORKERS MODE > submit.log`; returns its exit code."""
        return self._client('Clicks', name, str(workers), mode)

    def kill_topology(self, name):
        """`storm kill NAME -w 1`."""
        return self._client({'1': 'org.apache.storm.command.kill_topology', '2': 'org.apache.storm.command.KillTopology'}[self.lab.version[0]], name, '-w', '1')

    def rebalance(self, name, workers):
        """`storm rebalance NAME -w 1 -n WORKERS`."""
        return self._client({'1': 'org.apache.storm.command.rebalance', '2': 'org.apache.storm.command.Rebalance'}[self.lab.version[0]], name, '-w', '1', '-n', str(workers))

    def _client(self, main, *args):
        home = self.nim.home
        classpath = ':'.join([*self.nim.host.lib(f'{home}/lib'), '/home/storm/clicks.jar', f'{home}/conf', f'{home}/bin'])
        argv = ['java', '-client', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx128m', '-Dstorm.options=', f'-Dstorm.home={home}',
                f'-Dstorm.log.dir={self.nim.logs}', '-Dstorm.conf.file=', '-cp', classpath, '-Dstorm.jar=/home/storm/clicks.jar', main, *args]
        return self.nim.host.start('submit', argv, stdout='/home/storm/submit.log', user='storm', cwd='/home/storm', append=True).wait_exit()

    def kill_workers(self, sign=signal.SIGKILL):
        """`kill -9` of each worker on sup1, by the process id that the supervisor keeps."""
        for pid in self.sup.host.path('/srv/storm/workers').glob('*/pids/*'):
            os.kill(int(pid.name), sign)

    def worker_log(self, pattern='worker.log'):
        """The paths of the workers' logs on sup1, by start."""
        top = self.sup.host.path(f'{self.sup.logs}/workers-artifacts')
        return ['/' + str(found.relative_to(self.sup.host.path('/'))) for found in sorted(top.glob(f'*/*/{pattern}'))]

    def wait_worker(self, pattern, seconds=60, count=1):
        """Waits until the workers' logs have `count` matches in all."""
        until = time.monotonic() + seconds
        while True:
            texts = [self.sup.host.read(log) for log in self.worker_log()]
            if sum(len(re.findall(pattern, text)) for text in texts) >= count:
                return
            if time.monotonic() > until:
                raise Failed(f'no worker wrote /{pattern}/ in {seconds} s:\n' + '\n'.join(text[-1500:] for text in texts) + self.supervisor.tail())
            time.sleep(0.2)

    def stop(self):
        for process in [self.supervisor, self.nimbus]:
            if process:
                process.stop()

    def keep(self, submit=True, workers=True):
        self.nim.keep('nimbus')
        self.sup.keep('supervisor')
        if submit and self.nim.host.path('/home/storm/submit.log').exists():
            self.nim.host.keep('/home/storm/submit.log', 'submit.log')
        for log in self.worker_log('worker.log*') if workers else []:
            if self.sup.host.path(log).stat().st_size:
                self.sup.host.keep(log, log.removeprefix(self.sup.home + '/'))
