# PHP for the command line with the extensions that php-cli brings, switched on.
# What it gives up: what php-common brings for cleaning up sessions (psmisc, sed,
# shell scripts), the file type database of libmagic on bullseye and bookworm,
# which PHP has a copy of, and with mime-support the programs of mailcap.

Profile: php
Inherit: cc
Description: PHP for the command line with its extensions
Base-Accounts: used
Packages: php-cli
Size-Rules: extra-libraries=drop
Entrypoint: /usr/bin/php

Part: psmisc
Keep: /usr/share/doc/psmisc/copyright

Part: sed
Keep: /usr/share/doc/sed/copyright

Part: libmagic-mgc
Keep: /usr/share/doc/libmagic-mgc/copyright
