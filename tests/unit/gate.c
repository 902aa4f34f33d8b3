/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate over filesets made by hand: links, scripts, modes, what is accepted.
 * The loader's rules have real ELF files: tests/e2e/check-loader.sh. */
#include "stage/gate/gate.h"

#include "tests/unit/support/test.h"

static struct fileset files;

static void file(const char *path, uint32_t mode, const char *body)
{
	struct member m = {.path = path, .type = MEMBER_FILE, .mode = mode, .body = str_from(body),
			   .owner = OWNER_GENERATED};
	fileset_put(&files, &m);
}

static void link_to(const char *path, enum member_type type, const char *target)
{
	struct member m = {.path = path, .type = type, .mode = 0755, .target = target,
			   .owner = OWNER_GENERATED};
	fileset_put(&files, &m);
}

/* "severity check path missing" of each, separated by newlines. */
static void check(const struct names *outside, const char *want)
{
	const struct gate_input input = {&files, outside};
	struct buf got = {0};
	struct gate gate;
	gate_run(&input, &gate);
	for (size_t i = 0; i < gate.finding.n; i++) {
		const struct finding *f = &gate.finding.at[i];
		buf_printf(&got, "%s %s %s %s\n", f->severity == FINDING_ERROR ? "error" : "note",
			   f->check, f->path, f->missing ? f->missing : "-");
	}
	assert_string_equal(got.p ? got.p : "", want);
	gate_release(&gate);
	buf_release(&got);
	fileset_release(&files);
}

static void test_links(void **state)
{
	const char *mounted[] = {"mnt/disk"};
	const struct names outside = {mounted, 1, 1};
	(void)state;
	file("usr/x", 0644, "");
	link_to("a", MEMBER_SYMLINK, "usr/x");
	link_to("b", MEMBER_SYMLINK, "/usr/y");
	link_to("c", MEMBER_SYMLINK, "../../usr/x");
	link_to("d", MEMBER_SYMLINK, "d");
	link_to("e", MEMBER_SYMLINK, "/proc/self/fd");
	link_to("f", MEMBER_SYMLINK, "process");
	link_to("g", MEMBER_SYMLINK, "/mnt/disk/x");
	link_to("h", MEMBER_SYMLINK, "/mnt/disk2/x");
	link_to("var/run", MEMBER_SYMLINK, "/run");
	link_to("i", MEMBER_SYMLINK, "/var/run/x/y");
	check(&outside, "error dangling-link /b /usr/y\n"
			"error dangling-link /d d\n"
			"error dangling-link /f /process\n"
			"error dangling-link /h /mnt/disk2/x\n");
}

static void test_scripts(void **state)
{
	(void)state;
	file("usr/bin/tool", 0755, "tool");
	file("usr/bin/plain", 0644, "tool");
	file("usr/bin/env", 0755, "env");
	link_to("usr/bin", MEMBER_DIR, NULL);
	link_to("bin", MEMBER_SYMLINK, "usr/bin");
	link_to("usr/bin/sh", MEMBER_HARDLINK, "usr/bin/tool");
	link_to("usr/bin/out", MEMBER_SYMLINK, "/run/x");
	file("1", 0755, "#!/bin/tool\n");
	file("2", 0755, "#!/bin/plain\n");
	file("3", 0644, "#!/none\n");
	file("4", 0755, "#!/bin/sh\n");
	file("5", 0755, "#!/usr/bin/env tool\n");
	file("6", 0755, "#!/usr/bin/env plain\n");
	file("7", 0755, "#!tool\n");
	file("8", 0755, "#!/bin\n");
	file("9", 0755, "#!/bin/env /bin/tool\n");
	file("A", 0755, "#!/bin/out\n"); /* made at run time, perhaps */
	check(NULL, "error script-interpreter /2 /bin/plain\n"
		    "error script-interpreter /6 plain\n"
		    "error script-interpreter /7 tool\n"
		    "error script-interpreter /8 /bin\n");
}

static void test_modes(void **state)
{
	struct member dir = {.path = "open", .type = MEMBER_DIR, .mode = 0777};
	(void)state;
	fileset_put(&files, &dir);
	dir.path = "sticky";
	dir.mode = 01777;
	fileset_put(&files, &dir);
	dir.path = "group";
	dir.mode = 02775;
	fileset_put(&files, &dir);
	file("suid", 04755, "");
	file("sgid", 02755, "");
	file("wide", 0666, "");
	check(NULL, "note world-writable /open -\nnote setuid /sgid -\nnote setuid /suid -\n"
		    "note world-writable /wide -\n");
}

static const char *package_of(void *context, package_id owner)
{
	(void)owner;
	return context;
}

static void test_accept(void **state)
{
	const char *names[] = {"p"};
	const struct allow_rule rules[] = {
		{.glob = "/b*", .check = "setuid", .reason = "wrong check"},
		{.glob = "/b*", .missing = "/usr/z", .reason = "wrong file"},
		{.glob = "/b*", .missing = "*/y", .packages = {names, 1, 1}, .reason = "right"},
	};
	const struct gate_input input = {&files, NULL};
	struct gate gate;
	(void)state;
	link_to("b", MEMBER_SYMLINK, "/usr/y");
	link_to("c", MEMBER_SYMLINK, "/usr/y");
	gate_run(&input, &gate);
	assert_int_equal(gate_errors(&gate), 2);
	gate_accept(&gate, rules, ARRAY_LEN(rules), package_of, (void *)"q");
	assert_int_equal(gate_errors(&gate), 2);
	gate_accept(&gate, rules, ARRAY_LEN(rules), package_of, (void *)"p");
	assert_int_equal(gate_errors(&gate), 1);
	assert_string_equal(gate.finding.at[0].accepted, "right");
	assert_null(gate.finding.at[1].accepted);
	gate_release(&gate);
	fileset_release(&files);
}

static void test_elf_names(void **state)
{
	(void)state;
	assert_true(member_may_run("usr/lib/libx.so", 0644));
	assert_true(member_may_run("usr/lib/libx.so.1.2", 0644));
	assert_true(member_may_run("usr/lib/x.node", 0644));
	assert_true(member_may_run("usr/bin/x", 0100));
	assert_false(member_may_run("usr/lib/x.sources", 0644));
	assert_false(member_may_run("usr/x.so/file", 0644));
	assert_false(member_may_run("usr/lib/node", 0644));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links),  cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_modes),  cmocka_unit_test(test_accept),
		cmocka_unit_test(test_elf_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
