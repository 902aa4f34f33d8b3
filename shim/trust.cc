// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/trust.h"

#include <apt-pkg/configuration.h>
#include <apt-pkg/fileutl.h>

#include <unistd.h>

#include <set>

#include "shim/files.h"
#include "shim/verify.h"

namespace shim {

static const size_t KEYRING_LARGEST = 16 << 20;

static bool is_armored(const std::string &content)
{
	return content.find("-----BEGIN PGP PUBLIC KEY BLOCK-----") != content.npos;
}

// RFC 9580, section 4.2: the first bit of a packet is always set.
static bool is_packets(const std::string &content)
{
	return !content.empty() && (static_cast<unsigned char>(content[0]) & 0x80);
}

std::string read_keyring(const std::string &path)
{
	struct stat st;
	if (stat(path.c_str(), &st) != 0 || access(path.c_str(), R_OK) != 0)
		fail_errno("keyring " + path);
	if (!S_ISREG(st.st_mode) || st.st_size > static_cast<off_t>(KEYRING_LARGEST))
		fail(STATUS_FATAL, "keyring " + path + ": not a keyring");
	std::string const content = read_whole(path);
	if (!is_armored(content) && !is_packets(content))
		fail(STATUS_FATAL, "keyring " + path + ": not an OpenPGP keyring",
		     "gpg --export writes one that apt can read");
	return content;
}

// Writes the keyring to `directory`, under a name that is the digest of its content.
static std::string keep_keyring(const std::string &content, const std::string &directory)
{
	std::string const path =
		directory + "/" + digest(content) + (is_armored(content) ? ".asc" : ".gpg");
	keep_whole(path, content);
	return path;
}

std::vector<std::string> copy_keyrings(const std::vector<std::string> &files, const directories &dir)
{
	std::vector<std::string> copies;
	std::string const directory = dir.state + "/keys";
	make_directory(directory, 0755);
	for (const std::string &file : files)
		copies.push_back(keep_keyring(read_keyring(file), directory));
	return copies;
}

std::string trust_only(const std::vector<std::string> &files, const directories &dir)
{
	std::string all;
	std::vector<std::string> contents;
	for (const std::string &file : files) {
		contents.push_back(read_keyring(file));
		all += digest(contents.back());
	}
	std::string const name = digest(all), directory = dir.state + "/trust-" + name;
	make_directory(directory, 0755);
	std::set<std::string> wanted;
	for (const std::string &content : contents)
		wanted.insert(keep_keyring(content, directory));
	// apt would trust every other keyring in that directory.
	for (const std::string &file :
	     GetListOfFilesInDir(directory, std::vector<std::string>{"gpg", "asc"}, false))
		if (!wanted.count(file))
			unlink(file.c_str());
	_config->Set("Dir::Etc::trusted", "/dev/null");
	_config->Set("Dir::Etc::trustedparts", directory + "/");
	return name;
}

std::vector<std::string> host_keyrings(const directories &dir)
{
	std::vector<std::string> files, wanted;
	std::string const parts = _config->FindDir("Dir::Etc::trustedparts");
	if (DirectoryExists(parts))
		wanted = GetListOfFilesInDir(parts, std::vector<std::string>{"gpg", "asc"}, true);
	wanted.push_back(_config->FindFile("Dir::Etc::trusted"));
	for (const char *suffix : {".gpg", ".pgp"})
		wanted.push_back(dir.host_root + "usr/share/keyrings/debian-archive-keyring" +
				 suffix);
	for (const std::string &file : wanted) {
		struct stat st;
		// An empty trusted.gpg is common, but not a keyring.
		if (access(file.c_str(), R_OK) == 0 && stat(file.c_str(), &st) == 0 &&
		    S_ISREG(st.st_mode) && st.st_size > 0)
			files.push_back(file);
	}
	return files;
}

} // namespace shim
