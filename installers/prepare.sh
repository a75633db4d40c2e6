#!/usr/bin/env bash
# Makes .venv with every package by hash, and the system libraries Qt needs.
# System packages come through apt where it may be used; otherwise a message names them.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}

# Qt's libraries for the window, gcc and strace for the fault and kill tests, msgfmt of gettext for
# the catalogues, a screen without a screen (Xvfb, a window manager) for the tests of the window.
SYSTEM_PACKAGES=(python3 python3-venv libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 gcc libc6-dev strace gettext
  xvfb openbox)

missing_system_packages() {
  command -v dpkg-query >/dev/null || return 0
  local name
  for name in "${SYSTEM_PACKAGES[@]}"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || echo "$name"
  done
}

install_system_packages() {
  local missing
  missing=$(missing_system_packages | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  else
    echo "These system packages are missing and could not be installed from here: $missing" >&2
    echo "Install them as an administrator (Debian: apt-get install $missing), then run make again." >&2
  fi
}

make_environment() {
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "FieldKit needs Python 3.11 or newer; $("$PYTHON" --version) was found. Set PYTHON=…" >&2
    exit 1
  }
  [ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r requirements/dev.lock
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable .
}

install_system_packages
make_environment
