# What an administrator does with the monitor's service, and then somebody without root with his own, within a machine
# of its own; see booted.sh.
set -eu
db=/home/fjgov/county.db own=/run/user/4321
fjgov() { /opt/fjgov/fjgov --db "$db" "$@"; }
shown() { systemctl show fjgov-monitor --value -p "$1"; }
back() {
    for _ in $(seq 60); do
        sleep 1
        if [ "$("$1" NRestarts)" = 1 ] && [ "$("$1" ActiveState)" = active ]; then break; fi
    done
}
mkdir /home/fjgov
fjgov init
chown -R fjgov:fjgov /home/fjgov
fjgov service install --as fjgov
echo "installed: $(shown ActiveState), watchdog $(shown WatchdogUSec), heard $(shown WatchdogTimestamp)"
fjgov service status
grep -E 'Uid|CapBnd|NoNewPrivs|Seccomp:' "/proc/$(shown MainPID)/status"
systemctl kill -s KILL fjgov-monitor
back shown
echo "killed: $(shown ActiveState), restarts $(shown NRestarts)"
journalctl --no-pager -o cat -u fjgov-monitor
fjgov service remove
echo "removed: $(shown ActiveState), ended with $(shown ExecMainStatus)"

as_fjgov() {
    setpriv --reuid 4321 --regid 4321 --clear-groups env HOME=/home/fjgov XDG_RUNTIME_DIR=$own "$@"
}
shown_own() { as_fjgov systemctl --user show fjgov-monitor --value -p "$1"; }
mkdir -p $own
chown fjgov:fjgov $own
chmod 700 $own
systemd-run -q --unit=own --uid=4321 --gid=4321 -p Delegate=yes -E HOME=/home/fjgov -E XDG_RUNTIME_DIR=$own \
    /lib/systemd/systemd --user
for _ in $(seq 30); do
    [ -S $own/systemd/private ] && break
    sleep 1
done
as_fjgov /opt/fjgov/fjgov --db "$db" service install --user
echo "own installed: $(shown_own ActiveState), watchdog $(shown_own WatchdogUSec), heard $(shown_own WatchdogTimestamp)"
as_fjgov /opt/fjgov/fjgov --db "$db" service status --user
grep -E 'Uid|NoNewPrivs|Seccomp:' "/proc/$(shown_own MainPID)/status"
as_fjgov systemctl --user kill -s KILL fjgov-monitor
back shown_own
echo "own killed: $(shown_own ActiveState), restarts $(shown_own NRestarts)"
as_fjgov /opt/fjgov/fjgov --db "$db" service remove --user
echo "own removed: $(shown_own ActiveState), ended with $(shown_own ExecMainStatus)"
