/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/explain.h"

#include <ctype.h>

#include "base/map.h"
#include "base/path.h"
#include "make/packages.h"
#include "plan/who_has.h"

/* Whether a path of a package is the missing file, or may be what a link of that name leads to. */
static bool is_it(struct str path, const char *missing)
{
	const char *base = path_base(missing);
	size_t n = strlen(base), slash = path.n;
	if (*missing == '/') {
		/* With merged /usr, both sides are equivalent. */
		const char *rest = strncmp(missing, "/usr/", 5) == 0 ? missing + 5 : missing + 1;
		return str_is(path, missing + 1) || str_is(path, rest) ||
		       (str_starts(path, "usr/") && str_is((struct str){path.p + 4, path.n - 4}, rest));
	}
	while (slash && path.p[slash - 1] != '/')
		slash--;
	struct str last = {path.p + slash, path.n - slash};
	return last.n >= n && memcmp(last.p, base, n) == 0 && (last.n == n || last.p[n] == '.');
}

/* Searches md5sums, which lists what a package ships: "HEX PATH". */
static bool find_shipped(const struct package_files *package, const char *missing, struct str *path)
{
	const struct control_file *sums = package_files_control(package, "md5sums");
	struct str rest = sums ? sums->body : (struct str){0}, line;
	while (str_split(&rest, '\n', &line)) {
		const char *gap = line.n ? memchr(line.p, ' ', line.n) : NULL;
		if (!gap)
			continue;
		*path = str_trim((struct str){gap, (size_t)(line.p + line.n - gap)});
		if (is_it(*path, missing))
			return true;
	}
	return false;
}

/* NULL if no rule of the filter left the path out of the package. */
static char *explain_by_filter(const struct build *b, const char *package, const char *path)
{
	size_t rule;
	if (filter_judge(&b->filter, package, path, MEMBER_FILE, &rule) == VERDICT_KEEP)
		return NULL;
	if (strcmp(b->filter.names.at[rule], "part") == 0)
		return mem_printf("%s has /%s, which a Part of the profile leaves out; --path-include '/%s' "
				  "keeps it, --include %s the whole package", package, path, path, package);
	return mem_printf("%s has /%s, which the rule '%s' leaves out; --path-include '/%s' keeps it",
			  package, path, b->filter.names.at[rule], path);
}

/* (a) A rule of the filter left it out of a package that was read. */
static char *explain_rule(const struct build *b, const char *missing)
{
	for (size_t i = 0; i < b->packages; i++) {
		const char *name = b->package[i].package->name;
		struct str shipped;
		if (!find_shipped(&b->package[i], missing, &shipped))
			continue;
		char *path CLEANUP(mem_freep) = mem_strndup(shipped.p, shipped.n);
		char *text = explain_by_filter(b, name, path);
		if (text)
			return text;
	}
	return NULL;
}

/* By the policy for names of library packages (Debian Policy 8.1), libfoo.so.1 is in
 * libfoo1, libfoo2.so.1 in libfoo2-1. NULL if it is not such a name. */
static char *library_package(const char *soname)
{
	const char *so = strstr(soname, ".so."), *version = so ? so + strlen(".so.") : NULL;
	if (!so || strchr(soname, '/'))
		return NULL;
	bool digit = so > soname && isdigit((unsigned char)so[-1]);
	char *name = mem_printf("%.*s%s%s", (int)(so - soname), soname, digit ? "-" : "", version);
	for (char *c = name; *c; c++)
		*c = *c == '_' ? '-' : (char)tolower((unsigned char)*c);
	return name;
}

static bool is_brought_by(const struct names *globs, const char *missing)
{
	char *merged CLEANUP(mem_freep) = mem_printf("/usr%s", missing);
	return *missing == '/' && (path_first_glob(globs, missing) || path_first_glob(globs, merged));
}

/* (b) A dependency that has it, as far as is known, was cut or excluded. */
static char *explain_cut(const struct build *b, const char *missing, const char *guess)
{
	const struct solution *s = &b->plan.solution;
	for (size_t i = 0; i < s->cut.n; i++) {
		const struct relation *r = s->cut.at[i].relation;
		bool it = s->cut.at[i].by && is_brought_by(&s->cut.at[i].by->files, missing);
		for (size_t k = 0; guess && k < r->n; k++)
			it |= strcmp(r->alternative[k].name, guess) == 0;
		if (it)
			return mem_printf("%s was cut (%s); --include %s brings it", r->alternative[0].name,
					  s->cut.at[i].rule, r->alternative[0].name);
	}
	if (guess && names_hold(&b->plan.options->exclude, guess))
		return mem_printf("%s, which --exclude leaves out, has it", guess);
	return NULL;
}

/* (c) The rules know an Essential package that has it. */
static char *explain_essential(struct build *b, const char *missing)
{
	const struct essential_rule *rule =
		strstr(missing, "bin/") ? rules_command(&b->plan.rules, path_base(missing)) : NULL;
	if (rule && names_hold(&b->plan.options->exclude, rule->package))
		return mem_printf("%s, which --exclude leaves out, has it", rule->package);
	return rule && who_has_package(&b->plan, rule->package)
		       ? mem_printf("--include %s brings it", rule->package)
		       : NULL;
}

/* (d) The archive's indexes list it. */
static char *explain_listed(const struct build *b, const struct wanted_file *file)
{
	char *text = file->package ? explain_cut(b, file->file, file->package) : NULL;
	if (file->package && !text && packages_have(b, file->package))
		text = explain_by_filter(b, file->package, file->path + 1);
	return text || !file->package ? text : mem_printf("package %s has it", file->package);
}

/* (e) There is a package with the usual name for such a library. */
static char *explain_name(struct build *b, const char *guess)
{
	static const char *const suffixes[] = {"", "t64"};
	for (size_t i = 0; guess && i < ARRAY_LEN(suffixes); i++) {
		char *name CLEANUP(mem_freep) = mem_printf("%s%s", guess, suffixes[i]);
		if (who_has_package(&b->plan, name))
			return mem_printf("by its name, --include %s brings it", name);
	}
	return NULL;
}

/* The path to look up for what is missing; the caller frees it. */
static char *missing_file(const char *missing)
{
	return *missing == '/' || strchr(missing, ' ') || strstr(missing, ".so")
		       ? mem_strdup(missing)
		       : mem_printf("/usr/bin/%s", missing);
}

static bool is_error(const struct finding *f)
{
	return f->severity == FINDING_ERROR && !f->accepted;
}

/* Stores a copy of the text, and frees it. */
static void set_package(struct build *b, struct finding *f, char *text)
{
	f->package = text ? arena_strdup(&b->gate.arena, text) : NULL;
	free(text);
}

static void explain_one(struct build *b, struct finding *f)
{
	char *file CLEANUP(mem_freep) = missing_file(f->missing);
	char *guess CLEANUP(mem_freep) = library_package(f->missing);
	char *text = explain_rule(b, file);
	text = text ? text : explain_cut(b, file, guess);
	set_package(b, f, text ? text : explain_essential(b, file));
}

/* The files that nothing explains yet, each once. */
struct questions {
	VEC(struct wanted_file) file;
	VEC(struct finding *) of;
	struct map place; /* what is missing → index in `file` + 1 */
};

static void questions_release(struct questions *q)
{
	for (size_t i = 0; i < q->file.n; i++) {
		free((char *)q->file.at[i].file);
		wanted_file_release(&q->file.at[i]);
	}
	vec_release(&q->file);
	vec_release(&q->of);
	map_release(&q->place);
}

static void collect_questions(struct build *b, struct questions *q)
{
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		struct finding *f = &b->gate.finding.at[i];
		if (!is_error(f) || !f->missing || f->package)
			continue;
		vec_push(&q->of, f);
		void **at = map_at(&q->place, str_from(f->missing));
		if (*at)
			continue;
		vec_push(&q->file, (struct wanted_file){.file = missing_file(f->missing)});
		*at = (void *)q->file.n;
	}
}

static void answer_questions(struct build *b, struct questions *q)
{
	for (size_t i = 0; i < q->of.n; i++) {
		struct finding *f = q->of.at[i];
		struct wanted_file *w = &q->file.at[(size_t)map_get(&q->place, str_from(f->missing)) - 1];
		set_package(b, f, explain_listed(b, w));
	}
}

void explain_here(struct build *b)
{
	for (size_t i = 0; i < b->gate.finding.n; i++)
		if (is_error(&b->gate.finding.at[i]) && b->gate.finding.at[i].missing)
			explain_one(b, &b->gate.finding.at[i]);
}

int explain_listed_files(struct build *b, bool download, struct err *err)
{
	struct questions q CLEANUP(questions_release) = {0};
	collect_questions(b, &q);
	if (!q.file.n)
		return 0;
	if (who_has(&b->plan, q.file.at, q.file.n, download, err))
		return -1;
	answer_questions(b, &q);
	return 0;
}

bool explain_lacks_library(const struct build *b)
{
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		const struct finding *f = &b->gate.finding.at[i];
		if (is_error(f) && f->missing && !f->package && strcmp(f->check, "library") == 0)
			return true;
	}
	return false;
}

void explain_by_name(struct build *b)
{
	for (size_t i = 0; i < b->gate.finding.n; i++) {
		struct finding *f = &b->gate.finding.at[i];
		if (!is_error(f) || !f->missing || f->package)
			continue;
		char *guess CLEANUP(mem_freep) = library_package(f->missing);
		set_package(b, f, explain_name(b, guess));
	}
}
