#!/usr/bin/env bash
# Run once, when the autograder's image is built: Python, the grader and exactly what it needs.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
PATH="$PATH:/usr/sbin:/sbin"  # of ldconfig, for who is not root

find_python() {
  for name in python[[ python ]] python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -I -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

if [ -z "$(find_python)" ] || ! ldconfig -p | grep libseccomp.so.2 >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends libseccomp2
  [ -n "$(find_python)" ] || apt-get install -y -qq python3.11 python3.11-venv
fi
[ -x "$root/venv/bin/python" ] || "$(find_python)" -I -m venv "$root/venv"
"$root/venv/bin/python" -I -m pip install --disable-pip-version-check -q -r "$root/source/requirements.txt"
"$root/venv/bin/python" -I -m pip install --disable-pip-version-check -q --no-deps --force-reinstall "$root/source/[[ wheel ]]"
chmod -R go-rwx "$root/source/course"
