#!/bin/sh
# An account with an id of the users' range is nobody's to make.
adduser --disabled-password --gecos "" somebody
deluser nobody-knows || true
