#!/bin/bash
# Records the logs that real servers write, in trouble and in health, as fixtures/logs/<component>/<version>/<scenario>/.
#
#   record-logs.sh [--list] [--out DIR] [component | component/version | component/version/scenario]...
#
# Each scenario (logs/) starts the servers of the pinned artifacts (pom.xml) on throw-away hosts: Linux namespaces with
# addresses, host names, users and directories of their own, which end with the scenario. Needs what record.sh needs,
# root, and the tools named below; without one of them it stops with one line, exit 2, before anything is written.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${CARGO_TARGET_DIR:-$here/../../target}/oracle
export LC_ALL=C.UTF-8 TZ=UTC PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1

die() { echo "record-logs.sh: $*" >&2; exit 2; }

command -v python3 >/dev/null || die "python3 is not installed"
cache=(--cache "$out/lab")
case " $* " in
*" --list "* | *" --help "* | *" -h "*) exec python3 -m logs "${cache[@]}" "$@" ;;
esac
for tool in java unshare nsenter setpriv ip mount hostname; do
    command -v "$tool" >/dev/null || die "$tool is not installed (needed: a JDK 17, util-linux, iproute2)"
done
[ "$(id -u)" = 0 ] || die "root is needed to make the hosts"
unshare --mount --net --uts --ipc --pid --fork --mount-proc ip link add lab type bridge 2>/dev/null || die "this kernel makes no network namespaces with bridges"
profiles=$(python3 -m logs "${cache[@]}" --profiles "$@") || exit 2
# shellcheck disable=SC2086 # one word a profile
"$here/record.sh" --prepare $profiles
exec python3 -m logs "${cache[@]}" "$@"
