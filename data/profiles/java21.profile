# Against all that the packages bring, this gives up NSS (--rule
# java-devices=keep) and class data sharing with ZGC or heaps of 32 GB
# (java-cds=all). Printers and sound: --include libcups2t64, libasound2t64.

Profile: java21
Inherit: java-base
Description: OpenJDK 21, the packaged run time without display
Base-Accounts: used
Suites: trixie
Packages: openjdk-21-jre-headless
Size-Rules: java-devices=drop java-cds=main
Env: JAVA_VERSION=21
Entrypoint: /usr/bin/java -jar
