# Perl with all modules that come with it, and IO::Socket::SSL, without which
# they know no TLS: HTTP::Tiny takes it by itself. What it gives up: headers and
# libperl.so for programs that embed Perl, the manuals, and perldoc, which needs
# a shell.

Profile: perl
Inherit: cc
Description: Perl with its standard modules and TLS
Base-Accounts: used
Packages: perl, libio-socket-ssl-perl
Size-Rules: extra-libraries=drop
Entrypoint: /usr/bin/perl

# Its modules are all in perl-modules and libperl once more.
Part: perl-base
Keep: /usr/bin/perl

# Only a module of debhelper's, for building packages.
Part: perl-openssl-defaults
Keep: /usr/share/doc/perl-openssl-defaults/copyright
