/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/outputs.h"

#include <stdlib.h>

#include "make/image.h"

int outputs_begin(const struct options *o, const struct setting *setting, struct outputs *out,
		  struct err *err)
{
	*out = (struct outputs){.options = o,
				.how = {o->force, setting->umask, o->jobs, setting->interrupted}};
	if (out_check_apart(o->outputs.at, o->outputs.n, err) ||
	    sbom_files_check(o, o->outputs.at, o->outputs.n, setting->umask, err))
		return -1;
	for (size_t i = 0; i < o->outputs.n; i++) {
		struct out *probe = out_open(&o->outputs.at[i], &out->how, err);
		if (!probe)
			return -1;
		probe->close(probe);
	}
	return 0;
}

const char *outputs_name(struct outputs *s, const struct plan *p)
{
	const struct options *o = s->options;
	if (s->target.n)
		return s->target.at[0].text;
	for (size_t i = 0; i < o->outputs.n; i++)
		vec_push(&s->target, o->outputs.at[i]);
	if (s->target.n)
		return s->target.at[0].text;
	/* A profile given as a path is named by its Profile field. */
	s->default_target = mem_printf("%s-%s-%s%s", o->profile ? p->profile.name : "custom",
				       *p->source->suite ? p->source->suite : "local",
				       p->source->architecture, out_suffix(o->compression));
	vec_push(&s->target, ((struct out_target){.text = s->default_target,
						  .path = s->default_target,
						  .format = OUT_TAR,
						  .compression = o->compression,
						  .level = o->level}));
	return s->default_target;
}

static int open_all(struct outputs *s, const struct plan *plan, struct err *err)
{
	outputs_name(s, plan);
	if (sbom_files_check(s->options, s->target.at, s->target.n, s->how.umask, err))
		return -1;
	s->out = mem_alloc((s->target.n + 1) * sizeof(*s->out));
	s->result = mem_alloc((s->target.n + 1) * sizeof(*s->result));
	for (size_t i = 0; i < s->target.n; i++) {
		s->out[i] = out_open(&s->target.at[i], &s->how, err);
		if (!s->out[i])
			return -1;
	}
	return 0;
}

int outputs_add(struct outputs *s, const struct build *build, struct err *err)
{
	struct image image;
	bool layered = false;
	if (!s->out && open_all(s, &build->plan, err))
		return -1;
	for (size_t i = 0; i < s->target.n; i++)
		layered |= out_is_image(&s->target.at[i]);
	int status = image_make(build, layered, &image, err);
	for (size_t i = 0; i < s->target.n && !status; i++)
		status = s->out[i]->add(s->out[i], &image.out, err);
	image_release(&image);
	return status ? -1 : sbom_files_write(&s->sboms, build, err);
}

int outputs_commit(struct outputs *s, struct err *err)
{
	for (size_t i = 0; i < s->target.n; i++)
		if (s->out[i]->finish(s->out[i], &s->result[i], err))
			return -1;
	for (size_t i = 0; i < s->target.n; i++)
		if (s->out[i]->commit(s->out[i], err))
			return -1;
	return sbom_files_commit(&s->sboms, err);
}

void outputs_end(struct outputs *s)
{
	for (size_t i = 0; s->out && i < s->target.n; i++)
		if (s->out[i])
			s->out[i]->close(s->out[i]);
	sbom_files_close(&s->sboms);
	free(s->out);
	free(s->result);
	mem_freep(&s->default_target);
	vec_release(&s->target);
	s->out = NULL;
	s->result = NULL;
}
