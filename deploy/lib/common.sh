# Shared by the scripts beside this folder: where the repository is, what they need from the
# machine, and the release build. Sourced, never run.
#
# Invariants: nothing is installed before Swift has been checked; what is installed is named with
# its reason first; whoever cannot install gets the exact command and exit code 2.

repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

# InlineArray came with this version.
swift_major=6 swift_minor=2

# package | how to see that it is there: a command, or a path that may hold * | why
build_packages=(
    'libssl-dev|/usr/include/openssl/sha.h|headers of libcrypto, whose SHA-256 makes the digests'
    'liburing-dev|/usr/include/liburing.h|header and library of io_uring, with which the journal is written'
    'g++|/usr/lib/gcc/*/*/libstdc++.so|C headers and libraries that every Swift program links'
)
test_packages=(
    "python3|python3|its decimal module is the tests' independent oracle"
    'gzip|gzip|unpacks recorded market data'
    'procps|pgrep|finds the workers of a supervisor that a test fills a device for'
    'util-linux|unshare|gives a test a small device of its own'
    'prometheus|promtool|its promtool reads our scrapes as Prometheus does'
    'curl|curl|asks the pages of a running supervisor, as an operator would'
    'chromium|chromium|shows the status page, so that tests can look at what an operator sees'
    'systemd|systemd-analyze|judges the units of deploy/systemd'
    'python3-yaml|/usr/lib/python3/dist-packages/yaml/__init__.py|reads the compose files, as an engine would'
    'binutils|objdump|disassembles hot paths, so that tests can look for hidden calls'
)

say() { printf '%s\n' "$*"; }

step() { printf '\n== %s\n' "$*"; }

# Something outside the project is wrong: usage, toolchain, packages.
refuse() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 2
}

# A check of the project failed.
fail() {
    printf '%s: FAILED: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# For scripts without arguments: answers --help with the comment at their top.
no_arguments() {
    case ${1-} in
    '') ;;
    -h | --help)
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    *) refuse "unknown argument '$1'; --help explains" ;;
    esac
}

require_swift() {
    local path text remedy="Install Swift $swift_major.$swift_minor or newer (https://www.swift.org/install/linux/)"
    path=$(command -v swift) ||
        refuse "no 'swift' in PATH. $remedy, or add it: export PATH=/opt/swift/usr/bin:\$PATH"
    text=$(swift --version 2>&1) ||
        refuse "'$path --version' fails: $text. Install the packages that the toolchain needs: they are listed" \
            "at https://www.swift.org/install/linux/"
    [[ $text =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
        refuse "'$path --version' names no version: $text. $remedy."
    ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= swift_major * 1000 + swift_minor)) ||
        refuse "$path is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}. $remedy."
    say "Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]} at $path"
}

# install_missing ROW... (rows of the tables above)
install_missing() {
    local row package probe why missing=()
    for row in "$@"; do
        IFS='|' read -r package probe why <<<"$row"
        if is_present "$probe"; then continue; fi
        say "missing: $package: $why"
        missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then return; fi
    install_packages "${missing[@]}"
}

is_present() {
    case $1 in
    /*) compgen -G "$1" >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

install_packages() {
    local line="apt-get update && apt-get install --yes --no-install-recommends $*" as_root=()
    command -v apt-get >/dev/null || refuse "no apt-get here: install the equivalents of: $*"
    if ((EUID != 0)); then
        # Without a terminal sudo could not ask for a password.
        { command -v sudo && { [ -t 0 ] || sudo -n true; }; } >/dev/null 2>&1 ||
            refuse "not root, and sudo cannot be used here. As root run:  $line"
        as_root=(sudo)
    fi
    say "installing${as_root[0]:+ with sudo}: $line"
    "${as_root[@]}" sh -c "export DEBIAN_FRONTEND=noninteractive; $line"
}

# release_build PRODUCT: builds it with the Swift runtime inside; its path is in $built.
release_build() {
    local flags=(-c release --static-swift-stdlib)
    swift build "${flags[@]}" --product "$1"
    built=$(swift build "${flags[@]}" --show-bin-path)/$1
}
