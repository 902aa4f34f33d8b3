/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/print.h"

#include <unistd.h>

#include "base/mem.h"
#include "io/stream.h"

static bool printed;

int report_text(const struct buf *text, struct err *err)
{
	struct sink *sink CLEANUP(sink_closep) = sink_fd(STDOUT_FILENO, "standard output");
	printed = true;
	return sink_write(sink, text->p ? text->p : "", text->n, err) || sink_finish(sink, err) ? -1 : 0;
}

int report_json(json_t *value, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	char *dumped CLEANUP(mem_freep) = json_dumps(value, JSON_INDENT(2));
	json_decref(value);
	if (!dumped)
		return err_set(err, STATUS_FATAL, "JSON: out of memory");
	buf_puts(&text, dumped);
	buf_puts(&text, "\n");
	return report_text(&text, err);
}

int report_documents(json_t *documents, bool as_array, struct err *err)
{
	json_t *value = json_incref(as_array ? documents : json_array_get(documents, 0));
	json_decref(documents);
	return report_json(value, err);
}

bool report_printed(void)
{
	return printed;
}
