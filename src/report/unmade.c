/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/unmade.h"

#include "base/log.h"
#include "make/verdict.h"
#include "report/facts.h"

/* So many lines are shown; the last one counts the rest where there are more. */
enum { LINES_MOST = 3 };

json_t *unmade_facts(const struct unmade_list *list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list->list.n; i++) {
		const struct unmade *u = &list->list.at[i];
		json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:I, s:o, s:o}", "kind",
						       facts_text(u->kind), "package", facts_text(u->package),
						       "path", facts_text(u->path), "count",
						       (json_int_t)u->count, "consequence",
						       facts_text(u->consequence), "mend", facts_text(u->mend)));
	}
	return array;
}

static void add_unmade_line(const json_t *entry, struct buf *out)
{
	const struct unmade u = {.path = fact_text(entry, "path"),
				 .count = fact_number(entry, "count"),
				 .consequence = fact_text(entry, "consequence"),
				 .mend = fact_text(entry, "mend")};
	unmade_add_line(&u, out);
}

void unmade_text(const json_t *document, struct buf *out)
{
	const json_t *list = fact_of(document, "not_made");
	size_t i;
	json_t *entry;
	if (json_array_size(list))
		buf_puts(out, "\nNot made, though a real installation has it:\n");
	json_array_foreach(list, i, entry) {
		add_unmade_line(entry, out);
		buf_puts(out, "\n");
	}
}

void unmade_say(const json_t *document)
{
	const json_t *list = fact_of(document, "not_made");
	size_t n = json_array_size(list), shown = n > LINES_MOST ? LINES_MOST - 1 : n;
	for (size_t i = 0; i < shown; i++) {
		struct buf line CLEANUP(buf_release) = {0};
		add_unmade_line(json_array_get(list, i), &line);
		log_warn("not made: %s", line.p);
	}
	if (n > shown)
		log_warn("not made: %zu more; --json lists them all", n - shown);
}
