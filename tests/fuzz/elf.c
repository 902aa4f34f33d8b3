/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads everything that debslim uses of an ELF file from a package. */
#include <stddef.h>
#include <stdint.h>

#include "fmt/elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const text[] = {"sh", "/bin/sh"};
	const struct elf_strings_wanted wanted = {text, text, 2, 2, true};
	struct str file = {(const char *)data, size};
	struct elf elf;
	struct elf_strings strings;
	struct err err = {0};
	struct arena arena = {0};
	if (elf_read(file, &arena, &elf, &err) == 0)
		elf_imports(&elf, "pthread_cancel");
	err_release(&err);
	reader_run(&elf_strings_reader, file, &wanted, &arena, &strings, &err);
	arena_release(&arena);
	err_release(&err);
	return 0;
}
