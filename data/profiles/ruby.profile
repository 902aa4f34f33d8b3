# Ruby with its standard library, default and bundled gems, RubyGems and Bundler.
# What it gives up: the type checkers rbs and typeprof with the signatures that
# they read, ri and the templates with which rdoc writes HTML. Of two RubyGems that
# of ruby-rubygems stays, which Ruby finds first.

Profile: ruby
Inherit: cc
Description: Ruby with its standard library and gems
Base-Accounts: used
Packages: ruby
Size-Rules: extra-libraries=drop
Env: LANG=C.UTF-8
Entrypoint: /usr/bin/ruby
Rules:
 exclude /usr/lib/ruby/*/rdoc/generator/template
 exclude /usr/lib/ruby/*/rdoc/generator/template/*
 exclude /usr/bin/ri
 exclude /usr/bin/ri[0-9]*
 exclude /usr/bin/rbs*
 exclude /usr/bin/typeprof*
 exclude /usr/lib/ruby/gems/*/rbs-[0-9]*
 exclude /usr/lib/ruby/gems/*/typeprof-[0-9]*
 exclude /usr/lib/ruby/[0-9].[0-9].[0-9]/rubygems.rb
 exclude /usr/lib/ruby/[0-9].[0-9].[0-9]/rubygems
 exclude /usr/lib/ruby/[0-9].[0-9].[0-9]/rubygems/*

# Without the locale Ruby takes names of files and input for ASCII.
Match-Suites: bullseye
Packages-Add: libc-bin

Part: libc-bin
Keep: /usr/lib/locale/C.UTF-8 /usr/lib/locale/C.UTF-8/* /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/*

# The programs of these names ask env for ruby.
Path: /usr/bin/gem
Match-Suites: bullseye
Type: symlink
Target: gem2.7
Needs: /usr/bin/gem2.7

Path: /usr/bin/gem
Match-Suites: bookworm
Type: symlink
Target: gem3.1
Needs: /usr/bin/gem3.1

Path: /usr/bin/gem
Match-Suites: trixie
Type: symlink
Target: gem3.3
Needs: /usr/bin/gem3.3

Path: /usr/bin/bundle
Match-Suites: bullseye
Type: symlink
Target: bundle2.7
Needs: /usr/bin/bundle2.7

Path: /usr/bin/bundle
Match-Suites: bookworm
Type: symlink
Target: bundle3.1
Needs: /usr/bin/bundle3.1

Path: /usr/bin/bundle
Match-Suites: trixie
Type: symlink
Target: bundle3.3
Needs: /usr/bin/bundle3.3
