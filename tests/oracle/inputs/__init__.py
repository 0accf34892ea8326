"""The inputs of the recordings, made systematically; deterministic. `all(kind)` returns them in order."""
import importlib


def all(kind):
    made = importlib.import_module('inputs.' + kind.replace('-', '_')).make()
    seen = set()
    cases = []
    for case in made:
        key = (case.get('content'), case.get('bytes'), str(case.get('files')))
        if key in seen:
            continue
        seen.add(key)
        cases.append({'id': case.pop('id'), 'kind': kind, **case})
    ids = [case['id'] for case in cases]
    doubled = {name for name in ids if ids.count(name) > 1} if len(set(ids)) < len(ids) else set()
    assert not doubled, f'ids used twice: {sorted(doubled)[:5]}'
    return cases


def case(name, content, **more):
    """One input; bytes that aren't UTF-8 are kept as Latin-1."""
    if isinstance(content, bytes):
        try:
            return {'id': name, 'content': content.decode('utf-8'), **more}
        except UnicodeDecodeError:
            return {'id': name, 'bytes': content.decode('latin-1'), **more}
    return {'id': name, 'content': content, **more}
