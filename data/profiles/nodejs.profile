# Node.js with the parts that Debian keeps apart from it (undici's fetch, acorn,
# the lexer of CommonJS modules, minimatch), without npm and corepack. It gives up
# the rest of those packages, as modules of one's own: npm brings them.

Profile: nodejs
Inherit: cc
Description: Node.js without npm
Base-Accounts: used
Packages: nodejs
Rules:
 exclude /usr/share/nodejs/@types
 exclude /usr/share/nodejs/@types/*
 exclude /usr/share/systemtap
 exclude /usr/share/systemtap/*
Entrypoint: /nodejs/bin/node

# What libnode reads by these names when it is first used.
Part: node-acorn
Keep: /usr/share/nodejs/acorn/dist/acorn.js /usr/share/nodejs/acorn-walk/dist/walk.js

Part: node-cjs-module-lexer
Keep: /usr/share/nodejs/cjs-module-lexer/lexer.js /usr/share/nodejs/cjs-module-lexer/dist/lexer.js

Part: node-minimatch
Keep: /usr/share/nodejs/minimatch/dist/cjs/index.bundle.js

Part: node-undici
Keep: /usr/share/nodejs/undici/undici-fetch.js

# Needed by what is left out of those.
Part: node-balanced-match
Keep: /usr/share/doc/node-balanced-match/copyright

Part: node-brace-expansion
Keep: /usr/share/doc/node-brace-expansion/copyright

Part: node-busboy
Keep: /usr/share/doc/node-busboy/copyright

Part: node-corepack
Keep: /usr/share/doc/node-corepack/copyright

Part: node-xtend
Keep: /usr/share/doc/node-xtend/copyright

# The name that distroless gives it.
Path: /nodejs/bin/node
Type: symlink
Target: /usr/bin/node
