/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which libraries the ldconfig of an architecture accepts, and the flags that it
 * records: readelflib.c of each in glibc. */
#include <elf.h>

#include "fmt/elf.h"
#include "stage/generate/ldcache_parts.h"

static bool needs(const struct elf *elf, const char *library)
{
	for (size_t i = 0; i < elf->needed.n; i++)
		if (str_is(elf->needed.at[i], library))
			return true;
	return false;
}

/* Finds the kind by the C library that the file needs, or the loader that it names. */
static int32_t kind_by_library(const struct ldconfig *ldconfig, const struct elf *elf)
{
	static const char *const loaders[] = {"/lib/ld-linux.so.2", "/lib/ld-linux.so.3",
					      "/lib/ld-linux-armhf.so.3", "/lib/ld.so.1"};
	if (ldconfig->glibc >= GLIBC_NO_OLD_HWCAPS)
		return LDCACHE_LIBC6;
	for (size_t i = 0; i < ARRAY_LEN(loaders); i++)
		if (str_is(elf->interpreter, loaders[i]))
			return LDCACHE_LIBC6;
	if (needs(elf, "libc.so.6") || needs(elf, "libm.so.6"))
		return LDCACHE_LIBC6;
	if (ldconfig->target->machine == EM_386 &&
	    (str_is(elf->interpreter, "/lib/ld-linux.so.1") || needs(elf, "libc.so.5") ||
	     needs(elf, "libm.so.5")))
		return LDCACHE_LIBC5;
	return LDCACHE_ELF;
}

static int32_t flags_x86(const struct ldconfig *ldconfig, const struct elf *elf)
{
	if (elf->machine == EM_X86_64)
		return (elf->wide ? LDCACHE_X86_64 : LDCACHE_X32) | LDCACHE_LIBC6;
	return elf->machine == EM_386 && !elf->wide ? kind_by_library(ldconfig, elf) : -1;
}

static int32_t flags_arm(const struct ldconfig *ldconfig, const struct elf *elf)
{
	if (elf->wide)
		return LDCACHE_AARCH64 | LDCACHE_LIBC6;
	if (EF_ARM_EABI_VERSION(elf->flags) != EF_ARM_EABI_VER5)
		return kind_by_library(ldconfig, elf);
	if (elf->flags & EF_ARM_ABI_FLOAT_HARD)
		return LDCACHE_ARM_HARD | LDCACHE_LIBC6;
	return (elf->flags & EF_ARM_ABI_FLOAT_SOFT ? LDCACHE_ARM_SOFT : 0) | LDCACHE_LIBC6;
}

static int32_t flags_riscv(const struct elf *elf)
{
	if (elf->flags & ~(uint32_t)(EF_RISCV_FLOAT_ABI | EF_RISCV_RVC))
		return -1;
	switch (elf->flags & EF_RISCV_FLOAT_ABI) {
	case EF_RISCV_FLOAT_ABI_SOFT: return LDCACHE_RISCV_SOFT | LDCACHE_LIBC6;
	case EF_RISCV_FLOAT_ABI_DOUBLE: return LDCACHE_RISCV_DOUBLE | LDCACHE_LIBC6;
	default: return -1;
	}
}

/* Only x86 distinguishes machines. For a file of the other byte order, ldconfig reads a
 * type that makes no sense. */
int32_t library_flags(const struct ldconfig *ldconfig, const struct elf *elf)
{
	if (elf->big != ldconfig->target->big || elf->type != ET_DYN || !elf->dynamic ||
	    !elf->has_names)
		return -1;
	switch (ldconfig->target->machine) {
	case EM_X86_64:
	case EM_386: return flags_x86(ldconfig, elf);
	case EM_ARM:
	case EM_AARCH64: return flags_arm(ldconfig, elf);
	case EM_RISCV: return flags_riscv(elf);
	case EM_PPC64:
		return elf->wide ? LDCACHE_POWERPC_64 | LDCACHE_LIBC6 : kind_by_library(ldconfig, elf);
	case EM_S390:
		return elf->wide ? LDCACHE_S390_64 | LDCACHE_LIBC6 : kind_by_library(ldconfig, elf);
	default: return -1;
	}
}
