"""Storm's daemons as an operator installs and starts them: layout, log configuration and command lines of each release.

The launcher bin/storm is not in the Maven registry. What it does is done here (`start`), so its own line
`Running: java …` is missing from the boot logs; so are the UI, logviewer and DRPC daemons of 2.x (storm-webapp).
"""
from .zookeeper_node import Node as ZooKeeper

# The patterns of the releases' log4j2/cluster.xml and log4j2/worker.xml (tags v0.10.2, v1.0.2, v2.8.3); without their Syslog appender.
PATTERN = {'0': '%d{yyyy-MM-dd HH:mm:ss.SSS} %c{1.} [%p] %msg%n', '1': '%d{yyyy-MM-dd HH:mm:ss.SSS} %c{1.} [%p] %msg%n',
           '2': '%d{yyyy-MM-dd HH:mm:ss.SSS} %c{1.} %t [%p] %msg%n'}
APPENDER = '''    <RollingFile name="{name}" {flush}fileName="{file}" filePattern="{file}.%i.gz">
      <PatternLayout><pattern>{pattern}</pattern></PatternLayout>
      <Policies><SizeBasedTriggeringPolicy size="100 MB"/></Policies>
    </RollingFile>
'''
LOG4J2 = '''<configuration monitorInterval="60"{hook}>
  <appenders>
{appenders}  </appenders>
  <loggers>
{loggers}    <root level="info"><appender-ref ref="A1"/></root>
  </loggers>
</configuration>
'''
LOGGER = '    <Logger name="{name}" level="info"{apart}><appender-ref ref="{to}"/></Logger>\n'

# The main class of each daemon (bin/storm.py), with the logs' own names.
MAIN = {
    '0': {'nimbus': 'backtype.storm.daemon.nimbus', 'supervisor': 'backtype.storm.daemon.supervisor', 'ui': 'backtype.storm.ui.core',
          'value': 'backtype.storm.command.config_value'},
    '1': {'nimbus': 'org.apache.storm.daemon.nimbus', 'supervisor': 'org.apache.storm.daemon.supervisor', 'ui': 'org.apache.storm.ui.core',
          'logviewer': 'org.apache.storm.daemon.logviewer', 'drpc': 'org.apache.storm.daemon.drpc', 'value': 'org.apache.storm.command.config_value'},
    '2': {'nimbus': 'org.apache.storm.daemon.nimbus.Nimbus', 'supervisor': 'org.apache.storm.daemon.supervisor.Supervisor',
          'value': 'org.apache.storm.command.ConfigValue'},
}
ZOOKEEPER = {'0.10.2': '3.4.9', '1.0.2': '3.4.9', '2.8.3': '3.9.5'}
NEEDS = [*(f'storm-{version}' for version in ZOOKEEPER), *(f'zookeeper-{version}' for version in set(ZOOKEEPER.values()))]

YAML = '''storm.zookeeper.servers:
    - "zoo1"
nimbus.seeds: ["nim1"]
storm.local.dir: "/srv/storm"
supervisor.slots.ports:
    - 6700
    - 6701
nimbus.childopts: "-Xmx256m"
supervisor.childopts: "-Xmx192m"
ui.childopts: "-Xmx192m"
worker.childopts: "-Xmx128m"
'''

# Nimbus leads and serves; the two come in either order.
LEADS = '(?s)gained leadership.*Starting nimbus server|Starting nimbus server.*gained leadership'

# What bin/storm does for a daemon: four values, each by a JVM whose errors go where the daemon's go, then the daemon.
LAUNCHER = '''
value() { java $QUIET -client -Dstorm.options= -Dstorm.conf.file= -cp "$CP" $VALUE "$1" | sed -n 's/^VALUE: //p'; }
childopts=$(value $DAEMON.childopts)
log4j2=$(value storm.log4j2.conf.dir)
case $log4j2 in null|nil) log4j2=$HOME_DIR/log4j2 ;; '') log4j2=$EMPTY_LOG4J2 ;; esac
logs=$(value storm.log.dir)
case $logs in null|nil) logs=$HOME_DIR/logs ;; '') logs=$EMPTY_LOGS ;; esac
library=$(value java.library.path)
exec java $QUIET -server -Ddaemon.name=$DAEMON -Dstorm.options= -Dstorm.home=$HOME_DIR -Dstorm.log.dir=$logs -Djava.library.path="$library" \
    -Dstorm.conf.file= -cp "$CP" $childopts -Dlogfile.name=$DAEMON.log $SELECTOR -Dlog4j.configurationFile=${log4j2:+$log4j2/}cluster.xml $MAIN
'''


def with_lines(*lines, without=()):
    """YAML without the lines that start with one of `without`, and with `lines` after it."""
    kept = [line for line in YAML.splitlines() if not line.startswith(tuple(without))]
    return '\n'.join([*kept, *lines]) + '\n'


def zookeeper(lab, version=None):
    """A standalone ZooKeeper on zoo1, of the release's time unless of a `version`; returns the node and its process."""
    node = ZooKeeper(lab.host('zoo1'), version or ZOOKEEPER[lab.version])
    server = node.start()
    server.wait_for('binding to port|Started AdminServer')
    return node, server


class Storm:
    """The installation on one host, owned by root, its logs and its storm.local.dir by the user storm who runs it."""

    def __init__(self, host, version, config=YAML, local='/srv/storm', jars=True):
        self.host, self.version, self.major = host, version, version[0]
        self.home = f'/opt/apache-storm-{version}'
        self.config, self.logs = f'{self.home}/conf/storm.yaml', f'{self.home}/logs'
        for folder in ['lib', 'lib-worker'] if jars else []:
            if folder == 'lib' or self.major == '2':
                host.install(f'storm-{version}', f'{self.home}/{folder}')
        host.mkdir(self.logs, 'storm')
        if self.major == '2':
            host.mkdir(f'{self.home}/storm_rocks', 'storm')
        host.mkdir(f'{self.home}/conf')
        host.write(f'{self.home}/RELEASE', version)
        host.mkdir(local, 'storm') if local else None
        host.write(f'{self.home}/log4j2/cluster.xml', self._cluster())
        host.write(f'{self.home}/log4j2/worker.xml', self._worker())
        if config is not None:
            host.write(self.config, config)

    def _cluster(self):
        flush = 'immediateFlush="false" ' if self.major == '1' else ''
        files = {'A1': '${sys:storm.log.dir}/${sys:logfile.name}', 'ACCESS': '${sys:storm.log.dir}/access-${sys:logfile.name}',
                 'WEB': '${sys:storm.log.dir}/access-web-${sys:daemon.name}.log'}
        loggers = [('org.apache.storm.logging.filters.AccessLoggingFilter', 'WEB'), ('org.apache.storm.logging.ThriftAccessLogger', 'ACCESS')]
        return self._log4j2(files, loggers, flush)

    def _worker(self):
        base = '${sys:workers.artifacts}/${sys:storm.id}/${sys:worker.port}/${sys:logfile.name}'
        files = {'A1': base, 'STDOUT': base + '.out', 'STDERR': base + '.err'}
        return self._log4j2(files, [('STDOUT', 'STDOUT'), ('STDERR', 'STDERR')], '')

    def _log4j2(self, files, loggers, flush):
        plain = {'STDOUT', 'STDERR'}
        appenders = ''.join(APPENDER.format(name=name, flush=flush, file=file, pattern='%msg%n' if name in plain else PATTERN[self.major])
                            for name, file in files.items())
        loggers = ''.join(LOGGER.format(name=name, to=to, apart='' if to in plain else ' additivity="false"') for name, to in loggers)
        return LOG4J2.format(hook=' shutdownHook="disable"' if self.major == '2' else '', appenders=appenders, loggers=loggers)

    def start(self, daemon, launcher=False, jvm=(), main=None, append=False, user='storm', **how):
        """`nohup bin/storm DAEMON > logs/DAEMON-boot.log 2>&1 &`; what is waited on is logs/DAEMON.log, or with `boot` that file.

        `launcher`: with the four JVMs of bin/storm, for storm.yaml's mistakes show in each; else with their answers to YAML.
        """
        boot = how.pop('boot', False) or launcher
        out, log = f'{self.logs}/{daemon}-boot.log', f'{self.logs}/{daemon}.log'
        classpath = ':'.join([*self.host.lib(f'{self.home}/lib'), *self.host.lib(f'{self.home}/extlib'), f'{self.home}/conf'])
        selector = {'0': [], '1': ['-DLog4jContextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector'], '2': ['-Djava.deserialization.disabled=true']}[self.major]
        quiet = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
        how |= {'stdout': out, 'log': out if boot else log, 'user': user, 'cwd': self.home, 'append': append}
        if launcher:
            # What bin/storm.py makes of a value that it could not get: up to 1.x takes it as it is (1.0.2: relative to the home), 2.x as unset.
            empty = {'0': ('', ''), '1': ('', self.home), '2': (self.logs, f'{self.home}/log4j2')}[self.major]
            empty = dict(zip(['EMPTY_LOGS', 'EMPTY_LOG4J2'], empty))
            env = {'QUIET': ' '.join(quiet), 'CP': classpath, 'VALUE': MAIN[self.major]['value'], 'DAEMON': daemon, 'HOME_DIR': self.home,
                   'SELECTOR': ' '.join(selector), 'MAIN': main or MAIN[self.major][daemon], **empty, **how.pop('env', {})}
            return self.host.start(daemon, ['bash', '-c', LAUNCHER], env=env, **how)
        heap = [] if any(flag.startswith('-Xmx') for flag in jvm) else ['-Xmx192m']
        argv = ['java', *quiet, '-server', f'-Ddaemon.name={daemon}', '-Dstorm.options=', f'-Dstorm.home={self.home}', f'-Dstorm.log.dir={self.logs}',
                '-Djava.library.path=/usr/local/lib:/opt/local/lib:/usr/lib', '-Dstorm.conf.file=', '-cp', classpath, *heap, *jvm,
                f'-Dlogfile.name={daemon}.log', *selector, f'-Dlog4j.configurationFile={self.home}/log4j2/cluster.xml', main or MAIN[self.major][daemon]]
        return self.host.start(daemon, argv, **how)

    def run_for(self, lab, daemon, seconds):
        """A daemon for so long; its logs are kept."""
        process = self.start(daemon)
        lab.sleep(seconds)
        process.stop()
        self.keep(daemon)

    def keep(self, *daemons, config=True):
        """Keeps the daemons' logs, as far as there are some, and storm.yaml."""
        for daemon in daemons:
            for name in [f'{daemon}-boot.log', f'{daemon}.log']:
                target = self.host.path(f'{self.logs}/{name}')
                if target.exists() and (target.stat().st_size or name.endswith('boot.log')):
                    self.host.keep(f'{self.logs}/{name}', f'logs/{name}')
        if config and self.host.path(self.config).exists():
            self.host.keep(self.config, 'conf/storm.yaml')
