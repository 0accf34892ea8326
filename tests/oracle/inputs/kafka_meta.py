"""server.properties with the meta.properties of its log directories (below the root, `@`): what a start checks."""
from inputs import case

ZK = 'broker.id=1\nzookeeper.connect=zk1:2181\n'
KRAFT = '''\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
advertised.listeners=PLAINTEXT://localhost:9092
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
'''
BASES = {'zk': ZK, 'kraft': KRAFT}
ONE, TWO = 'log.dirs=@/d1\n', 'log.dirs=@/d1,@/d2\n'
A, B = 'cluster.id=MkU3OEVBNTcwNTJENDM2Qg\n', 'cluster.id=p8fFEbKGQ22B6M_Da_vCBw\n'
V0, V1 = 'version=0\n', 'version=1\n'
HEAD = '#\n#Wed Nov 25 08:00:00 UTC 2020\n'
DIRECTORY = 'directory.id=rOL5nRvESlqYQKpz4rJkvA\n'

# One file, in every release and both modes.
FILES = {
    'as written by 0.9': HEAD + V0 + 'broker.id=1\n', 'as written by 2.4': HEAD + A + 'broker.id=1\n' + V0, 'as written by KRaft': HEAD + A + V1 + 'node.id=1\n',
    'as written by 3.7': HEAD + A + V1 + DIRECTORY + 'node.id=1\n', 'no version': 'broker.id=1\n', 'no version, cluster id': A + 'broker.id=1\n',
    'other broker.id': V0 + 'broker.id=0\n', 'other broker.id, cluster id': A + V0 + 'broker.id=2\n', 'other node.id': A + V1 + 'node.id=2\n', 'node.id in version 0': A + V0 + 'node.id=1\n',
    'broker.id in version 1': A + V1 + 'broker.id=1\n', 'both ids, version 1': A + V1 + 'broker.id=2\nnode.id=1\n', 'both ids, version 0': A + V0 + 'broker.id=1\nnode.id=2\n',
    'empty': '', 'comment only': HEAD, 'version only': V0, 'version 1 only': V1, 'no cluster id, version 1': V1 + 'node.id=1\n', 'no id, version 0': A + V0, 'no id, version 1': A + V1,
    'version 2': A + 'version=2\nnode.id=1\nbroker.id=1\n', 'version -1': 'version=-1\nbroker.id=1\n', 'version word': A + 'version=one\nbroker.id=1\nnode.id=1\n', 'version empty': 'version=\nbroker.id=1\n',
    'version with a blank': 'version=0 \nbroker.id=1\n', 'version with a comment': 'version=0 # old\nbroker.id=1\n', 'version 01': A + 'version=01\nnode.id=1\n', 'version +0': 'version=+0\nbroker.id=1\n',
    'version too large': 'version=2147483648\nbroker.id=1\n',
    'id word': V0 + 'broker.id=one\n', 'id empty': V0 + 'broker.id=\n', 'id with a blank': V0 + 'broker.id=1 \n', 'id negative': V0 + 'broker.id=-1\n', 'id +1': V0 + 'broker.id=+1\n', 'id 01': V0 + 'broker.id=01\n',
    'node id word': A + V1 + 'node.id=one\n', 'node id with a blank': A + V1 + 'node.id=1 \n', 'node id negative': A + V1 + 'node.id=-1\n', 'node id empty': A + V1 + 'node.id=\n',
    'cluster id empty': 'cluster.id=\n' + V1 + 'node.id=1\n', 'garbage': '\x00\x01\x02\x7fELF\x02\x01\n', 'malformed escape': 'broker.id=1\nfoo=\\u12g4\n', 'JSON': '{"broker.id": 1}\n',
    'colons': 'version: 0\nbroker.id: 1\n', 'CRLF': 'version=0\r\nbroker.id=1\r\n', 'BOM': '\xef\xbb\xbfbroker.id=2\n', 'doubled id, last other': V0 + 'broker.id=1\nbroker.id=2\n', 'id in capitals': V0 + 'Broker.Id=2\n',
    'directory id bad': A + V1 + 'node.id=1\ndirectory.id=not a uuid at all, much too long\n', 'directory id reserved': A + V1 + 'node.id=1\ndirectory.id=AAAAAAAAAAAAAAAAAAAAAA\n',
    'directory id lost': A + V1 + 'node.id=1\ndirectory.id=AAAAAAAAAAAAAAAAAAAAAQ\n', 'directory id empty': A + V1 + 'node.id=1\ndirectory.id=\n', 'directory id, version 0': A + V0 + DIRECTORY + 'broker.id=1\n',
    'unknown key': V0 + 'broker.id=1\nfoo=bar\n', 'file is a directory': None,
}

GOOD0, GOOD1 = A + V0 + 'broker.id=1\n', A + V1 + 'node.id=1\n'
# Two directories: None, no file.
PAIRS = {
    'both alike': (GOOD0, GOOD0), 'both alike, KRaft': (GOOD1, GOOD1), 'second missing': (GOOD0, None), 'first missing': (None, GOOD0), 'second missing, KRaft': (GOOD1, None), 'first missing, KRaft': (None, GOOD1), 'both missing': (None, None),
    'two broker ids': (GOOD0, A + V0 + 'broker.id=2\n'), 'two other broker ids': (A + V0 + 'broker.id=3\n', A + V0 + 'broker.id=2\n'), 'the same wrong broker id': (V0 + 'broker.id=2\n', V0 + 'broker.id=2\n'),
    'two node ids': (GOOD1, A + V1 + 'node.id=2\n'), 'node ids, first other': (A + V1 + 'node.id=2\n', GOOD1), 'two cluster ids': (GOOD0, B + V0 + 'broker.id=1\n'), 'two cluster ids, KRaft': (GOOD1, B + V1 + 'node.id=1\n'),
    'cluster id in one only': (GOOD0, V0 + 'broker.id=1\n'), 'cluster id in the second only': (V0 + 'broker.id=1\n', GOOD0), 'versions 0 and 1': (GOOD0, GOOD1), 'versions 1 and 0': (GOOD1, GOOD0), 'version in one only': (A + V0 + 'broker.id=1\n', A + 'broker.id=1\n'),
    'one key more': (GOOD0, GOOD0 + 'foo=bar\n'), 'one key more, KRaft': (GOOD1, GOOD1 + 'foo=bar\n'), 'other comments': (HEAD + GOOD0, '# copied\n' + GOOD0), 'other order': (V0 + A + 'broker.id=1\n', 'broker.id=1\n' + A + V0),
    'one id doubled directory': (A + V1 + DIRECTORY + 'node.id=1\n', A + V1 + DIRECTORY + 'node.id=1\n'), 'two directory ids': (A + V1 + DIRECTORY + 'node.id=1\n', A + V1 + 'directory.id=vFMIh5mYTQqv1vTnmd2KWg\nnode.id=1\n'),
    'directory id in one only': (A + V1 + DIRECTORY + 'node.id=1\n', GOOD1), 'doubled directory id, version 0': (A + V0 + DIRECTORY + 'broker.id=1\n', A + V0 + DIRECTORY + 'broker.id=1\n'),
    'second empty': (GOOD0, ''), 'second empty, KRaft': (GOOD1, ''), 'first empty': ('', GOOD0), 'second garbage': (GOOD0, '\x00\x01\n'), 'second malformed': (GOOD0, 'x=\\u12g4\n'), 'second malformed, KRaft': (GOOD1, 'x=\\u12g4\n'), 'first malformed, KRaft': ('x=\\u12g4\n', GOOD1),
    'both malformed, KRaft': ('x=\\u12g4\n', 'x=\\u12g4\n'), 'second of version 2': (GOOD1, A + 'version=2\nnode.id=1\n'), 'second of version 1': (GOOD0, A + V1 + 'broker.id=1\n'), 'id written +1': (GOOD0, A + V0 + 'broker.id=+1\n'),
}


def beside(*files):
    """The log directories and their meta.properties."""
    made = {}
    for number, text in enumerate(files, 1):
        if text is None:
            made[f'd{number}/topics'] = None
        else:
            made[f'd{number}/meta.properties'] = text
    return made


def make():
    for base, settings in BASES.items():
        yield case(f'{base}: no file', settings + ONE, files=beside(None))
        for name, text in FILES.items():
            files = beside(text) if text is not None else {'d1/meta.properties': None}
            yield case(f'{base}: {name}', settings + ONE, files=files)
        for name, pair in PAIRS.items():
            yield case(f'{base}: two, {name}', settings + TWO, files=beside(*pair))
    yield case('zk: id from the file', ZK.replace('broker.id=1\n', '') + ONE, files=beside(GOOD0))
    yield case('zk: id -1', ZK.replace('id=1', 'id=-1') + ONE, files=beside(A + V0 + 'broker.id=5\n'))
    yield case('zk: id from the files, two', ZK.replace('broker.id=1\n', '') + TWO, files=beside(A + V0 + 'broker.id=5\n', A + V0 + 'broker.id=6\n'))
    yield case('zk: id from the file, negative', ZK.replace('broker.id=1\n', '') + ONE, files=beside(V0 + 'broker.id=-1\n'))
    yield case('zk: no id anywhere', ZK.replace('broker.id=1\n', '') + ONE, files=beside(V0))
    yield case('kraft: broker.id instead of node.id', KRAFT.replace('node.id', 'broker.id') + ONE, files=beside(A + V1 + 'node.id=2\n'))
    yield case('kraft: metadata directory missing', KRAFT + ONE + 'metadata.log.dir=@/m\n', files=beside(GOOD1))
    yield case('kraft: metadata directory of its own', KRAFT + ONE + 'metadata.log.dir=@/d2\n', files=beside(GOOD1, GOOD1))
    yield case('kraft: metadata directory malformed', KRAFT + ONE + 'metadata.log.dir=@/d2\n', files=beside(GOOD1, 'x=\\u12g4\n'))
    yield case('kraft: metadata directory of another node', KRAFT + ONE + 'metadata.log.dir=@/d2\n', files=beside(GOOD1, A + V1 + 'node.id=3\n'))
    yield case('kraft: metadata in another directory', KRAFT + TWO + 'metadata.log.dir=@/d1\n', files={**beside(GOOD1, GOOD1), 'd2/__cluster_metadata-0/x': ''})
    yield case('kraft: metadata directory is a file', KRAFT + ONE + 'metadata.log.dir=@/m\n', files={**beside(GOOD1), 'm': 'x'})
    yield case('kraft: no directory', KRAFT + ONE)
