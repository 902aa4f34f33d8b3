Profile: static
Inherit: scratch
Description: for statically linked programs: certificates, time zones, network names
Packages: base-files, ca-certificates, media-types, netbase, tzdata
Env: SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt

# The old names of time zones (US/Pacific) are a package of their own here.
Match-Suites: trixie
Packages-Add: tzdata-legacy

# The certificates go into the bundle; the script that Debian has for that
# would need a shell.
Part: ca-certificates
Keep: /usr/share/ca-certificates/*

# What the postinst of base-files and tzdata leave.
Path: /run/lock
Type: directory
Mode: 1777

Path: /var/run
Type: symlink
Target: /run

Path: /var/lock
Type: symlink
Target: /run/lock

Path: /etc/localtime
Type: symlink
Target: /usr/share/zoneinfo/Etc/UTC
Needs: /usr/share/zoneinfo/Etc/UTC
