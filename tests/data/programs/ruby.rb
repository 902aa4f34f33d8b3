# SPDX-License-Identifier: GPL-2.0-or-later
# What an image of Ruby has to do: ruby ruby.rb TEST...
require 'rbconfig'

# What loads on no Debian by itself: it asks for other gems, other systems or a
# compiler, waits for a server's input or a debugger, or counts on what loads it.
ELSEWHERE = %w[
  bundler/capistrano bundler/gem_tasks bundler/templates/ bundler/vendor/net-http-persistent/
  bundler/vendor/securerandom/ bundler/vlad debug/open debug/start irb/cmd/fork irb/cmd/subirb
  irb/debug/ui irb/ext/multi-irb irb/ws-for-case-2 minitest/expectations mkmf prism/ffi
  rdoc/erb_partial rdoc/ri/paths rdoc/tom_doc reline/windows rexml/xmldecl rss/xmlparser
  rss/xmlscanner ruby_vm/rjit/ set/sorted_set syntax_suggest/ webrick/httpservlet/cgi_runner yaml/dbm
].freeze

def check(what, why)
  raise why unless what
end

# Every file that "require" can reach, of the standard library and of gems, in groups: [name, path].
def modules
  directories = %w[rubylibdir rubyarchdir vendorlibdir vendorarchdir].map { |name| RbConfig::CONFIG[name] }
  directories += Gem::Specification.flat_map(&:full_require_paths)
  directories = directories.select { |f| File.directory?(f) }.map { |f| File.realpath(f) }.uniq
  directories.flat_map { |directory|
    Dir.glob("#{directory}/**/*.{rb,so}").sort.map { |path| [path[(directory.length + 1)..-1].sub(/\.(rb|so)\z/, ''), path] }
  }.uniq(&:last)
end

# After what they are a part of. Nothing, or why they do not load.
def load_error(group)
  reader, writer = IO.pipe
  pid = fork do
    reader.close
    $stdin.reopen('/dev/null')
    $stdout.reopen('/dev/null', 'w')
    $stderr.reopen('/dev/null', 'w')
    $VERBOSE = nil
    ARGV.clear
    begin
      group.each do |name, path|
        parts = name.split('/')
        (1...parts.length).each do |n|
          begin
            require parts.first(n).join('/')
          rescue LoadError
            nil
          end
        end
        require path
      end
    rescue Exception => e # SystemExit, too
      writer.write("#{e.class}: #{e.message}"[0, 300])
      writer.flush
      Process.exit!(1)
    end
    Process.exit!(0) # without what modules do at the end
  end
  writer.close
  Process.kill(:KILL, pid) unless IO.select([reader], nil, nil, 30)
  text = reader.read
  Process.wait(pid)
  $?.success? ? nil : (text.empty? ? $?.to_s : text)
end

def get(store)
  http = Net::HTTP.new('localhost', ENV.fetch('TLS_PORT'))
  http.use_ssl = true
  http.ca_file = store if store
  http.open_timeout = 20
  http.get('/').body.force_encoding('UTF-8')
end

TESTS = {
  'modules' => lambda {
    all = modules.reject { |name, _| ELSEWHERE.any? { |e| e.end_with?('/') ? name.start_with?(e) : name == e } }
    # A debugger takes over; some stand in the way of others.
    debuggers, rest = all.partition { |name, _| name.start_with?('debug/') }
    late = debuggers + rest.each_slice(40).select { |group| load_error(group) }.flatten(1)
    lost = late.map { |one|
      error = load_error([one])
      "#{one.last}: #{error}" if error
    }.compact
    check lost.empty?, lost.join("\n")
    all.length
  },
  'gems' => lambda {
    # A default gem's specification without its files is worth nothing.
    Gem::Specification.map(&:name).uniq.each { |name| gem name unless name == 'rubygems-update' }
    %w[bundler irb rdoc rake json openssl psych bigdecimal fiddle rubygems/gem_runner].each { |name| require name }
    "#{Gem::VERSION} #{Bundler::VERSION}"
  },
  'tls' => lambda {
    require 'net/http'
    require 'openssl'
    check get('/tmp/right.pem') == "grüße\n", 'no answer'
    ['/tmp/wrong.pem', nil].each do |store|
      begin
        get(store)
      rescue OpenSSL::SSL::SSLError => e
        check e.message.include?('certificate verify failed'), e.message
      else
        raise 'a server of an unknown authority was taken'
      end
    end
    OpenSSL::OPENSSL_LIBRARY_VERSION
  },
  'names' => lambda {
    check Encoding.default_external == Encoding::UTF_8, "the encoding is #{Encoding.default_external}"
    check Encoding.find('filesystem') == Encoding::UTF_8, 'names of files have another encoding'
    File.write('/tmp/größe-日本', "日本\n")
    check Dir.children('/tmp').include?('größe-日本'), 'not listed'
    check File.read('/tmp/größe-日本').length == 3, 'not read as UTF-8'
    Encoding.list.each { |e| 'a'.encode(e) unless e.dummy? }
    check '日'.encode('Shift_JIS').bytes == [0x93, 0xfa], 'no Shift_JIS'
    'größe'.unicode_normalize(:nfd).length.to_s + 'größe'.upcase
  },
  'processes' => lambda {
    check !File.exist?('/bin/sh'), 'a shell'
    require 'open3'
    code = 'puts ARGV[0].upcase; exit 7'
    text, status = Open3.capture2e(RbConfig.ruby, '-e', code, 'größe')
    check text == "GRÖSSE\n" && status.exitstatus == 7, "#{text} #{status}"
    check Process.uid == 65532, "user #{Process.uid}"
    begin
      File.write('/usr/lib/written', '')
    rescue SystemCallError
      status.exitstatus
    else
      raise 'the root can be written'
    end
  },
  'libraries' => lambda {
    require 'fiddle'
    getpid = Fiddle::Function.new(Fiddle.dlopen('libc.so.6')['getpid'], [], Fiddle::TYPE_INT)
    check getpid.call == Process.pid, 'no functions of C'
    require 'yaml'
    check YAML.load("a: [1, 'ä']") == { 'a' => [1, 'ä'] }, 'no YAML'
    require 'zlib'
    check Zlib::Inflate.inflate(Zlib::Deflate.deflate('a' * 1000)).length == 1000, 'no zlib'
    require 'bigdecimal'
    check 3**200 % 1000 == 1 && BigDecimal('0.1') * 3 == BigDecimal('0.3'), 'wrong numbers'
    Thread.new { Time.at(0).utc.year }.value
  }
}.freeze

$stdout.sync = true
ARGV.dup.each { |name| puts "#{name} #{TESTS.fetch(name).call}" }
