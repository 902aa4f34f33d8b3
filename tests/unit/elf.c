/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the loader reads of ELF files: the same as readelf finds in files that
 * the host's compiler made, and an error, soon, for files that lie. */
#include "fmt/elf.h"

#include <elf.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "fmt/elf_parts.h"
#include "tests/unit/support/test.h"

static struct arena arena; /* what is read of files */
static char directory[] = "/tmp/elf-test-XXXXXX";

static struct buf run(const char *command)
{
	struct buf out = {0};
	char part[4096];
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t n; (n = fread(part, 1, sizeof(part), pipe)) > 0;)
		buf_add(&out, part, n);
	assert_int_equal(pclose(pipe), 0);
	return out;
}

static struct buf read_file(const char *name)
{
	char *command CLEANUP(mem_freep) = mem_printf("cat %s/%s", directory, name);
	return run(command);
}

/* What readelf's output, through sed, says of a file of the directory. */
static char *readelf(const char *name, const char *options, const char *sed)
{
	char *command CLEANUP(mem_freep) = mem_printf(
		"LC_ALL=C readelf %s --wide %s/%s | sed -n '%s'", options, directory, name, sed);
	struct buf out = run(command);
	return out.p ? buf_steal(&out) : mem_strdup("");
}

static int make_files(void **state)
{
	(void)state;
	if (!mkdtemp(directory))
		return -1;
	char *command CLEANUP(mem_freep) = mem_printf(
		"cd %s && exec 2>log\n"
		"echo 'int a(void){return 1;} int b(void){return 2;}' >lib.c\n"
		"echo 'V1 { global: a; local: *; }; V2 { global: b; } V1;' >lib.map\n"
		"gcc -shared -fPIC -Wl,-soname,libt.so.1 -Wl,--version-script=lib.map -o libt.so lib.c\n"
		"echo '#include <pthread.h>' >main.c\n"
		"echo 'int a(void); int b(void); int main(int c, char **v) { if (c > 9) pthread_exit(*v); return a() + b(); }' >>main.c\n"
		"link='-Wl,-rpath,$ORIGIN/../lib:/opt/lib'\n"
		"gcc -pie -fPIE $link -Wl,--enable-new-dtags -o pie main.c ./libt.so -lm\n"
		"gcc -no-pie $link -Wl,--disable-new-dtags -Wl,--hash-style=sysv -o fixed main.c ./libt.so\n"
		"gcc -static -o static -xc - <<END\nint main(void) { return 0; }\nEND\n"
		"gcc -c -o object.o main.c\n"
		"cp libt.so debug.so && objcopy --only-keep-debug pie debug\n"
		"echo '.section .note.dlopen,\"a\",%%note; .balign 4; .long 4, 2f-1f, 0x407c0c0a; .asciz \"FDO\"' >note.s\n"
		"echo '1: .asciz \"[{\\\"soname\\\":[\\\"liba.so.1\\\",\\\"liba.so.0\\\"],\\\"feature\\\":\\\"x\\\",' >>note.s\n"
		"sed -i '$ s/$/\\\\\"priority\\\\\":\\\\\"suggested\\\\\"},{\\\\\"soname\\\\\":[\\\\\"libb.so\\\\\"]}]\"; 2: .balign 4/' note.s\n"
		"gcc -shared -nostdlib -o libnote.so note.s\n"
		"test -e libnote.so -a -e debug", directory);
	return system(command);
}

static int remove_files(void **state)
{
	(void)state;
	char *command CLEANUP(mem_freep) = mem_printf("rm -rf %s", directory);
	arena_release(&arena);
	return system(command);
}

static void check_names(const char *name, const char *options, const char *sed, const struct buf *ours)
{
	char *theirs CLEANUP(mem_freep) = readelf(name, options, sed);
	assert_string_equal(ours->p ? ours->p : "", theirs);
}

/* What only the reader itself knows of a file; the caller releases it. */
static struct elf_file parse(const struct buf *bytes)
{
	struct elf elf = {0};
	struct elf_file file;
	struct err err = {0};
	elf_parse(buf_str(bytes), &elf, &file, &err);
	check_no_error(&err);
	shape_release(elf_reader.shape, &elf);
	return file;
}

/* Every list and every name, line for line. */
static void compare(const char *name)
{
	struct buf file CLEANUP(buf_release) = read_file(name);
	struct buf needed CLEANUP(buf_release) = {0}, versions CLEANUP(buf_release) = {0},
		   defined CLEANUP(buf_release) = {0}, paths CLEANUP(buf_release) = {0},
		   count CLEANUP(buf_release) = {0};
	struct elf elf;
	struct err err = {0};
	elf_read(buf_str(&file), &arena, &elf, &err);
	check_no_error(&err);
	for (size_t i = 0; i < elf.needed.n; i++)
		buf_printf(&needed, "%.*s\n", STR_ARG(elf.needed.at[i]));
	for (size_t i = 0; i < elf.version_needed.n; i++)
		buf_printf(&versions, "%.*s\n", STR_ARG(elf.version_needed.at[i].version));
	for (size_t i = 0; i < elf.version_defined.n; i++)
		buf_printf(&defined, "%.*s\n", STR_ARG(elf.version_defined.at[i]));
	if (elf.soname.n)
		buf_printf(&paths, "soname: [%.*s]\n", STR_ARG(elf.soname));
	if (elf.rpath.n)
		buf_printf(&paths, "rpath: [%.*s]\n", STR_ARG(elf.rpath));
	if (elf.runpath.n)
		buf_printf(&paths, "runpath: [%.*s]\n", STR_ARG(elf.runpath));
	struct elf_file parsed = parse(&file);
	buf_printf(&count, "%llu\n", (unsigned long long)parsed.symbols);
	elf_file_release(&parsed);
	check_names(name, "-d", "s/.*(NEEDED).*\\[\\(.*\\)\\]/\\1/p", &needed);
	check_names(name, "-d", "s/.*Library \\(soname\\|rpath\\|runpath\\)/\\1/p", &paths);
	check_names(name, "-V", "s/.* Name: \\(.*\\)  Flags: .* Version: .*/\\1/p", &versions);
	check_names(name, "-V", "/Flags: none.*Cnt/s/.* Name: //p", &defined);
	check_names(name, "--dyn-syms", "s/.*dynsym. contains \\([0-9]*\\) ent.*/\\1/p", &count);
}

static void test_like_readelf(void **state)
{
	(void)state;
	compare("libt.so");
	compare("pie");
	compare("fixed");
}

static struct elf read_good(struct buf *file)
{
	struct elf elf;
	struct err err = {0};
	elf_read(buf_str(file), &arena, &elf, &err);
	check_no_error(&err);
	return elf;
}

static void test_kinds(void **state)
{
	(void)state;
	struct buf pie CLEANUP(buf_release) = read_file("pie"), fixed CLEANUP(buf_release) = read_file("fixed"),
		   fix CLEANUP(buf_release) = read_file("static"), lib CLEANUP(buf_release) = read_file("libt.so"),
		   object CLEANUP(buf_release) = read_file("object.o"), debug CLEANUP(buf_release) = read_file("debug");
	struct elf e = read_good(&pie);
	assert_true(e.is_pie && e.dynamic && e.type == ET_DYN && e.interpreter.n > 0 && e.has_abi_tag);
	assert_true(e.os == 0 && e.os_version >> 16 >= 2);
	assert_true(elf_imports(&e, "pthread_exit") && elf_imports(&e, "a"));
	assert_false(elf_imports(&e, "pthread_exi") || elf_imports(&e, "pthread_exit_") || elf_imports(&e, "main"));
	e = read_good(&fixed);
	assert_true(e.type == ET_EXEC && e.dynamic && !e.is_pie && elf_imports(&e, "pthread_exit"));
	e = read_good(&fix);
	assert_true(!e.dynamic && e.interpreter.n == 0 && e.has_abi_tag);
	e = read_good(&lib);
	assert_true(e.dynamic && !e.is_pie && e.interpreter.n == 0 && !elf_imports(&e, "a"));
	e = read_good(&object);
	assert_true(e.type == ET_REL && !e.dynamic && e.needed.n == 0);
	e = read_good(&debug);
	assert_int_equal(e.needed.n, 0);
}

static void test_dlopen(void **state)
{
	struct buf file CLEANUP(buf_release) = read_file("libnote.so");
	struct elf elf = read_good(&file);
	(void)state;
	assert_int_equal(elf.dlopen.n, 2);
	const struct elf_dlopen *first = &elf.dlopen.at[0];
	assert_int_equal(first->soname.n, 2);
	assert_true(str_is(first->soname.at[0], "liba.so.1") && str_is(first->soname.at[1], "liba.so.0"));
	assert_string_equal(first->feature, "x");
	assert_null(first->description);
	assert_int_equal(first->priority, DLOPEN_SUGGESTED);
	assert_int_equal(elf.dlopen.at[1].priority, DLOPEN_RECOMMENDED);
	assert_null(elf.dlopen_wrong);
	char *p = memmem(file.p, file.n, "suggested", 9);
	p[0] = 'S';
	elf = read_good(&file);
	assert_int_equal(elf.dlopen.n, 0);
	assert_non_null(strstr(elf.dlopen_wrong, ".note.dlopen: 'priority'"));
	p[-2] = 'x';
	assert_string_equal(read_good(&file).dlopen_wrong, ".note.dlopen: it is no JSON");
}

/* Whole strings, ends of strings that are no symbol's name, and paths of commands. */
static void test_strings(void **state)
{
	static const char text[] = "\0/usr/bin/id\0no/usr/bin/no\0/usr/bin/id\0/bin/ls\0x/sed\0sed\0/opt/bin/x\0";
	struct buf file CLEANUP(buf_release) = read_file("pie");
	buf_add(&file, text, sizeof(text));
	const char *whole[] = {"no", "sed", "/bin/ls", "x/se"}, *ends[] = {"pthread_exit", "sed", "bin/no", "nothing"};
	const struct elf_strings_wanted wanted = {whole, ends, ARRAY_LEN(whole), ARRAY_LEN(ends), true};
	struct elf_strings found;
	struct err err = {0};
	(void)state;
	reader_run(&elf_strings_reader, buf_str(&file), &wanted, &arena, &found, &err);
	check_no_error(&err);
	assert_int_equal(found.whole.n, 2);
	assert_true(str_is(found.whole.at[0], "sed") && str_is(found.whole.at[1], "/bin/ls"));
	assert_int_equal(found.end.n, 2);
	assert_true(str_is(found.end.at[0], "sed") && str_is(found.end.at[1], "bin/no"));
	assert_int_equal(found.command.n, 2);
	assert_true(str_is(found.command.at[0], "/usr/bin/id") && str_is(found.command.at[1], "/bin/ls"));
	assert_true(elf_has_string(buf_str(&file), "sed"));
	assert_false(elf_has_string(buf_str(&file), "se"));
}

/* Every cut either fails or reads without a byte too far (the copy is exact, for
 * a sanitizer); what is cut in a segment fails. */
static void test_truncated(void **state)
{
	struct buf file CLEANUP(buf_release) = read_file("pie");
	struct elf_file whole = parse(&file);
	uint64_t end = 0;
	(void)state;
	for (size_t i = 0; i < whole.segment.n; i++)
		if (whole.segment.at[i].offset + whole.segment.at[i].size > end)
			end = whole.segment.at[i].offset + whole.segment.at[i].size;
	elf_file_release(&whole);
	for (size_t n = 0; n < end; n += n < 2048 ? 1 : 61) {
		char *copy = mem_alloc(n ? n : 1);
		struct elf elf;
		struct err err = {0};
		memcpy(copy, file.p, n);
		assert_int_equal(elf_read((struct str){copy, n}, &arena, &elf, &err), -1);
		check_error(&err, STATUS_UNTRUSTED, "broken ELF file: ");
		free(copy);
	}
}

/* A file of 64 bits with one segment over all of it, its dynamic entries, and
 * what follows them. */
struct made {
	struct buf file;
	uint64_t dynamic;
};

enum { HEADS = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr) };

static void add_entry(struct made *m, int64_t tag, uint64_t value)
{
	Elf64_Dyn entry = {.d_tag = tag, .d_un.d_val = value};
	if (!m->file.n) {
		static const char zeros[HEADS];
		buf_add(&m->file, zeros, HEADS);
	}
	buf_add(&m->file, &entry, sizeof(entry));
	m->dynamic += sizeof(entry);
}

static void finish(struct made *m)
{
	Elf64_Ehdr head = {.e_type = ET_DYN, .e_machine = EM_X86_64, .e_version = 1, .e_phoff = sizeof(head),
			   .e_phentsize = sizeof(Elf64_Phdr), .e_phnum = 2};
	Elf64_Phdr segment[2] = {
		{.p_type = PT_LOAD, .p_filesz = m->file.n, .p_memsz = m->file.n},
		{.p_type = PT_DYNAMIC, .p_offset = HEADS, .p_vaddr = HEADS, .p_filesz = m->dynamic},
	};
	memcpy(head.e_ident, ELFMAG, SELFMAG);
	head.e_ident[EI_CLASS] = ELFCLASS64;
	head.e_ident[EI_DATA] = ELFDATA2LSB;
	memcpy(m->file.p, &head, sizeof(head));
	memcpy(m->file.p + sizeof(head), segment, sizeof(segment));
}

static void refuse(struct made *m, const char *text)
{
	struct elf elf;
	struct err err = {0};
	finish(m);
	assert_int_equal(elf_read(buf_str(&m->file), &arena, &elf, &err), -1);
	check_error(&err, STATUS_UNTRUSTED, text);
	buf_release(&m->file);
	*m = (struct made){0};
}

static void test_million_needed(void **state)
{
	struct made m = {0};
	(void)state;
	for (unsigned i = 0; i < 1000000; i++)
		add_entry(&m, DT_NEEDED, 0);
	refuse(&m, "it needs more than 4096 libraries");
}

static void test_lying_entries(void **state)
{
	static const struct {
		int64_t tag;
		const char *text;
	} cases[] = {
		{DT_STRTAB, "its table of names is not in the file"},
		{DT_NEEDED, "a name lies outside"},
		{DT_SONAME, "a name lies outside"},
		{DT_RUNPATH, "a name lies outside"},
		{DT_SYMTAB, "its symbols or their hash table"},
	};
	struct made m = {0};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		add_entry(&m, cases[i].tag, UINT64_MAX - 7);
		refuse(&m, cases[i].text);
	}
	add_entry(&m, DT_STRTAB, HEADS);
	add_entry(&m, DT_STRSZ, 1 << 20);
	refuse(&m, "its table of names is not in the file");
	add_entry(&m, DT_STRTAB, HEADS);
	add_entry(&m, DT_STRSZ, 1);
	add_entry(&m, DT_NEEDED, 0);
	refuse(&m, "a name does not end in its table");
}

/* Heads and hashes that count more than the file can hold, and chains that are
 * shared by all heads, lead nowhere, or do not end. */
static void test_endless_chains(void **state)
{
	struct made m = {0};
	const uint64_t names = HEADS + 4 * sizeof(Elf64_Dyn), after = HEADS + 6 * sizeof(Elf64_Dyn);
	(void)state;
	for (unsigned kind = 0; kind < 2; kind++) {
		add_entry(&m, DT_STRTAB, names); /* of empty names */
		add_entry(&m, DT_STRSZ, 32);
		add_entry(&m, kind ? DT_VERDEF : DT_VERNEED, after);
		add_entry(&m, kind ? DT_VERDEFNUM : DT_VERNEEDNUM, UINT32_MAX);
		add_entry(&m, DT_NULL, 0);
		add_entry(&m, DT_NULL, 0);
		for (unsigned i = 0; i < 200000; i++) {
			/* Each is a head and, for those before it, a link of their chain. */
			Elf64_Verneed need = {.vn_version = 1, .vn_cnt = 65535, .vn_aux = 16, .vn_next = 16};
			Elf64_Verdef defined = {.vd_version = 1, .vd_cnt = 65535, .vd_aux = 20, .vd_next = 20};
			buf_add(&m.file, kind ? (void *)&defined : (void *)&need,
				kind ? sizeof(defined) : sizeof(need));
		}
		refuse(&m, "more than 16384 versions");
	}
	add_entry(&m, DT_SYMTAB, HEADS);
	add_entry(&m, DT_GNU_HASH, names);
	add_entry(&m, DT_NULL, 0);
	add_entry(&m, DT_NULL, 0);
	static const uint32_t hash[] = {1, 1, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0};
	buf_add(&m.file, hash, sizeof(hash));
	refuse(&m, "its symbols or their hash table");
	add_entry(&m, DT_SYMTAB, HEADS);
	add_entry(&m, DT_HASH, names);
	add_entry(&m, DT_NULL, 0);
	add_entry(&m, DT_NULL, 0);
	static const uint32_t old[] = {1, UINT32_MAX, 0};
	buf_add(&m.file, old, sizeof(old));
	refuse(&m, "its symbols or their hash table");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_like_readelf),  cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_dlopen),
		cmocka_unit_test(test_strings),        cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_million_needed), cmocka_unit_test(test_lying_entries),
		cmocka_unit_test(test_endless_chains),
	};
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
