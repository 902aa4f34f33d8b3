/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/sbom_files.h"

#include "make/sbom.h"
#include "io/stream.h"

int sbom_files_check(const struct options *o, const struct out_target *targets, size_t n, mode_t umask,
		     struct err *err)
{
	VEC(struct out_target) all = {0};
	if (!o->sboms.n)
		return 0;
	for (size_t i = 0; i < n; i++)
		vec_push(&all, targets[i]);
	for (size_t i = 0; i < o->sboms.n; i++) {
		const char *path = o->sboms.at[i].path;
		vec_push(&all, ((struct out_target){.text = path, .path = path, .format = OUT_TAR}));
	}
	int status = out_check_apart(all.at, all.n, err);
	vec_release(&all);
	for (size_t i = 0; i < o->sboms.n && !status; i++) {
		struct out_file probe;
		if (out_file_open(&probe, o->sboms.at[i].path, umask, err))
			status = err_wrap(err, "--sbom");
		out_file_close(&probe);
	}
	return status;
}

static int write_sbom_file(struct sbom_out *out, const struct build *b, enum sbom_format format,
			   struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	if (sbom_text(b, format, b->plan.options->sbom_files, &text, err))
		return -1;
	struct sink *sink CLEANUP(sink_closep) = sink_fd(out->file.fd, out->file.path);
	out->size = text.n;
	out->sha256 = hash_bytes(HASH_SHA256, buf_str(&text));
	return sink_write(sink, text.p, text.n, err) || sink_finish(sink, err) || out_file_finish(&out->file, err)
		       ? -1
		       : 0;
}

int sbom_files_write(struct sbom_files *files, const struct build *b, struct err *err)
{
	const struct options *o = b->plan.options;
	for (size_t i = 0; i < o->sboms.n; i++) {
		vec_push(&files->list, (struct sbom_out){0});
		struct sbom_out *out = &files->list.at[i];
		if (out_file_open(&out->file, o->sboms.at[i].path, b->plan.setting->umask, err) ||
		    write_sbom_file(out, b, o->sboms.at[i].format, err))
			return err_wrap(err, "--sbom");
	}
	return 0;
}

int sbom_files_commit(struct sbom_files *files, struct err *err)
{
	for (size_t i = 0; i < files->list.n; i++)
		if (out_file_commit(&files->list.at[i].file, err))
			return err_wrap(err, "--sbom");
	return 0;
}

void sbom_files_close(struct sbom_files *files)
{
	for (size_t i = 0; i < files->list.n; i++)
		out_file_close(&files->list.at[i].file);
	vec_release(&files->list);
}
