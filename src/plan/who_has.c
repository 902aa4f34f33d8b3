/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/who_has.h"

#include "base/map.h"
#include "base/path.h"
#include "fmt/contents.h"

/* A package that has a wanted file; lower values are better. */
struct having {
	size_t wanted;
	int place;      /* of the file: 0 if it is where the loader looks */
	bool secondary; /* for building or debugging, not for running */
	char *package, *path;
};

struct search {
	const struct wanted_file *wanted;
	size_t n;
	struct map names; /* last component of the path → the first wanted file of that name */
	const struct wanted_file **next; /* [n]: the next one of the same name */
	VEC(struct having) found;
};

/* Whether the text is an absolute path or a file name; not a list of names, or a version. */
static bool is_file(const char *wanted)
{
	return *wanted == '/' || !strpbrk(wanted, "/ ");
}

/* With merged /usr, both sides are equivalent. */
static struct str without_usr(struct str path)
{
	return str_starts(path, "usr/") ? (struct str){path.p + 4, path.n - 4} : path;
}

/* The distance of a library from the default directories of ld.so(8): 0 in one of them,
 * 1 in a subdirectory, such as those of alternatives; -1 elsewhere. */
static int library_place(struct str path)
{
	struct str part, rest = without_usr(path);
	size_t below = 0;
	if (!str_split(&rest, '/', &part) || !(str_is(part, "lib") || str_is(part, "lib64")))
		return -1;
	bool plain = true;
	while (rest.n && memchr(rest.p, '/', rest.n) && str_split(&rest, '/', &part)) {
		if (plain && !below && memmem(part.p, part.n, "-linux-", 7))
			plain = false;
		else
			below++;
	}
	return below == 0 ? 0 : below == 1 && !plain ? 1 : -1;
}

static int place_in_wanted(const char *wanted, struct str path)
{
	if (!strchr(wanted, '/'))
		return library_place(path);
	return str_equal(without_usr(str_from(wanted + 1)), without_usr(path)) ? 0 : -1;
}

static bool is_secondary(struct str package)
{
	return str_ends(package, "-dev") || str_ends(package, "-dbg") || str_ends(package, "-dbgsym") ||
	       str_ends(package, "-cross") || str_ends(package, "-udeb");
}

static void add_found(struct search *s, size_t wanted, int place, struct contents_line line)
{
	struct str name;
	while (contents_package(&line.packages, &name))
		vec_push(&s->found, ((struct having){wanted, place, is_secondary(name),
						     mem_strndup(name.p, name.n),
						     mem_printf("/%.*s", STR_ARG(line.path))}));
}

/* There are millions of lines; for most, the lookup in the map fails. */
static void look_at_line(void *context, struct str text)
{
	struct search *s = context;
	struct contents_line line;
	if (!contents_read(text, &line))
		return;
	const char *slash = memrchr(line.path.p, '/', line.path.n);
	struct str base = slash ? (struct str){slash + 1, (size_t)(line.path.p + line.path.n - slash) - 1}
				: line.path;
	for (const struct wanted_file *w = map_get(&s->names, base); w; w = s->next[w - s->wanted]) {
		int place = place_in_wanted(w->file, line.path);
		if (place >= 0)
			add_found(s, (size_t)(w - s->wanted), place, line);
	}
}

static int by_worth(const void *a, const void *b)
{
	const struct having *x = a, *y = b;
	if (x->wanted != y->wanted)
		return x->wanted < y->wanted ? -1 : 1;
	if (x->place != y->place)
		return x->place - y->place;
	if (x->secondary != y->secondary)
		return x->secondary - y->secondary;
	size_t m = strlen(x->package), n = strlen(y->package);
	if (m != n)
		return m < n ? -1 : 1;
	int order = strcmp(x->package, y->package);
	return order ? order : strcmp(x->path, y->path);
}

bool who_has_package(struct plan *plan, const char *package)
{
	const struct request_item item = {package, "the checks"};
	struct universe probe = {0};
	struct err err = {0};
	bool there = plan->source->load(plan->source, &item, 1, &probe, &err) == 0 &&
		     probe.roots == 1 && probe.root[0].alternative[0].real.n;
	universe_release(&probe);
	err_release(&err);
	return there;
}

static void search_release(struct search *s)
{
	for (size_t i = 0; i < s->found.n; i++) {
		free(s->found.at[i].package);
		free(s->found.at[i].path);
	}
	vec_release(&s->found);
	map_release(&s->names);
	free(s->next);
}

/* Searches for files that no other index had. Packages of architecture all contain no libraries. */
static void search_for(struct search *s, bool all)
{
	s->next = mem_alloc((s->n + 1) * sizeof(*s->next));
	for (size_t i = 0; i < s->n; i++) {
		const struct wanted_file *w = &s->wanted[i];
		if (w->package || !is_file(w->file) || (all && *w->file != '/'))
			continue;
		void **first = map_at(&s->names, str_from(path_base(w->file)));
		s->next[i] = *first;
		*first = (void *)w;
	}
}

/* Chooses the first package that can be requested. */
static void choose_package(struct plan *plan, struct search *s, struct wanted_file *wanted)
{
	if (s->found.n)
		qsort(s->found.at, s->found.n, sizeof(*s->found.at), by_worth);
	for (size_t i = 0; i < s->found.n; i++) {
		const struct having *h = &s->found.at[i];
		struct wanted_file *w = &wanted[h->wanted];
		bool tried = i && h[-1].wanted == h->wanted && strcmp(h[-1].package, h->package) == 0;
		if (w->package || tried || !who_has_package(plan, h->package))
			continue;
		w->package = mem_strdup(h->package);
		w->path = mem_strdup(h->path);
	}
}

static int search_index(struct plan *plan, bool all, bool download, struct wanted_file *wanted,
			size_t n, struct err *err)
{
	struct search s = {.wanted = wanted, .n = n};
	search_for(&s, all);
	int status = s.names.n ? plan->source->read_contents(plan->source, all, download, look_at_line, &s, err) : 0;
	if (!status)
		choose_package(plan, &s, wanted);
	search_release(&s);
	return status;
}

int who_has(struct plan *plan, struct wanted_file *wanted, size_t n, bool download, struct err *err)
{
	if (!plan->source->read_contents)
		return 0;
	if (search_index(plan, false, download, wanted, n, err))
		return -1;
	return search_index(plan, true, download, wanted, n, err);
}

void wanted_file_release(struct wanted_file *wanted)
{
	free(wanted->package);
	free(wanted->path);
}
