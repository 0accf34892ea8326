"""Records the logs of real servers in known trouble: fixtures/logs/<component>/<version>/<scenario>/.

`scenario` is the registry, `lab` the throw-away hosts that a scenario runs on, `host` one of them with its files and
processes, `keeping` what is kept of a run; `zookeeper*`, `kafka*` and `storm*` hold the scenarios. Run by
record-logs.sh, which says what is needed.
"""
