/* SPDX-License-Identifier: GPL-2.0-or-later */
/* effects TREE ADDUSER-VERSION OUT PACKAGE... <COMMANDS
 *
 * Carries out commands, written as in a maintainer script, on the files of TREE
 * with stage/effect/effect, and writes OUT/list (type, mode, owner and path of each
 * member) and every small file to OUT/root. Tests compare both with what the
 * commands do in a chroot. */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "fmt/dropin.h"
#include "io/file.h"
#include "stage/compose.h"
#include "stage/effect/effect.h"
#include "stage/generate/generate.h"

enum { WORDS_MOST = 64, BODY_MOST = 1 << 18 };

struct words {
	const char *at[WORDS_MOST];
	size_t n;
};

static struct fileset files;
static const char *tree;

/* The first name of each file that has several, by inode number (without the device). */
static struct map first_name;

static int take(const char *path, const struct stat *st, int flag, struct FTW *where)
{
	const char *name = path + strlen(tree);
	struct member m = {.path = name + strspn(name, "/"), .mode = st->st_mode & 07777,
			   .uid = st->st_uid, .gid = st->st_gid, .owner = 0};
	static char target[PATH_LONGEST + 1];
	struct buf body = {0};
	struct err err = {0};
	(void)flag;
	(void)where;
	m.type = S_ISDIR(st->st_mode) ? MEMBER_DIR : S_ISLNK(st->st_mode) ? MEMBER_SYMLINK : MEMBER_FILE;
	if (!*m.path || !(S_ISDIR(st->st_mode) || S_ISLNK(st->st_mode) || S_ISREG(st->st_mode)))
		return 0;
	if (m.type == MEMBER_SYMLINK) {
		ssize_t n = readlink(path, target, PATH_LONGEST);
		target[n > 0 ? n : 0] = 0;
		m.target = target;
	}
	if (m.type == MEMBER_FILE && st->st_nlink > 1) {
		char inode[32];
		void **first = map_at(&first_name, (struct str){inode, (size_t)sprintf(inode, "%ju", (uintmax_t)st->st_ino)});
		if (*first) {
			m.type = MEMBER_HARDLINK;
			m.target = *first;
		} else {
			*first = arena_strdup(&files.arena, m.path);
		}
	}
	if (m.type == MEMBER_FILE && st->st_size < BODY_MOST && file_read(path, BODY_MOST, &body, &err) == 0)
		m.body = (struct str){arena_strndup(&files.arena, body.n ? body.p : "", body.n), body.n};
	buf_release(&body);
	err_release(&err);
	fileset_put(&files, &m);
	return 0;
}

/* Returns the value of an option that takes it after `=` or from the next word. */
static const char *value_of(const struct words *w, size_t *i, const char *name)
{
	size_t n = strlen(name);
	if (strncmp(w->at[*i], name, n) == 0 && w->at[*i][n] == '=' && n > 2)
		return w->at[*i] + n + 1;
	return strcmp(w->at[*i], name) == 0 && *i + 1 < w->n ? w->at[++*i] : NULL;
}

static uint32_t number(const char *text, int base)
{
	return (uint32_t)strtoul(text, NULL, base);
}

static struct effect account(const struct words *w, enum effect_kind kind, enum account_tool tool)
{
	struct effect e = {.kind = kind, .id = ID_ANY, .tool = tool};
	const char *v, *other = NULL;
	bool own = false;
	e.make_home = tool == ACCOUNT_ADDUSER;
	for (size_t i = 1; i < w->n; i++) {
		const char *word = w->at[i];
		if ((v = value_of(w, &i, "--home")) || (v = value_of(w, &i, "-d")))
			e.home = v;
		else if ((v = value_of(w, &i, "--gecos")) || (v = value_of(w, &i, "-c")))
			e.gecos = v;
		else if ((v = value_of(w, &i, "--shell")) || (v = value_of(w, &i, "-s")))
			e.shell = v;
		else if ((v = value_of(w, &i, "--uid")) || (v = value_of(w, &i, "-u")) ||
			 (v = value_of(w, &i, "--gid")))
			e.id = number(v, 10);
		else if ((v = value_of(w, &i, "--ingroup")))
			e.group = v;
		else if ((v = value_of(w, &i, "-g"))) {
			e.group = v;
			e.id = kind == EFFECT_GROUP ? number(v, 10) : e.id;
		} else if ((v = value_of(w, &i, "-G")))
			other = v;
		else if (strcmp(word, "--no-create-home") == 0 || strcmp(word, "-m") == 0)
			e.make_home = word[1] == 'm';
		else if (strcmp(word, "--disabled-login") == 0)
			e.locked = true;
		else if (strcmp(word, "--group") == 0)
			own = true;
		else if (word[0] != '-') {
			other = e.name ? word : other;
			e.name = e.name ? e.name : word;
		}
	}
	if (own)
		e.group = e.name;
	if (other) {
		e.kind = EFFECT_MEMBER;
		e.group = other;
	}
	return e;
}

static struct effect alternative(const struct words *w, struct effect_slave *slave)
{
	struct effect e = {.kind = EFFECT_ALTERNATIVE, .path = w->at[2], .name = w->at[3],
			   .target = w->at[4], .priority = atoi(w->at[5]), .slave.at = slave};
	for (size_t i = 6; i + 3 < w->n; i += 4)
		slave[e.slave.n++] = (struct effect_slave){w->at[i + 1], w->at[i + 2], w->at[i + 3]};
	return e;
}

static struct effect dpkg(const struct words *w)
{
	struct effect e = {.kind = EFFECT_DIVERSION};
	const char *v;
	if (strcmp(w->at[0], "dpkg-statoverride") == 0)
		return (struct effect){.kind = EFFECT_STATOVERRIDE, .user = w->at[3], .group = w->at[4],
				       .mode = number(w->at[5], 8), .path = w->at[6]};
	for (size_t i = 1; i < w->n; i++) {
		if ((v = value_of(w, &i, "--package")))
			e.for_package = v;
		else if ((v = value_of(w, &i, "--divert")))
			e.target = v;
		else if (w->at[i][0] == '/')
			e.path = w->at[i];
	}
	return e;
}

/* Handles mkdir, install -d, chown, chmod, ln, rm, rmdir, mv and cp, with options in
 * one word before the paths. */
static struct effect path_command(const struct words *w)
{
	static const struct {
		const char *name;
		enum effect_kind kind;
	} kinds[] = {{"mkdir", EFFECT_DIRECTORY}, {"install", EFFECT_DIRECTORY}, {"chown", EFFECT_OWNER},
		     {"chmod", EFFECT_MODE}, {"ln", EFFECT_LINK}, {"rm", EFFECT_REMOVE},
		     {"rmdir", EFFECT_REMOVE}, {"mv", EFFECT_MOVE}, {"cp", EFFECT_COPY}};
	struct effect e = {.kind = EFFECT_GENERATE, .mode = MODE_KEEP};
	const char *argument[2] = {0}, *v;
	size_t n = 0;
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
		if (strcmp(kinds[k].name, w->at[0]) == 0)
			e.kind = kinds[k].kind;
	for (size_t i = 1; i < w->n; i++) {
		if (strcmp(w->at[0], "install") == 0 && (v = value_of(w, &i, "-m")))
			e.mode = number(v, 8);
		else if (strcmp(w->at[0], "install") == 0 && (v = value_of(w, &i, "-o")))
			e.user = v;
		else if (strcmp(w->at[0], "install") == 0 && (v = value_of(w, &i, "-g")))
			e.group = v;
		else if (w->at[i][0] == '-')
			e.deep = e.deep || strpbrk(w->at[i], "rRa");
		else if (n < 2)
			argument[n++] = w->at[i];
	}
	e.path = argument[n ? n - 1 : 0];
	e.target = n > 1 ? argument[0] : NULL;
	if (e.kind == EFFECT_MODE)
		e.mode = number(e.target, 8);
	if (e.kind == EFFECT_OWNER) {
		char *owner = mem_strdup(e.target), *colon = strchr(owner, ':');
		if (colon)
			*colon = 0;
		e.user = *owner ? arena_strdup(&files.arena, owner) : NULL;
		e.group = colon && colon[1] ? arena_strdup(&files.arena, colon + 1) : NULL;
		free(owner);
	}
	return e;
}

static struct effect parse(const struct words *w, struct effect_slave *slave)
{
	const char *name = w->at[0], *last = w->at[w->n - 1];
	if (strcmp(name, "adduser") == 0)
		return account(w, EFFECT_USER, ACCOUNT_ADDUSER);
	if (strcmp(name, "addgroup") == 0)
		return account(w, EFFECT_GROUP, ACCOUNT_ADDUSER);
	if (strcmp(name, "useradd") == 0)
		return account(w, EFFECT_USER, ACCOUNT_USERADD);
	if (strcmp(name, "groupadd") == 0)
		return account(w, EFFECT_GROUP, ACCOUNT_USERADD);
	if (strcmp(name, "usermod") == 0)
		return account(w, EFFECT_MEMBER, ACCOUNT_USERADD);
	if (strcmp(name, "update-alternatives") == 0)
		return alternative(w, slave);
	if (strncmp(name, "dpkg-", 5) == 0)
		return dpkg(w);
	if (strcmp(name, "add-shell") == 0)
		return (struct effect){.kind = EFFECT_SHELL, .path = last};
	if (strncmp(name, "systemd-", 8) == 0)
		return (struct effect){.kind = EFFECT_GENERATE, .name = name + 8, .path = last};
	return path_command(w);
}

static int run(struct effect_state *state, struct arena *arena, struct str line, unsigned at,
	       struct err *err)
{
	struct words w = {0};
	struct effect_slave slave[WORDS_MOST];
	do {
		if (w.n == WORDS_MOST || dropin_word(arena, &line, &w.at[w.n], err))
			return -1;
	} while (w.at[w.n] && ++w.n);
	struct effect e = parse(&w, slave);
	e.owner = PACKAGE_NONE;
	e.script = "commands";
	e.line = at;
	return effect_apply(state, &e, &files, err);
}

static int run_all(struct effect_state *state, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct arena arena = {0};
	struct str rest, line;
	unsigned at = 0;
	int status = file_read("/dev/stdin", 1 << 20, &text, err);
	rest = buf_str(&text);
	while (!status && dropin_line(&rest, &line, &at))
		status = run(state, &arena, line, at, err);
	const struct profile none = {0};
	const struct generate_input generating = {.profile = &none};
	status = status || generate(&generating, &files, err) || effect_finish(state, &files, err) || compose_finish(&files, 0, err) ? -1 : 0;
	arena_release(&arena);
	return status;
}

static void write_body(const char *path, const struct member *m)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(path, 0755) && errno != EEXIST)
			perror(path);
		*slash = '/';
	}
	FILE *f = fopen(path, "w");
	if (!f || fwrite(m->body.p, 1, m->body.n, f) != m->body.n || fclose(f))
		perror(path);
}

static void print_all(const char *out)
{
	static const char letter[] = {[MEMBER_FILE] = 'f', [MEMBER_DIR] = 'd', [MEMBER_SYMLINK] = 'l',
				      [MEMBER_HARDLINK] = 'f'};
	struct member **all;
	size_t n = fileset_sorted(&files, &all);
	char *path CLEANUP(mem_freep) = mem_printf("%s/list", out);
	FILE *f = fopen(path, "w");
	for (size_t i = 0; f && i < n; i++) {
		const struct member *m = all[i];
		char *body CLEANUP(mem_freep) = mem_printf("%s/root/%s", out, m->path);
		if (!*m->path)
			continue;
		fprintf(f, "%c %o %u %u %s %s\n", letter[m->type], m->mode, m->uid, m->gid, m->path,
			m->type == MEMBER_SYMLINK ? m->target : "");
		if (m->type == MEMBER_FILE && m->body.n < BODY_MOST && m->owner == OWNER_GENERATED)
			write_body(body, m);
	}
	if (!f || fclose(f))
		perror(path);
	free(all);
}

int main(int argc, char **argv)
{
	struct universe universe = {0};
	struct package adduser = {.name = "adduser"};
	struct package packages[32] = {0};
	struct package_files ingested[32] = {0};
	struct rules rules;
	struct err err = {0};
	struct effect_input input = {.rules = &rules, .universe = &universe, .package = ingested};
	if (argc < 4 || argc > 4 + 32)
		return 2;
	tree = argv[1];
	adduser.version = argv[2];
	vec_push(&universe.package, adduser);
	for (int i = 4; i < argc; i++) {
		packages[input.n].name = argv[i];
		ingested[input.n].package = &packages[input.n];
		ingested[input.n].id = 1 + input.n;
		input.n++;
	}
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	input.epoch = epoch ? atoll(epoch) : 0;
	log_setup((struct log_options){.level = LOG_VERBOSE});
	if (nftw(tree, take, 64, FTW_PHYS) || rules_load(getenv("RULES"), &rules, &err)) {
		fprintf(stderr, "%s\n", err.text ? err.text : tree);
		return 2;
	}
	struct effect_state *state = effect_begin(&input, &files, &err);
	if (!state || run_all(state, &err)) {
		fprintf(stderr, "effects: %s\n", err.text);
		return 1;
	}
	print_all(argv[3]);
	return 0;
}
