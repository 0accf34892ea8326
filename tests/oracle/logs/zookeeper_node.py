"""A ZooKeeper server as an operator installs it: layout, log configuration and start of each release.

Also for the scenarios of other components that need a ZooKeeper.
"""

# log4j.properties or logback.xml of the releases: their CONSOLE appender (conf/ at the tags release-3.4.9, -3.6.4, -3.9.5).
LOG4J = '''log4j.rootLogger=INFO, CONSOLE
log4j.appender.CONSOLE=org.apache.log4j.ConsoleAppender
log4j.appender.CONSOLE.layout=org.apache.log4j.PatternLayout
log4j.appender.CONSOLE.layout.ConversionPattern=%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n
'''
LOGBACK = '''<configuration>
  <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="CONSOLE" /></root>
</configuration>
'''
MAIN = 'org.apache.zookeeper.server.quorum.QuorumPeerMain'
STANDALONE = 'tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=/srv/zookeeper/data\nclientPort=2181\n'


def ensemble(names, extra=''):
    """zoo.cfg of an ensemble of these hosts."""
    return STANDALONE + ''.join(f'server.{n}={name}:2888:3888\n' for n, name in enumerate(names, 1)) + extra


class Node:
    """One server on one host, owned and run by the user zookeeper."""

    def __init__(self, host, version, config=STANDALONE, myid=None):
        self.host, self.version = host, version
        self.home = '/opt/' + (f'zookeeper-{version}' if version < '3.5' else f'apache-zookeeper-{version}-bin')
        self.config = f'{self.home}/conf/zoo.cfg'
        # zkServer.sh: up to 3.5.0 zookeeper.out in the directory it was called from, then logs/zookeeper-USER-server-HOST.out.
        self.out = '/srv/zookeeper/zookeeper.out' if version < '3.5' else f'{self.home}/logs/zookeeper-zookeeper-server-{host.name}.out'
        host.install(f'zookeeper-{version}', f'{self.home}/lib')
        host.mkdir('/srv/zookeeper', 'zookeeper')
        host.mkdir(f'{self.home}/logs', 'zookeeper')
        log = ('logback.xml', LOGBACK) if version >= '3.8' else ('log4j.properties', LOG4J)
        host.write(f'{self.home}/conf/{log[0]}', log[1])
        if config is not None:
            host.write(self.config, config)
        if myid is not None:
            host.write('/srv/zookeeper/data/myid', f'{myid}\n', 'zookeeper')

    def start(self, args=None, jvm=(), main=MAIN, user='zookeeper', append=False, classpath=None, **how):
        """`append`: as systemd or start-foreground has it; zkServer.sh start begins a new file."""
        classpath = classpath or [*self.host.lib(f'{self.home}/lib'), f'{self.home}/conf']
        jvm = [f'-Dzookeeper.log.dir={self.home}/logs', '-Dzookeeper.root.logger=INFO,CONSOLE', *jvm]
        args = [self.config] if args is None else args
        return self.host.java('zookeeper', classpath, main, args, jvm, stdout=self.out, user=user, append=append, cwd='/srv/zookeeper', **how)

    def keep(self, config=True):
        name = 'zookeeper.out' if self.version < '3.5' else f'logs/{self.out.rsplit("/", 1)[1]}'
        self.host.keep(self.out, name)
        if config:
            self.host.keep(self.config, 'conf/zoo.cfg')
