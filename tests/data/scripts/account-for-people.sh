#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An account with an id of the users' range is nobody's to make.
adduser --disabled-password --gecos "" somebody
deluser nobody-knows || true
