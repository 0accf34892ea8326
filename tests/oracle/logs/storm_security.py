"""Storm: Kerberos and TLS, as far as no key distribution centre is needed."""
from .scenario import scenario
from .storm_node import NEEDS, Storm, with_lines, zookeeper  # noqa: F401 (NEEDS: read by __main__)

ALL = ['1.0.2', '2.8.3']
KERBEROS = 'storm.thrift.transport: "org.apache.storm.security.auth.kerberos.KerberosSaslTransportPlugin"'
LOGIN = """StormServer {
  com.sun.security.auth.module.Krb5LoginModule required
  useKeyTab=true keyTab="/etc/storm/storm.keytab" storeKey=true useTicketCache=false principal="storm/nim1@EXAMPLE.COM";
};
"""


def nimbus(lab, *lines, jaas=None):
    """Nimbus starts with these lines in storm.yaml and, where given, this JAAS file."""
    zookeeper(lab)
    nim = Storm(lab.host('nim1'), lab.version, with_lines(*lines))
    jvm = []
    if jaas is not None:
        nim.host.write('/etc/storm/jaas.conf', jaas)
        jvm = ['-Djava.security.auth.login.config=/etc/storm/jaas.conf', '-Djava.security.krb5.realm=EXAMPLE.COM', '-Djava.security.krb5.kdc=nim1']
    started = nim.start('nimbus', jvm=jvm)
    lab.sleep(14)
    started.stop()
    nim.keep('nimbus')


@scenario('storm', ALL, {'1.0.2': 'storm.jaas-section-missing', '2.8.3': 'storm.jaas-missing'}, 'conf/storm.yaml, nimbus.childopts: -Djava.security.auth.login.config=FILE with a section StormServer')
def kerberos_without_jaas(lab):
    """The Kerberos transport is switched on, and no JAAS file is named."""
    nimbus(lab, KERBEROS)


@scenario('storm', ALL, {'1.0.2': 'storm.zk-jaas-section-missing', '2.8.3': 'storm.zk-auth-config'},
          {'1.0.2': '/etc/storm/jaas.conf on nim1: add the section Client, or name no JAAS file where ZooKeeper has no SASL',
           '2.8.3': 'conf/storm.yaml: storm.zookeeper.superACL: "sasl:storm"; with a JAAS file ZooKeeper authentication is on'})
def kerberos_client_section_missing(lab):
    """The JAAS file has no section Client for ZooKeeper; 2.x asks for storm.zookeeper.superACL first."""
    nimbus(lab, KERBEROS, jaas=LOGIN)


@scenario('storm', ['2.8.3'], 'storm.tls-on-plain-port', 'conf/storm.yaml: nimbus.thrift.tls.transport instead of storm.thrift.transport')
def tls_on_plain_port(lab):
    """The TLS plug-in is set for the thrift port without TLS."""
    nimbus(lab, 'storm.thrift.transport: "org.apache.storm.security.auth.tls.TlsTransportPlugin"', 'nimbus.thrift.tls.port: 6626')
