/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/effects.h"

bool effect_writes(enum effect_kind kind)
{
	return kind == EFFECT_FILE || kind == EFFECT_APPEND || kind == EFFECT_COPY || kind == EFFECT_MOVE ||
	       kind == EFFECT_UNKNOWN;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void describe_account(const struct effect *e, struct buf *out)
{
	buf_printf(out, "%s %s", e->kind == EFFECT_USER ? "user" : "group", e->name);
	if (e->id != ID_ANY)
		buf_printf(out, " (%u)", e->id);
	if (e->kind == EFFECT_USER && e->home)
		buf_printf(out, ", home %s", e->home);
}

/* What becomes of the path of an effect that makes a file. */
static void describe_made(const struct effect *e, struct buf *out)
{
	const char *path = or_empty(e->path), *target = or_empty(e->target);
	if (e->kind == EFFECT_DIRECTORY)
		buf_printf(out, "directory %s", path);
	else if (e->kind == EFFECT_FILE)
		buf_printf(out, "file %s (%zu bytes)", path, e->content.n);
	else if (e->kind == EFFECT_APPEND)
		buf_printf(out, "%zu bytes more in %s", e->content.n, path);
	else if (e->kind == EFFECT_UNKNOWN)
		buf_printf(out, "unknown bytes in %s", path);
	else if (e->kind == EFFECT_LINK)
		buf_printf(out, "link %s → %s", path, target);
	else if (e->kind == EFFECT_COPY)
		buf_printf(out, "copy %s → %s", target, path);
	else if (e->kind == EFFECT_MOVE)
		buf_printf(out, "move %s → %s", target, path);
}

static void describe_rights(const struct effect *e, struct buf *out)
{
	if (e->user || e->group)
		buf_printf(out, " owner %s:%s", or_empty(e->user), e->login ? "(login group)" : or_empty(e->group));
	if (e->mode != MODE_KEEP && e->mode)
		buf_printf(out, " mode %04o", e->mode);
}

void effect_describe(const struct effect *e, struct buf *out)
{
	const char *path = or_empty(e->path), *target = or_empty(e->target), *name = or_empty(e->name);
	const char *below = e->deep ? " and below" : "";
	switch (e->kind) {
	case EFFECT_ALTERNATIVE:
		buf_printf(out, "alternative %s → %s (%s, priority %d)", name, target, path, e->priority);
		break;
	case EFFECT_DIVERSION:
		buf_printf(out, "diversion %s → %s", path, target);
		break;
	case EFFECT_STATOVERRIDE:
		buf_printf(out, "override %s", path);
		describe_rights(e, out);
		break;
	case EFFECT_USER:
	case EFFECT_GROUP:
		describe_account(e, out);
		break;
	case EFFECT_MEMBER:
		buf_printf(out, "user %s in group %s", name, or_empty(e->group));
		break;
	case EFFECT_DIRECTORY:
	case EFFECT_FILE:
	case EFFECT_APPEND:
	case EFFECT_UNKNOWN:
	case EFFECT_LINK:
	case EFFECT_COPY:
	case EFFECT_MOVE:
		describe_made(e, out);
		break;
	case EFFECT_REMOVE:
		buf_printf(out, "remove %s%s", path, below);
		break;
	case EFFECT_MODE:
	case EFFECT_OWNER:
		buf_printf(out, "%s%s:", path, below);
		describe_rights(e, out);
		break;
	case EFFECT_CAPABILITY:
		buf_printf(out, "capability %s %s", *name ? name : "none", path);
		break;
	case EFFECT_SHELL:
		buf_printf(out, "shell %s", path);
		break;
	case EFFECT_GENERATE:
		buf_printf(out, "%s%s%s", name, *path ? " " : "", path);
		break;
	}
}
