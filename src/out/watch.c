/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mem.h"
#include "out/out_kinds.h"

enum { PIECE = 64 * 1024 };

struct watching {
	struct sink base;
	struct sink *output;
	const struct out_options *options;
};

int out_interrupted(const struct out_options *options, struct err *err)
{
	if (options->interrupted && *options->interrupted)
		return err_set(err, STATUS_FATAL, "interrupted");
	return 0;
}

static int watch_write(struct sink *base, const void *data, size_t n, struct err *err)
{
	const struct watching *w = (struct watching *)base;
	const char *at = data;
	while (n) {
		size_t piece = n < PIECE ? n : PIECE;
		if (out_interrupted(w->options, err) || sink_write(w->output, at, piece, err))
			return -1;
		at += piece;
		n -= piece;
	}
	return 0;
}

static int watch_finish(struct sink *base, struct err *err)
{
	const struct watching *w = (struct watching *)base;
	return out_interrupted(w->options, err) || sink_finish(w->output, err) ? -1 : 0;
}

static void watch_close(struct sink *base)
{
	sink_close(((struct watching *)base)->output);
	free(base);
}

struct sink *out_watch(struct sink *output, const struct out_options *options)
{
	if (!output)
		return NULL;
	struct watching *w = mem_alloc(sizeof(*w));
	w->base = (struct sink){watch_write, watch_finish, watch_close};
	w->output = output;
	w->options = options;
	return &w->base;
}
