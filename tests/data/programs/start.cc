// SPDX-License-Identifier: GPL-2.0-or-later
// What a container's first program finds: its user, directory and variables, and whether the root can be written to.
// With arguments, goes on as that program.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <sys/statvfs.h>
#include <unistd.h>

static std::string variable(const char *name)
{
	const char *value = std::getenv(name);
	return value ? value : "none";
}

int main(int, char **argv)
{
	struct statvfs root;
	if (statvfs("/", &root))
		return 1;
	std::cout << "user " << getuid() << ':' << getgid() << " in " << std::filesystem::current_path().string() << ", "
		  << (root.f_flag & ST_RDONLY ? "read-only" : "writable") << ", certificates "
		  << variable("SSL_CERT_FILE") << std::endl;
	if (!argv[1])
		return 0;
	execv(argv[1], argv + 1);
	std::cerr << argv[1] << ": " << std::strerror(errno) << '\n';
	return 127;
}
