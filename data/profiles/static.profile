Profile: static
Inherit: scratch
Description: for statically linked programs: certificates, time zones, network names
Base-Accounts: used
Packages: base-files, ca-certificates, media-types, netbase, tzdata
Size-Rules: tz-source=drop, templates=drop
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

# What the postinst of netbase leaves: without it "localhost" has no address
# where no container runtime brings its own file.
Path: /etc/hosts
Type: file
Content:
 127.0.0.1	localhost
 ::1		localhost ip6-localhost ip6-loopback
 ff02::1		ip6-allnodes
 ff02::2		ip6-allrouters

Path: /etc/networks
Type: file
Content:
 default		0.0.0.0
 loopback	127.0.0.0
 link-local	169.254.0.0
