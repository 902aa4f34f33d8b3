/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which strings an ELF file contains, wherever they are in it. */
#include "base/path.h"
#include "fmt/elf_parts.h"

enum { COMMAND_LONGEST = 64 };

static bool has_whole(struct str file, const char *text)
{
	struct buf string CLEANUP(buf_release) = {0};
	buf_add(&string, "", 1);
	buf_add(&string, text, strlen(text) + 1);
	return memmem(file.p, file.n, string.p, string.n) != NULL;
}

/* Names of symbols do not count: libpam has a function pam_getenv(), and Debian a command. */
static bool has_end(const struct elf_file *elf, const char *text)
{
	const char *at = elf->file.p, *end = at + elf->file.n;
	while ((at = memmem(at, (size_t)(end - at), text, strlen(text) + 1))) {
		size_t place = (size_t)(at - elf->file.p);
		if (place < elf->strings_at || place - elf->strings_at >= elf->strings_size)
			return true;
		at++;
	}
	return false;
}

/* The NUL-terminated string of the file that contains the byte at `at`; empty if it does not
 * begin with a slash or is longer than COMMAND_LONGEST on either side. */
static struct str string_around(struct str file, size_t at)
{
	size_t begin = at, end = at;
	while (begin > 0 && at - begin < COMMAND_LONGEST && file.p[begin - 1])
		begin--;
	while (end < file.n && end - at < COMMAND_LONGEST && file.p[end])
		end++;
	if (end == file.n || file.p[end] || (begin && file.p[begin - 1]) || file.p[begin] != '/')
		return (struct str){0};
	return (struct str){file.p + begin, end - begin};
}

/* Where packages have their commands. */
static bool is_command(const char *path)
{
	static const char *const directory[] = {"/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"};
	size_t n = (size_t)(path_base(path) - path);
	for (size_t i = 0; i < ARRAY_LEN(directory); i++)
		if (n == strlen(directory[i]) && memcmp(path, directory[i], n) == 0)
			return true;
	return false;
}

static void add_command(struct elf_strings *out, struct str path)
{
	for (size_t i = 0; i < out->command.n; i++)
		if (str_equal(out->command.at[i], path))
			return;
	vec_push(&out->command, path);
}

static void find_commands(struct str file, struct elf_strings *out)
{
	const char *at = file.p;
	while ((at = memmem(at, (size_t)(file.p + file.n - at), "bin/", strlen("bin/")))) {
		struct str string = string_around(file, (size_t)(at - file.p));
		char *path CLEANUP(mem_freep) = string.n ? mem_strndup(string.p, string.n) : NULL;
		if (path && is_command(path))
			add_command(out, string);
		at += strlen("bin/");
	}
}

static int find_ends(struct str body, const struct elf_strings_wanted *wanted, struct elf_strings *out,
		     struct err *err)
{
	struct elf elf = {0};
	struct elf_file file;
	int status = elf_parse(body, &elf, &file, err);
	for (size_t i = 0; !status && i < wanted->ends; i++)
		if (has_end(&file, wanted->end[i]))
			vec_push(&out->end, str_from(wanted->end[i]));
	elf_file_release(&file);
	shape_release(elf_reader.shape, &elf);
	return status;
}

static int read_strings(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	const struct elf_strings_wanted *wanted = question;
	struct elf_strings *out = record;
	(void)arena;
	for (size_t i = 0; i < wanted->n; i++)
		if (has_whole(body, wanted->whole[i]))
			vec_push(&out->whole, str_from(wanted->whole[i]));
	if (wanted->commands)
		find_commands(body, out);
	return wanted->ends ? find_ends(body, wanted, out, err) : 0;
}

static const struct shape strings_shape = SHAPE(struct elf_strings,
	FIELD_ITEMS(struct elf_strings, whole, &shape_text), FIELD_ITEMS(struct elf_strings, end, &shape_text),
	FIELD_ITEMS(struct elf_strings, command, &shape_text));

const struct reader elf_strings_reader = {"ELF file", UINT64_MAX, &strings_shape, read_strings, NULL};

bool elf_has_string(struct str file, const char *text)
{
	const struct elf_strings_wanted wanted = {.whole = &text, .n = 1};
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf_strings found;
	struct err err = {0};
	bool has = reader_run(&elf_strings_reader, file, &wanted, &arena, &found, &err) == 0 && found.whole.n;
	err_release(&err);
	return has;
}
