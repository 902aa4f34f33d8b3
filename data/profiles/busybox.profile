# Scripts and Dockerfiles count on /bin/sh, and env(1) stands in their first
# lines; all other applets are in /busybox.

Profile: busybox
Inherit: scratch
Description: a shell and the usual tools, in one static program
Base-Accounts: used
Packages: busybox-static
Generate: busybox
Env: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/busybox
Cmd: /busybox/sh

Path: /usr/bin/sh
Type: symlink
Target: /busybox/sh

Path: /usr/bin/env
Type: symlink
Target: /busybox/env
