/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vocabulary: what a command does, or why it can be skipped. A command that is in
 * none of these tables is not understood. */
#include "stage/maintscript/files.h"

static const struct {
	const char *reason;
	const char *names; /* between blanks */
} skipped[] = {
	{"services are not managed in an image",
	 " deb-systemd-helper deb-systemd-invoke invoke-rc.d update-rc.d systemctl service start-stop-daemon"
	 " telinit initctl rc-update killall pkill kill journalctl "
	 " systemd-hwdb udevadm sysctl modprobe depmod update-inetd runlevel systemd-notify "},
	{"byte code is made when a module is imported",
	 " py3compile pycompile pypy3compile pypycompile py3clean pyclean pypy3clean "},
	{"PHP's links are made natively from mods-available",
	 " phpquery phpenmod phpdismod php5enmod "},
	{"passwords are in shadow from the start", " shadowconfig pwconv grpconv "},
	{"no boot loader or initramfs in an image", " update-initramfs update-grub update-grub2 "},
	{"indexes of documentation are not kept",
	 " install-info update-info-dir ginstall-info mandb install-docs apropos "},
	{"caches and menus of desktops are for people at a screen",
	 " update-menus update-desktop-database update-icon-caches gtk-update-icon-cache"
	 " gtk-update-icon-cache-3.0 fc-cache gio-querymodules update-mime "},
};

/* Commands that read, count and filter; only their output matters. */
static const char readers[] =
	" awk mawk gawk tr head tail sort uniq wc md5sum sha1sum sha256sum sha512sum"
	" uname hostname ps pidof pgrep date mountpoint dpkg-architecture dpkg-realpath expr tty"
	" logger locale file systemd-detect-virt tput od hexdump xxd df du nproc arch whoami logname"
	" groups users who rev tac fold fmt nl paste join comm column strings getconf ldd pwd stty clear"
	" apt-config apt-cache debconf-show realpath zcat lsof fuser pathchk printenv bc dc base64"
	" namei lsb_release findmnt lsmod lspci zgrep xzcat bzcat iconv which.debianutils"
	" getcap capsh systemd-path systemd-escape ss netstat py3versions pyversions getopt getopts ";

static bool holds_word(const char *names, const char *name)
{
	size_t n = strlen(name);
	if (!n || strchr(name, ' '))
		return false;
	for (const char *at = names; (at = strstr(at, name)); at += n)
		if (at > names && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

const char *skip_reason(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(skipped); i++)
		if (holds_word(skipped[i].names, name))
			return skipped[i].reason;
	return NULL;
}

bool is_reader(const char *name)
{
	return holds_word(readers, name);
}

static const struct command *find_in_tables(const struct command *const *table, size_t n, const char *name)
{
	for (size_t t = 0; t < n; t++)
		for (const struct command *c = table[t]; c->name; c++)
			if (strcmp(c->name, name) == 0)
				return c;
	return NULL;
}

static const struct command *find_in_vocabulary(const char *name)
{
	static const struct command *const tables[] = {commands_shell, commands_files, commands_modes,
						       commands_look, commands_find, commands_accounts,
						       commands_dpkg, commands_register, commands_debconf};
	return find_in_tables(tables, ARRAY_LEN(tables), name);
}

command_run *command_find(const char *name)
{
	const struct command *command = find_in_vocabulary(name);
	return command ? command->run : NULL;
}

bool command_is_tool(const char *name)
{
	static const struct command *const tables[] = {commands_accounts, commands_dpkg, commands_register};
	const struct command *command = find_in_tables(tables, ARRAY_LEN(tables), name);
	return command && command->emulated;
}

bool command_is_emulated(const char *name)
{
	const struct command *command = find_in_vocabulary(name);
	return command && command->emulated;
}
