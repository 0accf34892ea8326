"""A client of ZooKeeper's wire protocol, as far as the scenarios need one (src/zookeeper.jute, ZooDefs.OpCode)."""
import socket, struct

CREATE, PING, CLOSE = 1, 11, -11


def buffer(data):
    return struct.pack('>i', len(data)) + data


class Client:
    """A session, opened at once; it lives on its own only as long as it is used."""

    def __init__(self, host, port=2181, zxid=0, timeout=30_000, session=0, password=b'\0' * 16):
        self.socket, self.next = socket.create_connection((host.address, port), 10), 0
        self.send(struct.pack('>iqiq', 0, zxid, timeout, session) + buffer(password) + b'\0')
        reply = self.receive()
        self.timeout, self.session = struct.unpack('>iq', reply[4:16])
        self.password = reply[20:36]

    def send(self, data):
        self.socket.sendall(struct.pack('>i', len(data)) + data)

    def receive(self):
        """One frame; ConnectionError when the server closes instead."""
        return self._exactly(struct.unpack('>i', self._exactly(4))[0])

    def _exactly(self, count):
        data = b''
        while len(data) < count:
            got = self.socket.recv(count - len(data))
            if not got:
                raise ConnectionError('closed by the server')
            data += got
        return data

    def call(self, kind, body=b''):
        """Sends a request; returns the error code of its reply."""
        self.next += 1
        self.send(struct.pack('>ii', self.next, kind) + body)
        return struct.unpack('>iqi', self.receive()[:16])[2]

    def create(self, path, data=b''):
        anyone = struct.pack('>ii', 1, 31) + buffer(b'world') + buffer(b'anyone')
        return self.call(CREATE, buffer(path.encode()) + buffer(data) + anyone + struct.pack('>i', 0))

    def close(self):
        try:
            self.call(CLOSE)
        finally:
            self.socket.close()

    def drop(self):
        """Goes without a word, as a client that was killed."""
        self.socket.close()


def talk(host, data, port=2181, seconds=5):
    """Sends bytes and returns what comes back until the server closes, or the time is over."""
    with socket.create_connection((host.address, port), seconds) as peer:
        peer.sendall(data)
        answer = b''
        try:
            while got := peer.recv(4096):
                answer += got
        except OSError:
            pass
        return answer
