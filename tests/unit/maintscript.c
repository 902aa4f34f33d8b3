/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each tests/data/scripts/NAME.sh, read on a small image, gives what stands in
 * NAME.expect: the policy, the effects, what was not understood. Lines of the
 * script that start with "#:" describe its surroundings:
 *   #: script preinst            (else postinst)
 *   #: no-image                  (nothing is known of files)
 *   #: dir /path MODE
 *   #: file /path MODE [TEXT]
 *   #: link /path TARGET
 *   #: template NAME DEFAULT     (debconf)
 *   #: config TEXT               (a line of the config script) */
#include "stage/maintscript/maintscript.h"

#include <dirent.h>
#include <stdlib.h>

#include "io/file.h"
#include "tests/unit/support/test.h"

static const char directory[] = "tests/data/scripts";

struct surroundings {
	struct fileset files;
	struct buf templates, config;
	const char *script;
	bool no_image;
};

static struct str word(struct str *line)
{
	struct str piece = {"", 0};
	str_split(line, ' ', &piece);
	return piece;
}

static void add_member(struct surroundings *s, enum member_type type, struct str line)
{
	struct str path = word(&line), third = word(&line);
	char name[200], mode[20], target[200];
	snprintf(name, sizeof(name), "%.*s", STR_ARG(path));
	snprintf(mode, sizeof(mode), "%.*s", STR_ARG(third));
	snprintf(target, sizeof(target), "%.*s", STR_ARG(third));
	struct member m = {.path = name + 1, .type = type, .owner = 0};
	if (type == MEMBER_SYMLINK)
		m.target = target;
	else
		m.mode = (uint32_t)strtoul(mode, NULL, 8);
	if (type == MEMBER_FILE)
		m.body = (struct str){arena_strndup(&s->files.arena, line.p ? line.p : "", line.n), line.n};
	fileset_put(&s->files, &m);
}

static void describe(struct surroundings *s, struct str text)
{
	struct str line;
	s->script = "postinst";
	while (str_split(&text, '\n', &line)) {
		if (!str_starts(line, "#: "))
			continue;
		line = (struct str){line.p + 3, line.n - 3};
		struct str what = word(&line);
		if (str_is(what, "script"))
			s->script = "preinst";
		else if (str_is(what, "no-image"))
			s->no_image = true;
		else if (str_is(what, "dir"))
			add_member(s, MEMBER_DIR, line);
		else if (str_is(what, "file"))
			add_member(s, MEMBER_FILE, line);
		else if (str_is(what, "link"))
			add_member(s, MEMBER_SYMLINK, line);
		else if (str_is(what, "config"))
			buf_printf(&s->config, "%.*s\n", STR_ARG(line));
		else if (str_is(what, "template")) {
			struct str name = word(&line);
			buf_printf(&s->templates, "Template: %.*s\nType: string\nDefault: %.*s\n\n",
				   STR_ARG(name), STR_ARG(line));
		} else
			fail_msg("unknown line '%.*s'", STR_ARG(what));
	}
}

static void print(const struct maintscript_report *report, struct buf *out)
{
	for (size_t i = 0; i < report->script.n; i++) {
		const struct maintscript *s = &report->script.at[i];
		buf_printf(out, "%s: %s\n", script_policy_name(s->policy), s->reason);
		for (size_t k = 0; k < s->effects.n; k++)
			buf_printf(out, "%s\n", s->effects.at[k]);
		for (size_t k = 0; k < s->unhandled.n; k++)
			buf_printf(out, "line %u: %.*s (%s)\n", s->unhandled.at[k].line,
				   (int)strcspn(s->unhandled.at[k].text, "\n"), s->unhandled.at[k].text,
				   s->unhandled.at[k].why);
	}
}

static void read_on_image(struct str text, struct surroundings *s, const struct rules *rules, struct buf *out)
{
	struct package p = {.name = "pkg", .version = "1.0-1", .architecture = "amd64"};
	struct package_files package = {.package = &p};
	const struct maintscript_input input = {.rules = rules, .suite = "bookworm", .architecture = "amd64",
						.package = &package, .n = 1};
	const struct maintscript_image image = {.files = s->no_image ? NULL : &s->files};
	struct maintscript_report report;
	struct unmade_list unmade = {0};
	struct err err = {0};
	vec_push(&package.control, ((struct control_file){s->script, text}));
	vec_push(&package.control, ((struct control_file){"templates", buf_str(&s->templates)}));
	if (s->config.n)
		vec_push(&package.control, ((struct control_file){"config", buf_str(&s->config)}));
	assert_int_equal(maintscript_run(&input, &image, &report, &err), 0);
	check_no_error(&err);
	print(&report, out);
	maintscript_tell(&input, &report, &s->files, NULL, NULL, &unmade);
	for (size_t i = 0; i < unmade.list.n; i++)
		buf_printf(out, "not made: %s: %s\n", unmade.list.at[i].path, unmade.list.at[i].consequence);
	unmade_release(&unmade);
	maintscript_release(&report);
	vec_release(&package.control);
}

static void check_case(const struct rules *rules, const char *name)
{
	struct buf text = {0}, expected = {0}, out = {0};
	struct surroundings s = {0};
	struct err err = {0};
	char *script = mem_printf("%s/%s", directory, name);
	char *expect = mem_printf("%.*s.expect", (int)(strlen(script) - 3), script);
	assert_int_equal(file_read(script, 1 << 20, &text, &err), 0);
	describe(&s, buf_str(&text));
	read_on_image(buf_str(&text), &s, rules, &out);
	if (getenv("WRITE_EXPECT")) {
		FILE *f = fopen(expect, "w");
		assert_non_null(f);
		fwrite(out.p, 1, out.n, f);
		fclose(f);
	}
	assert_int_equal(file_read(expect, 1 << 20, &expected, &err), 0);
	if (!str_equal(buf_str(&out), buf_str(&expected)))
		fail_msg("%s:\n%s--- expected:\n%s", name, out.p, expected.p);
	fileset_release(&s.files);
	buf_release(&s.templates);
	buf_release(&s.config);
	buf_release(&text);
	buf_release(&expected);
	buf_release(&out);
	free(script);
	free(expect);
}

static int is_script(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), ".sh");
}

static void test_cases(void **state)
{
	struct dirent **entry = NULL;
	int n = scandir(directory, &entry, is_script, alphasort);
	/* Of the rules only those that are about commands, not about packages. */
	struct rules all, rules = {0};
	struct err err = {0};
	(void)state;
	assert_int_equal(rules_load("data/rules", &all, &err), 0);
	rules.trigger.at = all.trigger.at;
	rules.trigger.n = all.trigger.n;
	assert_true(n >= 15);
	for (int i = 0; i < n; i++) {
		check_case(&rules, entry[i]->d_name);
		free(entry[i]);
	}
	free(entry);
	rules_release(&all);
}

/* --- bad input ---------------------------------------------------------- */

static void check_text(const char *text, size_t n, const char *part)
{
	struct surroundings s = {.script = "postinst"};
	struct rules rules = {0};
	struct buf out = {0};
	read_on_image((struct str){text, n}, &s, &rules, &out);
	if (!strstr(out.p, "unhandled:") || !strstr(out.p, part))
		fail_msg("expected \"%s\" in:\n%s", part, out.p);
	buf_release(&out);
	fileset_release(&s.files);
}

static void test_bad_input(void **state)
{
	(void)state;
	check_text("\177ELF\2\1\1\0\0", 9, "a binary");
	check_text("echo a\0b\n", 9, "control byte");
	check_text("echo \xff\xfe\n", 8, "line 1: not UTF-8");
	check_text("#!/usr/bin/perl\nprint 1;\n", 25, "no shell script: #!/usr/bin/perl");
	check_text("#!/usr/bin/python3\nx = 1\n", 25, "no shell script: #!/usr/bin/python3");
	check_text("cat <<EOF\nnever ends\n", 21, "a here-document does not end");
	check_text("cat <<EOF", 9, "a here-document does not end");
	check_text("if true; then\n", 14, "line 2: unexpected the end");
	check_text("echo \"open\n", 11, "a quote is not closed");
	check_text("a=(1 2)\n", 8, "unexpected");
	check_text("true )\n", 7, "unexpected )");
	check_text("while :; do :; done\n", 20, "too long to follow");
	check_text("f() { f; }; f\n", 14, "call each other too deeply");
	check_text("set -e\nfalse\n", 13, "ends here with an error");
}

static void test_deep(void **state)
{
	static const char *const units[] = {"(", "$(", "`\\`", "if ", "{ ", "${a:-", "\"$("};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		struct buf text = {0};
		for (int k = 0; k < 20000; k++)
			buf_puts(&text, units[i]);
		check_text(text.p, text.n, "line ");
		buf_release(&text);
	}
}

/* A rule comes before the reading; its Do: goes the same way. */
static void test_rules(void **state)
{
	struct surroundings s = {.script = "postinst"};
	struct rules rules = {0};
	struct buf out = {0};
	const char *names[] = {"postinst"}, *suites[] = {"trixie"};
	struct script_rule other = {.package = "pkg", .reason = "only there", .policy = SCRIPT_NONE,
				    .scripts = {names, 1, 1}, .suites = {suites, 1, 1}};
	struct script_rule rule = {.package = "pkg", .reason = "read by a person", .policy = SCRIPT_EMULATED,
				   .scripts = {names, 1, 1}, .does = "mkdir -p /var/lib/pkg\n"};
	(void)state;
	vec_push(&rules.script, other);
	vec_push(&rules.script, rule);
	read_on_image(STR("unknown-program\n"), &s, &rules, &out);
	assert_string_equal(out.p, "emulated: read by a person\ndirectory /var/lib/pkg\n");
	out.n = 0;
	rules.script.at[1].does = "unknown-program\n";
	read_on_image(STR("true\n"), &s, &rules, &out);
	assert_non_null(strstr(out.p, "unhandled: "));
	buf_release(&out);
	free(rules.script.at);
	fileset_release(&s.files);
}

/* What a rule passes over is not known, the rest is read. */
static void test_skip(void **state)
{
	static const struct {
		const char *script, *expected;
	} cases[] = {
		{"mkdir /etc/pkg\nodd-tool  --now \\\n\t-x >/var/log/odd 2>&1\n",
		 "emulated: its effects are made natively; read by a person\ndirectory /etc/pkg\n"},
		{"odd-tool -x\n", "safe-to-skip: read by a person\n"},
		{"true\n", "none: does nothing at a first installation\n"},
		{"set -e\nif ! odd-tool -x; then exit 1; fi\nmkdir /a\n",
		 "emulated: its effects are made natively; read by a person\ndirectory /a\n"},
		{"x=`asks`\necho \"$x\" >/etc/x\n",
		 "unhandled: 1 of its commands was not understood\n"
		 "line 2: echo \"$x\" >/etc/x (what it writes is not known)\n"
		 "not made: /etc/x: postinst of pkg would have written it, from what only running it can tell\n"},
		{"odd-tool -y\nmkdir /b\n",
		 "unhandled: 1 of its commands was not understood\ndirectory /b\n"
		 "line 1: odd-tool -y (the command is not known)\n"},
	};
	const char *names[] = {"postinst"}, *globs[] = {"odd-tool * -x*", "odd-tool -x", "x=`*"};
	struct script_rule rule = {.package = "pkg", .reason = "read by a person",
				   .scripts = {names, 1, 1}, .skip = {globs, 3, 3}};
	struct surroundings s = {.script = "postinst"};
	struct rules rules = {0};
	(void)state;
	vec_push(&rules.script, rule);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf out = {0};
		read_on_image(str_from(cases[i].script), &s, &rules, &out);
		assert_string_equal(out.p, cases[i].expected);
		buf_release(&out);
	}
	free(rules.script.at);
	fileset_release(&s.files);
}

/* What a package depends on comes first, preinst before all postinst. */
static void test_order(void **state)
{
	struct package p[2] = {{.name = "a", .version = "1", .architecture = "all"},
			       {.name = "b", .version = "1", .architecture = "all"}};
	package_id second = 1, first = 0;
	struct alternative on_b = {.name = "b", .real = {&second, 1}}, on_a = {.name = "a", .real = {&first, 1}};
	struct relation a_on_b = {.alternative = &on_b, .n = 1}, b_on_a = {.alternative = &on_a, .n = 1};
	struct package_files package[2] = {{.package = &p[0]}, {.package = &p[1], .id = 1}};
	struct rules rules = {0};
	const struct maintscript_input input = {.rules = &rules, .architecture = "amd64", .package = package, .n = 2};
	const struct maintscript_image image = {0};
	struct maintscript_report report;
	struct err err = {0};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		vec_push(&package[i].control, ((struct control_file){"postinst", STR("touch /$DPKG_MAINTSCRIPT_PACKAGE\n")}));
		vec_push(&package[i].control, ((struct control_file){"preinst", STR("touch /pre-$DPKG_MAINTSCRIPT_PACKAGE\n")}));
	}
	p[0].relation = &a_on_b;
	p[0].relations = 1;
	for (int cycle = 0; cycle < 2; cycle++) {
		static const char *const expected[] = {"/pre-b", "/pre-a", "/b", "/a"};
		assert_int_equal(maintscript_run(&input, &image, &report, &err), 0);
		assert_int_equal(report.effects.list.n, 4);
		for (size_t i = 0; i < 4; i++)
			assert_string_equal(report.effects.list.at[i].path, expected[i]);
		assert_string_equal(report.script.at[0].script, "preinst");
		maintscript_release(&report);
		p[1].relation = &b_on_a;
		p[1].relations = 1;
	}
	vec_release(&package[0].control);
	vec_release(&package[1].control);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_bad_input),
					   cmocka_unit_test(test_deep), cmocka_unit_test(test_rules),
		cmocka_unit_test(test_skip),
					   cmocka_unit_test(test_order)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
