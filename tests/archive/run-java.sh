#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# java is found by that name and trusts Debian's certificates.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

include_rootfs default-jre-headless root
cat >Trust.java <<'JAVA'
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

public class Trust {
	public static void main(String[] arguments) throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init((KeyStore) null);
		X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
		System.out.println(manager.getAcceptedIssuers().length);
	}
}
JAVA
mkdir -p root/tmp root/proc
cp Trust.java root/tmp/
mount -t proc proc root/proc 2>/dev/null && ON_EXIT+=("umount root/proc")
inside root /usr/bin/java -version 2>version || { cat version; fail "java does not run"; }
assert_match 'OpenJDK Runtime Environment' version
anchors=$(inside root /usr/bin/java /tmp/Trust.java)
[ "$anchors" -ge 140 ] || fail "only $anchors trust anchors"
