"""Kafka: what clients, scanners and limits do to a running broker."""
import socket

from .kafka_node import SERVER_LOG, both

TLS_HELLO = bytes.fromhex('160301003a010000360303' + '00' * 32 + '00' + '0002' + '1301' + '0100' + '000b' + '000a000400020017' + '000000')


def sent(kafka, data):
    with socket.create_connection((kafka.host().address, 9092), 5) as connection:
        connection.sendall(data)
        connection.settimeout(2)
        try:
            connection.recv(100)
        except OSError:
            pass


@both('0.9.0.1', 'benign')  # this release writes nothing about it at INFO
@both('3.9.2 4.4.0', 'kafka.non-kafka-traffic', 'point the HTTP check or scanner on app1 at another port, not at 9092', also=['benign'])
def http_request(kafka):
    """Something on app1 asks the broker's port with HTTP."""
    broker = kafka.healthy()
    for _ in range(3):
        sent(kafka, b'GET /health HTTP/1.1\r\nHost: kfk1:9092\r\n\r\n')
    kafka.lab.sleep(1)
    broker.stop()
    kafka.keep(SERVER_LOG)


@both('0.9.0.1', 'benign')  # this release writes nothing about it at INFO
@both('2.8.2 4.4.0', 'kafka.tls-to-plaintext', 'set security.protocol of the client on app1 to PLAINTEXT, or give the broker an SSL listener')
def tls_client_on_plaintext_port(kafka):
    """A client speaks TLS to a plaintext listener."""
    broker = kafka.healthy()
    for _ in range(3):
        sent(kafka, TLS_HELLO)
    kafka.lab.sleep(1)
    broker.stop()
    kafka.keep(SERVER_LOG)


@both('3.9.2 4.4.0', 'kafka.plaintext-to-tls-port', 'set security.protocol=SSL (and a truststore) for the client on app1', also=['kafka.ssl-handshake-failed'])
def plaintext_client_on_tls_port(kafka):
    """A client speaks plaintext to an SSL listener."""
    store = {'ssl.keystore.location': kafka.keystore(), 'ssl.keystore.password': 'changeit', 'ssl.key.password': 'changeit'}
    broker = kafka.healthy('kfk1', kafka.properties(also=kafka.listening('PLAINTEXT://kfk1:9094', 'SSL://kfk1:9092') | store))
    for _ in range(3):
        sent(kafka, bytes.fromhex('0000001400120000000000010008636f6e73756d657200'))
    kafka.lab.sleep(1)
    broker.stop()
    kafka.keep(SERVER_LOG)


@both('3.9.2 4.4.0', 'kafka.sasl-auth-failed', 'write the password that the broker has for the user orders into the configuration of the client on app1')
def sasl_wrong_password(kafka):
    """A client logs in with a wrong password."""
    jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_orders="right";'
    changes = kafka.listening('PLAINTEXT://kfk1:9094', 'SASL_PLAINTEXT://kfk1:9092') | {'sasl.enabled.mechanisms': 'PLAIN', 'listener.name.sasl_plaintext.plain.sasl.jaas.config': jaas}
    broker = kafka.healthy('kfk1', kafka.properties(also=changes))
    kafka.host().write('/home/kafka/client.properties', 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n'
                       'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="orders" password="wrong";\n', 'kafka')
    kafka.tool('topics', '--bootstrap-server', 'kfk1:9092', '--command-config', '/home/kafka/client.properties', '--list', seconds=15)
    broker.stop()
    kafka.keep(SERVER_LOG)


@both('4.4.0', 'kafka.too-many-connections', 'raise max.connections.per.ip in server.properties, or find the client on app1 that leaves connections open')
def connections_per_address(kafka):
    """A host opens more connections than max.connections.per.ip."""
    broker = kafka.healthy('kfk1', kafka.properties(also={'max.connections.per.ip': 5}))
    connections = [socket.create_connection((kafka.host().address, 9092), 5) for _ in range(8)]
    kafka.lab.sleep(1)
    for connection in connections:
        connection.close()
    broker.stop()
    kafka.keep(SERVER_LOG)
