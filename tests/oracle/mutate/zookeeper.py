"""zoo.cfg with its myid and dynamic file. `@` is the input's root; no name needs DNS."""
import pathlib, re
from mutate import BOOLEANS, NUMBERS, WORDS, line, neighbour, scramble

CATALOG = pathlib.Path(__file__).resolve().parents[3] / 'rules' / 'catalog' / 'zookeeper.yaml'
KEYS = re.findall(r'^  ([A-Za-z0-9][\w.-]*):', CATALOG.read_text(encoding='utf-8'), re.M)
NUMERIC = ['tickTime', 'initLimit', 'syncLimit', 'clientPort', 'maxClientCnxns', 'minSessionTimeout', 'maxSessionTimeout', 'electionAlg', 'autopurge.snapRetainCount', 'autopurge.purgeInterval',
           'secureClientPort', 'connectToLearnerMasterLimit', 'observerMasterPort', 'clientPortListenBacklog', 'quorum.cnxn.threads.size', 'multiAddress.reachabilityCheckTimeoutMs',
           'jvm.pause.warn-threshold.ms', 'jvm.pause.info-threshold.ms', 'jvm.pause.sleep.time.ms', 'jute.maxbuffer', 'admin.serverPort', 'snapCount', 'globalOutstandingLimit', 'metricsProvider.httpPort']
SWITCHES = ['syncEnabled', 'quorumListenOnAllIPs', 'localSessionsEnabled', 'localSessionsUpgradingEnabled', 'standaloneEnabled', 'reconfigEnabled', 'quorum.auth.enableSasl', 'quorum.auth.serverRequireSasl',
            'quorum.auth.learnerRequireSasl', 'sslQuorum', 'portUnification', 'sslQuorumReloadCertFiles', 'jvm.pause.monitor', 'multiAddress.enabled', 'multiAddress.reachabilityCheckEnabled', 'audit.enable', 'admin.enableServer']
OTHER = {
    'clientPortAddress': ['127.0.0.1', '0.0.0.0', '::1', '[::1]', '[::1', '127.0.0.1:2181', '[127.0.0.1]', '127.1', '::', '[fe80::1]', '1.2.3', '256.1.1.1'],
    'secureClientPortAddress': ['127.0.0.1', '::1', '[::1]', '0.0.0.0'], 'peerType': ['observer', 'participant', 'OBSERVER', 'Participant', 'learner', 'observer '],
    'dataLogDir': ['@/data', '@/log', 'log', '', '/'], 'metricsProvider.className': ['org.apache.zookeeper.metrics.impl.DefaultMetricsProvider', 'org.apache.zookeeper.metrics.impl.NullMetricsProvider'],
    'ssl.authProvider': ['x509', 'foo', ''], 'authProvider.foo': ['a.B'], 'authProvider.1': ['org.apache.zookeeper.server.auth.SASLAuthenticationProvider'],
    'serverCnxnFactory': ['org.apache.zookeeper.server.NettyServerCnxnFactory'], '4lw.commands.whitelist': ['*', 'stat, ruok', ''], 'quorum.auth.kerberos.servicePrincipal': ['zk/_HOST'],
    'dynamicConfigFile': ['@/zoo.dynamic', '@/none', '', '@/data'], 'oraclePath': ['/x', ''], 'version': ['1', 'x', '100000000'], 'initialConfig': ['x'], 'kerberos.canonicalizeHostNames': ['true', 'false'],
}
HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '10.0.0.1', '::1', '[::1]', '[2001:db8::1]', '[::1', '::1]', '', ' 127.0.0.1', '127.0.0.1 ', '0.0.0.0', '[127.0.0.1]', '[]', '[x]', '127.0.0.1/24', '[::ffff:1.2.3.4]', '[fe80::1%lo]', '1.2.3', '[1:2]']
PORTS = ['2888', '3888', '2889', '3889', '0', '65535', '65536', '-1', '', 'x', '+2888', '02888', ' 2888', '2888 ', '2147483648', '\uff12\uff18', '28_88', '2888.0', '0x10']
ROLES = ['participant', 'observer', 'PARTICIPANT', 'Observer', 'learner', '', ' observer', 'observer ', 'leader']


def address(rng, wild):
    if not wild:
        return f'127.0.0.{rng.randint(1, 9)}:{rng.choice(["2888", "2889"])}:{rng.choice(["3888", "3889"])}'
    parts = [rng.choice(HOSTS), rng.choice(PORTS[:2] * 6 + PORTS), rng.choice(PORTS[:2] * 6 + PORTS)]
    parts = parts[:rng.choice([3, 3, 3, 3, 2, 1])]
    return ':'.join(parts)


def server(rng, wild):
    value = address(rng, wild and rng.random() < 0.6)
    if wild:
        while rng.random() < 0.2:
            value += '|' + (address(rng, rng.random() < 0.5) if rng.random() < 0.9 else rng.choice(['', ' ', '|', 'x']))
        if rng.random() < 0.35:
            value += ':' + rng.choice(ROLES)
        if rng.random() < 0.1:
            value += ':' + rng.choice(['', '2181', 'observer', 'x'])
        if rng.random() < 0.35:
            value += rng.choice([';', ';', ';', '; ', ' ;', ';;']) + rng.choice(['', '127.0.0.1:', '0.0.0.0:', '[::1]:', '::1:', ':', 'x:y:', '[::1:']) + rng.choice(PORTS + ['2181'] * 8)
    elif rng.random() < 0.3:
        value += rng.choice([':participant', ':observer', ';2181', ':observer;2181', ';127.0.0.1:2181', ':participant;0.0.0.0:2181'])
    return value


def members(rng):
    """The list: servers, groups and weights."""
    count = rng.choice([0, 0, 1, 2, 3, 3, 3, 4, 5, 6])
    wild = rng.random() < 0.4
    odd = rng.randrange(count) if count and wild else -1
    found = []
    for number in range(count):
        identity = str(number + 1)
        if number == odd and rng.random() < 0.3:
            identity = rng.choice(['0', '-1', '01', '+1', '255', '256', 'x', '', '1 ', '1.1', '9223372036854775807', '9223372036854775808', '\uff11', '1a', '\\u0031', ' 1', '-9223372036854775808'])
        found.append((rng.choice(['server.'] * 30 + ['Server.', 'server', 'server..', 'server. ', 'serverx.']) + identity, server(rng, number == odd)))
    if count and rng.random() < 0.3:
        for number in range(rng.choice([1, 1, 2, 2, 3])):
            ids = rng.choice(['1', '2', '3', '1:2', '2:3', '1:2:3', '3:4:5', '4:5', '', ':', '1:', ':1', '1:1', 'x', '1,2', '1: 2', '9', '1:2:3:4:5:6', '+1', '1:\uff12'])
            found.append((rng.choice(['group.'] * 12 + ['group', 'groups.', 'Group.']) + rng.choice([str(number + 1)] * 8 + ['x', '-1', '', '1.2', '9223372036854775808']), ids))
    if count and rng.random() < 0.3:
        for number in range(rng.choice([1, 2, 3])):
            found.append((rng.choice(['weight.'] * 12 + ['weight', 'weights.']) + rng.choice([str(number + 1)] * 8 + ['x', '9', '']), rng.choice(['0', '1', '1', '2', '-1', 'x', '', '9223372036854775807', '9223372036854775808', '1.5', ' 1', '+1', '01'])))
    if wild and rng.random() < 0.3:
        rng.shuffle(found)
    if found and rng.random() < 0.1:
        found.append(rng.choice(found))
    return found


def crowd(rng):
    """Many servers in groups of their own, right but for a slip or two: what is told first is up to a hash table."""
    ids = rng.choice([list(range(1, 10)), [1, 2, 3, 256, 257, 65536], [5, 4294967297, 9223372036854775807, -1, 0, 12]])
    listed = [(f'server.{number}', server(rng, False)) for number in ids]
    groups = [[] for _ in range(rng.choice([1, 2, 3, 3, 4]))]
    for number in ids:
        rng.choice(groups).append(str(number))
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        group = rng.choice(groups)
        slip = rng.choice(['double', 'drop', 'odd', 'again'])
        if slip == 'double':
            group.append(str(rng.choice(ids)))
        elif slip == 'drop' and group:
            group.pop()
        elif slip == 'odd':
            group.insert(rng.randrange(len(group) + 1), rng.choice(PORTS + ['', 'x', '99', '+1', '01']))
        elif group:
            group.append(group[0])
    listed += [(f'group.{number}', ':'.join(group)) for number, group in enumerate(groups, rng.choice([1, 1, 1, 15, -1]))]
    listed += [(f'weight.{rng.choice(ids + [77])}', rng.choice(['1', '0', '2', '-1', 'x', '9223372036854775807'])) for _ in range(rng.choice([0, 0, 1, 3]))]
    if rng.random() < 0.2:
        number = rng.choice(ids)
        listed.append((rng.choice([f'server.+{number}', f'server.0{number}', f'group.+{number}', f'weight.0{number}', f'server.{number}\\u0001', f'server.{number} ']), server(rng, False) if rng.random() < 0.5 else '1'))
    return listed


def value_of(rng, key):
    kind = rng.random()
    if key in OTHER and kind < 0.9:
        return rng.choice(OTHER[key])
    if key in NUMERIC and kind < 0.9:
        return rng.choice(NUMBERS)
    if key in SWITCHES and kind < 0.9:
        return rng.choice(BOOLEANS)
    return rng.choice(NUMBERS + BOOLEANS + WORDS)


def cases(rng):
    while True:
        settings = [('tickTime', '2000'), ('dataDir', '@/data'), ('clientPort', '2181')]
        listed = members(rng) if rng.random() < 0.92 else crowd(rng)
        if listed or rng.random() < 0.3:
            settings += [('initLimit', '10'), ('syncLimit', '5')]
        settings = [pair for pair in settings if rng.random() > 0.02]
        for _ in range(rng.choice([0, 0, 1, 1, 1, 2, 3])):
            key = rng.choice([rng.choice(NUMERIC), rng.choice(SWITCHES), rng.choice(list(OTHER)), rng.choice(KEYS)])
            value = value_of(rng, key)
            if key == 'dataDir':
                continue
            if key == 'dynamicConfigFile' and rng.random() < 0.6:
                value = '@/zoo.dynamic'
            if rng.random() < 0.06:
                key = neighbour(rng, key)
            settings = [pair for pair in settings if pair[0] != key or rng.random() < 0.2] + [(key, value)]
        files = {}
        dynamic = any(value == '@/zoo.dynamic' for _, value in settings)
        if dynamic:
            inside = listed + ([('version', '1')] if rng.random() < 0.1 else []) + ([(rng.choice(KEYS), '1')] if rng.random() < 0.1 else [])
            text = '\n'.join(line(rng, *pair) for pair in inside) + '\n'
            files['zoo.dynamic'] = scramble(rng, text)
            if rng.random() < 0.2:
                left = members(rng) + [('version', rng.choice(['1a', '100000000', 'x', '', ' 1']))]
                files['etc/zoo.cfg.dynamic.next'] = scramble(rng, '\n'.join(line(rng, *pair) for pair in left) + '\n')
            listed = listed[:1] if rng.random() < 0.15 else []
        if listed and rng.random() < 0.9 or dynamic or rng.random() < 0.15:
            files['data/myid'] = rng.choice(['1', '1\n', '1\n', '1\n', '2\n', '3', '9\n', '', '\n', ' 1', '1 ', '1 \n', '1\n2\n', '\n1', 'x', '+1\n', '01', '-1', '0', '255', '1\r\n', '1\r', '\ufeff1', '1\u00a0', '9223372036854775808', '1#', '\uff11\n', '\t1']).encode()
        settings += listed
        if rng.random() < 0.2:
            rng.shuffle(settings)
        if rng.random() < 0.005:
            settings.append((rng.choice(settings)[0] + rng.choice(['\\u0001', '\\u0020', '\\t', '\\u00a0']), rng.choice(NUMBERS)))
        yield scramble(rng, '\n'.join(line(rng, *pair) for pair in settings) + '\n'), files
