/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directories of libraries for certain processors before glibc-hwcaps, such as
 * /lib/haswell/x86_64. Each name is a bit, and a path stands for the sum of the names
 * that it ends with: a kernel's names for capabilities first, then those of processors,
 * then "tls". Only names that matter for libraries are searched, but every name counts
 * in a path of ld.so.conf. */
#include <elf.h>
#include <string.h>

#include "stage/generate/ldcache_parts.h"

enum { BIT_TLS = 63, NAMES_MOST = 64 };

/* The names from index `early` on are not known to glibc 2.31. */
struct hwcaps {
	const char *name[NAMES_MOST]; /* by bit */
	uint32_t important;
	const char *platform[16]; /* by bit, from first_platform on */
	unsigned first_platform, early_names, early_platforms;
};

static const struct hwcaps x86 = {
	.name = {"sse2", "x86_64", "avx512_1"},
	.important = 7,
	.platform = {"i586", "i686", "haswell", "xeon_phi"},
	.first_platform = 48,
};

static const struct hwcaps arm = {
	.name = {"swp", "half", "thumb", "26bit", "fastmult", "fpa", "vfp", "edsp", "java", "iwmmxt",
		 "crunch", "thumbee", "neon", "vfpv3", "vfpv3d16", "tls", "vfpv4", "idiva", "idivt",
		 "vfpd32", "lpae", "evtstrm", "aes", "pmull", "sha1", "sha2", "crc32"},
	.important = 1 << 6 | 1 << 12,
};

static const struct hwcaps aarch64 = {
	.name = {"fp", "asimd", "evtstrm", "aes", "pmull", "sha1", "sha2", "crc32", "atomics", "fphp",
		 "asimdhp", "cpuid", "asimdrdm", "jscvt", "fcma", "lrcpc", "dcpop", "sha3", "sm3",
		 "sm4", "asimddp", "sha512", "sve", "asimdfhm", "dit", "uscat", "ilrcpc", "flagm",
		 "ssbs", "sb", "paca", "pacg"},
	.important = 1 << 8,
};

static const struct hwcaps s390 = {
	.name = {"esan3", "zarch", "stfle", "msa", "ldisp", "eimm", "dfp", "edat", "etf3eh", "highgprs",
		 "te", "vx", "vxd", "vxe", "gs", "vxe2", "vxp", "sort", "dflt", "vxp2", "nnpa",
		 "pcimio", "sie"},
	.important = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 11 | 1 << 13 | 1 << 15,
	.platform = {"g5", "z900", "z990", "z9-109", "z10", "z196", "zEC12", "z13", "z14", "z15", "z16"},
	.first_platform = 32,
	.early_names = 19,
	.early_platforms = 10,
};

static const struct hwcaps powerpc = {
	.name = {[0] = "ppcle", [1] = "true_le", [6] = "archpmu", [7] = "vsx", [8] = "arch_2_06",
		 [9] = "power6x", [10] = "dfp", [11] = "pa6t", [12] = "arch_2_05", [13] = "ic_snoop",
		 [14] = "smt", [15] = "booke", [16] = "cellbe", [17] = "power5+", [18] = "power5",
		 [19] = "power4", [20] = "notb", [21] = "efpdouble", [22] = "efpsingle", [23] = "spe",
		 [24] = "ucache", [25] = "4xxmac", [26] = "mmu", [27] = "fpu", [28] = "altivec",
		 [29] = "ppc601", [30] = "ppc64", [31] = "ppc32", [51] = "htm-no-suspend", [52] = "scv",
		 [53] = "darn", [54] = "ieee128", [55] = "arch_3_00", [56] = "htm-nosc",
		 [57] = "vcrypto", [58] = "tar", [59] = "isel", [60] = "ebb", [61] = "dscr",
		 [62] = "htm", [63] = "arch_2_07"},
	.important = 1 << 28 | 1 << 10,
	.platform = {"power4", "ppc970", "power5", "power5+", "power6", "ppc-cell-be", "power6x",
		     "power7", "ppca2", "ppc405", "ppc440", "ppc464", "ppc476", "power8", "power9",
		     "power10"},
	.first_platform = 32,
	.early_platforms = 15,
};

static const struct hwcaps none;

static const struct hwcaps *hwcaps_of(const struct ldconfig *ldconfig)
{
	switch (ldconfig->target->machine) {
	case EM_X86_64:
	case EM_386: return &x86;
	case EM_ARM: return &arm;
	case EM_AARCH64: return &aarch64;
	case EM_S390: return &s390;
	case EM_PPC64: return &powerpc;
	default: return &none;
	}
}

static int index_of_hwcap(const char *const *list, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] && str_is(name, list[i]))
			return (int)i;
	return -1;
}

static int name_bit(const struct ldconfig *ldconfig, struct str name)
{
	const struct hwcaps *h = hwcaps_of(ldconfig);
	bool early = ldconfig->glibc < GLIBC_SUBDIRECTORIES && h->early_names;
	return index_of_hwcap(h->name, early ? h->early_names : NAMES_MOST, name);
}

static int platform_bit(const struct ldconfig *ldconfig, struct str name)
{
	const struct hwcaps *h = hwcaps_of(ldconfig);
	bool early = ldconfig->glibc < GLIBC_SUBDIRECTORIES && h->early_platforms;
	int bit = index_of_hwcap(h->platform, early ? h->early_platforms : ARRAY_LEN(h->platform),
				 name);
	return bit < 0 ? (str_is(name, "tls") ? BIT_TLS : -1) : (int)h->first_platform + bit;
}

bool hwcap_is_directory(const struct ldconfig *ldconfig, const char *name)
{
	if (ldconfig->glibc >= GLIBC_NO_OLD_HWCAPS)
		return false;
	int bit = name_bit(ldconfig, str_from(name));
	if (bit >= 0 && bit < 32 && hwcaps_of(ldconfig)->important >> bit & 1)
		return true;
	return platform_bit(ldconfig, str_from(name)) >= 0;
}

uint64_t hwcap_of_path(const struct ldconfig *ldconfig, const char *path)
{
	uint64_t sum = 0;
	if (ldconfig->glibc >= GLIBC_NO_OLD_HWCAPS)
		return 0;
	for (size_t end = strlen(path), at = end; at--; ) {
		if (path[at] != '/')
			continue;
		struct str name = {path + at + 1, end - at - 1};
		int bit = name_bit(ldconfig, name);
		if (bit < 0)
			bit = platform_bit(ldconfig, name);
		if (bit < 0)
			break;
		sum += 1ull << bit;
		end = at;
	}
	return sum;
}
