#!/bin/sh
# Boot systemd in a root of its own that has nothing of this machine but its system libraries, and run a script there
# as its only service: booted.sh ROOT SCRIPT RESULT FOLDER. The folder is seen as /opt; what the script says goes to
# RESULT; the machine ends with the script. Called as root within namespaces of its own (mount, process, host name,
# message queues, control groups).
set -eu
root=$1
mount --make-rprivate /
. "$(dirname "$0")/systemlibs.sh"
cd "$root"
mkdir -p sys run etc/systemd/system var/log/journal root home opt old
printf 'root:x:0:0::/root:/bin/sh\nfjgov:x:4321:4321::/home/fjgov:/bin/sh\n' > etc/passwd
printf 'root:x:0:\nfjgov:x:4321:\n' > etc/group
echo 0123456789abcdef0123456789abcdef > etc/machine-id
for service in systemd-udevd systemd-sysctl systemd-modules-load; do
    ln -s /dev/null "etc/systemd/system/$service.service"
done
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
for device in null zero full urandom random tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mount -t cgroup2 none sys/fs/cgroup
mount --bind "$4" opt
touch script result dev/console
mount --bind "$2" script
mount --bind "$3" result
mount --bind "$3" dev/console
cat > etc/systemd/system/check.service <<'UNIT'
[Service]
Environment=PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LANG=C.UTF-8
ExecStart=/bin/sh /script
ExecStopPost=/bin/systemctl exit
StandardOutput=append:/result
StandardError=append:/result
UNIT
pivot_root . old
umount -l old
container=check
export container
exec /lib/systemd/systemd --system --unit=check.service --show-status=no --log-level=err < /dev/null
