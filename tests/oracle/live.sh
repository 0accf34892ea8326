#!/bin/bash
# Runs what needs the real servers, which .ci/run doesn't: every recording is made again and compared.
#
#   live.sh [verify | hunt [KIND...] | logs [SCENARIO...]]    without arguments: all of it
#
#   verify   record.sh --verify: every recorded verdict, by the real classes of every pinned release
#   hunt     hunt.sh: 20,000 made files of each kind, always the same; no difference may be left
#   logs     record-logs.sh: these scenarios (without: one healthy and some failures) into a folder of their own; cfglint
#            must tell the same cause of them as of the recorded ones
#
# Needs what record.sh and record-logs.sh need, and a built cfglint ($CFGLINT, else target/release or target/debug).
# Exit 0: all alike; 1: something differs; 2: it could not be run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$here/../..
target=${CARGO_TARGET_DIR:-$project/target}
kinds=(zookeeper kafka storm yaml)
scenarios=(zookeeper/3.4.9/healthy-standalone zookeeper/3.4.9/myid-missing zookeeper/3.9.5/healthy-standalone zookeeper/3.9.5/myid-missing
    storm/1.0.2/healthy-cluster storm/1.0.2/childopts-heap-typo)

die() { echo "live.sh: $*" >&2; exit 2; }

verify() {
    "$here/record.sh" --verify
}

# Sets cfglint to the binary.
built() {
    local name
    cfglint=${CFGLINT:-}
    for name in release debug; do
        if [ -z "$cfglint" ] && [ -x "$target/$name/cfglint" ]; then cfglint=$target/$name/cfglint; fi
    done
    [ -n "$cfglint" ] || die "cfglint is not built (cargo build)"
}

hunt() {
    local kind status left=0
    built
    mkdir -p "$target/hunt"
    for kind in "$@"; do
        status=0
        "$here/hunt.sh" "$kind" --files 20000 --seed 1 --out "$target/hunt" --cfglint "$cfglint" 2>"$target/hunt/$kind.log" || status=$?
        [ "$status" -le 1 ] || die "hunt.sh $kind: $(tail -n 1 "$target/hunt/$kind.log")"
        if [ "$status" -eq 1 ]; then
            echo "hunt: $kind: see $target/hunt/$kind.md"
            left=1
        fi
    done
    return "$left"
}

# The first serious incident of the logs below a folder; `none` without one.
cause() {
    local told
    told=$("$cfglint" explain --lang en --format json "$1" 2>/dev/null) || [ $? -eq 1 ] || return
    python3 -c 'import json, sys
serious = [incident["id"] for incident in json.load(sys.stdin)["incidents"] if incident["severity"] != "warning"]
print(serious[0] if serious else "none")' <<<"$told"
}

logs() {
    local scratch folder name known now differ=0 count=0
    built
    command -v python3 >/dev/null || die "python3 is not installed"
    scratch=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$scratch'" EXIT
    "$here/record-logs.sh" --out "$scratch" "$@" || die "record-logs.sh failed"
    while read -r folder; do
        name=${folder#"$scratch"/}
        if [ ! -d "$project/fixtures/logs/$name" ]; then
            echo "logs: $name was never recorded"
            differ=$((differ + 1))
            continue
        fi
        known=$(cause "$project/fixtures/logs/$name")
        now=$(cause "$folder")
        count=$((count + 1))
        if [ "$known" != "$now" ] || [ -z "$now" ]; then
            echo "logs: $name: recorded ${known:-unreadable}, now ${now:-unreadable}"
            differ=$((differ + 1))
        fi
    done < <(find "$scratch" -name scenario.yaml -printf '%h\n' | sort)
    [ $((count + differ)) -gt 0 ] || die "record-logs.sh recorded nothing"
    echo "logs: $count scenarios, $differ differ from what is recorded"
    [ "$differ" -eq 0 ]
}

status=0
case ${1:-all} in
all)
    verify || status=$?
    [ "$status" -le 1 ] || exit "$status"
    hunt "${kinds[@]}" || status=$?
    logs "${scenarios[@]}" || status=$?
    ;;
verify)
    [ $# -eq 1 ] || die "verify takes no arguments"
    verify || status=$?
    ;;
hunt)
    shift
    [ $# -gt 0 ] || set -- "${kinds[@]}"
    hunt "$@" || status=$?
    ;;
logs)
    shift
    [ $# -gt 0 ] || set -- "${scenarios[@]}"
    logs "$@" || status=$?
    ;;
*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
exit "$status"
