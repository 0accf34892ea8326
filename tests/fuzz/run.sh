#!/usr/bin/env bash
# Builds the fuzz targets, seeds them from the project's own files, runs each for a while and prints a table.
# usage: tests/fuzz/run.sh [TARGET…] [--seconds N]
set -euo pipefail
cd "$(dirname "$0")"

seconds=300
targets=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds needs a number}; shift 2 ;;
    -*) sed -n '2,3p' "$0" >&2; exit 2 ;;
    *) [ -f "fuzz_targets/$1.rs" ] || { echo "no such target: $1" >&2; exit 2; }
       targets+=("$1"); shift ;;
  esac
done
if [ ${#targets[@]} -eq 0 ]; then targets=(properties yaml zookeeper kafka storm inventory explain); fi
command -v cargo >/dev/null || { echo "cargo is missing" >&2; exit 2; }
command -v python3 >/dev/null || { echo "python3 is missing" >&2; exit 2; }
cargo fuzz --version >/dev/null 2>&1 || cargo install --locked cargo-fuzz >&2 ||
  { echo "cargo-fuzz is missing and can't be installed" >&2; exit 2; }

# Coverage feedback needs an unstable flag; the compiler is the stable one. cfglint forbids unsafe code, so no
# address sanitizer is needed.
export RUSTC_BOOTSTRAP=1
cargo fuzz build -s none -O --fuzz-dir .
host=$(rustc -vV | sed -n 's/^host: //p')
python3 seeds.py "${targets[@]}"

mkdir -p target/logs
failed=0
rows=()
for target in "${targets[@]}"; do
  log=target/logs/$target.log
  mkdir -p "artifacts/$target"
  crashes=0
  "target/$host/release/$target" "corpus/$target" -dict="dictionaries/$target" -artifact_prefix="artifacts/$target/" \
    -timeout=5 -rss_limit_mb=1024 -max_len=16384 -max_total_time="$seconds" -print_final_stats=1 \
    >"$log" 2>&1 || { crashes=1; failed=1; }
  number() { sed -n "s/^stat::$1: *//p" "$log" | tail -1; }
  # `#123 REDUCE cov: 4 ft: 5 …`: the last line that tells it.
  last() { { grep -o " $1: [0-9]*" "$log" || true; } | tail -1 | grep -o '[0-9]*$' || echo 0; }
  rows+=("$(printf '%-11s %11s %8s %8s %9s %8s %8s' "$target" "$(number number_of_executed_units)" \
    "$(number average_exec_per_sec)" "$(last cov)" "$(last ft)" "$(last corp)" "$crashes")")
done
printf '%-11s %11s %8s %8s %9s %8s %8s\n' target executions exec/s edges features corpus crashes
printf '%s\n' "${rows[@]}"
[ $failed -eq 0 ] || echo "inputs that failed are in tests/fuzz/artifacts, what was said in tests/fuzz/target/logs" >&2
exit $failed
