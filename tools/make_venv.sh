#!/bin/sh
# Make the virtual environment $2 with the Python $1; Debian keeps venv in a package of its own.
set -eu
python=$1 venv=$2
if ! command -v "$python" >/dev/null 2>&1; then
    echo "error: $python is missing; install Python 3.11 or name another: make PYTHON=python3.12 …" >&2
    exit 1
fi
"$python" -m venv "$venv" >/dev/null 2>&1 && exit 0
rm -rf "$venv"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
package="python$version-venv"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing $package, which Debian's Python needs for virtual environments"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    exec "$python" -m venv "$venv"
fi
echo "error: $python cannot make virtual environments; as root: apt-get install $package" >&2
exit 1
