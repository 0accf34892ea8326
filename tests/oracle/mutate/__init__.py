"""What the hunt feeds the servers: `<kind>.cases(rng)` yields (bytes, {path: bytes}) without end; the rng decides all.

This module: what Java's properties format invites, and the values that trip up readers of numbers and booleans.
"""

BLANKS = [' ', '  ', '\t', ' \t', '\f', '\u00a0', '\u3000']
NUMBERS = [
    '', '0', '-0', '+0', '1', '-1', '-2', '+1', '+', '-', '--1', '01', '007', '0x10', '010', '1_000', '1,000', '1e3', '1E3', '1.0', '1.', '.5', '0.5', '5e-1', '0.5f', '1d', '1L', '10l',
    'NaN', 'Infinity', '-Infinity', '0x1p3', '32767', '32768', '-32768', '65535', '65536', '2147483647', '2147483648', '-2147483648', '-2147483649', '4294967296',
    '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '1 0', '10 # ten', '10;', '"10"', "'10'", '1GB', '10s', 'ten', 'null', 'none',
    '\u0661\u0662', '\uff11\uff10', '\\u0661', '\\u0031', '\\uff12', '\\u00a010', '10\\n', '\\t10', '10\\', '10\\u0000', '100', '1000', '2000', '10000', '60000', '1000000', '107374182400',
]
BOOLEANS = ['true', 'false', 'TRUE', 'False', 'tRuE', ' true', 'true ', 'yes', 'no', 'on', '1', '0', '', 'truee', 'true # on', '"true"', 'true\\', 'tru\\u0065', 'tr\u0075e\u00a0']
WORDS = ['', 'x', 'abc', 'a,b', 'a,,b', ',', ' , ', 'a, b', '*', 'null', 'None', '/', '..', 'a b', 'a:b', 'a=b', 'a;b', '\u4e2d\u6587', 'é', '#', '!', '\\', '\\\\', '%s', 'java.lang.String', 'no.such.Class']
ESCAPES = ['\\u', '\\u1', '\\u12', '\\u12g4', '\\u00e9', '\\u0000', '\\u0020', '\\t', '\\n', '\\r', '\\f', '\\x', '\\\\', '\\:', '\\=', '\\#', '\\ ', '\\uuu0031', '\\U0031', '\\u003', '\\ud83d', '\\ud83d\\ude00', '\\u+031', '\\u-031']
COMMENTS = ['# comment', '! comment', '  # indented', '#', '!', '# ends with \\', '#\\u12', '// no comment', '; no comment', '-- x', '#a=b', '# \u6ce8\u91ca']
BYTES = [b'\x00', b'\x01', b'\x1f', b'\x7f', b'\x80', b'\x85', b'\xa0', b'\xe9', b'\xff', b'\xc2\xa0', b'\xef\xbb\xbf', b'\xe4\xb8\xad', b'\xf0\x9f\x98\x80', b'\t', b'\f', b'\x0b', b'\r', b'\n', b'\r\n', b'\n\r', b'\\', b'\\\n', b'\\\r\n', b'\\\r', b' ', b'=', b':', b'#', b'!', b'"', b"'", b',', b';', b'/', b'.', b'-', b'+', b'_', b'0', b'9']


def neighbour(rng, key):
    """A key that is nearly the one meant."""
    at = rng.randrange(len(key))
    return rng.choice([
        key.lower(), key.upper(), key.replace('.', '_'), key.replace('.', '-'), key.replace('.', ''), key + '.', '.' + key, key + ' ', ' ' + key, key + 's', key[:-1],
        key[:at] + key[at + 1:], key[:at] + key[at] + key[at:], key[:at] + key[at].swapcase() + key[at + 1:], key.title(), key.replace('.', '\\.'), key[:at] + '\\' + key[at:],
        key[:at] + f'\\u{ord(key[at]):04x}' + key[at + 1:], key[:at] + '\\\n  ' + key[at:], key[:at] + ' ' + key[at:],
    ])


def line(rng, key, value):
    """The line, written plainly or as only Java reads it."""
    if rng.random() < 0.94:
        return f'{key}={value}'
    separator = rng.choice(['=', ':', ' ', '\t', ' = ', ' : ', '= ', ' =', '==', '=:', ' \t=\t', '\f', '\\=', '\\:', '', '=\\\n', '=\\\n   ', '\\\n=', '\u00a0=\u00a0', '->', ' = = '])
    indent = rng.choice(['', '', '', ' ', '\t', '\f', '\u00a0', '\ufeff'])
    tail = rng.choice(['', '', '', *BLANKS, '\\', '\\\\', ' \\', '\\\n', '\\\n#', '\\\n \n', '#', ' # x', ';', ','])
    return indent + key + separator + value + tail


def scramble(rng, text):
    """A few mutations of the text's lines and bytes."""
    lines = text.split('\n')
    for _ in range(rng.choice([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5])):
        at = rng.randrange(len(lines) + 1)
        what = rng.randrange(8)
        old = lines[at] if at < len(lines) else ''
        if what == 0:
            lines.insert(at, rng.choice(COMMENTS))
        elif what == 1:
            lines.insert(at, rng.choice(lines))
        elif what == 2 and at < len(lines):
            del lines[at]
        elif what == 3 and at < len(lines):
            lines[at] = old + rng.choice(['\\', '\\\\', '\\\\\\', ' ', '\t', '\u00a0', ' # x', ';', ','])
        elif what == 4 and at < len(lines):
            cut = rng.randrange(len(old) + 1)
            lines[at] = old[:cut] + rng.choice(ESCAPES) + old[cut:]
        elif what == 5 and at < len(lines):
            cut = rng.randrange(len(old) + 1)
            lines[at:at + 1] = [old[:cut] + rng.choice(['', '\\', '\\']), rng.choice(['', ' ', '\t', '#', '\f']) + old[cut:]]
        elif what == 6:
            rng.shuffle(lines)
        elif at < len(lines):
            lines[at] = rng.choice([' ', '\t', '\f', '  ']) + old
        lines = lines or ['']
    ends = rng.choice(['\n'] * 12 + ['\r\n', '\r', 'mixed'])
    if ends == 'mixed':
        data = ''.join(part + rng.choice(['\n', '\r\n', '\r', '\n\n']) for part in lines)
    else:
        data = ends.join(lines)
    data = data.encode('utf-8', 'surrogatepass')
    if rng.random() < 0.03:
        data = data.decode('utf-8', 'replace').encode('latin-1', 'replace')
    for _ in range(rng.choice([0] * 8 + [1, 1, 2, 3])):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(BYTES) + data[at + rng.choice([0, 0, 1, 2]):]
    return data
