/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that scripts wrote but that are not made, because their content is not known
 * (EFFECT_UNKNOWN). */
#include "base/path.h"
#include "stage/maintscript/tell.h"

/* The effect that last determined the content at a place. */
struct written {
	const char *place;
	const struct effect *by;
};

struct told {
	struct telling telling;
	VEC(struct written) list;
};

bool tell_is_passing(const char *place)
{
	static const char *const directories[] = {"tmp", "var/tmp", "run", "dev", "proc", "sys"};
	for (size_t i = 0; i < ARRAY_LEN(directories); i++)
		if (path_within(place, directories[i]))
			return true;
	return false;
}

static void forget(struct told *t, const char *place, bool deep)
{
	size_t kept = 0;
	for (size_t i = 0; i < t->list.n; i++)
		if (deep ? !path_within(t->list.at[i].place, place) : strcmp(t->list.at[i].place, place) != 0)
			t->list.at[kept++] = t->list.at[i];
	t->list.n = kept;
}

static bool is_written(const struct told *t, const char *place)
{
	for (size_t i = 0; i < t->list.n; i++)
		if (strcmp(t->list.at[i].place, place) == 0)
			return true;
	return false;
}

static void note_written(struct told *t, struct arena *arena, const struct effect *f)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (!f->path || !fileset_resolve(t->telling.files, f->path, f->kind != EFFECT_REMOVE, &place))
		return;
	bool there = is_written(t, place.p);
	switch (f->kind) {
	case EFFECT_UNKNOWN:
		/* If the script may not have written the file at all, its unhandled line
		 * says enough, unless the file existed before and has been removed from
		 * the image. */
		if (f->keep && !there && !(f->deep && !fileset_get(t->telling.files, place.p)))
			return;
		break;
	case EFFECT_FILE:
		if (f->keep && there)
			return;
		break;
	case EFFECT_APPEND:
	case EFFECT_COPY:
	case EFFECT_MOVE:
	case EFFECT_LINK:
		break;
	case EFFECT_REMOVE:
		forget(t, place.p, f->deep);
		return;
	default:
		return;
	}
	forget(t, place.p, false);
	vec_push(&t->list, ((struct written){arena_strdup(arena, place.p), f}));
}

const char *tell_package(const struct telling *t, package_id id)
{
	for (size_t i = 0; i < t->input->n; i++)
		if (t->input->package[i].id == id)
			return t->input->package[i].package->name;
	return NULL;
}

/* Describes the consequence, and what the user can do. */
static void describe_unknown_file(const struct telling *t, const struct written *w, struct buf *consequence, struct buf *mend)
{
	const struct effect *f = w->by;
	const char *package = tell_package(t, f->owner);
	if (f->target) {
		buf_printf(consequence, "%s of %s would have copied it from %s, which is not in the image", f->script,
			   package, f->target);
		buf_printf(mend, "keep that file with --path-include %s, or add yours with --copy", f->target);
		return;
	}
	if (fileset_get(t->files, w->place))
		buf_printf(consequence, "%s of %s would have changed it in a way that only running it can tell; "
			   "it is as its package ships it", f->script, package);
	else
		buf_printf(consequence, "%s of %s would have written it, from what only running it can tell",
			   f->script, package);
	buf_puts(mend, "add yours with --copy, or run the command of the script in a second stage");
}

static void tell_unknown_file(const struct telling *t, const struct written *w)
{
	struct buf consequence CLEANUP(buf_release) = {0}, mend CLEANUP(buf_release) = {0};
	const struct member *there = fileset_get(t->files, w->place);
	/* Something else has made the file: a generator, the profile, --copy. */
	if (w->by->kind != EFFECT_UNKNOWN || tell_is_passing(w->place) || !tell_package(t, w->by->owner) ||
	    (there && there->owner == OWNER_GENERATED) || (t->drops && t->drops(t->context, w->place)))
		return;
	describe_unknown_file(t, w, &consequence, &mend);
	unmade_add(t->out, &(struct unmade){.kind = "content", .package = tell_package(t, w->by->owner),
					 .path = w->by->path, .count = 1, .consequence = consequence.p,
					 .mend = mend.p});
}

void maintscript_tell(const struct maintscript_input *input, const struct maintscript_report *report,
		      const struct fileset *files, bool (*drops)(void *context, const char *path),
		      void *context, struct unmade_list *out)
{
	struct told t = {{input, files, drops, context, out}, {0}};
	struct arena arena = {0};
	for (size_t i = 0; i < report->effects.list.n; i++)
		note_written(&t, &arena, &report->effects.list.at[i]);
	for (size_t i = 0; i < t.list.n; i++)
		tell_unknown_file(&t.telling, &t.list.at[i]);
	tell_doubted(&t.telling, report->doubted.at, report->doubted.n);
	vec_release(&t.list);
	arena_release(&arena);
}
