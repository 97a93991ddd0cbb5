# shellcheck shell=bash
# The part of enter.sh that runs as process 1 of the namespaces, and becomes systemd.
set -eu
folder=$1
mkdir -p "$folder/memory"
mount -t tmpfs tmpfs "$folder/memory"
mkdir -p "$folder"/memory/{etc,work,lib,opt/nightjar,units,none}
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$folder/memory/etc,workdir=$folder/memory/work" /etc
if [ -d /sys/fs/cgroup/systemd ]; then
  mount -t tmpfs tmpfs /sys/fs/cgroup
  mkdir /sys/fs/cgroup/systemd /sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
else
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
fi
mount --bind "$folder/memory/opt" /opt
mount --bind "$folder/program" /opt/nightjar
# the targets that every unit refers to, empty, in place of all that this machine would start
for unit in basic sysinit shutdown umount final network network-online sockets timers paths slices multi-user local-fs local-fs-pre test; do
  printf '[Unit]\nDescription=%s\n' "$unit" > "$folder/memory/units/$unit.target"
done
mount --bind "$folder/memory/units" /usr/lib/systemd/system
mount --bind "$folder/memory/none" /usr/lib/systemd/system-generators
rm -rf /etc/systemd/system
mkdir -p /etc/systemd/system
mount --bind "$folder/memory/lib" /var/lib
mount -t tmpfs tmpfs /run
mkdir /run/lock
bash "$folder/prepare.sh"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=nightjar-test \
  /lib/systemd/systemd --system --unit=test.target --log-target=console --show-status=false
