# Against all that the packages bring, this gives up printers, sound and NSS
# (--rule java-devices=keep), javac's --release (java-ctsym=keep) and class data
# sharing with ZGC or heaps of 32 GB (java-cds=all). Sharing itself costs 13 MiB,
# which java-cds=none gives up for a start that takes some 0.1 seconds longer.

Profile: java17
Inherit: java-base
Description: OpenJDK 17, the packaged run time without display
Base-Accounts: used
Suites: bullseye bookworm
Packages: openjdk-17-jre-headless
Size-Rules: java-devices=drop java-ctsym=drop java-cds=main
Env: JAVA_VERSION=17
Entrypoint: /usr/bin/java -jar
