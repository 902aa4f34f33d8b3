<?php
// SPDX-License-Identifier: GPL-2.0-or-later
// What an image of PHP has to do: php php.php
set_error_handler(function ($number, $text, $file, $line) { throw new ErrorException($text, 0, $number, $file, $line); });
function check($what, $why) { if (!$what) { fwrite(STDERR, "$why\n"); exit(1); } }

// Every extension that is there is switched on, and loads without a warning.
$there = array_map(function ($f) { return basename($f, '.so'); }, glob(ini_get('extension_dir') . '/*.so'));
foreach ($there as $name)
	check(extension_loaded($name === 'opcache' ? 'Zend OPcache' : $name), "$name is not loaded");
echo 'extensions ', count($there), "\n";

$get = function ($ssl) {
	$context = stream_context_create(['ssl' => $ssl, 'http' => ['timeout' => 20]]);
	return file_get_contents('https://localhost:' . getenv('TLS_PORT') . '/', false, $context);
};
check($get(['cafile' => '/tmp/right.pem']) === "grüße\n", 'no answer');
foreach ([['cafile' => '/tmp/wrong.pem'], []] as $ssl) {
	try {
		$get($ssl);
		$taken = true;
	} catch (ErrorException $e) {
		$taken = !preg_match('/certificate verify failed|enable crypto/i', $e->getMessage());
	}
	check(!$taken, 'a server of an unknown authority was taken');
}
echo 'tls ', OPENSSL_VERSION_TEXT, "\n";

$type = (new finfo(FILEINFO_MIME_TYPE))->buffer("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0");
check($type === 'image/png', "fileinfo says $type");
check(simplexml_or_dom(), 'no XML');
function simplexml_or_dom() { return function_exists('xml_parser_create') || class_exists('DOMDocument') || extension_loaded('libxml'); }
check(strlen(sodium_crypto_secretbox('x', random_bytes(24), random_bytes(32))) === 17, 'no sodium');
check(iconv('UTF-8', 'ISO-8859-1', 'ä') === "\xe4", 'no iconv');
check(FFI::cdef('int getpid(void);', 'libc.so.6')->getpid() === getmypid(), 'no FFI');
file_put_contents('/tmp/größe-日本', 'x');
check(in_array('größe-日本', scandir('/tmp'), true), 'no such name');
check((new DateTime('2024-07-01', new DateTimeZone('Europe/Kyiv')))->format('T') === 'EEST', 'no zone');
$child = proc_open([PHP_BINARY, '-r', 'exit(7);'], [], $pipes);
check(proc_close($child) === 7, 'no processes');
check(posix_getuid() === 65532 && !file_exists('/bin/sh'), 'a shell, or another user');
check(!is_writable('/usr/lib'), 'the root can be written');
echo "rest fine\n";
