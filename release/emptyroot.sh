#!/bin/sh
# Run a command in a root that has nothing of this machine but its system libraries and what is named.
# Called within namespaces of its own (user, mount, network, process): emptyroot.sh ROOT FOLDER... -- COMMAND...
set -eu
root=$1
shift
. "$(dirname "$0")/systemlibs.sh"
for device in null urandom zero; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t proc none "$root/proc"
while [ "$1" != -- ]; do
    mkdir -p "$root/$1"
    mount --rbind "$1" "$root/$1"
    shift
done
shift
exec chroot "$root" /usr/bin/env -i PATH="$PATH" HOME="$HOME" LANG=C.UTF-8 sh -c 'cd "$HOME" && exec "$@"' sh "$@"
