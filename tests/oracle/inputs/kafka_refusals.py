"""server.properties for the refusals that the other inputs don't reach in every release (fixtures/oracle/refusals.tsv)."""

SASL = {'listeners': 'SASL_PLAINTEXT://localhost:9092', 'advertised.listeners': None, 'security.inter.broker.protocol': 'SASL_PLAINTEXT'}
SASL_KRAFT = {
    'listeners': 'SASL_PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093', 'advertised.listeners': 'SASL_PLAINTEXT://localhost:9092',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT', 'security.inter.broker.protocol': 'SASL_PLAINTEXT',
}
TIERED = {'remote.log.storage.system.enable': 'true', 'remote.log.metadata.manager.listener.name': 'PLAINTEXT'}
CONTROLLERS = 'CONTROLLER://localhost:9093'

# (what is violated, base, settings), as in kafka.py.
CROSS = [
    ('PLAIN inside, protocol 0.9', 'zk', {**SASL, 'sasl.mechanism.inter.broker.protocol': 'PLAIN', 'sasl.enabled.mechanisms': 'PLAIN', 'inter.broker.protocol.version': '0.9.0', 'log.message.format.version': '0.9.0'}),
    ('GSSAPI inside, protocol 0.9', 'zk', {**SASL, 'inter.broker.protocol.version': '0.9.0', 'log.message.format.version': '0.9.0'}),
    ('PLAIN inside, protocol 0.10.0-IV0', 'zk', {**SASL, 'sasl.mechanism.inter.broker.protocol': 'PLAIN', 'sasl.enabled.mechanisms': 'PLAIN', 'inter.broker.protocol.version': '0.10.0-IV0', 'log.message.format.version': '0.10.0-IV0'}),
    ('mechanism not enabled', 'kraft', {**SASL_KRAFT, 'sasl.mechanism.inter.broker.protocol': 'PLAIN'}),
    ('mechanism enabled', 'kraft', {**SASL_KRAFT, 'sasl.mechanism.inter.broker.protocol': 'PLAIN', 'sasl.enabled.mechanisms': 'PLAIN'}),
    ('inter-broker name and protocol', 'kraft', {'inter.broker.listener.name': 'PLAINTEXT', 'security.inter.broker.protocol': 'PLAINTEXT'}),
    ('unknown protocol in the map', 'kraft', {'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:TLS'}),
    ('unknown protocol in the map, of no listener', 'kraft', {'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHER:plain'}),
    ('advertised, not listened to', 'kraft', {'advertised.listeners': 'SSL://localhost:9095', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL', 'inter.broker.listener.name': 'SSL'}),
    ('advertised one more', 'kraft', {'advertised.listeners': 'PLAINTEXT://localhost:9092,SSL://localhost:9095', 'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL'}),
    ('three on a port', 'kraft', {'listeners': f'A://127.0.0.1:9092,B://[::1]:9092,C://127.0.0.2:9092,{CONTROLLERS}', 'advertised.listeners': 'A://localhost:9092', 'inter.broker.listener.name': 'A',
                                   'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,A:PLAINTEXT,B:PLAINTEXT,C:PLAINTEXT'}),
    ('two IPv6 on a port', 'kraft', {'listeners': f'A://[::2]:9092,B://[::1]:9092,{CONTROLLERS}', 'advertised.listeners': 'A://localhost:9092', 'inter.broker.listener.name': 'A',
                                     'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,A:PLAINTEXT,B:PLAINTEXT'}),
    ('IPv4 and IPv6 on a port', 'kraft', {'listeners': f'A://127.0.0.1:9092,B://[::1]:9092,{CONTROLLERS}', 'advertised.listeners': 'A://localhost:9092', 'inter.broker.listener.name': 'A',
                                          'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,A:PLAINTEXT,B:PLAINTEXT'}),
    ('listener without a protocol', 'kraft', {'listeners': f'localhost:9092,{CONTROLLERS}', 'listener.security.protocol.map': None}),
    ('listener of one word', 'kraft', {'listeners': f'bogus,{CONTROLLERS}', 'listener.security.protocol.map': None}),
    ('share assignors, two names', 'kraft', {'group.share.assignors': 'simple,org.apache.kafka.coordinator.group.assignor.SimpleAssignor'}),
    ('share snapshot updates', 'kraft', {'share.coordinator.snapshot.update.records.per.snapshot': -1}),
    ('names empty', 'controller', {'controller.listener.names': ''}),
    ('compaction lag min over max', 'zk', {'log.cleaner.min.compaction.lag.ms': 10, 'log.cleaner.max.compaction.lag.ms': 5}),
    ('compaction lag min over max', 'kraft', {'log.cleaner.min.compaction.lag.ms': 10, 'log.cleaner.max.compaction.lag.ms': 5}),
    ('compaction lag min is max', 'kraft', {'log.cleaner.min.compaction.lag.ms': 5, 'log.cleaner.max.compaction.lag.ms': 5}),
    ('tiered storage, local retention over retention', 'kraft', {**TIERED, 'log.local.retention.ms': 2000, 'log.retention.ms': 1000}),
    ('tiered storage, local retention unlimited', 'kraft', {**TIERED, 'log.local.retention.ms': -1, 'log.retention.ms': 1000}),
    ('tiered storage, local retention under retention', 'kraft', {**TIERED, 'log.local.retention.ms': 500, 'log.retention.ms': 1000}),
    ('tiered storage, retention unlimited', 'kraft', {**TIERED, 'log.local.retention.ms': 2000, 'log.retention.ms': -1}),
    ('tiered storage, local bytes over retention', 'kraft', {**TIERED, 'log.local.retention.bytes': 2000, 'log.retention.bytes': 1000}),
    ('tiered storage, local bytes unlimited', 'kraft', {**TIERED, 'log.local.retention.bytes': -1, 'log.retention.bytes': 1000}),
    ('tiered storage, local bytes under retention', 'kraft', {**TIERED, 'log.local.retention.bytes': 500, 'log.retention.bytes': 1000}),
    ('tiered storage, local hours over retention', 'zk', {**TIERED, 'log.local.retention.ms': 7200000, 'log.retention.hours': 1}),
    ('inter-broker name is the controller', 'controller', {'inter.broker.listener.name': 'CONTROLLER', 'controller.listener.names': 'CONTROLLER'}),
]
