"""Storm: mistakes in storm.yaml that a daemon refuses, as bin/storm's boot log has them (one trace for each JVM)."""
from .scenario import scenario
from .storm_node import NEEDS, YAML, Storm, with_lines  # noqa: F401 (NEEDS: read by __main__)

ALL = ['1.0.2', '2.8.3']


def refused(lab, config, daemon='nimbus', **how):
    """Starts a daemon that must end by itself; keeps its logs."""
    node = Storm(lab.host('nim1' if daemon == 'nimbus' else 'sup1'), lab.version, config)
    lab.expect(node.start(daemon, launcher=True, **how).wait_exit() != 0, 'exit code')
    node.keep(daemon)


def mistake(name, what, cause, change, config, versions=(), also=(), **how):
    """Registers a scenario whose only mistake is storm.yaml."""
    def function(lab):
        refused(lab, config, **how)

    function.__name__, function.__doc__ = name, what
    scenario('storm', versions or ALL, cause, change, also=also)(function)


def syntax(name, what, change, config, **how):
    mistake(name, what, 'storm.yaml-syntax', change, config, **how)


def value(name, what, change, *lines, without=(), **how):
    mistake(name, what, 'storm.config-bad-value', change, with_lines(*lines, without=without), **how)


syntax('yaml_missing_blank', 'No blank after a colon, in the middle of the file.', "conf/storm.yaml, nimbus.seeds: write a blank after the colon",
       YAML.replace('nimbus.seeds: ', 'nimbus.seeds:'))
syntax('yaml_missing_blank_first', 'No blank after the first colon, then comments.', "conf/storm.yaml, nimbus.childopts: write a blank after the colon",
       'nimbus.childopts:"-Xmx256m"\n# the rest of the cluster\n' + with_lines(without=['nimbus.childopts']))
syntax('yaml_missing_blank_only', 'The only setting has no blank after its colon: the file is a text, not a mapping.', "conf/storm.yaml: write a blank after the colon",
       'nimbus.childopts:"-Xmx256m"\n', also=['storm.yaml-not-a-mapping'])
syntax('yaml_tab', 'A tab as indentation.', 'conf/storm.yaml, storm.zookeeper.servers: indent with blanks, not with a tab', YAML.replace('    - "zoo1"', '\t- "zoo1"'))
syntax('yaml_wrong_indent', 'A key in another column than the keys before it.', 'conf/storm.yaml, storm.local.dir: start it in column 1 like the other keys',
       YAML.replace('storm.local.dir', ' storm.local.dir'))
syntax('yaml_first_key_indented', 'Only the # of the shipped example was removed: the first key is indented, the next is not.',
       'conf/storm.yaml, storm.zookeeper.servers: start it in column 1', ' ' + YAML)
syntax('yaml_parent_commented', 'The items of a list whose key is still a comment.', 'conf/storm.yaml: remove the # before storm.zookeeper.servers:',
       '# ' + YAML.replace('\nnimbus.seeds', '\n nimbus.seeds', 1))
syntax('yaml_unclosed_quote', 'A quote that is not closed.', 'conf/storm.yaml, storm.local.dir: close the quote', YAML.replace('"/srv/storm"', '"/srv/storm'))
syntax('yaml_unclosed_quote_last', 'A quote in the last line that is not closed.', 'conf/storm.yaml, worker.childopts: close the quote', YAML.replace('"-Xmx128m"', '"-Xmx128m'))
syntax('yaml_missing_dash_blank', 'No blank after the dash of one item.', 'conf/storm.yaml, supervisor.slots.ports: write a blank after the dash', YAML.replace('- 6701', '-6701'))
syntax('yaml_wide_colon', 'A full-width colon after a key.', 'conf/storm.yaml, nimbus.seeds: write an ASCII colon and a blank', YAML.replace('nimbus.seeds: ', 'nimbus.seeds：'))
syntax('yaml_unclosed_bracket', 'A list in brackets that is not closed.', 'conf/storm.yaml, nimbus.seeds: close the bracket', YAML.replace('["nim1"]', '["nim1"'))
syntax('yaml_two_documents', 'A second document in the file.', 'conf/storm.yaml: remove the line ---', YAML + '---\nui.port: 8081\n')
syntax('yaml_template_left', 'A template that was not rendered, with a port behind it.', 'conf/storm.yaml, nimbus.seeds: render the template', YAML.replace('["nim1"]', '{{ nimbus }}:6627'))
syntax('yaml_bom_posix', 'A byte order mark before a comment, read in the locale POSIX, as under cron.', 'conf/storm.yaml: save it without a byte order mark (UTF-8 without BOM)',
       b'\xef\xbb\xbf# storm\n' + YAML.encode(), env={'LANG': 'C', 'LC_ALL': 'C'})
syntax('yaml_emoji', 'A character outside the basic plane, in a comment.', 'conf/storm.yaml: remove the emoji', '# our cluster 🚀\n' + YAML, versions=['1.0.2'])
syntax('yaml_control_character', 'A control character in a comment.', 'conf/storm.yaml: remove the control character', b'# \x1b[32mstorm\n' + YAML.encode())

value('value_seeds_not_a_list', 'nimbus.seeds is a text.', 'conf/storm.yaml, nimbus.seeds: write a list, ["nim1"]', 'nimbus.seeds: nim1', without=['nimbus.seeds'])
value('value_servers_entry_is_a_map', 'A ZooKeeper server with its port, not quoted, is a map.', 'conf/storm.yaml, storm.zookeeper.servers: only the host name; the port is storm.zookeeper.port',
      'storm.zookeeper.servers:', '    - zoo1: 2181', without=['storm.zookeeper.servers', '    - "zoo1"'])
value('value_port_is_text', 'A port in quotes.', 'conf/storm.yaml, ui.port: without the quotes', 'ui.port: "8080"')
value('value_port_glued_comment', 'A comment glued to a port.', 'conf/storm.yaml, ui.port: write a blank before the #', 'ui.port: 8080#web')
value('value_local_dir_is_a_list', 'storm.local.dir is a list.', 'conf/storm.yaml, storm.local.dir: write one directory', 'storm.local.dir: ["/srv/storm"]', without=['storm.local.dir'])
value('value_hostname_is_a_number', 'storm.local.hostname looks like a number.', 'conf/storm.yaml, storm.local.hostname: in quotes', 'storm.local.hostname: 192')
value('value_duplicate_slot', 'A slot port twice.', 'conf/storm.yaml, supervisor.slots.ports: each port once', 'supervisor.slots.ports: [6700, 6701, 6700]',
      without=['supervisor.slots', '    - 67'], daemon='supervisor')
value('value_slots_not_a_list', 'supervisor.slots.ports is a number.', 'conf/storm.yaml, supervisor.slots.ports: write a list, [6700]', 'supervisor.slots.ports: 6700',
      without=['supervisor.slots', '    - 67'], daemon='supervisor')
value('value_slots_null', 'supervisor.slots.ports has no value.', 'conf/storm.yaml, supervisor.slots.ports: list the ports, or remove the key', 'supervisor.slots.ports:',
      without=['supervisor.slots', '    - 67'], daemon='supervisor')
value('value_boolean_is_text', 'A boolean in quotes.', 'conf/storm.yaml, topology.debug: true or false without quotes', 'topology.debug: "true"')
