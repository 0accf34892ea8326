"""What counts as a difference between cfglint and the real classes: for compare.py and hunt.py.

`recorded` is a verdict as recordings.py writes it; `doc` is what `cfglint check --format json` says of the one file.
"""
import collections, json, re, subprocess


def check(binary, *arguments):
    done = subprocess.run([binary, 'check', '--verbose', '--format', 'json', '--allow-empty', *map(str, arguments)], capture_output=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {'files': [], 'findings': [], 'crash': f'exit {done.returncode}: ' + done.stderr.decode('utf-8', 'replace')[-300:]}


def norm(text):
    # An object's place in memory is no property of the file. Of Storm 2.8.8 only SnakeYAML runs here, without the package that Storm shades it into.
    text = re.sub(r'@[0-9a-f]{5,8}\b', '@0', text or '')
    return re.sub(r'\s+', ' ', text).strip().replace('org.apache.storm.shade.', '').replace('…', '0')


# A placeholder's value is unknown to cfglint: it judges the rest of the file, the server trips over it.
PLACEHOLDER = re.compile(r'\{\{|\{%|<%|\$\{|<\w[^>]*/?>|%[\w.-]{2,}%')


# What is on the class path is no property of the file: cfglint never calls it fatal.
CLASS_PATH = re.compile(r'(?s)ClassNotFoundException|Class .* could not be found|Class .*cannot be found|not load config provider class|does not implement'
                        r'|not an instance of|ClassCastException: class java.lang.String|must implement KafkaPrincipalSerde')


def on_jdk_8(message):
    """How an older JDK words what JDK 17 says (README.md)."""
    message = re.sub(r'class (\S+) cannot be cast to class (\S+) \([^)]*\)', r'\1 cannot be cast to \2', message)
    message = re.sub(r'NullPointerException: Cannot invoke .*? is null', 'NullPointerException', message)
    message = re.sub(r'^Cannot invoke .* is null$', 'null', message)
    message = re.sub(r'^Index (-?\d+) out of bounds for length \d+$', r'\1', message)
    message = re.sub(r'^begin 0, end (\d+), length \d+$', r'String index out of range: \1', message)
    return re.sub(r' under radix 1[06]$', '', message)


def same_text(recorded, said):
    """Whether one of the sentences is a link of the recorded chain (with its parts, for SnakeYAML)."""
    said = [norm(text) for text in said]
    if 'problem' in recorded:
        wanted = [norm(recorded[part]) for part in ('context', 'problem') if part in recorded]
        return any(all(part in text for part in wanted) for text in said)
    if 'position' in recorded:
        wanted = [norm(recorded['chain'][-1].partition(': ')[2]), f"position {recorded['position']}"]
        return any(all(part in text for part in wanted) for text in said)
    messages = []
    for link in recorded['chain']:
        message = norm(link.partition(': ')[2])
        messages += [norm(link), message, on_jdk_8(message), message.replace('@/', '/')]
    # A secret is shown as [redacted].
    shapes = ['.*'.join(map(re.escape, text.split('[redacted]'))) for text in said if text]
    return any(re.fullmatch(shape, message) for shape in shapes for message in messages)


def refused_at_start(doc):
    """Whether only later steps of a start refuse this file, which the recordings go no further than LogConfig in."""
    mine = [f for f in doc['findings'] if f.get('refusal') and f['severity'] == 'fatal']
    return bool(mine) and all((f['refusal'].get('stage') or 'parse') == 'start' for f in mine)


# What a refusal rests on besides the file's bytes: (name, the real refusal, a finding that must be there, as a text that
# its name and message hold).
BESIDES = [
    ('name resolution', re.compile(r'UnknownHostException|Address unresolved: |UnresolvedAddressException|Unable to canonicalize address'), None),
    ('start directory', re.compile(r'FileNotFoundException: [^/@].*\(No such file|Error processing [^/@]'), None),
    ('start directory', re.compile(r'myid file is missing'), 'relative-data-dir'),
    ('JDK', re.compile(r'Malformed \\uxxxx encoding'), 'malformed-unicode-escape'),
    ('class path', CLASS_PATH, None),
    ('half a character', re.compile('[\ud800-\udfff]'), None),
    ('hash order', re.compile(''), 'which one counts is up to chance'),
]


def besides(kind, recorded, findings):
    """The name of what else the real refusal rests on, if anything."""
    if recorded['verdict'] != 'refused':
        return None
    for name, refusal, finding in BESIDES:
        if kind == 'yaml' and name != 'half a character':
            continue
        if any(map(refusal.search, [*recorded['chain'], recorded.get('problem', '')])) and (finding is None or any(finding in f"{f['name']}: {f['message']}" for f in findings)):
            return name
    return None


def aspects(kind, case, recorded, verdict, doc):
    """Compares one verdict. Yields (aspect, difference, said): aspect is verdict, text or position; no difference: None.

    Without `doc` verdicts can only be found equal, and texts aren't compared.
    """
    not_yaml = kind == 'yaml' and not any('snakeyaml' in link or 'ClassCast' in link for link in recorded.get('chain', []))
    wanted = 'accepted' if not_yaml else recorded['verdict']
    got = 'refused' if verdict == 'refused' else 'accepted'
    crash = doc and doc.get('crash')
    refusing = [f for f in doc['findings'] if f.get('refusal')] if doc else []
    if got != wanted:
        said = crash or f"{verdict} {[f['name'] + ': ' + f['refusal']['text'] for f in refusing]}"
        # Validation of Storm's values is another kind's matter.
        other = not_yaml and (recorded['verdict'] == got or not any(f['name'].startswith('yaml') and f['severity'] == 'fatal' for f in refusing))
        if crash:
            yield 'verdict', 'no answer', said
        elif other:
            yield 'verdict', None, said
        elif verdict == 'unknown':
            yield 'verdict', besides(kind, recorded, doc['findings']) or 'undecided', said
        elif wanted == 'refused' and recorded.get('stage') == 'start' and refused_at_start(doc):
            # The file is read, and the start ends: that is what cfglint says of the node.
            yield 'verdict', None, said
        elif wanted == 'refused':
            yield 'verdict', besides(kind, recorded, doc['findings']) or 'missed refusal', said
        else:
            yield 'verdict', 'refused at start only' if refused_at_start(doc) else 'false refusal', said
        return
    yield 'verdict', None, ''
    if doc is None or wanted != 'refused' or PLACEHOLDER.search(case.get('content', case.get('bytes', ''))):
        return
    fatal = [f for f in refusing if f['severity'] == 'fatal']
    said = [f['refusal']['text'] for f in fatal]
    if same_text(recorded, said):
        yield 'text', None, said
    else:
        yield 'text', besides(kind, recorded, doc['findings']) or ('text' if said else 'no text'), said
    if 'at' in recorded:
        reported = [f.get('reported') or {'line': f['line'], 'column': f['column']} for f in fatal]
        marks = [f"{mark['line']}:{mark['column']}" for mark in reported]
        yield 'position', None if recorded['at'] in marks else 'position', f'{marks} {said}'


def head(recorded):
    """The refusal without what differs from input to input."""
    head = recorded['chain'][-1] if recorded['verdict'] == 'refused' else 'accepted'
    if 'problem' in recorded:
        head = f"{recorded.get('context', '')} / {recorded['problem']}"
    key = re.sub(r'\d+', 'N', re.sub(r'value .* for configuration \S+?:? ', 'value V for configuration K ', head, flags=re.S))[:120]
    return re.sub(r'Mon Jan N N:N:N UTC N', 'DATE', re.sub(r'(?i)\bfield [A-Z_a-z.]+', 'Field F', key))


class Differences:
    """Differences by kind and refusal."""

    def __init__(self):
        self.groups = collections.defaultdict(list)
        self.count = collections.Counter()

    def add(self, what, case, version, recorded, said):
        self.groups[what, head(recorded)].append((case, version, recorded, said))
        self.count[what] += 1

    def markdown(self, kind, figures):
        order = {'no answer': 0, 'false refusal': 1, 'missed refusal': 2, 'position': 3, 'text': 4, 'no text': 5, 'undecided': 6, 'refused at start only': 7}
        out = [f'# {kind}: {figures}\n']
        for (what, key), found in sorted(self.groups.items(), key=lambda item: (order.get(item[0][0], 6), -len(item[1]))):
            out.append(f'## {what}: `{key}` ({len(found)})\n')
            shown = {}
            for case, version, recorded, said in found:
                shown.setdefault(case['id'], (case, [], recorded, said))[1].append(version)
            for case, versions, recorded, said in list(shown.values())[:6]:
                real = recorded if recorded['verdict'] == 'refused' else {'verdict': 'accepted'}
                out.append(f"- `{case['id']}` on {', '.join(versions)}\n  input: `{json.dumps(case.get('content', case.get('bytes')), ensure_ascii=False)}`"
                           + (f" files: `{json.dumps(case['files'], ensure_ascii=False)}`" if case.get('files') else '')
                           + f"\n  real: `{json.dumps({k: v for k, v in real.items() if k != 'versions'}, ensure_ascii=False)}`\n  cfglint: `{said}`")
            if len(shown) > 6:
                out.append(f'- and {len(shown) - 6} more: ' + ', '.join(list(shown)[6:40]))
            out.append('')
        return '\n'.join(out)
