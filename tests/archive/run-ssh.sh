#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The SSH client of an image makes a key, logs in to a server on loopback with it and runs a command.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need ip
[ -x /usr/sbin/sshd ] || skip "no sshd here"
include_rootfs openssh-client root
mkdir -p root/dev root/root/.ssh
mknod -m 666 root/dev/null c 1 3
mknod -m 666 root/dev/urandom c 1 9
ssh_in() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/chroot root "$@"; }
ssh_in /usr/bin/ssh -V 2>version
assert_match '^OpenSSH_' version
ssh_in /usr/bin/ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id
mkdir server
chmod 755 server
ssh-keygen -q -t ed25519 -N '' -f server/host
cp root/root/.ssh/id.pub server/keys

talk() {
	mkdir -p /run/sshd
	/usr/sbin/sshd -D -e -f /dev/null -o ListenAddress=127.0.0.1:2222 -o HostKey="$PWD/server/host" \
		-o AuthorizedKeysFile="$PWD/server/keys" -o StrictModes=no -o UsePAM=no -o PidFile=none \
		-o PermitRootLogin=yes 2>server/log &
	for _ in $(seq 100); do
		grep -q 'Server listening' server/log && break
		sleep 0.1
	done
	env -i PATH=/usr/bin:/bin /usr/sbin/chroot root /usr/bin/ssh -p 2222 -i /root/.ssh/id -o BatchMode=yes \
		-o StrictHostKeyChecking=accept-new root@127.0.0.1 'echo greetings' >out || { cat server/log; false; }
}
alone talk
assert_content greetings out
assert_match ' ssh-ed25519 ' root/root/.ssh/known_hosts
