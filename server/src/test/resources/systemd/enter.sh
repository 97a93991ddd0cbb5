#!/usr/bin/env bash
# Runs a systemd of its own, as process 1 of new namespaces, over a private view of this machine: what it and its services write of /etc, /run,
# /opt and /var/lib is in memory, and none of this machine's units is known to it. Needs root. Ends when that systemd is killed.
# usage: enter.sh FOLDER     FOLDER/program becomes /opt/nightjar, FOLDER/prepare.sh is run before systemd, as root, in there
set -eu
folder=$1
group=nightjar-test-$$
groups=(/sys/fs/cgroup/"$group")                                            # one hierarchy of version 2
if [ -d /sys/fs/cgroup/systemd ]; then groups=(/sys/fs/cgroup/systemd/"$group" /sys/fs/cgroup/unified/"$group"); fi
remove() { for each in "${groups[@]}"; do find "$each" -depth -type d -exec rmdir {} \; 2> /dev/null || true; done; }
trap remove EXIT
mkdir -p "${groups[@]}"
(
  for each in "${groups[@]}"; do echo "$BASHPID" > "$each/cgroup.procs"; done
  exec unshare --pid --fork --kill-child --mount --cgroup --uts --ipc --mount-proc --propagation private \
    bash "$(dirname "$0")/inside.sh" "$folder"
) || true
