#!/bin/bash
# Hunts for files of which cfglint says other than the real classes do (hunt.py).
#
#   hunt.sh zookeeper|kafka|storm|yaml [--files N] [--seed S] [--minutes M] [--version V]... [--out DIR] [--cfglint BIN]
#
# Exit 1 when differences are left that no rule explains. Needs what record.sh needs, and a built cfglint.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C.UTF-8 TZ=UTC
# Thousands of small files a second: in memory where there is a place for it.
[ -w /dev/shm ] && export TMPDIR=${TMPDIR:-/dev/shm}

case ${1:-} in
zookeeper | kafka | storm | yaml) ;;
*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d'; exit 2 ;;
esac
bash "$here/record.sh" --prepare
exec python3 "$here/hunt.py" "$@"
