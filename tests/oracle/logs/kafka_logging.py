"""What each Kafka release logs where: its config/log4j.properties (log4j2.yaml since 4.0), and that of the tools.

The files are made from the facts of those of the releases (config/ at the tags): up to 1.0 server.log has only the
loggers of `kafka`, later all; controller, state changes, requests, the cleaner and the authorizer have their own files.
"""
PATTERN = '[%d] %p %m (%c)%n'
FILES = {'kafka': 'server', 'state': 'state-change', 'request': 'kafka-request', 'cleaner': 'log-cleaner', 'controller': 'controller', 'authorizer': 'kafka-authorizer'}
# Logger, level, file.
OLD = [('kafka.network.RequestChannel$', 'WARN', 'request'), ('kafka.request.logger', 'WARN', 'request'), ('kafka.controller', 'TRACE', 'controller'),
       ('kafka.log.LogCleaner', 'INFO', 'cleaner'), ('state.change.logger', 'TRACE', 'state'), ('kafka.authorizer.logger', 'WARN', 'authorizer')]
MIDDLE = [('kafka.network.RequestChannel$', 'WARN', 'request'), ('kafka.request.logger', 'WARN', 'request'), ('kafka.controller', 'TRACE', 'controller'),
          ('kafka.log.LogCleaner', 'INFO', 'cleaner'), ('state.change.logger', 'INFO', 'state'), ('kafka.authorizer.logger', 'INFO', 'authorizer')]
THREE = [('org.apache.kafka.controller', 'INFO', 'controller'), *MIDDLE]
STORAGE = 'org.apache.kafka.storage.internals.log'
FOUR = [('kafka.network.RequestChannel$', 'WARN', 'request'), ('kafka.request.logger', 'WARN', 'request'), ('org.apache.kafka.controller', 'INFO', 'controller'),
        (f'{STORAGE}.LogCleaner', 'INFO', 'cleaner'), (f'{STORAGE}.LogCleaner$CleanerThread', 'INFO', 'cleaner'), (f'{STORAGE}.Cleaner', 'INFO', 'cleaner'),
        ('state.change.logger', 'INFO', 'state'), ('kafka.authorizer.logger', 'INFO', 'authorizer')]


def settings(version):
    """File name → text, for the broker and for the tools."""
    if version >= '4':
        return {'log4j2.yaml': log4j2(FOUR), 'tools-log4j2.yaml': log4j2([], 'WARN', 'SYSTEM_ERR')}
    tools = log4j1([], 'WARN, console', 'System.err')
    if version < '1':
        return {'log4j.properties': log4j1(OLD, 'INFO, console') + 'log4j.logger.kafka=INFO, kafka\n', 'tools-log4j.properties': tools}
    return {'log4j.properties': log4j1(THREE if version >= '3' else MIDDLE, 'INFO, console, kafka'), 'tools-log4j.properties': tools}


def log4j1(loggers, root, target='System.out'):
    lines = [f'rootLogger={root}', 'appender.console=org.apache.log4j.ConsoleAppender', f'appender.console.Target={target}']
    for appender, file in FILES.items() if loggers else []:
        lines += [f'appender.{appender}=org.apache.log4j.DailyRollingFileAppender', f"appender.{appender}.DatePattern='.'yyyy-MM-dd-HH",
                  f'appender.{appender}.File=${{kafka.logs.dir}}/{file}.log']
    for appender in ['console', *(FILES if loggers else [])]:
        lines += [f'appender.{appender}.layout=org.apache.log4j.PatternLayout', f'appender.{appender}.layout.ConversionPattern={PATTERN}']
    for logger, level, appender in loggers:
        lines += [f'logger.{logger}={level}, {appender}', f'additivity.{logger}=false']
    return ''.join(f'log4j.{line}\n' for line in lines)


def log4j2(loggers, level='INFO', target='SYSTEM_OUT'):
    lines = ['Configuration:', '  Appenders:', '    Console:', '      name: console', f'      target: {target}', '      PatternLayout:', f'        pattern: "{PATTERN}"']
    if loggers:
        lines += ['    RollingFile:']
    for appender, file in FILES.items() if loggers else []:
        path = f'${{sys:kafka.logs.dir}}/{file}.log'
        lines += [f'      - name: {appender}', f'        fileName: "{path}"', f'        filePattern: "{path}.%d{{yyyy-MM-dd-HH}}"', '        PatternLayout:', f'          pattern: "{PATTERN}"',
                  '        TimeBasedTriggeringPolicy:', '          modulate: true', '          interval: 1']
    lines += ['  Loggers:', '    Root:', f'      level: {level}', '      AppenderRef:', '        - ref: console', *(['        - ref: kafka', '    Logger:'] if loggers else [])]
    for logger, own, appender in loggers:
        lines += [f'      - name: {logger}', f'        level: {own}', '        additivity: false', '        AppenderRef:', f'          ref: {appender}']
    return '\n'.join(lines) + '\n'
