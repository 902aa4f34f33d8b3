Profile: base
Inherit: base-nossl
Description: base-nossl plus OpenSSL's libraries
Base-Accounts: used
Packages: libssl3t64 | libssl3 | libssl1.1
