"""python3 -m logs [--list | --profiles] [--out DIR] [component | component/version | component/version/scenario]...

Runs the chosen scenarios one after the other, each in namespaces of its own, and writes each folder after its success.
Exit code 1 when one failed.
"""
import argparse, pathlib, shutil, signal, subprocess, sys, tempfile, time, traceback

from . import keeping, scenario
from .host import Failed
from .lab import Lab

ORACLE = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = ORACLE.parent.parent


def profile_of(component, version):
    """The profile of pom.xml whose class path a running server has: `server-…`, where more is needed than to judge a file."""
    pom = (ORACLE / 'pom.xml').read_text()
    name = f'{component}-{version}'
    return f'server-{name}' if f'<id>server-{name}</id>' in pom else name


def jars(cache, profile):
    """The folder of `cache` that has the profile's jars, readable for every user; copied once."""
    component, _, version = profile.partition('-')
    profile = profile_of(component, version)
    known = subprocess.run([ORACLE / 'record.sh', '--classpath', profile], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    folder = cache / pathlib.Path(known[0]).name
    if not folder.exists():
        made = pathlib.Path(tempfile.mkdtemp(prefix='.next-', dir=cache))
        for jar in known[1].split(':'):
            target = made / pathlib.Path(jar).name
            shutil.copyfile(jar, target)
            target.chmod(0o644)
        made.chmod(0o755)
        made.rename(folder)
    return folder.name


def inside(chosen, root, cache):
    """Runs one scenario in the namespaces made for it; leaves what it kept in root/kept."""
    lab = Lab(root, cache, lambda profile: jars(cache, profile), chosen.component, chosen.version)
    try:
        chosen.function(lab)
        keeping.save(root / 'kept', lab.kept)
    finally:
        lab.close()


def record(chosen, cache, out):
    """Runs one scenario from outside; returns why it failed, or nothing."""
    cache.mkdir(parents=True, exist_ok=True)
    root = pathlib.Path(tempfile.mkdtemp(prefix='cfglint-logs-'))
    child = None
    try:
        root.chmod(0o755)
        namespaces = ['unshare', '--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc']
        child = subprocess.Popen([*namespaces, sys.executable, '-m', 'logs', '--inside', str(root), '--cache', str(cache), chosen.id])
        try:
            if child.wait(chosen.limit):
                return 'see above'
        except subprocess.TimeoutExpired:
            return f'takes longer than {chosen.limit} s'
        kept = keeping.load(root / 'kept')
        found = keeping.faults(kept, keeping.machine(root, REPOSITORY))
        if not found:
            keeping.write(out / chosen.component / chosen.version / chosen.name, chosen.fields, kept)
        return '; '.join(found)
    finally:
        if child and child.poll() is None:
            child.kill()
            child.wait()
        shutil.rmtree(root, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(prog='record-logs.sh', usage=__doc__.splitlines()[0].replace('python3 -m logs', 'record-logs.sh'))
    options.add_argument('--list', action='store_true', help='only say which scenarios there are')
    options.add_argument('--profiles', action='store_true', help='only say which profiles of pom.xml they need')
    options.add_argument('--out', type=pathlib.Path, default=REPOSITORY / 'fixtures' / 'logs', help='where the folders go')
    options.add_argument('--cache', type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options.add_argument('--inside', type=pathlib.Path, help=argparse.SUPPRESS)
    options.add_argument('selectors', nargs='*')
    given = options.parse_args()
    chosen = [found for found in scenario.load() if found.selected(given.selectors)]
    if not chosen:
        sys.exit(f'record-logs.sh: no scenario is called {" or ".join(given.selectors)}')
    if given.list:
        print('\n'.join(f'{found.id:58} {found.fields["cause"]:32} {found.what.splitlines()[0]}' for found in chosen))
    elif given.profiles:
        print('\n'.join(sorted({profile for found in chosen for profile in profiles(found)})))
    elif given.inside:
        try:
            inside(chosen[0], given.inside, given.cache)
        except Failed as why:
            sys.exit(f'{chosen[0].id}: {why}')
        except Exception:
            sys.exit(f'{chosen[0].id}: {traceback.format_exc()}')
    else:
        failed = 0
        for found in chosen:
            began = time.monotonic()
            why = record(found, given.cache.resolve(), given.out.resolve())
            failed += bool(why)
            print(f'{found.id}: {"FAILED, " + why if why else "recorded"} ({time.monotonic() - began:.0f} s)', flush=True)
        sys.exit(1 if failed else 0)


def profiles(found):
    """The profile of the scenario's own component and version, and those that its module names in NEEDS (by component)."""
    needs = getattr(sys.modules[found.function.__module__], 'NEEDS', [])
    return [profile_of(*profile.split('-', 1)) for profile in [f'{found.component}-{found.version}', *needs]]


# `kill` ends a recording as orderly as Ctrl-C does: with its processes and its directory.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
try:
    main()
except KeyboardInterrupt:
    sys.exit(130)
