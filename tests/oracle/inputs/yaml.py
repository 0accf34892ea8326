"""storm.yaml as bytes: every known slip, made on every line of ordinary files where it can be made."""
import re
from inputs import case

STOCK = '''\
# storm.yaml
storm.zookeeper.servers:
    - "192.168.1.1"
    - "192.168.1.2"
storm.local.dir: "/var/lib/storm"
nimbus.seeds: ["nim1", "nim2"]
supervisor.slots.ports:
    - 6700
    - 6701
ui.port: 8080
worker.childopts: -Xmx1g -Djava.net.preferIPv4Stack=true
# the end
'''
INDENTED = '''\
 storm.zookeeper.servers:
     - zk1
     - zk2

 nimbus.host: "nim1"
 ui.port: 8080
 drpc.servers: [d1, d2]
'''
NESTED = '''\
isolation.scheduler.machines:
  "topo-a": 2
  "topo-b": 1
topology.metrics.consumer.register:
  - class: "a.B"
    parallelism.hint: 1
  - class: 'c.D'
    parallelism.hint: 2
worker.childopts: >
  -Xmx1g
  -Xms1g
ui.host: |
  host
nimbus.seeds: [
  "a",
  "b"
]
'''
FILES = {'stock': STOCK, 'indented': INDENTED, 'nested': NESTED}

# Slip: what it does to one line; None where it can't be made.
def sub(pattern, into):
    def slip(line):
        changed = re.sub(pattern, into, line, count=1)
        return None if changed == line else changed
    return slip


SLIPS = {
    'no space after the colon': sub(r': (?=\S)', ':'), 'no space after the dash': sub(r'- (?=\S)', '-'), 'no colon': sub(r':(?= |$)', ''), 'equals sign': sub(r': ', '='), 'two colons': sub(r': ', ':: '), 'space before the colon': sub(r':(?= |$)', ' :'), 'full-width colon': sub(r':(?= |$)', '：'),
    'tab after the colon': sub(r': (?=\S)', ':\t'), 'tab after the dash': sub(r'- (?=\S)', '-\t'), 'tab before the colon': sub(r':(?= |$)', '\t:'), 'tab for the indent': sub(r'^ +', '\t'), 'tab after the indent': sub(r'^( +)', r'\1' + '\t'), 'tab at the end': sub(r'(?<=\S)$', '\t'), 'tab in front': sub(r'^(?=\S)', '\t'), 'tab before a comment': sub(r'(?<=\S)$', '\t# x'), 'tab after a comma': sub(r', ', ',\t'), 'tab in an item': sub(r'(?<=[a-z0-9])(?=[a-z0-9"])', '\t'),
    'one deeper': sub(r'^', ' '), 'two deeper': sub(r'^', '  '), 'one shallower': sub(r'^ ', ''), 'at the margin': sub(r'^ +', ''), 'comment mark in front': sub(r'^', '#'), 'comment right behind': sub(r'(?<=\S)$', '#x'), 'comment behind': sub(r'(?<=\S)$', ' # x'), 'no dash': sub(r'- ', ''), 'a dash more': sub(r'^( *)(?=\S)', r'\1- '), 'two dashes': sub(r'- ', '-- '),
    'opening quote lost': sub(r'["\'](?=[\w/])', ''), 'closing quote lost': sub(r'(?<=\w)["\']', ''), 'quote added': sub(r': (?=\S)', ': "'), 'single quote added': sub(r': (?=\S)', ": '"), 'apostrophe at the end': sub(r'(?<=\S)$', "'"), 'curly quotes': sub(r'"(\w[^"]*)"', '“\\1”'), 'text after the value': sub(r'(?<=")$', ' x'), 'comma at the end': sub(r'(?<=\S)$', ','), 'semicolon at the end': sub(r'(?<=\S)$', ';'), 'colon at the end': sub(r'(?<=[^:])$', ':'), 'backslash at the end': sub(r'(?<=\S)$', '\\\\'),
    'opening bracket lost': sub(r'\[', ''), 'closing bracket lost': sub(r'\]', ''), 'closing bracket doubled': sub(r'\]', ']]'), 'comma lost': sub(r'", ', '" '), 'full-width comma': sub(r', ', '，'), 'comma doubled': sub(r', ', ',, '), 'brace for bracket': sub(r'\[', '{'), 'brackets of another kind': sub(r'\[(.*)\]', r'(\1)'), 'item without quotes and with a port': sub(r'"(\w+)"\]', r'\1:2181]'),
    'percent value': sub(r': (?=\S)', ': %'), 'at value': sub(r': (?=\S)', ': @'), 'backtick value': sub(r': (?=\S)', ': `'), 'star value': sub(r': (?=\S)', ': *'), 'anchor value': sub(r': (?=\S)', ': &'), 'bang value': sub(r': (?=\S)', ': !'), 'pipe value': sub(r': (?=\S)', ': |'), 'question mark': sub(r': (?=\S)', ': ? '), 'dash value': sub(r': (?=\S)', ': - '), 'template': sub(r': .*', ': {{ value }}'), 'template item': sub(r'- .*', '- {{ value }}:2181'), 'shell variable': sub(r': .*', ': ${VALUE}'), 'erb': sub(r': .*', ': <%= value %>'), 'jinja block': sub(r'^.*$', '{% if x %}'),
    'second pair on the line': sub(r'(?<=\w)$', ' a: b'), 'nbsp after the colon': sub(r': (?=\S)', ':\u00a0'), 'nbsp indent': sub(r'^ ', '\u00a0'), 'ideographic space in front': sub(r'^(?=\S)', '\u3000'), 'zero width space in front': sub(r'^(?=\S)', '\u200b'), 'zero width space after the colon': sub(r': (?=\S)', ': \u200b'), 'BOM in front': sub(r'^', '\ufeff'), 'next line character': sub(r'(?<=\S)$', ' # \u0085x'), 'emoji': sub(r'(?<=\S)$', ' # \U0001f600'), 'emoji value': sub(r'(?<=\w)$', '\U0001f600'), 'Chinese comment': sub(r'(?<=\S)$', ' # 注释'), 'escape character': sub(r'(?<=\S)$', ' # \x1b'), 'NUL': sub(r'(?<=\w)$', '\0'), 'DEL': sub(r'(?<=\w)$', '\x7f'),
    'line doubled': sub(r'^(.*)$', r'\1\n\1'), 'separator line before': sub(r'^(.*)$', r'---\n\1'), 'end line before': sub(r'^(.*)$', r'...\n\1'), 'dashes before': sub(r'^(.*)$', r'----------\n\1'), 'conflict mark before': sub(r'^(.*)$', r'<<<<<<< HEAD\n\1'), 'equals rule before': sub(r'^(.*)$', r'=======\n\1'), 'word before': sub(r'^(.*)$', r'word\n\1'), 'slashes before': sub(r'^(.*)$', r'// note\n\1'), 'directive before': sub(r'^(.*)$', r'%YAML 1.1\n\1'), 'blank line with a tab before': sub(r'^(.*)$', '\t\n\\1'), 'comment with a tab before': sub(r'^(.*)$', '\t# x\n\\1'), 'blank line before': sub(r'^(.*)$', r'\n\1'), 'unindented comment before': sub(r'^(.*)$', r'# x\n\1'), 'Windows path': sub(r'"(\w[^"]*)"', r'"C:\\storm"'), 'hex escape': sub(r'"(\w[^"]*)"', r'"\\x4g"'), 'short unicode escape': sub(r'"(\w[^"]*)"', r'"\\u12"'), 'long escape': sub(r'"(\w[^"]*)"', r'"\\U00110000"'),
}

ROWS = {
    'undefined handle, anchor and a dash': '--- !s!a &a -\n', 'undefined handle, anchor and a tab': 'l: &a !a!b \t\nk: v\n', 'undefined handle and a tab': 'l: !a!b \t\nk: v\n', 'bad merge and a list as text': '? !!str [a]\n<<: true\n', 'bad merge before a list as text': '<<: true\n? !!str [a]\n: b\n',
    'bad merge behind a bad number': '!!int x: 1\n<<: true\n', 'bad merge behind a merge of a bad number': '<<: [{!!int x: 1}, y]\n', 'bad merge behind a merge of a recursive key': 'm: &m {a: b}\nn: &n {*n : f}\nk: {<<: [*n, x]}\n',
    'key that is its own mapping, alone': 'n: &m {*m}\n', 'key that is its own mapping': 'n: &m {*m : x}\n', 'mapping that holds itself and is its own key': 'n: &m {a: *m, *m : c}\n', 'mapping that is its own key and holds itself': 'n: &m {*m : c, a: *m}\n', 'key that is its own mapping, twice': 'n: &m {*m : 1, *m : 2}\n',
    'key that holds its mapping': 'n: &m {? [*m] : 1}\n', 'list as a key that holds itself': 'n: &m {? &s [*s] : 1}\n', 'key that is the list around': 'n: &m [{*m : 1}]\n', 'key that is the mapping around': 'n: &m {a: {*m : 1}}\n', 'set that holds itself': 'n: &m !!set {*m }\n',
    'set that holds what holds it': 'n: &m !!set {? [*m] }\n', 'root as its own key': '&m {*m : x}\n', 'key that holds the root': '&m {? &k {a: *m} : x}\n', 'mapping as a key that holds itself': 'n: {? &m {a: *m} : x}\n', 'key that holds itself, value that is the mapping': 'n: &m {? &k {b: *k} : *m}\n',
    'merge and a key that is its own mapping': 'n: &m {<<: {c: 1}, *m : x}\n', 'key that holds itself in pairs': 'n: !!pairs [&k {a: *k} : 1]\n', 'pairs that hold themselves': 'n: &l !!pairs [{a: *l}]\n', 'key that holds itself in an ordered map': 'n: !!omap [{? &k [*k] : 1}]\n', 'key that is a set that holds its mapping': 'n: &m {? !!set {*m } : 1}\n',
    'text behind a bracket of two lines': '- - {\n} x\n', 'key behind a bracket of two lines': 'a:\n  [1,\n  2] b: c\n', 'item behind a bracket of two lines': '- [a,\n  b] - c\n', 'text behind a quote of two lines': '- - "a\n  b" c\n', 'bracket behind a bracket of two lines': '- - {\n} {x}\n',
    'null tag on a list': '!!null\n- a\n', 'null tag on a mapping': '!!null\na: b\n', 'null tag on a text': '!!null x\n', 'null tag on an empty list': '!!null []\n', 'angle brackets over a block scalar': 'h<p: >\ns:\n', 'percent signs in a directive': '%zz% x\n---\na: 1\n',
    'directive without a name': '% x\n---\na: 1\n', 'directive in another script': '%é x\n---\na: 1\n', 'version word': '%YAML x\n---\na: 1\n', 'version of one number': '%YAML 1\n---\na: 1\n', 'version with a word': '%YAML 1.x\n---\na: 1\n', 'version of three numbers': '%YAML 1.1.1\n---\na: 1\n', 'version and text': '%YAML 1.1 x\n---\na: 1\n',
    'version and a glued comment': '%YAML 1.1# c\n---\na: 1\n', 'tag directive word': '%TAG x y\n---\na: 1\n', 'tag directive, open handle': '%TAG !a y\n---\na: 1\n', 'tag directive without a prefix': '%TAG !a!\n---\na: 1\n', 'tag directive, bad escape': '%TAG !a! x%zz\n---\na: 1\n', 'tag directive and text': '%TAG !a! x y\n---\na: 1\n',
    'only a glued pair': 'nimbus.host:"x"\n', 'only a glued number': 'ui.port:8080\n', 'glued pairs': 'a:"x"\nb:"y"\n', 'glued then comment': 'a:"x"\n# c\nb: y\n', 'glued then blank': 'a:"x"\n\nb: y\n', 'glued plain then key': 'a:x\nb: y\n', 'orphan items': '# k:\n     - "a"\n     - "b"\n nimbus.host: "x"\n', 'orphan items, plain': '- a\n- b\nk: v\n', 'key at the dash': 'k:\n  - a\n  b: c\n', 'items deeper': 'k:\n- 6700\n - 6701\n', 'items shallower': 'k:\n    - a\n   - b\n', 'quoted items deeper': 'k:\n  - "a"\n   - "b"\n',
    'glued items': 'k:\n  -6700\n  -6701\nm: 1\n', 'one glued item': 'k:\n  - 6700\n  -6701\n', 'one glued item at the margin': 'k:\n- "a"\n-"b"\n', 'no dashes': 'k:\n  "a"\n  "b"\n', 'no dashes, plain': 'k:\n  a\n  b\n', 'unclosed at the end': 'a: b\nk: "x\n', 'unclosed then quotes': 'a: "x\nb: "y"\nc: 1\n', 'unclosed single': "a: 'x\nb: y\n", 'unclosed flow': 'k: ["a", "b"\nb: c\n', 'unclosed flow at the end': 'k: ["a", "b"', 'unclosed map': 'k: {a: b\nc: d\n', 'flow without comma': 'k: ["a" "b"]\n', 'flow on lines': 'k: [\n"a",\n"b"]\n',
    'flow closed at the margin': 'k: [\n  a\n]\nb: c\n', 'flow with ports': 'k: [a:2181, b:2181]\n', 'flow with a space port': 'k: [a: 2181, b]\n', 'flow trailing comma': 'k: [a, b,]\n', 'flow leading comma': 'k: [, a]\n', 'ipv6 item': 'k:\n  - fe80::1\n', 'bracketed ipv6': 'k:\n  - [::1]\n', 'ipv6 ending': 'k:\n  - fe80::\n', 'ipv6 value': 'k: ::1\n', 'star': 'k: *\n', 'star alias': 'k: *undefined\n', 'anchor': 'k: &-Xmx1g\n', 'anchor twice': 'a: &x 1\nb: &x 2\n', 'html': 'k: &quot;host&quot;\n', 'two documents': 'a: 1\n---\nb: 2\n', 'end then text': 'a: 1\n...\nb: 2\n', 'end only': 'a: 1\n...\n',
    'leading separator': '---\na: 1\n', 'two separators': '---\n---\na: 1\n', 'directive': '%YAML 1.1\n---\na: 1\n', 'directive 1.2': '%YAML 1.2\n---\na: 1\n', 'directive 2.0': '%YAML 2.0\n---\na: 1\n', 'directive alone': '%YAML 1.1\n', 'directive twice': '%YAML 1.1\n%YAML 1.1\n---\na: 1\n', 'unknown directive': '%FOO\n---\na: 1\n', 'percent last': 'a: 1\n%word\n', 'percent then content': 'a: 1\n%word\nb: 2\n', 'tag directive': '%TAG ! x\n---\na: 1\n', 'jinja': '{{ host }}\n', 'jinja pair': 'a: {{ host }}\n', 'jinja port': 'a: {{ h }}:2181\n', 'jinja two': 'a: {{ a }}{{ b }}\n', 'erb line': '<% if x %>\na: 1\n<% end %>\n', 'jinja for': '{% for h in hosts %}\n- {{ h }}\n{% endfor %}\n',
    'local tag': 'a: !foo x\n', 'java tag': 'a: !!java.util.Date 5\n', 'bad int tag': 'a: !!int x\n', 'bad bool tag': 'a: !!bool x\n', 'bad float tag': 'a: !!float x\n', 'bad timestamp tag': 'a: !!timestamp x\n', 'bad binary': 'a: !!binary "@@@"\n', 'verbatim tag': 'a: !<tag:yaml.org,2002:str> x\n', 'empty verbatim tag': 'a: !<> x\n', 'unknown handle': 'a: !e!x y\n', 'long key': 'k' * 1030 + ': v\n', 'long quoted key': '"' + 'k' * 1030 + '": v\n', 'key on two lines': 'a\n  b: c\n', 'key in quotes on two lines': '"a\n  b": c\n', 'question mark key': '? a\n: b\n', 'question mark alone': '?\n', 'question mark list': '? - a\n: - b\n',
    'block scalar': 'a: |\n  x\n y\n', 'block scalar with a tab': 'a: |\n\tx\n', 'block scalar indicator': 'a: |2\n  x\n', 'block scalar 0': 'a: |0\n x\n', 'block scalar text': 'a: | x\n  y\n', 'block scalar comment': 'a: | # c\n  y\n', 'block scalar glued comment': 'a: |#c\n  y\n', 'block scalar first line deeper': 'a: |\n\n    \n  x\n', 'folded end': 'a: >', 'chomp twice': 'a: |+-\n  x\n', 'plain continues': 'a: x\n  y\nb: z\n', 'plain continues with a colon': 'a: x\n  y: z\n', 'plain with a comment line': 'a: x\n# c\n  y\n', 'plain with a hash': 'a: x #y\n  z\n', 'quoted over lines': 'a: "x\n  y"\n', 'quoted over a document mark': 'a: "x\n---\ny"\n', 'quoted then colon': '"a": "b": c\n', 'quoted then text': 'a: "b" c\n', 'glued quoted key': '"a"b: 1\n', 'quoted key glued': '"a":1\n', 'flow key glued': '{"a":1}\n',
    'merge value': 'a: <<\n', 'merge of a string': '<<: x\na: 1\n', 'merge of a list': '<<: [{a: 1}, {b: 2}]\n', 'merge of strings': '<<: [a]\n', 'equals value': 'a: =\n', 'equals key': '=: a\n', 'recursive': 'a: &x [*x]\n', 'recursive map': 'a: &x {b: *x}\n', 'recursive key': '&x {*x : a}\n', 'alias with text': 'a: &x 1\nb: *x y\n', 'alias glued': 'a: &x 1\nb: *x#c\n', 'alias quote': 'a: &x 1\nb: *x"\n', 'alias tab': 'a: &x 1\nb: *x\t\n', 'many aliases': 'a: &a [1]\n' + ''.join(f'k{n}: [*a]\n' for n in range(60)), 'deep': 'a: ' + '[' * 60 + ']' * 60 + '\n', 'empty key': ': a\n', 'dash alone': '-\n', 'dash dash': '- - a\n  - b\n', 'dash key': 'a: b\n- c\n', 'list then key': 'k:\n- a\nb: c\n', 'key then list deeper': 'a: b\n  - c\n', 'value then list': 'a: "b"\n  - c\n',
    'scalar as list': 'a: !!seq x\n', 'scalar as map': 'a: !!map x\n', 'list as map': 'a: !!map [x]\n', 'list as number': 'a: !!int [5]\n', 'map as list': 'a: !!seq {b: c}\n', 'map as text': 'a: !!str {b: c}\n', 'list as set': 'a: !!set [b]\n', 'pairs': 'a: !!pairs [b: 1, b: 2]\n', 'pairs as key': '? !!pairs [b: 1]\n: c\n',
    'tag with half a character': 'a: !!%E4%B8#1 x\n', 'tag with a third of one': 'a: !!%E4 x\n', 'tag with most of one': 'a: !!%F0%9F%98 x\n', 'tag with a surrogate': 'a: !!%ED%A0%80 x\n', 'tag with half a surrogate': 'a: !!%ED%A0 x\n', 'tag with a lone byte': 'a: !!%80 x\n', 'tag with a broken character': 'a: !!%E4%41 x\n', 'tag beyond Unicode': 'a: !!%F4%90%80%80 x\n',
    'dates': 'a: 2001-01-01\nb: 2001-1-1\nc: 2001-12-14t21:59:43.10-05:00\nd: 2001-99-99\n', 'octals': 'a: 08\nb: 0123\nc: 02181\n', 'sexagesimal': 'a: 3772:00\nb: 1:60\nc: 1:30.5\n', 'underscores': 'a: _1\nb: 1_\nc: 0x_\nd: 0b\n', 'numbers': 'a: +\nb: -\nc: .\nd: 1.\ne: .e5\nf: 1e\ng: -.inf\n', 'huge': 'a: 99999999999999999999999999\nb: 1e999\n', 'hex huge': 'a: 0xFFFFFFFFFFFFFFFFFFFF\n', 'crlf': 'a: 1\r\nb:\r\n  - x\r\n', 'cr': 'a: 1\rb: 2\r', 'crlf glued': 'a: 1\r\nb:"x"\r\nc: 2\r\n', 'form feed': 'a: 1\n\x0cb: 2\n', 'vertical tab': 'a: 1\x0b\n', 'line separator': 'a: 1\u2028b: 2\n', 'paragraph separator in a comment': '# x\u2029a: 1\nb: 2\n', 'next line': 'a: 1\u0085b: 2\n',
    'no final newline': 'a: 1', 'blank file': '  \n\n', 'tab file': '\t\n', 'tab only comment': '\t# x\n', 'BOM': '\ufeffa: 1\n', 'BOM twice': '\ufeff\ufeffa: 1\n', 'BOM and comment': '\ufeff# x\na: 1\n', 'BOM later': 'a: 1\n\ufeffb: 2\n', 'json': '{"a": [1, 2], "b": {"c": null}}\n', 'json with tabs': '{\n\t"a": 1\n}\n', 'xml': '<configuration>\n</configuration>\n', 'properties': 'a=1\nb=2\n', 'properties and yaml': 'a=1\nb: 2\n', 'ini': '[main]\na = 1\n', 'diff': '+a: 1\n-b: 2\n', 'surrogate escape': 'a: "\\ud83d\\ude00"\n', 'every escape': 'a: "\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\\\\\N\\_\\L\\P\\x41\\u0041\\U00000041"\n', 'slash escape': 'a: "\\/"\n', 'quote escape': 'a: "\\\'"\n', 'doubled single': "a: 'it''s'\n", 'backslash newline': 'a: "x\\\n   y"\n',
    'minus sign': 'a: −1\n', 'en dash': 'k:\n  – a\n', 'bullet': 'k:\n  • a\n', 'full-width': 'ｋ：ｖ\n', 'comma key': ',a: b\n', 'bracket key': ']a: b\n', 'colon in a value': 'a: b: c\n', 'colon in an item': '- a: b: c\n', 'option with a colon': 'a: -Dx: y\n', 'url': 'a: http://x:80/\n', 'time': 'a: 12:30:45\n', 'windows path': 'a: C:\\x\n', 'trailing colon': 'a: b:\n', 'colon line': ':\n', 'colon space': ': \n', 'hash key': '#a: b\nc#d: e\n', 'hash item': 'k: [a#b, #c\n d]\n', 'reserved': 'a: @b\n', 'backtick': '`a: b\n', 'pipe key': '|a: b\n', 'gt key': '>a: b\n', 'bang key': '!a: b\n', 'amp key': '&a: b\n',
}

BYTES = {
    'Latin-1 comment': b'# caf\xe9\na: 1\n', 'GBK comment': '# 注释\na: 1\n'.encode('gbk'), 'GBK value': 'a: "主机"\n'.encode('gbk'), 'GBK glued': 'a:"主机"\nb: 1\n'.encode('gbk'), 'invalid start': b'\xffa: 1\n', 'truncated': b'a: \xe4\xb8\n', 'overlong': b'a: \xc0\x80\n', 'surrogate': b'a: \xed\xa0\x80\n', 'too high': b'a: \xf5\x80\x80\x80\n', 'UTF-16': 'a: 1\n'.encode('utf-16'), 'UTF-16 without BOM': 'a: 1\n'.encode('utf-16-le'), 'control after 1 K': b'# x\n' * 300 + b'a: \x01\n', 'lone continuation': b'a: \x80\n',
}


def make():
    for name, text in FILES.items():
        yield case(f'{name}: as it is', text)
        lines = text.splitlines()
        for slip_name, slip in SLIPS.items():
            changed = []
            for number, line in enumerate(lines):
                new = slip(line)
                if new is None or not line.strip() or new in changed:
                    continue
                changed.append(new)
                yield case(f'{name} line {number + 1}: {slip_name}', '\n'.join([*lines[:number], new, *lines[number + 1:]]) + '\n')
            every = [slip(line) if line.strip() and slip(line) is not None else line for line in lines]
            if len(changed) > 1:
                yield case(f'{name} everywhere: {slip_name}', '\n'.join(every) + '\n')
        for number in range(1, len(lines)):
            yield case(f'{name} cut after {number}', '\n'.join(lines[:number]))
    for name, text in ROWS.items():
        yield case(f'row: {name}', text)
    for name, content in BYTES.items():
        yield case(f'bytes: {name}', content)
