#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /usr/lib/tmpfiles.d/pkg.conf 0644 d /run/pkg
# What debhelper writes; nothing runs, nothing is lost.
set -e
# Automatically added by dh_installsysusers/13.11.4
if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ] || [ "$1" = "abort-deconfigure" ] || [ "$1" = "abort-remove" ] ; then
   systemd-sysusers ${DPKG_ROOT:+--root="$DPKG_ROOT"} pkg.conf
fi
# End automatically added section
# Automatically added by dh_installtmpfiles/13.11.4
if [ "$1" = "configure" ]; then
	if [ -x "$(command -v systemd-tmpfiles)" ]; then
		systemd-tmpfiles ${DPKG_ROOT:+--root="$DPKG_ROOT"} --create pkg.conf || true
	fi
fi
# End automatically added section
# Automatically added by dh_installsystemd/13.11.4
if [ "$1" = "configure" ]; then
	deb-systemd-helper unmask 'pkg.service' >/dev/null || true
	if deb-systemd-helper --quiet was-enabled 'pkg.service'; then
		deb-systemd-helper enable 'pkg.service' >/dev/null || true
	else
		deb-systemd-helper update-state 'pkg.service' >/dev/null || true
	fi
	if [ -d /run/systemd/system ]; then
		systemctl --system daemon-reload >/dev/null || true
		unknown-program
	fi
fi
# End automatically added section
# Automatically added by dh_python3
if command -v py3compile >/dev/null 2>&1; then
	py3compile -p pkg
fi
# End automatically added section
dpkg-maintscript-helper rm_conffile /etc/pkg.old 1.0~ pkg -- "$@"
