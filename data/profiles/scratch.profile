# What every image has: users, home directories, /tmp and the name service switch.
# The tags are here, too, so that every profile knows them.
# Format: debslim-profile(5).

Profile: scratch
Drop-Scripts: yes
Description: no packages: users, home directories, /tmp and nsswitch.conf
Base-Accounts: used
Suites: bullseye bookworm trixie
Architectures: amd64 arm64 armhf i386 ppc64el riscv64 s390x
User: 0
Workdir: /
Env: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

Match-Suites: bullseye
Architectures: amd64 arm64 armhf i386

Match-Suites: bookworm
Architectures: amd64 arm64 armhf i386 ppc64el s390x

Account: root
Uid: 0
Home: /root
Home-Mode: 0700

Account: nobody
Uid: 65534

Group: tty
Gid: 5

Group: staff
Gid: 50

Account: nonroot
Uid: 65532
Home: /home/nonroot
Home-Mode: 0700

Path: /tmp
Type: directory
Mode: 1777

Path: /var/tmp
Type: directory
Mode: 1777

# A runtime mounts these. It would make the directories itself, but cannot in a root
# that is read-only from the start: a directory, a squashfs, a verity image.
Path: /dev
Type: directory

Path: /proc
Type: directory

Path: /run
Type: directory

Path: /sys
Type: directory

# As libc-bin's template gives it; packages of modules add themselves.
Path: /etc/nsswitch.conf
Type: file
Before-Scripts: yes
Content:
 # /etc/nsswitch.conf
 #
 # Example configuration of GNU Name Service Switch functionality.
 # If you have the `glibc-doc-reference' and `info' packages installed, try:
 # `info libc "Name Service Switch"' for information about this file.
 .
 passwd:         files
 group:          files
 shadow:         files
 gshadow:        files
 .
 hosts:          files dns
 networks:       files
 .
 protocols:      db files
 services:       db files
 ethers:         db files
 rpc:            db files
 .
 netgroup:       nis

Match-Tags: nonroot debug-nonroot
User: 65532
Workdir: /home/nonroot

Match-Tags: debug debug-nonroot
Packages-Add: busybox-static
Generate: busybox
Entrypoint: /busybox/sh
Env: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/busybox

Part: busybox-static
Keep: /bin/busybox /usr/bin/busybox
