# What an administrator does with the monitor's service, within a machine of its own; see booted.sh.
set -eu
fjgov() { /opt/fjgov/fjgov --db /home/fjgov/county.db "$@"; }
shown() { systemctl show fjgov-monitor --value -p "$1"; }
mkdir /home/fjgov
fjgov init
chown -R fjgov:fjgov /home/fjgov
fjgov service install --as fjgov
echo "installed: $(shown ActiveState), watchdog $(shown WatchdogUSec), heard $(shown WatchdogTimestamp)"
fjgov service status
grep -E 'Uid|CapBnd|NoNewPrivs|Seccomp:' "/proc/$(shown MainPID)/status"
systemctl kill -s KILL fjgov-monitor
for _ in $(seq 60); do
    sleep 1
    if [ "$(shown NRestarts)" = 1 ] && [ "$(shown ActiveState)" = active ]; then break; fi
done
echo "killed: $(shown ActiveState), restarts $(shown NRestarts)"
journalctl --no-pager -o cat -u fjgov-monitor
fjgov service remove
echo "removed: $(shown ActiveState), ended with $(shown ExecMainStatus)"
