/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/capability.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"

#define REVISION_2 0x02000000u
#define FLAG_EFFECTIVE 0x000001u

/* Index is the number of the capability; "all" means all of these. */
static const char *const names[] = {
	"chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap",
	"linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner",
	"sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice",
	"sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control",
	"setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
	"perfmon", "bpf", "checkpoint_restore"};

#define ALL ((UINT64_C(1) << ARRAY_LEN(names)) - 1)

struct sets {
	uint64_t effective, inheritable, permitted;
};

static int not_capabilities(struct err *err, const char *text)
{
	return err_set(err, STATUS_FATAL, "capabilities '%s': not as cap_from_text(3) has them", text);
}

/* The bit of a capability given as "cap_net_raw" or "13"; 0 if there is none. */
static uint64_t bit_of(struct str name)
{
	unsigned long long number;
	if (str_number(name, 10, ARRAY_LEN(names) - 1, &number))
		return UINT64_C(1) << number;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (name.n == strlen(names[i]) + 4 && strncasecmp(name.p, "cap_", 4) == 0 &&
		    strncasecmp(name.p + 4, names[i], name.n - 4) == 0)
			return UINT64_C(1) << i;
	return 0;
}

/* Reads "cap_a,cap_b", "all" or "" (all); false if a name is not known. */
static bool read_capability_names(struct str list, uint64_t *bits)
{
	struct str one;
	*bits = 0;
	if (!list.n || (list.n == 3 && strncasecmp(list.p, "all", 3) == 0)) {
		*bits = ALL;
		return true;
	}
	while (str_split(&list, ',', &one)) {
		uint64_t bit = bit_of(one);
		if (!bit)
			return false;
		*bits |= bit;
	}
	return true;
}

static void change(uint64_t *set, uint64_t bits, bool wanted, char op)
{
	if (op == '=')
		*set &= ~bits;
	if (wanted)
		*set = op == '-' ? *set & ~bits : *set | bits;
}

/* One clause: names, then at least one operator with flags. */
static bool read_clause(struct str clause, struct sets *sets)
{
	size_t n = 0;
	uint64_t bits;
	while (n < clause.n && !strchr("=+-", clause.p[n]))
		n++;
	if (n == clause.n || !read_capability_names((struct str){clause.p, n}, &bits) ||
	    (!n && clause.p[0] != '='))
		return false;
	while (n < clause.n) {
		char op = clause.p[n++];
		struct str flags = {clause.p + n, 0};
		for (; n < clause.n && strchr("eip", clause.p[n]); n++)
			flags.n++;
		if (n < clause.n && !strchr("=+-", clause.p[n]))
			return false;
		if (op != '=' && !flags.n)
			return false;
		change(&sets->effective, bits, memchr(flags.p, 'e', flags.n), op);
		change(&sets->inheritable, bits, memchr(flags.p, 'i', flags.n), op);
		change(&sets->permitted, bits, memchr(flags.p, 'p', flags.n), op);
	}
	return true;
}

static void put_le32(unsigned char *out, uint64_t value)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(value >> 8 * i);
}

int capability_parse(const char *text, unsigned char out[CAPABILITY_BYTES], struct err *err)
{
	struct sets sets = {0};
	struct str rest = str_from(text), clause;
	bool any = false;
	while (str_split(&rest, ' ', &clause)) {
		if (!clause.n)
			continue;
		any = true;
		if (!read_clause(clause, &sets))
			return not_capabilities(err, text);
	}
	/* The attribute has one effective flag for all capabilities, so the effective
	 * set must be empty or hold all that the other two hold. */
	if (!any || (sets.effective && (~sets.effective & (sets.permitted | sets.inheritable))))
		return not_capabilities(err, text);
	put_le32(out, REVISION_2 | (sets.effective ? FLAG_EFFECTIVE : 0));
	put_le32(out + 4, sets.permitted);
	put_le32(out + 8, sets.inheritable);
	put_le32(out + 12, sets.permitted >> 32);
	put_le32(out + 16, sets.inheritable >> 32);
	return 0;
}
