#!/usr/bin/env bash
# The shipped hook under the real pre-commit: in a git repository with a small inventory a clean
# commit passes, and one that breaks a file is stopped with the finding. Needs git, cargo and
# pre-commit on the path.
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null PRE_COMMIT_HOME="$work/cache" LC_ALL=C.UTF-8
# pre-commit builds the hook from a clone; the build shares the project's artefacts to save time.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$project/target/pre-commit}"

fail() {
    echo "FAIL: $1"
    [ -f "$work/log" ] && cat "$work/log"
    exit 1
}

# The hook as a user gets it: a commit of a git repository, here with what lies in the worktree.
git clone -q "$project" "$work/cfglint"
(
    cd "$project"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -e "$file" ]; then
            mkdir -p "$work/cfglint/$(dirname "$file")"
            cp -p "$file" "$work/cfglint/$file"
        fi
    done
)
cd "$work/cfglint"
git add -A
git commit -q --allow-empty -m state
revision=$(git rev-parse HEAD)

mkdir "$work/inventory"
cd "$work/inventory"
git init -q
cp -r "$project/fixtures/guide-mended/." conf
cat > .pre-commit-config.yaml <<YAML
repos:
  - repo: $work/cfglint
    rev: $revision
    hooks:
      - id: cfglint
YAML
git add -A
pre-commit install > /dev/null

git commit -m 'A clean inventory' > "$work/log" 2>&1 || fail 'a clean commit was stopped'
grep -q 'cfglint.*Passed' "$work/log" || fail 'the hook did not run on the clean commit'

broker=conf/kfk2/usr/local/opt/kafka_2.11-0.9.0.1/config/server.properties
sed -i 's/^broker.id=.*/broker.id=1    # the second broker/' "$broker"
git add -A
if git commit -m 'Break a broker' > "$work/log" 2>&1; then
    fail 'a commit that breaks a file passed'
fi
grep -q "$broker:" "$work/log" || fail 'the finding does not name the file'
grep -q 'fatal\[' "$work/log" || fail 'the finding is not told'

# Two brokers, one id: the changed file alone is faultless, its inventory is not.
sed -i 's/^broker.id=.*/broker.id=0/' "$broker"
git add -A
if git commit -m 'Take the id of another broker' > "$work/log" 2>&1; then
    fail 'a commit that repeats a broker.id passed'
fi
grep -q 'duplicate-broker-id' "$work/log" || fail 'the repeated broker.id is not told'

sed -i 's/^broker.id=.*/broker.id=1/' "$broker"
echo '# a comment' >> "$broker"
printf 'difficulty=easy\nserver-port=25565\nlevel-name=world\ngamemode=survival\nmax-players=20\nmotd=hello\n' > server.properties
git add -A
git commit -m 'Mend it, and add a file of another program' > "$work/log" 2>&1 || fail 'a mended commit was stopped'

echo 'pre-commit: clean commits pass, breaking ones are stopped with the finding'
