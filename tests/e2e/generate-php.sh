#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A PHP module whose package ships its file in mods-available is enabled for every SAPI, with its priority.
. "$TOP/tests/lib/case.sh"

mkdir debs
mkdebs debs <<'END'
Package: php-base
Files:
 file /usr/lib/php/8.2/sapi/cli 0644
 file /usr/lib/php/8.2/sapi/fpm 0644
 file /usr/lib/php/7.4/sapi/cli 0644

Package: php-pecl
Depends: php-base
Files:
 file /etc/php/8.2/mods-available/redis.ini 0644 text='extension=redis.so\n'
 file /etc/php/8.2/mods-available/early.ini 0644 text='; priority=15\nextension=early.so\n'
 file /etc/php/8.2/mods-available/notes.txt 0644 text='no module\n'
END
printf 'extension=mine.so\n' >mine.ini
assert_exit 0 slim build --debs debs --include php-pecl --copy mine.ini:/etc/php/8.2/mods-available/mine.ini -o tree/
for sapi in cli fpm; do
	assert_link /etc/php/8.2/mods-available/redis.ini tree/etc/php/8.2/$sapi/conf.d/20-redis.ini
	assert_link /etc/php/8.2/mods-available/early.ini tree/etc/php/8.2/$sapi/conf.d/15-early.ini
	assert_equal 2 "$(find tree/etc/php/8.2/$sapi/conf.d -type l | wc -l)"
	assert_file tree/var/lib/php/modules/8.2/$sapi/enabled_by_maint/redis
done
assert_absent tree/etc/php/7.4/cli/conf.d
