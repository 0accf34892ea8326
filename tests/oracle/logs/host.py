"""One host of a lab: namespaces of its own (network, host name, mounts), its files, and the processes started on it.

A scenario sees an ordinary machine: its servers bind the ports and write the paths that they would elsewhere, so that
nothing in a log has to be rewritten. Not known here: what a scenario is, or any of the servers.
"""
import os, pathlib, re, signal, subprocess, sys, time

# Directories that each host has for itself, empty at first; so is /tmp. /mnt has the jars.
OWN = ['srv', 'opt', 'home', 'var/log', 'var/lib']
USERS = {'root': 0, 'zookeeper': 1001, 'kafka': 1002, 'storm': 1003}
MACHINES_HOSTS = '127.0.0.1 localhost\n'


class Failed(Exception):
    """A scenario did not go as it says."""


class Host:
    """Made by Lab.host. Paths are the host's own, absolute ones; `path` leads there from outside."""

    def __init__(self, lab, name, address):
        self.lab, self.name, self.address, self.processes = lab, name, address, []
        self.base = lab.root / 'hosts' / name
        self._lay()
        script = ['set -e', f'hostname {name}', 'ip link set lo up']
        script += [f'mount --bind {self.base / own} /{own}' for own in OWN]
        script += [f'mount --bind {file} /etc/{file.name}' for file in sorted((self.base / 'etc').iterdir())]
        # /tmp last: what is mounted before may lie there.
        script += [f'mount --bind {lab.cache} /mnt', f'mount --bind {self.base / "tmp"} /tmp', 'echo ready', 'exec sleep infinity']
        self.holder = subprocess.Popen(['unshare', '--net', '--uts', '--mount', 'bash', '-c', '\n'.join(script)],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        if self.holder.stdout.readline() != b'ready\n':
            raise Failed(f'the host {name} cannot be made (exit code {self.holder.wait()})')
        self._connect()

    def _lay(self):
        for own in [*OWN, 'tmp']:
            (self.base / own).mkdir(parents=True)
        (self.base / 'tmp').chmod(0o1777)
        etc = self.base / 'etc'
        etc.mkdir()
        (etc / 'passwd').write_text(''.join(f'{u}:x:{n}:{n}::{"/root" if u == "root" else "/home/" + u}:/bin/bash\n' for u, n in USERS.items()))
        (etc / 'group').write_text(''.join(f'{u}:x:{n}:\n' for u, n in USERS.items()))
        (etc / 'nsswitch.conf').write_text('passwd: files\ngroup: files\nhosts: files\n')
        (etc / 'hosts').write_text(MACHINES_HOSTS)
        for user, number in USERS.items():
            if user != 'root':
                (self.base / 'home' / user).mkdir()
                os.chown(self.base / 'home' / user, number, number)

    def _connect(self):
        near = f'to-{self.name}'
        command(['ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', str(self.holder.pid)])
        command(['ip', 'link', 'set', near, 'master', 'lab', 'up'])
        self.run(['ip', 'addr', 'add', f'{self.address}/24', 'dev', 'eth0'])
        self.run(['ip', 'link', 'set', 'eth0', 'up'])

    # Files.

    def path(self, inside):
        """Where a scenario finds the host's absolute path, with what is mounted there."""
        return pathlib.Path(f'/proc/{self.holder.pid}/root{inside}')

    def mkdir(self, inside, user='root', mode=0o755):
        """Makes the directory and the missing ones above it, all the user's; those that exist stay as they are."""
        missing, target = [], self.path(inside)
        while not target.exists():
            missing.append(target)
            target = target.parent
        for made in reversed(missing):
            made.mkdir(mode)
            os.chown(made, USERS[user], USERS[user])
        return inside

    def write(self, inside, text, user='root', mode=0o644):
        self.mkdir(str(pathlib.PurePosixPath(inside).parent), user)
        target = self.path(inside)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        target.chmod(mode)
        os.chown(target, USERS[user], USERS[user])

    def read(self, inside):
        return self.path(inside).read_text(encoding='utf-8', errors='replace')

    def install(self, profile, inside):
        """Puts the jars of a profile of pom.xml (`server-…`, if there is one) into a directory of the host."""
        self.mkdir(inside)
        self.run(['mount', '--bind', f'/mnt/{self.lab.jars(profile)}', inside])

    def tmpfs(self, inside, size, user='root'):
        """Mounts a small disk."""
        self.mkdir(inside)
        number = USERS[user]
        self.run(['mount', '-t', 'tmpfs', '-o', f'size={size},uid={number},gid={number},mode=755', 'none', inside])

    def resolves(self, names):
        """Replaces /etc/hosts: name → address, after localhost."""
        (self.base / 'etc' / 'hosts').write_text(MACHINES_HOSTS + ''.join(f'{ip} {name}\n' for name, ip in names.items()))

    def keep(self, inside, name=None):
        """Keeps a file for the fixture, under `name` (else its own name); call it when the file is complete."""
        self.lab.kept.append((self.name, name or pathlib.PurePosixPath(inside).name, self.path(inside).read_bytes()))

    # Processes.

    def entering(self, user):
        enter = ['nsenter', f'--target={self.holder.pid}', '--net', '--uts', '--mount']
        return enter if user == 'root' else enter + ['setpriv', f'--reuid={USERS[user]}', f'--regid={USERS[user]}', '--clear-groups']

    def environment(self, user, env):
        home = '/root' if user == 'root' else f'/home/{user}'
        return {'PATH': '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', 'HOME': home, 'USER': user, 'LOGNAME': user, 'LANG': 'C.UTF-8', 'HOSTNAME': self.name} | (env or {})

    def run(self, argv, user='root', env=None, cwd='/', seconds=60, check=True):
        """Runs a command to its end on the host; returns its exit code and its output with its errors."""
        argv = self.entering(user) + ['env', '-C', cwd] + argv
        try:
            done = subprocess.run(argv, env=self.environment(user, env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
        except subprocess.TimeoutExpired as late:
            raise Failed(f'{self.name}: {" ".join(argv[:12])} takes longer than {seconds} s') from late
        text = done.stdout.decode(errors='replace')
        if check and done.returncode:
            raise Failed(f'{self.name}: {" ".join(argv)} ends with {done.returncode}: {text}')
        return done.returncode, text

    def java(self, name, classpath, main, args=(), jvm=(), **how):
        """Starts a JVM; `classpath` is a list of the host's paths. A heap of 256 MB unless `jvm` says otherwise."""
        heap = [] if any(flag.startswith('-Xmx') for flag in jvm) else ['-Xmx256m']
        quiet = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
        return self.start(name, ['java', *heap, *quiet, *jvm, '-cp', ':'.join(classpath), main, *args], **how)

    def start(self, name, argv, stdout, user='root', env=None, cwd='/', append=False, log=None):
        """Starts a process whose output goes to the host's file `stdout`; `log` is the file that is waited on, if another."""
        self.mkdir(str(pathlib.PurePosixPath(stdout).parent), user)
        target = self.path(stdout)
        with target.open('ab' if append else 'wb') as out:
            os.chown(target, USERS[user], USERS[user])
            started = subprocess.Popen(self.entering(user) + ['env', '-C', cwd, 'nice', *argv], env=self.environment(user, env), stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        process = Process(self, name, started, log or stdout)
        self.processes.append(process)
        return process

    def occupy(self, port):
        """Something else listens on a port of this host."""
        listen = f'import socket, time; s = socket.create_server(("", {port})); print("up", flush=True); time.sleep(1e6)'
        other = self.start('other program', [sys.executable, '-c', listen], stdout=f'/var/log/other-{port}')
        other.wait_for('up')
        return other

    def drops(self, port):
        """A packet filter between this host and the others swallows what comes from this TCP port; a process on it notices nothing."""
        self.run(['ip', 'rule', 'add', 'pref', '10', 'ipproto', 'tcp', 'sport', str(port), 'blackhole'])

    def lib(self, inside):
        """The jars of a directory of the host, in order of name, as a start script lists them."""
        return sorted(f'{inside}/{jar.name}' for jar in self.path(inside).glob('*.jar'))


class Process:
    """A process on a host, and the log that it writes. Every wait is bounded; one in vain fails the scenario."""

    def __init__(self, host, name, popen, log):
        self.host, self.name, self.popen, self.log = host, name, popen, log
        self.mark = 0

    def text(self):
        target = self.host.path(self.log)
        return target.read_bytes() if target.exists() else b''

    def wait_for(self, pattern, seconds=60, ended=False):
        """Waits for the pattern in what the log got since the last successful wait; returns the match.

        A process that ends without it fails the scenario, unless it may have `ended`.
        """
        until, regex = time.monotonic() + seconds, re.compile(pattern.encode(), re.M)
        while True:
            over = self.popen.poll() is not None and not ended
            text = self.text()
            found = regex.search(text, min(self.mark, len(text)))
            if found:
                self.mark = found.end()
                return found
            if over or time.monotonic() > until:
                why = f'it ended with {self.popen.returncode}' if over else f'not within {seconds} s'
                raise Failed(f'{self.host.name}, {self.name}: no /{pattern}/ in {self.log}: {why}. Its end:\n{self.tail()}')
            time.sleep(0.1)

    def wait_exit(self, seconds=60):
        """Waits for the process to end by itself; returns its exit code."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired as late:
            raise Failed(f'{self.host.name}, {self.name}: still running after {seconds} s. Its log ends:\n{self.tail()}') from late

    def send(self, number):
        self.popen.send_signal(number)

    def stop(self, seconds=30):
        """Asks the process to end, as `kill PID` does; one that does not is killed, and the scenario fails.

        One that has ended is left as it is: `Popen` signals none of which it knows the exit code.
        """
        self.send(signal.SIGTERM)
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired as late:
            self.kill()
            raise Failed(f'{self.host.name}, {self.name}: does not stop within {seconds} s') from late

    def kill(self):
        """`kill -9 PID`, unless it has ended."""
        self.popen.kill()
        return self.popen.wait()

    def tail(self, lines=25):
        return '\n'.join('    ' + line[:300] for line in self.text().decode(errors='replace').splitlines()[-lines:])


def command(argv):
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise Failed(f'{" ".join(argv)}: {done.stdout.decode(errors="replace").strip()}')
