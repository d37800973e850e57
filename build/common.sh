# Sourced by the scripts beside it: what a machine must have, and how to get it.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null 2>&1 || fail "No .NET SDK here fits global.json: it takes version 10 (found: $(dotnet --list-sdks | tr '\n' ' '))."
}

# Whether Debian packages may be installed: by root, or by sudo that asks nothing where nobody can answer.
can_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null || return 1
  if [ -t 0 ] && [ -t 2 ]; then return 0; fi
  sudo -n true 2>/dev/null
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  say "Installing $*"
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL="${RUNLEVEL:-}" apt-get install -y -q --no-install-recommends "$@" >&2 && return 0
  as_root apt-get update -q >&2
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL="${RUNLEVEL:-}" apt-get install -y -q --no-install-recommends "$@" >&2
}

# The same places as the host looks in (PostgresBinaries.cs), less the check of the exact version.
has_postgres() {
  local folder major
  if [ -n "${Postgres__Binaries:-}" ]; then [ -x "$Postgres__Binaries/initdb" ]; return; fi
  command -v initdb >/dev/null && command -v pg_ctl >/dev/null && return 0
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    /usr/local/opt/postgresql@*/bin /usr/local/pgsql/bin; do
    [ -x "$folder/initdb" ] || continue
    major=$("$folder/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ "$major" -ge 15 ] && return 0
  done
  return 1
}

need_postgres() {
  has_postgres && return 0
  if can_install; then
    # Only the programs are wanted: Debian's own cluster on port 5432 would be in the way.
    if ! [ -e /etc/postgresql-common/createcluster.conf ]; then
      as_root mkdir -p /etc/postgresql-common/createcluster.d
      echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/no-main.conf >/dev/null
    fi
    install_packages postgresql || true
    has_postgres && return 0
  fi
  fail "PostgreSQL 15 or newer is missing, and this script may not install it. Ways to get on:
  - install it: 'apt-get install postgresql' (Debian, Ubuntu), 'dnf install postgresql-server' (Fedora),
    'brew install postgresql@17' (macOS);
  - or name the folder of its programs: Postgres__Binaries=/path/to/bin $0
  - or use a database server that runs already: ConnectionStrings__SharedCommunity, __Accounts and __Owner."
}

# A path, not a name: a function of the same name would answer for the program.
# The shell draws no windows, and takes less than half of the time that the whole browser takes.
chromium() {
  type -P chromium-headless-shell || type -P chromium || type -P chromium-browser || type -P google-chrome
}

need_chromium() {
  type -P chromium-headless-shell >/dev/null && return 0
  if can_install; then
    install_packages chromium-headless-shell || chromium >/dev/null || install_packages chromium || true
  fi
  chromium >/dev/null && return 0
  fail "Chromium is missing, and this script may not install it: the tests drive a real browser.
  Install it ('apt-get install chromium', 'brew install --cask chromium') and run this again."
}

# The same places as the tests look in (RabbitMqBroker.cs).
has_rabbitmq() {
  local program
  for program in "${RABBITMQ_SERVER:-}" /usr/lib/rabbitmq/bin/rabbitmq-server \
    /opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server /usr/local/opt/rabbitmq/sbin/rabbitmq-server; do
    [ -n "$program" ] && [ -x "$program" ] && return 0
  done
  return 1
}

need_rabbitmq() {
  has_rabbitmq && return 0
  if can_install; then
    # Only the program is wanted: Debian's own service would be in the way. Run level 1 starts none.
    RUNLEVEL=1 install_packages rabbitmq-server || true
    has_rabbitmq && return 0
  fi
  fail "RabbitMQ is missing, and this script may not install it: the tests stop and start a real one.
  Install it ('apt-get install rabbitmq-server', 'brew install rabbitmq') and run this again,
  or name its program: RABBITMQ_SERVER=/path/to/rabbitmq-server $0"
}

# Turbo and the fonts are a comfort: without npm, or without a registry, the host runs without them.
assets_if_possible() {
  command -v npm >/dev/null || { say "npm is not there: the pages run without Turbo and without our fonts."; return 0; }
  build/assets >&2 || say "The assets could not be fetched: the pages run without Turbo and without our fonts."
}

# The tests play an agency's own software in Node.
need_npm() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  if can_install; then
    install_packages nodejs npm || true
    command -v node >/dev/null && command -v npm >/dev/null && return 0
  fi
  fail "Node and npm are missing, and this script may not install them: a test plays an agency's own software in Node.
  Install them ('apt-get install nodejs npm', 'brew install node') and run this again."
}

# What that software takes from npm, by its lock file. Without a registry its test fails and says so.
interop_client() {
  local wanted
  wanted=$(cksum <tests/interop/package-lock.json)
  [ "$(cat tests/interop/node_modules/.installed 2>/dev/null)" = "$wanted" ] && return 0
  (cd tests/interop && npm ci --no-progress --loglevel=error >&2) || { say "tests/interop: npm could not fetch what it needs."; return 0; }
  printf '%s' "$wanted" >tests/interop/node_modules/.installed
}
