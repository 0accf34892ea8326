"""ZooKeeper: TLS and SASL."""
from .scenario import scenario
from .zookeeper import SINCE_36, change
from .zookeeper_client import Client, talk
from .zookeeper_ensemble import ENDS, three
from .zookeeper_node import STANDALONE, Node

SASL = STANDALONE + 'authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider\n'
NETTY = STANDALONE + 'serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory\nsecureClientPort=2281\n'
STORE = 'ssl.keyStore.location=/srv/zookeeper/tls/zoo1.jks\nssl.keyStore.password=changeit\nssl.trustStore.location=/srv/zookeeper/tls/trust.jks\nssl.trustStore.password=changeit\n'
JAAS = '-Djava.security.auth.login.config=/srv/zookeeper/jaas.conf'


def ends(lab, node, **start):
    got = node.start(**start).wait_exit(40)
    lab.expect(got == 1, f'exit code {got}')


def keystore(host):
    host.mkdir('/srv/zookeeper/tls', 'zookeeper')

    def keytool(store, *args):
        host.run(['keytool', *args, '-noprompt', '-alias', 'zoo1', '-keystore', f'/srv/zookeeper/tls/{store}.jks', '-storepass', 'changeit'], user='zookeeper')

    keytool('zoo1', '-genkeypair', '-keyalg', 'RSA', '-dname', 'CN=zoo1', '-validity', '3650')
    keytool('zoo1', '-exportcert', '-file', '/srv/zookeeper/tls/zoo1.crt')
    keytool('trust', '-importcert', '-file', '/srv/zookeeper/tls/zoo1.crt')


@scenario('zookeeper', ENDS, 'zk.jaas-file-missing', 'put the JAAS file where -Djava.security.auth.login.config says, /srv/zookeeper/jaas.conf, readable for the user zookeeper', also=['zk.jaas-section-missing', 'zk.sasl-login-failed'])
def jaas_file_missing(lab):
    """The JAAS file that JVMFLAGS names does not exist."""
    node = Node(lab.host('zoo1'), lab.version, SASL)
    ends(lab, node, jvm=[JAAS])
    node.keep()


@scenario('zookeeper', ENDS, 'zk.sasl-login-failed', 'correct keyTab in /srv/zookeeper/jaas.conf: /etc/security/zookeeper.keytab does not exist, or make it', also=['zk.keytab-missing'])
def keytab_missing(lab):
    """The keytab that the JAAS file names does not exist."""
    node = Node(lab.host('zoo1'), lab.version, SASL)
    node.host.write('/srv/zookeeper/krb5.conf', '[libdefaults]\n  default_realm = EXAMPLE.COM\n[realms]\n  EXAMPLE.COM = { kdc = app1:88 }\n', 'zookeeper')
    node.host.write('/srv/zookeeper/jaas.conf', 'Server {\n  com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true useTicketCache=false\n'
                    '  keyTab="/etc/security/zookeeper.keytab" principal="zookeeper/zoo1@EXAMPLE.COM";\n};\n', 'zookeeper')
    ends(lab, node, jvm=[JAAS, '-Djava.security.krb5.conf=/srv/zookeeper/krb5.conf'])
    node.keep()
    node.host.keep('/srv/zookeeper/jaas.conf', 'conf/jaas.conf')


@scenario('zookeeper', SINCE_36, 'zk.keystore-missing', change('put the key store where ssl.keyStore.location in zoo.cfg says, /srv/zookeeper/tls/zoo1.jks, or correct that path'))
def keystore_missing(lab):
    """The key store of secureClientPort does not exist; the server starts, and every TLS connection fails."""
    node = Node(lab.host('zoo1'), lab.version, NETTY + STORE)
    server = node.start()
    server.wait_for('binding to port|exiting abnormally', ended=True)
    lab.sleep(1)
    for _ in range(2):
        try:
            talk(node.host, bytes.fromhex('16030100310100002d0303') + b'\0' * 43, port=2281, seconds=3)
        except OSError:
            pass
        lab.sleep(1)
    lab.expect('zoo1.jks' in node.host.read(node.out), 'the key store is not missed')
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.secure-port-needs-netty', change('add serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory to zoo.cfg'), also=['zk.start-failed'])
def secure_port_without_netty(lab):
    """secureClientPort is set, and the connection factory is the default one, which knows no TLS."""
    node = Node(lab.host('zoo1'), lab.version, STANDALONE + 'secureClientPort=2281\n' + STORE)
    keystore(node.host)
    ends(lab, node)
    node.keep()


@scenario('zookeeper', SINCE_36, 'zk.plaintext-to-tls-port', 'give the client at 10.20.0.5 port 2181, or turn TLS on in it (zookeeper.client.secure=true and the Netty client socket)')
def plaintext_on_secure_port(lab):
    """A client without TLS comes to secureClientPort."""
    node = Node(lab.host('zoo1'), lab.version, NETTY + STORE)
    keystore(node.host)
    node.start().wait_for('binding to port|bound to port')
    lab.sleep(2)
    for _ in range(3):
        try:
            Client(node.host, 2281)
        except (OSError, ConnectionError):
            pass
        lab.sleep(1)
    node.keep()


@scenario('zookeeper', ['3.6.4'], 'zk.keystore-missing', change('set ssl.quorum.keyStore.location and ssl.quorum.trustStore.location (and their passwords) in zoo.cfg of all hosts: sslQuorum=true needs them'))
def quorum_tls_without_keystore(lab):
    """sslQuorum=true, and no key store for it."""
    nodes = three(lab, STANDALONE + 'sslQuorum=true\n' + 'server.1=zoo1:2888:3888\nserver.2=zoo2:2888:3888\nserver.3=zoo3:2888:3888\n')
    for node in nodes[:2]:
        node.start()
    lab.sleep(15)
    for node in nodes[:2]:
        node.keep()
