"""A lab: hosts on a network of their own that one scenario runs on, and what it keeps.

Runs inside the namespaces that `__main__` made (mounts, network, processes): when the lab's first process ends, every
process, mount and network device ends with it. Other systems of the machine see and are seen by nothing.
"""
import pathlib, time

from .host import Failed, Host, command

NETWORK = '10.20.0.'
# Known to all hosts, made or not: the machine that connections of the scenario itself come from, and the usual ensemble.
KNOWN = {'app1': 5, 'zoo1': 11, 'zoo2': 12, 'zoo3': 13}


class Lab:
    """What a scenario gets. `root`: an empty directory; `jars`: a function from a profile of pom.xml to a folder of `cache`."""

    def __init__(self, root, cache, jars, component, version):
        self.root, self.cache, self.jars, self.component, self.version = pathlib.Path(root), cache, jars, component, version
        self.members, self.kept = {}, []
        command(['ip', 'link', 'set', 'lo', 'up'])
        command(['ip', 'link', 'add', 'lab', 'type', 'bridge'])
        command(['ip', 'link', 'set', 'lab', 'up'])
        command(['ip', 'addr', 'add', f'{NETWORK}{KNOWN["app1"]}/24', 'dev', 'lab'])

    def host(self, name):
        """A new host; all hosts know each other's names through /etc/hosts."""
        number = KNOWN.get(name, 21 + len(self.members))
        self.members[name] = Host(self, name, f'{NETWORK}{number}')
        names = {known: f'{NETWORK}{last}' for known, last in KNOWN.items()} | {host.name: host.address for host in self.members.values()}
        for host in self.members.values():
            host.resolves(names)
        return self.members[name]

    def hosts(self, *names):
        return [self.host(name) for name in names]

    def sleep(self, seconds):
        time.sleep(seconds)

    def expect(self, condition, what):
        if not condition:
            raise Failed(what)

    def close(self):
        """Ends what still runs."""
        for host in self.members.values():
            for process in host.processes:
                process.kill()
            host.holder.kill()
