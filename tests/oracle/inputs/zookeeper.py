"""zoo.cfg with its myid and dynamic file: keys and their values, the grammar of server lines by version, ensembles,
groups and weights, myid, and the bytes. `@` is the input's root; no name needs DNS."""
from inputs import case

SERVERS = ['server.1=127.0.0.1:2888:3888', 'server.2=127.0.0.1:2889:3889', 'server.3=127.0.0.1:2890:3890']
STANDALONE = ['tickTime=2000', 'dataDir=@/data', 'clientPort=2181']
QUORUM = ['tickTime=2000', 'initLimit=10', 'syncLimit=5', 'dataDir=@/data', 'clientPort=2181']


def quorum(name, *lines, servers=SERVERS, drop=(), myid='1\n', files=None):
    kept = [line for line in QUORUM if line.split('=')[0] not in drop]
    return build(name, kept + list(lines) + list(servers), myid, files)


def standalone(name, *lines, drop=(), myid=None, files=None):
    return build(name, [line for line in STANDALONE if line.split('=')[0] not in drop] + list(lines), myid, files)


def build(name, lines, myid, files=None):
    companions = dict(files or {})
    if myid is not None:
        companions['data/myid'] = myid
    more = {'files': companions} if companions else {}
    return case(name, '\n'.join(lines) + '\n', **more)


INTS = ['tickTime', 'initLimit', 'syncLimit', 'clientPort', 'maxClientCnxns', 'minSessionTimeout', 'maxSessionTimeout', 'electionAlg', 'autopurge.snapRetainCount', 'autopurge.purgeInterval',
        'secureClientPort', 'connectToLearnerMasterLimit', 'observerMasterPort', 'clientPortListenBacklog', 'quorum.cnxn.threads.size', 'multiAddress.reachabilityCheckTimeoutMs',
        'jvm.pause.warn-threshold.ms', 'jvm.pause.info-threshold.ms', 'jvm.pause.sleep.time.ms']
BOOLS = ['syncEnabled', 'quorumListenOnAllIPs', 'localSessionsEnabled', 'localSessionsUpgradingEnabled', 'standaloneEnabled', 'reconfigEnabled', 'quorum.auth.enableSasl', 'quorum.auth.serverRequireSasl',
         'quorum.auth.learnerRequireSasl', 'sslQuorum', 'portUnification', 'sslQuorumReloadCertFiles', 'jvm.pause.monitor', 'multiAddress.enabled', 'multiAddress.reachabilityCheckEnabled']
ODD = ['', '2000 # ms', '2s', '2_000', '0x7d0', '2000.0', '"2000"', '+2000', '2147483648', '２０００', '\\uff12000', '\\u0662000', '${TICK}', '2000\\', '2000;', '0', '-1']


def values():
    for key in INTS:
        for value in ['many', '', '10 # ten', '-1', '0', '2147483648', '1']:
            yield quorum(f'{key} {value!r}', f'{key}={value}')
    for value in ODD:
        yield quorum(f'tickTime odd {value!r}', f'tickTime={value}')
        yield quorum(f'clientPort odd {value!r}', f'clientPort={value}')
    for key in BOOLS:
        for value in ['yes', 'TRUE', '', 'false ', 'true # on', '1']:
            yield quorum(f'{key} {value!r}', f'{key}={value}')
    for value in ['65535', '65536', '-2181', '2181 ', '02181']:
        yield standalone(f'clientPort {value!r}', f'clientPort={value}')
        yield standalone(f'secureClientPort {value!r}', f'secureClientPort={value}')
    for tick in ['107374182', '107374183', '214748364', '214748365', '300000000', '700000000', '1073741823', '1073741824', '1400000000', '2147483647', '-2000', '-107374183', '-2147483648']:
        yield standalone(f'tickTime overflow {tick}', f'tickTime={tick}')
    for name, low, high in [('min alone', 4000, None), ('min alone, large', 50000, None), ('max alone', None, 50000), ('max alone, small', None, 3000), ('max at twice the tick', None, 4000), ('min over max', 9000, 8000), ('equal', 8000, 8000), ('min at 20 ticks', 40000, None), ('min over 20 ticks', 40001, None), ('both -1', -1, -1), ('min -2', -2, None), ('max 0', None, 0), ('min 0', 0, None)]:
        yield standalone(f'session timeout: {name}', *([f'minSessionTimeout={low}'] if low is not None else []), *([f'maxSessionTimeout={high}'] if high is not None else []))
    for alg in range(6):
        yield quorum(f'electionAlg {alg}', f'electionAlg={alg}')
    for kind in ['observer', 'OBSERVER', 'participant', 'learner', '', 'observer # x', ' observer ']:
        yield quorum(f'peerType {kind!r}', f'peerType={kind}')
    for key in ['dataDir', 'clientPort', 'tickTime', 'initLimit', 'syncLimit']:
        yield quorum(f'no {key}', drop=[key])
        yield standalone(f'no {key}, standalone', drop=[key])
        yield quorum(f'{key} in another case', f'{key.lower() if key != key.lower() else key.upper()}=1', drop=[key])
    for path in ['', 'x', '/', '.', './data', 'data', '~/data', '"@/data"', '@/data # dir', '@/nodata', '${DATA}', '@/data/', '@/da ta', 'C:\\\\zk', 'C:\\zk\\data', 'C:\\users\\zk']:
        yield standalone(f'dataDir {path!r}', f'dataDir={path}', drop=['dataDir'])
        yield standalone(f'dataLogDir {path!r}', f'dataLogDir={path}')
    for address in ['', '127.0.0.1', '0.0.0.0', '::1', '[::1]', '[127.0.0.1]', '127.0.0.1:2181', '[::1', '127.1']:
        yield standalone(f'clientPortAddress {address!r}', f'clientPortAddress={address}')
        yield standalone(f'secureClientPortAddress {address!r}', f'secureClientPortAddress={address}', 'secureClientPort=2281')
    yield standalone('clientPortAddress without a port', 'clientPortAddress=127.0.0.1', drop=['clientPort'])
    yield standalone('clientPortAddress with port 0', 'clientPortAddress=127.0.0.1', 'clientPort=0', drop=['clientPort'])
    yield standalone('secureClientPortAddress without a port', 'secureClientPortAddress=127.0.0.1')
    yield standalone('secure port 0 with an address', 'secureClientPortAddress=127.0.0.1', 'secureClientPort=0')
    yield standalone('only a secure port', 'secureClientPort=2281', drop=['clientPort'])
    for name, lines in {
        'ssl auth provider unknown': ['secureClientPort=2281', 'ssl.authProvider=foo'], 'ssl auth provider x509': ['ssl.authProvider=x509'], 'ssl auth provider, key present': ['ssl.authProvider=foo', 'authProvider.foo=no.such.Provider'],
        'sasl server without enable': ['quorum.auth.serverRequireSasl=true'], 'sasl learner without enable': ['quorum.auth.learnerRequireSasl=true'], 'sasl server without learner': ['quorum.auth.enableSasl=true', 'quorum.auth.serverRequireSasl=true'],
        'sasl all': ['quorum.auth.enableSasl=true', 'quorum.auth.learnerRequireSasl=true', 'quorum.auth.serverRequireSasl=true'], 'sasl threads': ['quorum.cnxn.threads.size=x'],
        'metrics provider unknown': ['metricsProvider.className=no.such.Provider'], 'metrics provider wrong': ['metricsProvider.className=java.lang.String'], 'metrics provider empty': ['metricsProvider.className='],
        'secure factory': ['secureClientPort=2281', 'serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory'], 'unknown factory': ['serverCnxnFactory=no.such.Factory'], 'unknown key': ['noSuchKey=many'], 'jute': ['jute.maxbuffer=abc'],
        'oracle path': ['oraclePath=/tmp/oracle'], 'group prefix': ['groupFoo=1'], 'weight prefix': ['weightless=1'], 'server prefix': ['serverCnxnThreads=x'], 'server1 without a dot': ['server1=127.0.0.1:2888:3888'], 'snapCount word': ['snapCount=many'], 'admin port word': ['admin.serverPort=x'],
    }.items():
        yield quorum(f'{name} (quorum)', *lines)
        yield standalone(f'{name} (standalone)', *lines)


LINES = [
    '127.0.0.1:2888:3888 ', '127.0.0.1:2888:3888\t', ' 127.0.0.1:2888:3888', '127.0.0.1:2888:3888 # me', '127.0.0.1 :2888:3888', '127.0.0.1: 2888:3888', '127.0.0.1:2888: 3888', '127.0.0.1:2888:3888:', '127.0.0.1:2888:3888: ', '127.0.0.1:2888', '127.0.0.1', '', ':', '::', ':::', ':2888:3888',
    '127.0.0.1:2888:', '127.0.0.1::3888', '127.0.0.1:2888:0', '127.0.0.1:0:3888', '127.0.0.1:2888:-1', '127.0.0.1:-1:3888', '127.0.0.1:2888:65536', '127.0.0.1:65536:3888', '127.0.0.1:2888:65535', '127.0.0.1:2888:x', '127.0.0.1:x:3888', '127.0.0.1:2888:2888', '127.0.0.1:2888:+3888',
    '127.0.0.1:2888:3888:participant', '127.0.0.1:2888:3888:PARTICIPANT', '127.0.0.1:2888:3888:observer', '127.0.0.1:2888:3888:observer ', '127.0.0.1:2888:3888: observer', '127.0.0.1:2888:3888:Observer', '127.0.0.1:2888:3888:learner', '127.0.0.1:2888:3888:observer:x', '127.0.0.1:2888:3888:participant:5:6',
    '127.0.0.1:2888:3888;2181', '127.0.0.1:2888:3888;', '127.0.0.1:2888:3888;;', '127.0.0.1:2888:3888; 2181', '127.0.0.1:2888:3888;2181 ', '127.0.0.1:2888:3888 ;2181', '127.0.0.1:2888:3888;0.0.0.0:2181', '127.0.0.1:2888:3888;127.0.0.1:2181', '127.0.0.1:2888:3888;x', '127.0.0.1:2888:3888;65536', '127.0.0.1:2888:3888;2182',
    '127.0.0.1:2888:3888;127.0.0.1:x', '127.0.0.1:2888:3888;:2181', '127.0.0.1:2888:3888;:', '127.0.0.1:2888:3888;::', '127.0.0.1:2888:3888;2181;2182', '127.0.0.1:2888:3888;[::1]:2181', '127.0.0.1:2888:3888;[::1]2181', '127.0.0.1:2888:3888;[::1', '127.0.0.1:2888:3888:participant;2181', '127.0.0.1:2888:3888;2181:participant',
    '127.0.0.1:2888;2181', ';2181', ';', ';;', '127.0.0.1;2181', '[::1]:2888:3888', '[::1]:2888:3888;2181', '[::1]:2888', '[::1]2888:3888', '[::1:2888:3888', '::1:2888:3888', '[::1]]:2888:3888', '[[::1]]:2888:3888', '[]:2888:3888', '[127.0.0.1]:2888:3888', '[a]=2888:3888', '[::1]', '[::1]:', '[::1]x2888:3888', '[zoo1]:2888:3888', '[::1]:2888:3888:observer',
    '127.0.0.1:2888:3888|127.0.0.2:2888:3888', '127.0.0.1:2888:3888|', '|127.0.0.1:2888:3888', '127.0.0.1:2888:3888||127.0.0.2:2888:3888', '|', '||', '|;2181', '127.0.0.1:2888:3888|127.0.0.2:2888:3888:observer', '127.0.0.1:2888:3888:observer|127.0.0.2:2888:3888:observer', '127.0.0.1:2888:3888|127.0.0.2:2888:3888;2181', '127.0.0.1:2888:3888;2181|127.0.0.2:2888:3888',
    'my_host.invalid:2888:3888', 'host.invalid:2888:3888', 'a b:2888:3888', '"127.0.0.1":2888:3888', '"127.0.0.1:2888:3888"', '${HOST}:2888:3888', '127.0.0.1:2888:3888,127.0.0.2:2888:3888', '127.0.0.1:2888-3888', 'http://127.0.0.1:2888:3888', '127.0.0.1：2888：3888', '127.0.0.1:２８８８:3888', '127.0.0.1:\\uff12888:3888', '127.0.0.1:2888:3888\\', '127.0.0.1:2888:3888\\u0020', '127.0.0.1:2888:3888\\t', '127.0.0.1:2888:3888\\u00a0',
]


def lines():
    for line in LINES:
        yield quorum(f'server line {line!r}', servers=[SERVERS[0], SERVERS[1], f'server.3={line}'])
    for line in LINES[::3]:
        yield quorum(f'own server line {line!r}', servers=[f'server.1={line}', *SERVERS[1:]])
        yield standalone(f'only server line {line!r}', f'server.1={line}', 'initLimit=5', 'syncLimit=2', myid='1\n')
    for key in ['server.', 'server', 'server.a', 'server.1.2', 'server.01', 'server.+1', 'server.-5', 'server.0', 'server.255', 'server.256', 'server.9223372036854775807', 'server.9223372036854775808', 'server. 1', 'server.1 ', 'Server.1', 'server_1', 'server1', 'server-1', 'servers.1', 'server.１', 'server.\\uff11', 'server.1:', 'server\\.1']:
        yield quorum(f'server key {key!r}', servers=[*SERVERS, f'{key}=127.0.0.1:2891:3891'])
    for separator in [' = ', ': ', ' ', '\t', '  :  ', '==', ' =: ']:
        yield quorum(f'server separator {separator!r}', servers=[*SERVERS[:2], f'server.3{separator}127.0.0.1:2890:3890'])
    yield quorum('server twice, a control character behind one', servers=[*SERVERS, 'server.3\x1f=127.0.0.1:2890:3890'])
    yield quorum('server twice, a control character behind the first', servers=['server.3\x1f=x', *SERVERS])
    yield quorum('server twice, last bad', servers=[*SERVERS, 'server.3=x'])
    yield quorum('server twice, first bad', servers=['server.3=x', *SERVERS])
    yield quorum('same address twice', servers=[*SERVERS[:2], 'server.3=127.0.0.1:2889:3889'])
    yield quorum('client port in the lines and clientPort', servers=[line + ';2181' for line in SERVERS])
    yield quorum('another client port in the own line', servers=[SERVERS[0] + ';2182', *SERVERS[1:]])
    yield quorum('another client address in the own line', servers=[SERVERS[0] + ';127.0.0.2:2181', *SERVERS[1:]])
    yield quorum('client port in the lines only', servers=[line + ';2181' for line in SERVERS], drop=['clientPort'])
    yield quorum('client port 0 and in the line', 'clientPort=0', servers=[line + ';2181' for line in SERVERS], drop=['clientPort'])
    yield quorum('client address and another in the line', 'clientPortAddress=127.0.0.1', servers=[line + ';2181' for line in SERVERS])
    yield quorum('empty client address and another in the line', 'clientPortAddress=', servers=[line + ';2181' for line in SERVERS])
    yield quorum('empty client address and the loopback one in the line', 'clientPortAddress=', servers=[line + ';127.0.0.1:2181' for line in SERVERS])
    yield quorum('many addresses, enabled in the file', 'multiAddress.enabled=true', servers=[*SERVERS[:2], 'server.3=127.0.0.1:2890:3890|127.0.0.2:2890:3890'])


def ensembles():
    for voters in range(8):
        for observers in range(3):
            servers = [f'server.{n}=127.0.0.1:{2800 + n}:{3800 + n}' for n in range(1, voters + 1)]
            servers += [f'server.{n}=127.0.0.1:{2800 + n}:{3800 + n}:observer' for n in range(voters + 1, voters + observers + 1)]
            for more in ([], ['standaloneEnabled=false'], ['reconfigEnabled=true']):
                yield quorum(f'{voters} voters, {observers} observers {" ".join(more)}', *more, servers=servers)
    yield quorum('two voters without limits', servers=SERVERS[:2], drop=['initLimit', 'syncLimit'])
    yield quorum('one voter without limits', servers=SERVERS[:1], drop=['initLimit', 'syncLimit'], myid=None)
    yield quorum('one voter without limits, no standalone', 'standaloneEnabled=false', servers=SERVERS[:1], drop=['initLimit', 'syncLimit'])
    yield quorum('electionAlg 0 and two parts', 'electionAlg=0', servers=['server.1=127.0.0.1:2888', 'server.2=127.0.0.1:2889'])
    for name, more in {
        'good': ['group.1=1:2:3'], 'trailing blank': ['group.1=1:2:3 '], 'leading blank': ['group.1= 1:2:3'], 'inner blank': ['group.1=1: 2:3'], 'commas': ['group.1=1,2,3'], 'unlisted': ['group.1=1:2:3:4'], 'unlisted with a weight': ['group.1=1:2:3:4', 'weight.4=1'],
        'one missing': ['group.1=1:2'], 'two groups': ['group.1=1:2', 'group.2=3'], 'in both': ['group.1=1:2', 'group.2=2:3'], 'twice in one': ['group.1=1:2:2:3'], 'empty': ['group.1='], 'weights': ['group.1=1:2:3', 'weight.1=2', 'weight.2=1', 'weight.3=1'], 'all weights 0': ['group.1=1:2:3', 'weight.1=0', 'weight.2=0', 'weight.3=0'],
        'weight only': ['weight.1=1'], 'weight word': ['group.1=1:2:3', 'weight.1=heavy'], 'weight blank': ['group.1=1:2:3', 'weight.1=1 '], 'weight negative': ['group.1=1:2:3', 'weight.1=-1'], 'group word': ['group.a=1:2:3'], 'group no number': ['group.=1:2:3'], 'weight no number': ['weight.=1'], 'member word': ['group.1=1:b:3'], 'groups': ['groups=1:2:3'], 'colon end': ['group.1=1:2:3:'],
        'weight of an unlisted': ['group.1=1:2:3', 'weight.9=1'], 'group twice': ['group.1=1:2', 'group.1=1:2:3'], 'with the oracle': ['oraclePath=/tmp/o', 'groups=1:2:3'], 'semicolons': ['group.1=1;2;3'], 'member 0': ['group.1=0:1:2:3'], 'weight 2^63': ['group.1=1:2:3', 'weight.1=9223372036854775808'],
    }.items():
        yield quorum(f'groups: {name}', *more)
    for name, groups in {'in two and a blank': ['1', '1: 2'], 'in two and a full-width digit': ['1:2', '1:２'], 'in three': ['1:2', '3', '1:2:3'], 'twice in one and a word': ['1:1:x', '2']}.items():
        yield quorum(f'groups: {name}', *(f'group.{number}={group}' for number, group in enumerate(groups, 1)))
    for name, far in [('256', '256'), ('2^63-1', '9223372036854775807')]:
        yield quorum(f'groups: several servers in none, {name}', 'weight.1=1', 'group.1=:', servers=[*SERVERS, f'server.{far}=127.0.0.1:2891:3891'])
    observer = [*SERVERS, 'server.4=127.0.0.1:2891:3891:observer']
    yield quorum('groups: observer left out', 'group.1=1:2:3', servers=observer)
    yield quorum('one server at two addresses, in two spellings', SERVERS[2].replace('server.3', 'server.03').replace('127.0.0.', '127.0.0.9'))
    yield quorum('groups: observer inside, one server in two spellings', 'group.1=1:2:3:4', SERVERS[2].replace('server.3', 'server.03'), servers=observer)
    yield quorum('groups: observer inside', 'group.1=1:2:3:4', servers=observer)
    yield quorum('groups: observer inside with a weight', 'group.1=1:2:3:4', 'weight.4=1', servers=observer)


def myids():
    for content in ['1', '1\n', '1\r\n', '01\n', '+1\n', '1 \n', ' 1\n', '\n1\n', '', '\n', '1\n2\n', '# one\n1\n', 'one\n', '0x1\n', '1.0\n', '-1\n', '0\n', '99\n', '256\n', '9223372036854775807\n', '9223372036854775808\n', '1\x00\n', '\xef\xbb\xbf1\n', '1\t\n', '1;\n', 'myid=1\n', '1\r2\n', '１\n'.encode().decode('latin-1'), '--1\n', '1\x0b\n', '2\n', '"1"\n']:
        yield quorum(f'myid {content!r}', myid=content)
        yield standalone(f'myid {content!r}, standalone', myid=content)
    yield quorum('no myid', myid=None)
    yield quorum('myid is a directory', myid=None, files={'data/myid': None})
    yield standalone('myid is a directory, standalone', files={'data/myid': None})
    yield quorum('no myid and no limits', myid=None, drop=['initLimit'])
    yield quorum('myid in dataLogDir', 'dataLogDir=@/log', myid=None, files={'log/myid': '1\n'})
    yield quorum('myid of an observer that thinks it votes', 'peerType=participant', servers=[*SERVERS, 'server.4=127.0.0.1:2891:3891:observer'], myid='4\n')
    yield quorum('myid of a voter that thinks it observes', 'peerType=observer')


def dynamic():
    good = '\n'.join(line + ';2181' for line in SERVERS) + '\n'
    for name, file in {
        'good': good, 'missing': None, 'empty': '', 'comments': '# none\n', 'trailing blank': good.replace(';2181', ';2181 ', 1), 'tail blank without a port': '\n'.join(SERVERS) + ' \n', 'client port twice': good + 'clientPort=2181\n', 'version inside': good + 'version=100000000\n', 'other key': good + 'tickTime=1\n',
        'groups': good + 'group.1=1:2:3\n', 'bad line': good + 'server.4=x\n', 'one server': SERVERS[0] + ';2181\n', 'no ports': '\n'.join(SERVERS) + '\n', 'malformed escape': good + 'server.4=\\uxyz1\n', 'BOM': '\xef\xbb\xbf' + good, 'other port for this server': good.replace('3888;2181', '3888;2182', 1),
    }.items():
        files = {} if file is None else {'dyn/zoo.cfg.dynamic.100000000': file}
        for kept, drop in (('', ['clientPort']), (' and clientPort', [])):
            yield quorum(f'dynamic file: {name}{kept}', 'dynamicConfigFile=@/dyn/zoo.cfg.dynamic.100000000', servers=[], drop=drop, files=files)
    files = {'dyn/d': good}
    yield quorum('dynamic file without a version', 'dynamicConfigFile=@/dyn/d', servers=[], files=files)
    yield quorum('servers in both files', 'dynamicConfigFile=@/dyn/d', files=files)
    yield quorum('group in the static file', 'dynamicConfigFile=@/dyn/d', 'group.1=1:2:3', servers=[], files=files)
    yield quorum('dynamic path empty', 'dynamicConfigFile=', servers=[])
    yield quorum('dynamic path of one character', 'dynamicConfigFile=/', servers=[])
    yield quorum('dynamic path with a comment', 'dynamicConfigFile=@/dyn/d # here', servers=[], files=files)
    yield quorum('dynamic path trailing blank', 'dynamicConfigFile=@/dyn/d ', servers=[], files=files)
    yield quorum('dynamic path with a NUL', 'dynamicConfigFile=@/dyn/\\u0000d', servers=[], files=files)
    yield quorum('dataDir with a NUL', 'dataDir=@/da\0ta', drop=['dataDir'])
    yield standalone('dataDir with a NUL, standalone', 'dataDir=@/da\0ta', drop=['dataDir'])
    for name, end in {'and a form feed': '\\\n\f', 'and nothing': '\\\n', 'and CRLF': '\\\r\n', 'twice': '\\\n\\\n', 'and a comment': '\\\n# x'}.items():
        yield quorum(f'dynamic file ends in a continuation {name}', 'dynamicConfigFile=@/dyn/c', servers=[], files={'dyn/c': good + end})
    yield quorum('dynamic path is a directory with a slash', 'dynamicConfigFile=@/data//', servers=[])
    yield quorum('group in the list by its trimmed name only', '\\u0000group.1=1:2:3')
    yield quorum('client address and one behind a control character in the line', 'clientPortAddress=127.0.0.1', servers=[SERVERS[0] + ';\x0b0.0.0.0:2181', *SERVERS[1:]])
    yield quorum('dynamic path is a directory', 'dynamicConfigFile=@/data', servers=[])
    yield quorum('left-over next file', 'dynamicConfigFile=@/dyn/d', servers=[], files={**files, 'zoo.cfg.dynamic.next': 'server.1=x\n'})
    yield quorum('left-over next file, good', 'dynamicConfigFile=@/dyn/d', servers=[], files={**files, 'zoo.cfg.dynamic.next': good + 'version=1a\n'})
    yield quorum('left-over next file, bad version', 'dynamicConfigFile=@/dyn/d', servers=[], files={**files, 'zoo.cfg.dynamic.next': good + 'version=xyz\n'})
    yield quorum('left-over next file, a bad group and the oracle', 'dynamicConfigFile=@/dyn/d', 'oraclePath=/o', servers=[], files={**files, 'zoo.cfg.dynamic.next': good + 'group.x=1\n'})
    yield quorum('left-over next file without dynamicConfigFile', files={'zoo.cfg.dynamic.next': 'server.1=x\n'})
    for reconfig in ('standaloneEnabled=false', 'reconfigEnabled=true'):
        yield quorum(f'dynamic file and {reconfig}', 'dynamicConfigFile=@/dyn/d', reconfig, servers=[], files=files)


def bytes_of_file():
    plain = '\n'.join(QUORUM + SERVERS) + '\n'
    files = {'files': {'data/myid': '1\n'}}
    for name, content in [
        ('CRLF', plain.replace('\n', '\r\n').encode()), ('CR', plain.replace('\n', '\r').encode()), ('no final newline', plain.rstrip('\n').encode()), ('empty', b''), ('comments only', b'# a\n! b\n'), ('BOM before tickTime', b'\xef\xbb\xbf' + plain.encode()), ('BOM before dataDir', b'\xef\xbb\xbfdataDir=@/data\n' + plain.replace('dataDir=@/data\n', '').encode()),
        ('BOM before a comment', b'\xef\xbb\xbf# x\n' + plain.encode()), ('UTF-16', plain.encode('utf-16')), ('blanks around', plain.replace('=', ' = ').encode()), ('colons', plain.replace('=', ': ').encode()), ('blanks only', plain.replace('=', ' ').encode()), ('indented', plain.replace('\n', '\n    ').encode()), ('trailing blanks but servers', '\n'.join([line + '  ' for line in QUORUM] + SERVERS).encode() + b'\n'),
        ('inline comments', plain.replace('2181', '2181 # clients').encode()), ('semicolon comments', (';x=1\n' + plain).encode()), ('slash comments', ('// x\n' + plain).encode()), ('full-width equals', plain.replace('clientPort=', 'clientPort＝').encode()), ('full-width equals, dataDir', plain.replace('dataDir=', 'dataDir＝').encode()), ('NBSP', plain.replace('2181', '2181\u00a0').encode()), ('NUL', plain.replace('2181', '2181\0').encode()),
        ('continuation', plain.replace('clientPort=2181', 'clientPort=21\\\n   81').encode()), ('continuation into the servers', plain.replace('clientPort=2181', 'clientPort=2181\\').encode()), ('malformed escape', (plain + 'foo=\\uzzzz\n').encode()), ('malformed escape in a comment', (plain + '# \\uzzzz\n').encode()), ('short escape at the end', (plain + 'foo=\\u12').encode()), ('backslash at the end', (plain + 'foo=x\\').encode()),
        ('doubled key', (plain + 'clientPort=x\n').encode()), ('doubled key, mended', ('clientPort=x\n' + plain).encode()), ('GBK comment', b'# ' + '服务器'.encode('gbk') + b'\n' + plain.encode()), ('UTF-8 comment', ('# 服务器\n' + plain).encode()), ('UTF-8 dataDir', plain.replace('@/data', '@/数据').encode()), ('key without separator', (plain + 'clientPort\n').encode()), ('section', ('[server]\n' + plain).encode()), ('XML', b'<configuration/>\n'),
        ('export', plain.replace('tickTime', 'export tickTime').encode()), ('vertical tab', plain.replace('2181', '\x0b2181').encode()), ('form feed', plain.replace('clientPort=', '\fclientPort=').encode()), ('quotes', plain.replace('2181', '"2181"').encode()), ('zookeeper prefix', plain.replace('clientPort', 'zookeeper.clientPort').encode()),
    ]:
        yield case(f'bytes: {name}', content, **files)


def make():
    yield quorum('good quorum')
    yield standalone('good standalone')
    yield from values()
    yield from lines()
    yield from ensembles()
    yield from myids()
    yield from dynamic()
    yield from bytes_of_file()
