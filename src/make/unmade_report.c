/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/unmade_report.h"

#include "base/log.h"
#include "base/utf8.h"

/* So many lines are shown; the last one counts the rest where there are more. */
enum { LINES_MOST = 3 };

static json_t *text_json(const char *text)
{
	struct buf clean CLEANUP(buf_release) = {0};
	if (!text)
		return json_null();
	utf8_add(&clean, str_from(text));
	return json_string(clean.p ? clean.p : "");
}

json_t *unmade_json(const struct unmade_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->list.n; i++) {
		const struct unmade *u = &list->list.at[i];
		json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:I, s:o, s:o}", "kind",
						       text_json(u->kind), "package", text_json(u->package),
						       "path", text_json(u->path), "count",
						       (json_int_t)u->count, "consequence",
						       text_json(u->consequence), "mend", text_json(u->mend)));
	}
	return array;
}

void unmade_add_line(const struct unmade *entry, struct buf *out)
{
	buf_puts(out, entry->path);
	if (entry->count > 1)
		buf_printf(out, " (%zu files)", entry->count);
	buf_printf(out, ": %s", entry->consequence);
	if (entry->mend)
		buf_printf(out, "; %s", entry->mend);
}

void unmade_say(const struct unmade_list *list)
{
	size_t shown = list->list.n > LINES_MOST ? LINES_MOST - 1 : list->list.n;
	for (size_t i = 0; i < shown; i++) {
		struct buf line CLEANUP(buf_release) = {0};
		unmade_add_line(&list->list.at[i], &line);
		log_warn("not made: %s", line.p);
	}
	if (list->list.n > shown)
		log_warn("not made: %zu more; --json lists them all", list->list.n - shown);
}

int unmade_check(const struct unmade_list *list, bool strict, struct err *err)
{
	struct buf line CLEANUP(buf_release) = {0};
	if (!strict || !list->list.n)
		return 0;
	unmade_add_line(&list->list.at[0], &line);
	err_set(err, STATUS_CHECK, "--strict: %zu thing%s of a real installation %s not made, the first: %s",
		list->list.n, list->list.n == 1 ? "" : "s", list->list.n == 1 ? "is" : "are", line.p);
	return err_hint(err, "--json without --strict lists them all");
}
