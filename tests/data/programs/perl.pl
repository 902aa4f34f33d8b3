# SPDX-License-Identifier: GPL-2.0-or-later
# What an image of Perl has to do: perl perl.pl TEST...
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

# For VMS, with a package of its own (Tk), and no more to be loaded, as it says: so it is on any Debian.
my %elsewhere = map { $_ => 1 } qw(
	File/Spec/VMS.pm Pod/Perldoc/ToTk.pm Test2/AsyncSubtest/Formatter.pm
);

sub modules {
	require Cwd;
	require File::Find;
	my %module;
	for my $dir (map { Cwd::realpath($_) } grep { !m{^/etc|local} && -d $_ } @INC) {
		File::Find::find({ no_chdir => 1, wanted => sub {
			$module{substr $_, 1 + length $dir} = 1 if /\.pm\z/;
		} }, $dir);
	}
	return sort keys %module;
}

# Each in a process of its own: some change what others see.
sub load {
	my ($module) = @_;
	my $pid = open(my $out, '-|') // die "fork: $!";
	if (!$pid) {
		open STDERR, '>&', \*STDOUT;
		open STDIN, '<', '/dev/null';
		no strict 'refs';
		@ARGV = ();
		require Net::FTP if $module =~ m{^Net/FTP/};
		eval { require $module; 1 } or do { print $@ || 'no value'; require POSIX; close STDOUT; POSIX::_exit(1); };
		require POSIX;
		POSIX::_exit(0);
	}
	local $/;
	my $text = <$out>;
	close $out;
	return $? ? ($text || "status $?") : undef;
}

my %tests = (
	modules => sub {
		my ($loaded, @lost) = (0);
		for my $module (modules()) {
			my $error = load($module);
			$loaded++ unless defined $error;
			push @lost, "$module: " . substr $error, 0, 300 if defined $error && !$elsewhere{$module};
		}
		die join "\n", @lost, '' if @lost;
		return $loaded;
	},
	tls => sub {
		require HTTP::Tiny;
		my $get = sub { HTTP::Tiny->new(verify_SSL => 1, timeout => 20, @_)->get("https://localhost:$ENV{TLS_PORT}/") };
		my $right = $get->(SSL_options => { SSL_ca_file => '/tmp/right.pem' });
		die "refused: $right->{content}" unless $right->{status} == 200 && $right->{content} =~ /^gr/;
		for my $options ([SSL_options => { SSL_ca_file => '/tmp/wrong.pem' }], []) {
			my $wrong = $get->(@$options);
			die "taken: $wrong->{status}" unless $wrong->{status} == 599 && $wrong->{content} =~ /certificate verify failed/;
		}
		require Net::SSLeay;
		return Net::SSLeay::SSLeay_version(0);
	},
	names => sub {
		require Encode;
		my $name = Encode::encode('UTF-8', '/tmp/größe-日本');
		open my $file, '>', $name or die "$name: $!";
		close $file;
		opendir my $dir, '/tmp' or die $!;
		die 'not listed' unless grep { Encode::decode('UTF-8', $_) eq 'größe-日本' } readdir $dir;
		require Unicode::Collate;
		require Unicode::Normalize;
		my $sorted = join '', Unicode::Collate->new->sort(qw(z ä a));
		die $sorted unless $sorted eq 'aäz';
		die 'no normal form' unless length Unicode::Normalize::NFD('ä') == 2;
		die 'no CJK' unless Encode::encode('shiftjis', '日') eq "\x93\xfa";
		return uc 'größe';
	},
	processes => sub {
		die 'a shell' if -e '/bin/sh';
		open my $out, '-|', $^X, '-e', 'print uc shift; exit 7', 'abc' or die $!;
		my $text = <$out>;
		close $out;
		die "$text $?" unless $text eq 'ABC' && $? >> 8 == 7;
		die "user $<" unless $< == 65532;
		die 'the root can be written' if open my $file, '>', '/usr/lib/written';
		return $? >> 8;
	},
	database => sub {
		require DB_File;
		tie my %db, 'DB_File', '/tmp/test.db' or die $!;
		$db{a} = 'b';
		untie %db;
		tie my %again, 'DB_File', '/tmp/test.db' or die $!;
		return $again{a};
	},
);

print "$_ ", $tests{$_}->(), "\n" for @ARGV;
