"""storm.yaml as bytes: `cases(rng)` breaks good files the way people and editors do, and builds others from the corners
of SnakeYAML's grammar. Deterministic for one `rng`; endless."""
import re

# Good files of different habits.
SHAPES = ['''\
# the cluster
storm.zookeeper.servers:
    - "10.0.0.1"
    - "10.0.0.2"
storm.zookeeper.port: 2181
nimbus.seeds: ["nim1", "nim2"]
storm.local.dir: "/var/lib/storm"
supervisor.slots.ports:
    - 6700
    - 6701
''', '''\
 storm.zookeeper.servers:
     - zk1
     - zk2

 nimbus.host: 'nim1'
 ui.port: 8080   # the web page
 drpc.servers: [d1, d2]
 worker.childopts: -Xmx1g -Dx=y
''', '''\
storm.zookeeper.servers:
- zk1
- zk2
isolation.scheduler.machines:
  "topo-a": 2
  'topo-b': 1
topology.metrics.consumer.register:
  - class: "a.B"
    parallelism.hint: 1
  -
    class: 'c.D'
    parallelism.hint: 2
''', '''\
worker.childopts: >
  -Xmx1g
  -Xms1g

nimbus.childopts: |-
  -Xmx1g
    -Xms1g
ui.childopts: >+2

    -Xmx1g

ui.host: |
 host
''', '''\
%YAML 1.1
%TAG !s! tag:storm,2020:
---
base: &base
  ui.port: 8080
  list: &list [1, 2]
other:
  <<: *base
  more: *list
"quoted \\u0041 key": !!str 5
number: !!int "7"
...
''', '''\
{
  "nimbus.seeds": ["a", "b"],
  "map": {"x": {"y": [1, {z: 2}]}, q: },
  'single': [ 'it''s', "tab\\there", plain words ],
  last: null
}
''', '''\
? complex
: value
? [a, b]
: - c
  - d
? |
  block key
: {k: v, ? explicit : w, lone}
list:
- - a
  - b
- - - c
- k: v
  l: w
''', '''\
worker.childopts: "-Xmx1g
  -Xms1g \\
  -Dx=y

  -Dz"
nimbus.childopts: '-Xmx1g
  -Dq=''r''

  -Ds'
ui.childopts: -Xmx1g
  -Dplain
  -Dmore
end: here
''', '''\
when: 2001-12-14t21:59:43.10-05:00
date: 2001-12-14
octal: 0755
hex: 0xFF
bin: 0b101
time: 190:20:30
float: 6.8523015e+5
inf: -.inf
nan: .NaN
yes: no
nothing: ~
thousand: 1_000
''', 'a: 1\n', '- a\n- b\n', 'a:\n  b:\n    c:\n      - d: e\n        f: g\n', 'a: b\r\nc:\r\n  - d\r\n  - "e"\r\n']

# What people paste or slip in, and what SnakeYAML looks at twice.
SCRAPS = [
    ' ', '  ', '\t', ' \t', '\t ', '\n', '\n\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\u00a0', '\u3000', '\ufeff', '\u200b', '\x00', '\x01', '\x07', '\x0b', '\x0c', '\x1b', '\x7f', '\x80', '\x84',
    '\x9f', '\ud7ff', '\ue000', '\ufffd', '\ufffe', '\uffff', '\U00010000', '\U0001f600', '\U0010ffff', 'é', '主机', '：', '，', '“', '”', ':', ': ', ' :', ' : ', '::', ':\t', ':\n', ':,', ':]', ':}', ':[', ':{', ':"', ":'", '-', '- ', '-\t',
    '--', '---', '--- ', '\n---\n', '\n--- ', '\n---\t', '...', '\n...\n', '\n... ', '\n...x', '?', '? ', '?\t', '#', ' #', '# ', '\t#', ',', ', ', ',,', '[', ']', '{', '}', '[]', '{}', '[ ]', '{ }', '[,]', '{,}', '[a', 'a]', '{a', 'a}', '"', "'", '""', "''", '\'"',
    '\\', '\\"', '\\\n', '&', '&a', '&a ', '*', '*a', '*a ', '&a &b ', '&a *a', '!', '! ', '!!', '!!str ', '!!int ', '!!map ', '!!seq ', '!!null ', '!!binary ', '!local ', '!s!x ', '!<tag:yaml.org,2002:str> ', '!<!x> ', '!<> ', '!<', '!<x', '!%41 ', '!%zz ', '!a!', '!a!b!c ', '!!a,b ',
    '|', '>', '|-', '>+', '|2', '>-1', '|0', '|+-', '|12', '| x', '|#', '| #', '%', '%YAML 1.1\n', '%', '@', '@x', '`', '`x', '~', '=', '<<', '<<: ', '<<: *a', '0', '1', '.5', '08', 'null', 'true', 'y', 'x', 'word ', 'a: ', 'a: b', 'a: b: c', '- a', '\n- a', '\n  - a', '\n a: b', '\na', '\n"', "\n'",
    '${X}', '%ID%', '<x>', '&amp;', '\n#', '\n #', '\n\t#', '\n \t', '\n\t', '\\x4', '\\u12', '\\U00110000', '\\ud83d', '\\xff', '(', ')', ';', '|\n', '>\n', '*a*', '*a:', '&a:', '&a,', '*a,', '*a]', '&é ', '*é', '&-', '*-',
]

SCALARS = [
    '5', '-5', '+5', '0', '00', '-0', '010', '-010', '08', '0o10', '0x1F', '0X1F', '0x', '-0x1', '0b101', '0b', '0b2', '1_000', '_1', '1_', '0_7', '1__0', '1:30', '1:60', '190:20:30', '-1:30', '1:3:', '0:0', '1:30.5', '20:30.15', '2147483647', '2147483648', '9223372036854775807', '9223372036854775808',
    '-9223372036854775809', '0xFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFFF', '077777777777', '0b1111111111111111111111111111111111', '1.', '.1', '.', '1.5', '1e3', '1e', '1.e3', '1.0e3', '1.0e+3', '1.0E-3', '1e+3', '.5e+1', '.e3', '-.5', '+.5', '1_0.5', '1._5', '._', '.inf', '-.INF', '+.Inf', '.iNF', '.nan', '.NaN', '.NAN', '.nAn', '-.nan',
    'true', 'True', 'TRUE', 'tRUE', 'yes', 'Yes', 'no', 'NO', 'on', 'Off', 'y', 'n', 'Y', 'null', 'Null', 'NULL', 'nULL', '~', '~~', '=', '<<', '2001-01-01', '2001-1-1', '2001-13-45', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2001-12-15 2:59:43.10', '2001-12-14T21:59:43Z', '2001-12-14 21:59:43 Z',
    '2001-01-01x', '01-01-2001', '2001-02-30', '0000-00-00', '2001-12-14 21:59', '2001-12-14t99:99:99', '"quoted"', "'single'", 'plain words', 'http://a:80/b', 'a#b', 'a:b', '-a', '-1-2', '?a', ':a', '- ', '-', '?', 'C:\\x', '"C:\\\\x"', '"\\x41\\u0042\\U00000043"', "'it''s'", '""', "''", '', '[]', '{}', '[a, b]', '{a: b}', '[[a], {b: c}]',
    '"a: b"', '"#"', '%a', 'a%b', '@a', '`a', '&a x', '*a', '!!str 5', '!!int "5"', '!!int x', '!!float 5', '!!float x', '!!bool yes', '!!bool 1', '!!null x', '!!null ""', '!!timestamp 2001-01-01', '!!timestamp x', '!!binary aGk=', '!!binary "@"', '!!binary aGk', '!!map {a: b}', '!!map [a]', '!!seq [a]', '!!seq {a: b}', '!!set {a, b}',
    '!!set [a]', '!!set {a: b}', '!!omap [a: 1, b: 2]', '!!omap [a]', '!!omap {a: b}', '!!omap [{a: 1, b: 2}]', '!!pairs [a: 1, a: 2]', '!!pairs [a]', '!!pairs {a: b}', '!!str [a]', '!!int [5]', '!!int {a: b}', '!!java.lang.String x', '!local x', '!local [a]', '!local {a: b}', '! 5', '! "x"', '! [a]', '!!merge x', '!!value x', '!!merge "<<"', '!!foo x', '!!foo [a]',
    '!<tag:yaml.org,2002:int> 5', '!<!local> x', '!<tag:x> y', '!!int 0x', '!!int 1:60', '!!int ""', '!!int "1 2"', '!!int -', '!!int +', '!!int 1_', '!!int 08', '!!int 0b12', '!!int 0xg', '!!float 1:30.5', '!!float .', '!!float ""', '!!float _', '!!float 1e', '!!float .inf', '!!float 1:x', '!!bool ""', '!!timestamp 2001-1-1', '!!timestamp "2001-12-14t21:59:43.1234567Z"', '!!timestamp 2001-99-99',
    '|\n  x\n', '>\n  x\n', '|-\n  x\n\n', '<%= x %>', '{{ x }}', '[a b]', '[a: b]', '[a: b, c]', '[? a : b]', '{a, b}', '{a: b, c}', '{? a}', '{? a : }', '{: a}', '[: a]', '[a,]', '{a: b,}', '[a:b]', '{a:b}', '{"a":b}', '{"a" :b}', '["a":b]', '[*a]', '[&a x, *a]', '{&a x: *a}', '{*a : b}', '[a#b]', '[a #b\n  ]', '{a: [b, {c: d}], e}', '[a\n  b]', '["a\n  b"]',
]

ESCAPES = ['\\0', '\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r', '\\e', '\\ ', '\\"', '\\\\', '\\N', '\\_', '\\L', '\\P', '\\/', "\\'", '\\x41', '\\x4', '\\xg1', '\\x', '\\u0041', '\\u004', '\\ud83d\\ude00', '\\ud83d', '\\udc00', '\\uFFFE', '\\u0000', '\\U00000041', '\\U0001F600', '\\U00110000', '\\UFFFFFFFF', '\\U0000D83D', '\\U41', '\\U-0000041', '\\u+041', '\\z', '\\1', '\\#',
           '\\\n', '\\\n  ', '\\  \n  ', '\\\r\n  ', '\\\t', '\\é', '\\主', '\\\u2028', '\\x 1', '\\X41']

# The value of a pair or of an item; where a node may start.
VALUE = r'(?<=: )\S[^\n]*|(?<=- )[^\n:]+'
NODE = re.compile(r'(?<=: )(?=\S)|(?<=- )(?=\S)|(?<=\[)|(?<=, )|^(?=\w)', re.M)


def lines_of(text):
    return text.splitlines(keepends=True) or ['']


def at_line(change):
    """A mutation of one line; the others stay."""
    def mutate(rng, text):
        lines = lines_of(text)
        number = rng.randrange(len(lines))
        lines[number] = change(rng, lines[number])
        return ''.join(lines)
    return mutate


def swapped(pattern, makes):
    """One random match of `pattern` becomes what `makes` gives."""
    compiled = re.compile(pattern)
    def mutate(rng, text):
        found = list(compiled.finditer(text))
        if not found:
            return scrap(rng, text)
        match = rng.choice(found)
        return text[:match.start()] + makes(rng, match.group()) + text[match.end():]
    return mutate


def any_of(*choices):
    return lambda rng, _: rng.choice(choices)


def scrap(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SCRAPS) + text[at:]


def scrap_at_border(rng, text):
    """In front of or behind a word, where tokens meet."""
    borders = [match.start() for match in re.finditer(r'(?<=\w)(?=\W)|(?<=\W)(?=\w)|(?=["\'\[\]{},:#&*!|>\n-])|\Z', text)]
    at = rng.choice(borders)
    return text[:at] + rng.choice(SCRAPS) + text[at:]


def cut(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + rng.choice([1, 1, 1, 2, 3, 8]):]


def end_early(rng, text):
    return text[:rng.randrange(len(text) + 1)]


def drop_line(rng, text):
    lines = lines_of(text)
    del lines[rng.randrange(len(lines))]
    return ''.join(lines)


def double_line(rng, text):
    lines = lines_of(text)
    line = rng.choice(lines)
    lines.insert(rng.randrange(len(lines) + 1), line)
    return ''.join(lines)


def move_line(rng, text):
    lines = lines_of(text)
    line = lines.pop(rng.randrange(len(lines)))
    lines.insert(rng.randrange(len(lines) + 1), line)
    return ''.join(lines)


def join_lines(rng, text):
    breaks = [match.start() for match in re.finditer('\n', text)]
    if not breaks:
        return text
    at = rng.choice(breaks)
    return text[:at] + rng.choice(['', ' ', '  ', ' # ', ', ']) + text[at + 1:].lstrip(' ' if rng.random() < 0.5 else '')


def foreign_line(rng, text):
    """A line of another file."""
    lines = lines_of(text)
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines_of(rng.choice(SHAPES))))
    return ''.join(lines)


def own_line(rng, text):
    lines = lines_of(text)
    lines.insert(rng.randrange(len(lines) + 1), ' ' * rng.choice([0, 0, 1, 2, 4]) + rng.choice(SCRAPS) + rng.choice(['', rng.choice(SCRAPS)]) + '\n')
    return ''.join(lines)


def indent(rng, text):
    lines = lines_of(text)
    first = rng.randrange(len(lines))
    step = rng.choice([1, 1, 2, -1, -1, -2, 4, '\t', ' \t'])
    for number in range(first, min(len(lines), first + rng.choice([1, 1, 1, 2, 3]))):
        line = lines[number]
        lines[number] = (' ' * step if isinstance(step, int) else step) + line if step not in (-1, -2) else line[-step:] if line.startswith(' ' * -step) else line
    return ''.join(lines)


def other_value(rng, text):
    return swapped(VALUE, any_of(*SCALARS))(rng, text)


def new_pair(rng, text):
    lines = lines_of(text)
    key = rng.choice(['k', 'ui.host', '"k"', '5', '<<', '=', '~', '*a', '&a k', '!!str k', 'a b', '? k', '[a]', 'true', '2001-01-01', '1.5', '- k', '"a" "b"', "'k'"])
    colon = rng.choice([': ', ': ', ': ', ':', ' : ', ':  ', '\t: ', ':\t'])
    lines.insert(rng.randrange(len(lines) + 1), key + colon + rng.choice(SCALARS) + '\n')
    return ''.join(lines)


def escape(rng, text):
    places = [match.end() for match in re.finditer(r'"', text)]
    at = rng.choice(places) if places else rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(ESCAPES) + text[at:]


def breaks(rng, text):
    mark = rng.choice(['\r', '\r\n', '\u0085', '\u2028', '\u2029', '\n\r', '\n\n'])
    if rng.random() < 0.4:
        return text.replace('\n', mark)
    return swapped('\n', lambda rng, _: mark)(rng, text)


def long_key(rng, text):
    return swapped(r'[\w.]+(?=["\']?:)', lambda rng, key: key + rng.choice(['k', 'k', 'é', ' k', '\U0001f600']) * (rng.choice([127, 128, 129, 1021, 1022, 1023, 1024, 1025, 1026]) - rng.randrange(len(key) + 6)))(rng, text)


def deeper(rng, text):
    depth = rng.choice([3, 20, 48, 49, 50, 51, 52])
    opening, closing = rng.choice([('[', ']'), ('{a: ', '}'), ('[a, ', ']'), ('[{b: ', '}]')])
    if len(opening) > 4:
        depth //= 2
    value = opening * depth + rng.choice(['', 'x', '"y"', '*a']) + closing * (depth - rng.choice([0, 0, 0, 1]))
    return swapped(VALUE, any_of(value))(rng, text)


def aliases(rng, text):
    count = rng.choice([2, 49, 50, 51, 52])
    return rng.choice(['a: &a [1]\n', 'a: &a {b: c}\n', 'a: &a x\n', 'a: &a\n', 'a: &a []\n']) + 'all: [' + ', '.join(['*a'] * count) + ']\n' + text


def indents_of_all(rng, text):
    return ''.join(rng.choice([' ', '  ', '\t', '    ']) + line for line in lines_of(text))


def block_scalar(rng, text):
    header = rng.choice('|>') + ''.join(rng.choice(['', '', '+', '-', '1', '2', '3', '4', '9', '0']) for _ in range(2)) + rng.choice(['', '', '', ' ', ' # c', '#c', '\t', '\t# c', ' x', ' |'])
    body = ''
    for _ in range(rng.randrange(6)):
        body += ' ' * rng.choice([0, 1, 2, 2, 2, 3, 4, 5]) + rng.choice(['', '', 'x', 'x y', '\tx', '# c', '- a', 'k: v', 'x \t', '---', '...', '%x', '"', '\u2028x', '\x0bx']) + rng.choice(['\n', '\n', '\n', '\r\n', '\r', '\u0085', '\u2028'])
    head = rng.choice(['k: ', 'k: ', '- ', '  k: ', '- - ', 'a:\n  b: ', '', '? ', '- k: ', 'k: !!str ', 'k: &a ', '[', 'k:\n', 'k:\n  '])
    tail = rng.choice(['', '', 'z: 1\n', ' z: 1\n', '- z\n', '# end\n', ' # end\n', '...\n', '---\n', 'z\n', '\t\n'])
    made = head + header + '\n' + body + tail
    return made if rng.random() < 0.5 else text + made


def flow(rng, depth=0):
    """A flow collection with the odd slip inside."""
    kind = rng.random()
    if depth > 3 or kind < 0.4:
        return rng.choice(SCALARS if rng.random() < 0.6 else SCRAPS)
    parts = []
    for _ in range(rng.randrange(4)):
        part = flow(rng, depth + 1)
        if kind < 0.7 or rng.random() < 0.3:
            part = rng.choice(['k', '"k"', "'k'", 'k l', '', '? k', '[k]', '{k: l}', '*a', '&a k', '!!str k', '5', ':k', 'k:']) + rng.choice([': ', ': ', ': ', ':', ' :', ' : ', '']) + part
        parts.append(part)
    separator = rng.choice([', ', ', ', ', ', ',', ' , ', ',\n  ', '\n, ', ',\t', ' ', ', # c\n  ', ',,'])
    opening, closing = rng.choice(['[]', '[]', '{}', '{}', '[]', '{}', '[]', '{}', '[}', '{]'])
    return opening + rng.choice(['', '', ' ', '\n  ', '\n', '\t', '# c\n', ' # c\n']) + separator.join(parts) + rng.choice(['', '', '', ',', ' ', '\n', '\n  ', ' # c\n', '#c\n']) + (closing if rng.random() < 0.95 else '')


def flow_value(rng, text):
    made = rng.choice(['k: ', 'k: ', '- ', '', 'k:\n  ', 'k:\n', '? ', 'k: &a ', 'k: !!seq ', '- - ', '{', '[']) + flow(rng) + rng.choice(['\n', '\n', '\n', '', ' x\n', ': y\n', ' # c\n', '#c\n', ']\n', '}\n', ',\n', ' :\n', '\n  x\n'])
    return made if rng.random() < 0.4 else text + made if rng.random() < 0.7 else made + text


def block(rng, depth=0):
    """A block collection, line by line."""
    pad = ' ' * (depth * rng.choice([1, 2, 2, 2, 2]))
    lines = []
    for _ in range(rng.choice([1, 1, 2, 3])):
        head = rng.choice(['- ', '- ', 'k: ', 'k: ', 'l: ', '? ', ': ', '-\n', 'k:\n', '"k": ', "'k': ", '- - ', '- k: ', '? - ', 'k: - ', '*a : ', '&a k: ', '!!str k: ', '&a ', '!!map ', '- &a ', 'k: &a\n', 'k: !!seq\n', 'k: # c\n', '- # c\n', '? k\n', ': v\n', '-\t', 'k:\t', '-', 'k:', '[a]: ', '{a: b}: ', '[a, b\n]: '])
        if head.endswith('\n') or depth < 2 and rng.random() < 0.2:
            lines.append(pad + head.rstrip('\n') + ('\n' if head.endswith('\n') else '\n' if rng.random() < 0.7 else '') + block(rng, depth + 1))
        else:
            lines.append(pad + head + (rng.choice(SCALARS) if rng.random() < 0.8 else flow(rng, 2)) + rng.choice(['\n'] * 6 + [' # c\n', '#c\n', '\t\n', ' \n', '\n\n', '\n# c\n', '\n' + pad + '  more\n', '\n\t# c\n', '\n' + pad + ' # c\n']))
    return ''.join(lines)


def document(rng, text):
    made = rng.choice(['', '', '', '---\n', '--- ', '%YAML 1.1\n---\n', '\ufeff', '# c\n', '\n', ' \n', '---\n---\n', '...\n', '--- # c\n', '---\t', '--- |\n', '--- !!map\n', '--- &a\n', '--- "a"\n']) + block(rng) + rng.choice(['', '', '', '...\n', '---\n', '... # c\n', '...x\n', '... x\n', '---', '...', '# c', '%YAML 1.1\n', '...\n%YAML 1.1\n---\n'])
    return made if rng.random() < 0.7 else made + text


def anchors(rng, text):
    name = rng.choice(['a', 'a', 'b', 'a-b', 'a_b', 'a.b', 'é', 'a/b', '1', '主', 'a:', 'a,b', 'a]', 'a"', 'a#', 'a!', '', ' ', '-', 'a' * 200, 'a\u2028', 'a\u00a0', 'a*', 'a&', '{a', 'a}', 'a%', 'a@', 'a`', "a'", 'a=', 'a~', 'a?', 'a|', 'a>', 'a;'])
    places = [match.start() for match in NODE.finditer(text)] or [0]
    for mark in rng.choice(['&', '*', '&*', '&&', '&**', '&*&']):
        at = rng.choice(places)
        text = text[:at] + mark + name + rng.choice([' ', ' ', ' ', '', '\t', '\n', '  ', ': ', ' : ', ',', '#']) + text[at:]
    return text


def merges(rng, text):
    """Anchors that are merged and repeated: mappings, lists of them, and what is neither."""
    held = lambda: rng.choice(['{a: 1, b: 2}', '{a: 3}', '{}', '[{a: 1}, {c: 2}]', '[]', '[x]', 'x', '', '5', '!!set {a, b}', '!!omap [a: 1]', '{<<: *m, d: 4}', '[*m, *m]', '{<<: {e: 5}}', '{*m : f}', '{? *m : f}', '[[*m]]', '{a: *m}', '!!map {a: 1}', '!!str a', '{1: a, "1": b}', '{a: 1, a: 2}', '{~: a}', '!!pairs [a: 1]'])
    made = ''.join(f'{rng.choice(["m", "n", "o"])}: &{rng.choice("mmmnx")} {held()}\n' for _ in range(rng.choice([1, 2, 2, 3])))
    for _ in range(rng.choice([1, 1, 2, 3])):
        mark = rng.choice(['*m', '*m', '*n', '[*m, *n]', '[*m, *m]', '[*n, {z: 1}]', '[*m, x]', '{z: 1}', 'x', '', '[]', '{}', '*x', '&p *m', '!!map *m', '[[*m]]', '~', '!!str x', '"*m"', '{<<: *m}'])
        line = rng.choice(['<<: ', '<<: ', '<<: ', '"<<": ', '!!merge k: ', '? <<\n: ', 'k: ', 'k:\n  <<: ', 'k: {<<: ', '- <<: ', '<< : ', '&q <<: ', '!!str <<: ']) + mark
        made += line + ('}' if '{<<' in line and not line.endswith('}') else '') + '\n' + rng.choice(['', '', 'a: 9\n', '  a: 9\n', '<<: *n\n', 'b: {a: *m}\n'])
    return made + text if rng.random() < 0.6 else text + made


def documents(rng, text):
    """Several documents, or what looks like them."""
    parts = [rng.choice([text, rng.choice(SHAPES), block(rng), rng.choice(SCALARS) + '\n', '# c\n', '', '&a x\n', '*a\n', '!!map\n', '%YAML 1.1\n', '%TAG !s! tag:x\n', '\ufeff']) for _ in range(rng.choice([1, 2, 2, 3]))]
    return ''.join(part + rng.choice(['---\n', '---\n', '--- ', '...\n', '...\n---\n', '...\n...\n', '--- &a\n', '---\t\n', '--- # c\n', '... # c\n', '', '---\r\n', '\n---', '----\n', '..\n', ' ---\n', '--- |\n ', '--- >-\n']) for part in parts) + rng.choice(['', '', text])


def tags(rng, text):
    tag = rng.choice(['!', '!!', '!s!', '!a!', '!<', '!-!', '!a-b!', '!_!', '!é!', '!a']) + rng.choice(['str', 'int', 'map', 'seq', 'x', 'java.util.Date', 'a%20b', '%41', '%4', '%C3%A9', '%ff', '%E4%B8', 'a/b', 'a:b', "a'b", 'a(b)', 'a[b]', 'a{b}', 'a,b', 'a!b', 'a#b', 'é', '', 'x>', 'tag:yaml.org,2002:str>', 'tag:yaml.org,2002:%73tr>', '!x>', 'x y>', '>', 'a"b', 'a|b', 'a\\b', 'a^b', 'a~b', 'a*b', 'a;b', 'a?b', 'a=b', 'a+b', 'a$b', 'a@b', 'a&b', 'a_b', 'a.b', 'a-b'])
    places = [match.start() for match in NODE.finditer(text)] or [0]
    at = rng.choice(places)
    return text[:at] + tag + rng.choice([' ', ' ', ' ', ' ', '', '\t', '\n', '\n  ', ',', ': ', ' &a ', '#', ' # c\n']) + text[at:]


def directives(rng, text):
    made = ''
    for _ in range(rng.choice([1, 1, 2])):
        made += rng.choice(['%', '%', '%', '%', ' %']) + rng.choice(['YAML', 'YAML', 'TAG', 'TAG', 'TAG', 'FOO', '', 'YAML-1', 'yaml', 'TAG!', 'F-O_1', 'é']) + rng.choice([' ', ' ', ' ', '  ', '\t', '', '\n'])
        made += rng.choice(['1.1', '1.0', '1.2', '2.0', '1', '1.', '.1', '1.x', '1.1.1', 'x', '01.01', '1.99999999999', '! tag:x', '!! tag:x,2020:', '!s! tag:storm,2020:', '!s! !', '!s! !x', '!s tag:x', 's! tag:x', '!s!', '!s! ', '!s!tag:x', '!s! tag:x y', '!s! a%20b', '!s! a%zz', '!-! x', '!é! x', '! !', '!! !', '', 'bar baz', '1.1 # c', '1.1# c', '1.1 x'])
        made += rng.choice(['\n', '\n', '\n', ' \n', '\r\n', ' # c\n', '#c\n', '\t\n', '\u2028', ''])
    return made + rng.choice(['---\n', '---\n', '---\n', '--- ', '', '...\n', '# c\n---\n', '\n---\n', '---']) + text


def bytes_of(rng, text):
    """The file in another encoding, or with bytes that are no text."""
    data = text.encode('utf-8', 'surrogatepass')
    kind = rng.randrange(8)
    if kind == 0:
        return text.encode(rng.choice(['utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-8-sig']), 'surrogatepass')
    if kind == 1:
        return text.encode(rng.choice(['latin-1', 'gbk', 'shift_jis']), 'ignore')
    if kind == 2:
        return b'# padding\n' * rng.choice([102, 103, 204, 205]) + data
    pieces = [b'\xff', b'\xfe', b'\xc0\x80', b'\xc3', b'\xc3(', b'\xe4\xb8', b'\xe4\xb8\x96', b'\xed\xa0\x80', b'\xed\xa0\xbd\xed\xb8\x80', b'\xf0\x9f\x98', b'\xf0\x9f\x98\x80', b'\xf5\x80\x80\x80', b'\xf4\x90\x80\x80', b'\x80', b'\xbf\xbf', b'\xe0\x80\x80', b'\xf0\x80\x80\x80', b'\xc2\x85', b'\xef\xbb\xbf', b'\xef\xbf\xbe', b'\xef\xbf\xbf', b'\x00', b'\x7f', b'\xc2\x80', b'\xf8\x88\x80\x80\x80', b'\xe2\x80', b'\xef\xbb']
    at = rng.choice([0, len(data), rng.randrange(len(data) + 1)])
    return data[:at] + rng.choice(pieces) + data[at:]


def padded(rng, text):
    """An odd character near the borders of the reader's chunks of 1023, 1024 and 1025 characters."""
    odd = rng.choice(['\x01', '\x7f', '\ufffe', '\U0001f600', '\u0085', '\ufeff', '\r\n', '"', ': ', '\t', '\x80'])
    size = rng.choice([1020, 1022, 1023, 1024, 1025, 2046, 2048]) - rng.randrange(4)
    filling = rng.choice(['# ' + 'x' * 60 + '\n', 'k: v\n', '- a\n', 'é: v\n', '\n', '# \U0001f600\n'])
    body = (filling * (size // len(filling) + 1))[:size]
    return body + odd + text


MUTATIONS = [
    scrap, scrap, scrap, scrap_at_border, scrap_at_border, scrap_at_border, scrap_at_border, cut, cut, cut, end_early, drop_line, double_line, move_line, join_lines, join_lines, foreign_line, foreign_line, own_line, own_line,
    indent, indent, indent, other_value, other_value, other_value, new_pair, new_pair, new_pair, escape, escape, breaks, long_key, deeper, aliases, indents_of_all, block_scalar, block_scalar, flow_value, flow_value, document, document, anchors, anchors, tags, tags, directives, padded, merges, merges, documents,
    swapped(r': ', any_of(':', ' : ', ':\t', '\t: ', ':: ', '=', '：', ':  ', ' :', ', ', ':\n', ':\n  ', ': \n', '')), swapped(r'- ', any_of('-', '-\t', ' - ', '-  ', '', '-- ', '- - ', '– ', '-\n', '+ ', '-\n  ')), swapped(r'["\']', any_of('', '"', "'", '""', '\\"', "''", '“', '"x', 'x"', '" ', ' "')),
    swapped(r'[\[\]{}]', any_of('', '[', ']', '{', '}', '[[', ']]', '(', ')', '[\n', '\n]', ' ] ', '{{', '}}')), swapped(r', ?', any_of('', ',', ' ', ',,', ';', '\n', ',\n', ' ,', '，', ',\t')), swapped(r'\n +', any_of('\n', '\n\t', '\n ', '\n  \t', '\n    ', ' ', '\n\n', '\n# c\n', '\n\t# c\n', '\n - ', '\n ? ')),
    at_line(lambda rng, line: rng.choice(['#', ' #', '- ', '? ', ': ', '"', "'", '%', '@', '`', '&a ', '*a ', '!x ', '| ', '> ', '\t', ' ', '[', '{', ',', '---', '--- ', '...', '... ']) + line), at_line(lambda rng, line: line.rstrip('\n') + rng.choice([' ', '\t', ' #', '#', ' # c', '\t# c', ':', ': ', ',', ';', '"', "'", ']', '}', '\\', ' |', ' >', ' &a', ' *a', ' !x', ' x', '\t:']) + '\n'),
    at_line(lambda rng, line: line.rstrip('\n')), at_line(lambda rng, line: line.upper()), at_line(lambda rng, line: rng.choice(['\n', ' \n', '\t\n', '#\n', ' # c\n', '---\n', '...\n', '-\n', '?\n', ':\n', '"\n'])),
]


def encoded(text):
    return text if isinstance(text, bytes) else text.encode('utf-8', 'surrogatepass')


def cases(rng):
    """Endless (content, companion files)."""
    while True:
        text = rng.choice(SHAPES)
        if rng.random() < 0.15:
            text = rng.choice(['', text + rng.choice(SHAPES), block(rng)])
        for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6])):
            text = rng.choice(MUTATIONS)(rng, text)
        if rng.random() < 0.04:
            text = bytes_of(rng, text)
        yield encoded(text), {}
