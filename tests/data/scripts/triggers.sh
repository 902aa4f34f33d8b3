#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Triggers: what is made, what is of no use, by name and by glob, and what nobody knows.
set -e
dpkg-trigger --check-supported
dpkg-trigger --no-await ldconfig
dpkg-trigger update-ca-certificates
dpkg-trigger update-ca-certificates-java-fresh
dpkg-trigger --by-package=pkg nginx-reload
dpkg-trigger /etc/php/8.2/mods-available
dpkg-trigger ldconfigs
dpkg-trigger /etc/phpx
dpkg-trigger
