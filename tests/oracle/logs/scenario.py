"""The registry of scenarios: a scenario is a decorated function that takes a lab and keeps what an operator would have."""
import importlib, inspect, pathlib, pkgutil

COMPONENTS = ['zookeeper', 'kafka', 'storm']
REGISTRY = []


class Scenario:
    """One function and one version: `fields` are those of scenario.yaml, `limit` the seconds that all of it may take."""

    def __init__(self, function, component, version, fields, limit):
        self.function, self.component, self.version, self.fields, self.limit = function, component, version, fields, limit
        self.name = function.__name__.replace('_', '-')
        self.what = inspect.getdoc(function)

    @property
    def id(self):
        return f'{self.component}/{self.version}/{self.name}'

    def selected(self, selectors):
        return not selectors or any((self.id + '/').startswith(wanted.rstrip('/') + '/') for wanted in selectors)


def scenario(component, versions, cause, change=None, also=(), consequences=(), limit=180):
    """Registers the function for each of `versions`.

    `cause` is the label of the one right answer (`zk.myid-missing`; `benign`: nothing is wrong), `also` others that
    are as right, `consequences` what follows from the cause and shows in the log as well; `change` says to an operator
    what to change, and is left out only of healthy logs. A dictionary gives a text or list by version.
    """
    assert component in COMPONENTS and (change or cause == 'benign')

    def register(function):
        assert function.__doc__, f'{function.__name__} says not what it shows'
        for version in versions:
            of = lambda value: value[version] if isinstance(value, dict) else value
            fields = {'cause': of(cause), 'change': of(change), 'also': list(of(also)), 'consequences': list(of(consequences))}
            REGISTRY.append(Scenario(function, component, version, {k: v for k, v in fields.items() if v}, limit))
        return function

    return register


def load():
    """Imports every module of this package whose name starts with that of a component; returns the scenarios."""
    for module in pkgutil.iter_modules([str(pathlib.Path(__file__).parent)]):
        if module.name.split('_')[0] in COMPONENTS:
            importlib.import_module(f'{__package__}.{module.name}')
    ids = [found.id for found in REGISTRY]
    assert len(set(ids)) == len(ids), 'two scenarios of one name'
    return sorted(REGISTRY, key=lambda found: (COMPONENTS.index(found.component), found.version, found.name))
