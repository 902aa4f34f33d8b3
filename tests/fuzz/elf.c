/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An ELF file from any package: all that is read of it. */
#include <stddef.h>
#include <stdint.h>

#include "fmt/elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct elf elf;
	struct err err = {0};
	struct arena arena = {0};
	struct elf_dlopen *found;
	if (elf_read((struct str){(const char *)data, size}, &elf, &err) == 0) {
		elf_imports(&elf, "pthread_cancel");
		elf_dlopen_notes(&elf, &arena, &found, &err);
	}
	arena_release(&arena);
	elf_release(&elf);
	err_release(&err);
	return 0;
}
