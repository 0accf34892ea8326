"""What is kept of a run: the check that nothing of this machine is in it, scenario.yaml, and the folder, written whole."""
import getpass, json, pathlib, re, shutil, socket, tempfile

LARGEST = 300_000


def machine(root, repository):
    """What must not be in a kept file: paths and names of the machine that recorded it."""
    words = [re.escape(str(path)) for path in {root, repository, pathlib.Path.home()}]
    words += [r'/tmp/(?!dev-storm-zookeeper|kafka-logs|kraft-combined-logs)', r'/work/', r'/root/']
    name = socket.gethostname()
    words += [rf'\b{re.escape(name)}\b'] if len(name) > 3 else [rf'(?:[=@/]|host ){re.escape(name)}\b']
    if getpass.getuser() != 'root':
        words.append(rf'\b{re.escape(getpass.getuser())}\b')
    return re.compile('|'.join(words))


def faults(kept, forbidden):
    """Why these files (host, name, bytes) can't be a fixture; empty when they can."""
    found = []
    if not any(data for _, name, data in kept if '/conf/' not in f'/{name}'):
        found.append('no log was kept')
    for host, name, data in kept:
        if len(data) > LARGEST:
            found.append(f'{host}/{name} has {len(data):,} bytes: make the scenario shorter')
        for number, line in enumerate(data.decode(errors='replace').splitlines(), 1):
            if seen := forbidden.search(line):
                found.append(f'{host}/{name}:{number} has {seen[0]!r} of this machine: {line[:200]}')
                break
    return found


def flow(value):
    """Flow-style YAML on one line; single quotes where YAML needs quotes."""
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {flow(item)}' for key, item in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(flow(item) for item in value) + ']'
    return value if re.fullmatch(r'[a-z][a-z0-9.-]*', value) else "'" + value.replace("'", "''") + "'"


def write(folder, fields, kept):
    """Puts the files into `folder`, in place of what was there; hosts become folders when there are several."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = pathlib.Path(tempfile.mkdtemp(prefix=f'.{folder.name}-', dir=folder.parent))
    try:
        made.chmod(0o755)
        several = len({host for host, _, _ in kept}) > 1
        for host, name, data in kept:
            target = made / host / name if several else made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (made / 'scenario.yaml').write_text(flow(fields) + '\n')
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def load(file):
    return [(host, name, data.encode('latin-1')) for host, name, data in json.loads(file.read_text())]


def save(file, kept):
    file.write_text(json.dumps([(host, name, data.decode('latin-1')) for host, name, data in kept]))
