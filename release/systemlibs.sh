# The beginning of a root that has nothing of this machine but its system libraries; read by those that fill it, with
# $root set. Its folders are as a system's are, whatever umask whoever fills it has: an account of its own gets in.
umask 022
mount -t tmpfs none "$root"
for place in usr bin sbin lib lib32 lib64; do
    if [ -L "/$place" ]; then
        cp -d "/$place" "$root/$place"
    elif [ -d "/$place" ]; then
        mkdir -p "$root/$place"
        mount --rbind "/$place" "$root/$place"
    fi
done
mkdir -p "$root/tmp" "$root/dev" "$root/proc" "$root/etc"
cp /etc/ld.so.cache "$root/etc/"
