#!/bin/sh
# Behind a way out that may have been taken nothing is certain.
mkdir /before
if [ "$(uname -m)" = sparc ]; then
	exit 0
fi
mkdir /behind
