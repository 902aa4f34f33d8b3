# Against all that the packages bring, this gives up NSS (--rule
# java-devices=keep) and class data sharing with ZGC, heaps of 32 GB or compact
# object headers (java-cds=all). Printers and sound: --include libcups2t64,
# libasound2t64.

Profile: java25
Inherit: java-base
Description: OpenJDK 25, the packaged run time without display
Base-Accounts: used
Suites: trixie
Packages: openjdk-25-jre-headless
Size-Rules: java-devices=drop java-cds=main
Env: JAVA_VERSION=25
Entrypoint: /usr/bin/java -jar
