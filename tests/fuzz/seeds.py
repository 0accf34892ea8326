#!/usr/bin/env python3
"""Fills corpus/TARGET with seeds and dictionaries/TARGET with words, from the project's own rule pages,
recordings and catalogue. Nothing of it is committed.

usage: seeds.py TARGET…
"""

import hashlib
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
LARGEST = 64 << 10
FENCE = re.compile(r"^(```+)(\S+) (\S+)[^\n]*\n(.*?)^\1$", re.M | re.S)
KEY = re.compile(r"^  ([A-Za-z0-9][\w.\-]+):", re.M)
PROPERTIES = ("properties", "zookeeper", "kafka", "inventory")
YAML_WORDS = ["---", "...", "- ", ": ", "? ", "&a ", "*a", "<<: *a", "!!str ", "!!binary ", "|+\n", ">-\n", "{", "}",
              "[", "]", "\"\\u0041\"", "''", "%YAML 1.1", "0o17", "0x1F", "1:30:00", ".NaN", "~", "#"]
PROPERTY_WORDS = ["=", ":", "\\\n", "\\u0041", "#", "!", "server.1=", "h:2888:3888", ":observer;2181", "|",
                  "PLAINTEXT://:9092", "1@h:9093", "${env:X}", "{{ x }}", "<% x %>"]
LOG_WORDS = ["ERROR", "WARN", "INFO", "FATAL", "Caused by: ", "\tat java.lang.Thread.run", "Exception: ",
             "2024-05-01 10:00:00,000 [myid:1] - ", "[2024-05-01 10:00:00,000] ", "password=", "... 12 more"]


def fences():
    """Path and text of every file that a rule's page shows."""
    for page in sorted((PROJECT / "rules").glob("*/*.md")):
        for match in FENCE.finditer(page.read_text("utf-8")):
            yield match[3], match[4].encode()


def files():
    """Path and bytes of every small fixture."""
    for path in sorted((PROJECT / "fixtures").rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            yield path.as_posix(), path.read_bytes()


def wanted(target, path):
    name = path.rsplit("/", 1)[-1]
    if target == "explain":
        return name.endswith((".log", ".out", ".txt")) or "/logs/" in path and not name.endswith(".yaml")
    if target in ("yaml", "storm"):
        return name.endswith((".yaml", ".yml"))
    if target == "zookeeper":
        return name.startswith("zoo")
    if target == "kafka":
        return name.endswith(".properties")
    return name.endswith((".properties", ".cfg", ".yaml", ".dynamic"))


def dictionary(target):
    words = list(LOG_WORDS if target == "explain" else YAML_WORDS if target in ("yaml", "storm") else PROPERTY_WORDS)
    component = {"yaml": "storm", "explain": None, "properties": "kafka", "inventory": "*"}.get(target, target)
    if component:
        for catalogue in sorted((PROJECT / "rules/catalog").glob(f"{component}.yaml")):
            words += [key for key in KEY.findall(catalogue.read_text("utf-8")) if len(key) > 3]
    return dict.fromkeys(words)


def quoted(word):
    return "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}" for b in word.encode())


def main(targets):
    everything = [*fences(), *files()]
    for target in targets:
        corpus = HERE / "corpus" / target
        corpus.mkdir(parents=True, exist_ok=True)
        count = 0
        for path, data in everything:
            if wanted(target, path):
                (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
                count += 1
        words = dictionary(target)
        lexicon = HERE / "dictionaries" / target
        lexicon.parent.mkdir(exist_ok=True)
        lexicon.write_text("".join(f'"{quoted(word)}"\n' for word in words))
        print(f"{target}: {count} seeds, {len(words)} words")


if __name__ == "__main__":
    main(sys.argv[1:])
