# What run times of Java have in common. java11 to java25 inherit it; so can a
# run time of one's own, such as one that jlink made.
# libcrypt1 is there for netty-tcnative, as in distroless; libmvec is not, which a
# native library may want that GCC compiled with -ffast-math (--rule libmvec=keep).

Profile: java-base
Inherit: base-nossl
Description: what Java run times need: libstdc++, fonts, images, the C.UTF-8 locale
Base-Accounts: used
Packages:
 libc-bin, libstdc++6, zlib1g, libcrypt1,
 fontconfig-config, fonts-dejavu-core, libfontconfig1, libfreetype6, libharfbuzz0b,
 libjpeg62-turbo, liblcms2-2
Size-Rules: glib=core brotli=drop expat=drop libmvec=drop
Env: LANG=C.UTF-8

# Without the locale Java takes names of files for ASCII.
Part: libc-bin
Keep:
 /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/*
 /usr/lib/locale/C.UTF-8 /usr/lib/locale/C.UTF-8/*

# The trust store, which is made where this directory is: run times of Debian have
# a link to it, others are told of it.
Path: /etc/ssl/certs/java
Type: directory

# Where it can write none of its directories for caches, as in a read-only root,
# fontconfig says so on standard error, a line for each directory of fonts. With a
# last one in which nothing can be written it is quiet.
Path: /etc/fonts/local.conf
Type: file
Needs: /etc/fonts/fonts.conf
Content:
 <?xml version="1.0"?>
 <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
 <fontconfig>
   <cachedir>/var/cache/fontconfig</cachedir>
   <cachedir prefix="xdg">fontconfig</cachedir>
   <cachedir>/dev/null</cachedir>
 </fontconfig>
