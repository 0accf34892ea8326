#!/bin/bash
# Asks the real classes of every pinned release (pom.xml) what they make of configuration files.
#
#   record.sh zookeeper|kafka|storm|yaml [--version V]... FILE...    one JSON line per file and version; FILE `-`: paths from standard input
#   record.sh --write  [zookeeper|kafka|kafka-meta|storm|yaml]...    record fixtures/oracle/recorded-*.jsonl again
#   record.sh --verify [zookeeper|kafka|kafka-meta|storm|yaml]...    re-run the recordings; exit 1 on any drift
#   record.sh --prepare [PROFILE]...                                 only resolve the artifacts (of these profiles) and compile
#   record.sh --classpath PROFILE                                    the file of a prepared class path, and the class path
#
# Needs a JDK 17 and Maven, and on the first run the Maven registry. Everything made is below target/oracle/; without
# one of them the script stops with one line, exit 2, before anything is written elsewhere.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${CARGO_TARGET_DIR:-$here/../../target}/oracle
export LC_ALL=C.UTF-8 TZ=UTC

die() { echo "record.sh: $*" >&2; exit 2; }

prepare() {
    local tool major id log next
    for tool in java javac mvn python3; do command -v "$tool" >/dev/null || die "$tool is not installed (needed: a JDK 17, Maven, Python 3)"; done
    major=$(javac -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
    [ "$major" = 17 ] || die "JDK 17 is needed (texts made by the JDK differ in others), found ${major:-none}"
    mkdir -p "$out/classpath"
    exec 9>"$out/lock"
    flock 9
    if [ "$(cat "$out/classes/made-from" 2>/dev/null)" != "$(sources)" ]; then
        rm -rf "$out/classes.next"
        javac -nowarn -d "$out/classes.next" "$here"/src/*.java 2>"$out/javac.log" || die "the harness doesn't compile (see $out/javac.log)"
        sources >"$out/classes.next/made-from"
        rm -rf "$out/classes" && mv "$out/classes.next" "$out/classes"
    fi
    for id in ${*:-$(profiles | grep -v ^server-)}; do
        resolved "$id" && continue
        log=$out/classpath/$id.log next=$out/classpath/.$id
        resolve "$id" "$next" -o >"$log" 2>&1 || resolve "$id" "$next" >"$log" 2>&1 || die "Maven can't resolve $id (see $log)"
        mv "$next" "$(classpath "$id")"
    done
    exec 9>&-
}

profiles() { sed -n 's|^ *<id>\(.*\)</id>$|\1|p' "$here/pom.xml"; }

resolve() { mvn -B -q "${@:3}" -f "$here/pom.xml" -P "$1" dependency:build-classpath "-Dmdep.outputFile=$2"; }

sources() { cat "$here"/src/*.java | sha256sum; }

# Where the class path of a profile is kept: a new name when the profile changes.
classpath() { echo "$out/classpath/$1.$(sed -n "/<id>$1</,/<\/profile>/p" "$here/pom.xml" | sha256sum | cut -c1-12)"; }

resolved() {
    local cached jar
    cached=$(classpath "$1")
    [ -s "$cached" ] || return 1
    while read -r jar; do [ -f "$jar" ] || return 1; done < <(tr ':' '\n' <"$cached"; echo)
}

# judge PROFILE [JUDGE]: paths on standard input, verdicts on standard output. Old releases open what JDK 17 closes.
judge() {
    local component=${2:-${1%%-*}} version=${1#*-}
    [ "$1" = snakeyaml-2.6 ] && version=2.8.8
    nice java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx768m -Duser.language=en -Duser.country=US \
        -Dfile.encoding=UTF-8 --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED \
        -cp "$out/classes:$(cat "$(classpath "$1")")" Oracle "$component" "$version"
}

case ${1:-} in
--prepare) shift; prepare "$@" ;;
--classpath) echo "$(classpath "$2") $(cat "$(classpath "$2")")" ;;
--write | --verify) prepare; exec python3 "$here/recordings.py" "$@" ;;
--judge) judge "${@:2}" ;;
zookeeper | kafka | storm | yaml)
    component=$1 versions=() list=$(mktemp)
    trap 'rm -f "$list"' EXIT
    shift
    while [ "${1:-}" = --version ]; do versions+=("$2"); shift 2; done
    [ $# -gt 0 ] || die "no files given"
    prepare
    if [ "$1" = - ]; then cat >"$list"; else printf '%s\n' "$@" >"$list"; fi
    profile=$component
    [ "$component" = yaml ] && profile='storm\|snakeyaml'
    for id in $(profiles | grep "^\($profile\)-"); do
        version=${id#*-}
        [ "$id" = snakeyaml-2.6 ] && version=2.8.8
        [ ${#versions[@]} -eq 0 ] || [[ " ${versions[*]} " = *" $version "* ]] || continue
        judge "$id" <"$list"
    done
    ;;
*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
