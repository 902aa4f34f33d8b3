# Against all that the packages bring, this gives up printers, sound and NSS
# (--rule java-devices=keep) and javac's --release (java-ctsym=keep).
# There is no class data sharing: the package has no archive of shared classes;
# its postinst script makes one of 12 MB by running java, which debslim does not.
# Java starts some hundredths of a second later without.

Profile: java11
Inherit: java-base
Description: OpenJDK 11, the packaged run time without display
Base-Accounts: used
Suites: bullseye
Packages: openjdk-11-jre-headless
Size-Rules: java-devices=drop java-ctsym=drop
Env: JAVA_VERSION=11
Entrypoint: /usr/bin/java -jar
# The old name of a file that the package has no more.
Rules:
 exclude /usr/lib/jvm/*/lib/security/blacklisted.certs
