# The beginning of a root that has nothing of this machine but its system libraries; read by those that fill it, with
# $root set, and with $bind: --rbind where no rights of the machine's own root are had, --bind where they are (what is
# mounted below its system folders keeps a booted systemd from putting up the walls of a service).
mount -t tmpfs none "$root"
for place in usr bin sbin lib lib32 lib64; do
    if [ -L "/$place" ]; then
        cp -d "/$place" "$root/$place"
    elif [ -d "/$place" ]; then
        mkdir -p "$root/$place"
        mount "$bind" "/$place" "$root/$place"
    fi
done
mkdir -p "$root/tmp" "$root/dev" "$root/proc" "$root/etc"
cp /etc/ld.so.cache "$root/etc/"
