#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The SSH client of an image makes a key, logs in to a server on loopback with it and runs a command.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need ip
include_rootfs openssh-client root
# The server runs in an image of its own, so that none is installed on this machine.
include_rootfs 'openssh-server, bash' server
mkdir -p root/root/.ssh
for tree in root server; do
	mkdir -p $tree/dev
	mknod -m 666 $tree/dev/null c 1 3
	mknod -m 666 $tree/dev/urandom c 1 9
done
ssh_in() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/chroot root "$@"; }
ssh_in /usr/bin/ssh -V 2>version
assert_match '^OpenSSH_' version
ssh_in /usr/bin/ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id
ssh_in /usr/bin/ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/host
mv root/root/.ssh/host server/
cp root/root/.ssh/id.pub server/keys
mkdir -p server/run/sshd
sed -i 's,^\(root:.*:\)[^:]*$,\1/bin/bash,' server/etc/passwd
assert_match '^sshd:' server/etc/passwd

talk() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/chroot server /usr/sbin/sshd -D -e -f /dev/null \
		-o ListenAddress=127.0.0.1:2222 -o HostKey=/host -o AuthorizedKeysFile=/keys -o StrictModes=no \
		-o UsePAM=no -o PidFile=none -o PermitRootLogin=yes 2>log &
	for _ in $(seq 100); do
		grep -q 'Server listening' log && break
		sleep 0.1
	done
	env -i PATH=/usr/bin:/bin /usr/sbin/chroot root /usr/bin/ssh -p 2222 -i /root/.ssh/id -o BatchMode=yes \
		-o StrictHostKeyChecking=accept-new root@127.0.0.1 'echo greetings' >out || { cat log; false; }
}
alone talk
assert_content greetings out
assert_match ' ssh-ed25519 ' root/root/.ssh/known_hosts
