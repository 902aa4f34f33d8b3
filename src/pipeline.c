/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pipeline.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "filter_plan.h"
#include "interpreters.h"
#include "profile_options.h"
#include "scripts.h"
#include "stage/closure.h"
#include "stage/compose.h"
#include "stage/effect/effect.h"
#include "stage/evidence.h"
#include "stage/generate/generate.h"
#include "verify.h"

static int try_fetch(struct plan *p, const char ***paths, bool *stale, struct err *err)
{
	package_id *ids CLEANUP(mem_freep) = plan_chosen(p);
	size_t n = p->solution.chosen.n;
	*paths = mem_alloc((n + 1) * sizeof(**paths));
	if (plan_describe(p, err))
		return -1;
	return p->source->fetch(p->source, &p->universe, ids, n, *paths, stale, err);
}

/* Lists may name files that the archive has replaced meanwhile: once, they are
 * brought up to date and the request is resolved again. */
static int fetch(struct build *b, struct err *err)
{
	struct plan *p = &b->plan;
	const char **paths CLEANUP(mem_freep) = NULL;
	bool stale = false;
	int status = try_fetch(p, &paths, &stale, err);
	if (status && stale && p->source->refresh) {
		log_note("%s; updating the lists", err->text);
		err_release(err);
		mem_freep(&paths);
		status = p->source->refresh(p->source, err) || plan_load(p, err) ||
					 try_fetch(p, &paths, &stale, err) ? -1 : 0;
	}
	for (size_t i = 0; !status && i < p->solution.chosen.n; i++) {
		package_id id = p->solution.chosen.at[i].id;
		vec_push(&b->input, ((struct ingest_input){&p->universe.package.at[id], id, paths[i]}));
	}
	return status;
}

/* A .deb that was read: when the packages are chosen anew, most are the same. */
struct kept_package {
	char *path, *sha256; /* sha256: NULL where it is not known */
	struct ingested files;
};

static void forget_kept(struct build *b)
{
	for (size_t i = 0; i < b->keeps; i++) {
		ingested_release(&b->kept[i].files);
		free(b->kept[i].path);
		free(b->kept[i].sha256);
	}
	free(b->kept);
	b->kept = NULL;
	b->keeps = 0;
}

/* Puts what was read aside: ids and names of packages may change. */
static void keep_files(struct build *b)
{
	forget_kept(b);
	b->kept = mem_alloc((b->input.n + 1) * sizeof(*b->kept));
	for (size_t i = 0; b->package && i < b->input.n; i++) {
		const char *sha256 = b->input.at[i].package->sha256;
		b->kept[b->keeps++] = (struct kept_package){mem_strdup(b->input.at[i].path),
							    sha256 ? mem_strdup(sha256) : NULL,
							    b->package[i]};
	}
	free(b->package);
	b->package = NULL;
	b->input.n = 0;
}

static bool take_kept(struct build *b, size_t at)
{
	const struct ingest_input *input = &b->input.at[at];
	const char *sha256 = input->package->sha256;
	for (size_t i = 0; i < b->keeps; i++) {
		struct kept_package *k = &b->kept[i];
		if (!k->path || strcmp(k->path, input->path) != 0 || !k->sha256 != !sha256 ||
		    (sha256 && strcmp(k->sha256, sha256) != 0))
			continue;
		b->package[at] = k->files;
		b->package[at].input = input;
		for (size_t m = 0; m < k->files.member.n; m++)
			k->files.member.at[m].owner = input->id;
		mem_freep(&k->path);
		k->files = (struct ingested){0};
		return true;
	}
	return false;
}

static void forget_files(struct build *b)
{
	for (size_t i = 0; b->package && i < b->input.n; i++)
		ingested_release(&b->package[i]);
	free(b->package);
	b->package = NULL;
	b->input.n = 0;
	forget_kept(b);
}

static int read_new(struct build *b, const struct ingest_input *input, size_t n,
		    struct ingested *out, struct err *err)
{
	const struct options *o = b->plan.options;
	const struct ingest_request request = {
		.input = input,
		.n = n,
		.filter = &b->filter,
		.limits = {{o->limit_memory, o->limit_output}, o->limit_members},
		.jobs = o->jobs,
		.list = b->lists,
		.memory = o->memory,
		.interrupted = b->plan.setting->interrupted,
	};
	return ingest_run(&request, out, err);
}

static bool has_package(const struct build *b, const char *name)
{
	for (size_t i = 0; i < b->input.n; i++)
		if (strcmp(b->input.at[i].package->name, name) == 0)
			return true;
	return false;
}

static int read_packages(struct build *b, struct err *err)
{
	bool lists = !b->plan.options->raw && has_package(b, "dpkg");
	if (lists != b->lists)
		forget_kept(b);
	b->lists = lists;
	struct ingest_input *fresh CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*fresh));
	struct ingested *files CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*files));
	size_t *place CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*place)), n = 0;
	b->package = mem_alloc((b->input.n + 1) * sizeof(*b->package));
	for (size_t i = 0; i < b->input.n; i++) {
		if (take_kept(b, i))
			continue;
		fresh[n] = b->input.at[i];
		place[n++] = i;
	}
	if (n && read_new(b, fresh, n, files, err))
		return -1;
	for (size_t i = 0; i < n; i++) {
		b->package[place[i]] = files[i];
		b->package[place[i]].input = &b->input.at[place[i]];
	}
	forget_kept(b);
	return 0;
}

static const struct ingested *package_read(const struct build *b, package_id id)
{
	for (size_t i = 0; i < b->input.n; i++)
		if (b->input.at[i].id == id)
			return &b->package[i];
	return NULL;
}

/* Cuts that the files of their package contradict; how many. */
static size_t find_uses(struct build *b)
{
	struct plan *p = &b->plan;
	size_t before = p->uncut.n;
	for (size_t i = 0; i < p->solution.cut.n; i++) {
		const struct cut *cut = &p->solution.cut.at[i];
		const struct ingested *package = package_read(b, cut->package);
		const char *path = NULL;
		char *use CLEANUP(mem_freep) = NULL;
		if (!package || !evidence_of_use(package, cut, &path, &use))
			continue;
		log_note("%s: %s is not cut: /%s uses %s", package->input->package->name,
			 cut->relation->text, path, use);
		vec_push(&p->uncut, cut->relation);
	}
	return p->uncut.n - before;
}

static int read_all(struct build *b, struct err *err)
{
	if (read_packages(b, err))
		return -1;
	while (find_uses(b)) {
		keep_files(b);
		if (plan_resolve(&b->plan, err) || fetch(b, err) || read_packages(b, err))
			return -1;
	}
	free(b->dropped);
	b->dropped = mem_alloc((b->filter.names.n + 1) * sizeof(*b->dropped));
	for (size_t p = 0; p < b->input.n; p++) {
		for (size_t r = 0; r < b->filter.names.n; r++) {
			b->dropped[r].files += b->package[p].dropped[r].files;
			b->dropped[r].bytes += b->package[p].dropped[r].bytes;
		}
	}
	return 0;
}

static int extract(struct build *b, struct err *err)
{
	filter_plan(&b->plan, &b->filter);
	return read_all(b, err);
}

/* SOURCE_DATE_EPOCH, or the time of the newest file of any package: never the
 * clock, so that the image changes only when its content does. */
static int find_epoch(const struct build *b, int64_t *epoch, struct err *err)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	unsigned long long seconds;
	*epoch = 0;
	if (given && *given) {
		if (!str_number(str_from(given), 10, INT64_MAX, &seconds))
			return err_set(err, STATUS_FATAL, "SOURCE_DATE_EPOCH: '%s' is not a number of seconds",
				       given);
		*epoch = (int64_t)seconds;
		return 0;
	}
	for (size_t p = 0; p < b->input.n; p++)
		for (size_t i = 0; i < b->package[p].member.n; i++)
			if (b->package[p].member.at[i].mtime > *epoch)
				*epoch = b->package[p].member.at[i].mtime;
	return 0;
}

static int apply_effect(void *context, const struct effect *effect, struct fileset *files,
			struct err *err)
{
	return effect_apply(context, effect, files, err);
}

static bool has_user(void *context, const char *name)
{
	return effect_has_user(context, name);
}

static bool has_group(void *context, const char *name)
{
	return effect_has_group(context, name);
}

static bool drops(void *context, const char *path)
{
	size_t name;
	return filter_judge(context, "", path, MEMBER_FILE, &name) != VERDICT_KEEP;
}

/* Reads the maintainer scripts and carries out what they do; without a state
 * they are only read. */
static int follow_scripts(struct build *b, struct effect_state *state, struct err *err)
{
	const struct plan *p = &b->plan;
	const struct maintscript_input input = {&p->universe, &p->rules, p->source->suite,
						p->source->architecture, b->package, b->input.n};
	struct maintscript_image image = {.files = &b->files};
	if (state)
		image = (struct maintscript_image){&b->files, apply_effect, has_user, has_group, state};
	return maintscript_run(&input, &image, &b->scripts, err);
}

/* What packages do not ship. */
static int complete(struct build *b, const struct generate_input *generating, int64_t epoch,
		    struct err *err)
{
	const struct plan *p = &b->plan;
	const struct effect_input effects = {&p->profile, &p->rules, &p->universe, b->package,
					     b->input.n, epoch, drops, &b->filter};
	struct effect_state *state = effect_begin(&effects, &b->files, err);
	struct generate_input asked = *generating;
	int status = !state || follow_scripts(b, state, err) ? -1 : 0;
	asked.pam = !status && effect_asked(state, "pam");
	status = status || generate(&asked, &b->files, err) || effect_finish(state, &b->files, err) ||
				 generate_copies(&asked, &b->files, err) ||
				 profile_check_user(&p->profile, &b->files, err)
			 ? -1
			 : 0;
	effect_end(state);
	return status;
}

static enum ca_layout ca_layout(const struct size_rules *rules)
{
	return size_rules_hold(rules, "ca=hashed") ? CA_HASHED
	       : size_rules_hold(rules, "ca=both") ? CA_BOTH
						   : CA_BUNDLE;
}

static int find_entries(const struct build *b, struct generate_input *generating, struct err *err)
{
	struct package_source *source = b->plan.source;
	if (!source->entries)
		return 0;
	return source->entries(source, &generating->entry, &generating->entries, err);
}

/* *again: packages were added, and it has to be done anew. */
static int assemble_once(struct build *b, bool *again, struct err *err)
{
	bool raw = b->plan.options->raw;
	const struct compose_input composing = {&b->plan.universe, b->package, b->input.n, !raw};
	struct generate_input generating = {.profile = &b->plan.profile,
						  .copied = b->copies.copied.at,
						  .copies = b->copies.copied.n,
						  .package = b->package,
						  .n = b->input.n,
						  .ca = {.layout = ca_layout(&b->plan.rules.size),
							 .given = b->ca.given.at,
							 .n = b->ca.given.n,
							 .strict = b->plan.options->strict},
						  .filter = &b->filter,
						  .suite = b->plan.source->suite,
						  .architecture = b->plan.source->architecture};
	int64_t epoch;
	if (!raw && has_package(b, "apt") && find_entries(b, &generating, err))
		return -1;
	if (find_epoch(b, &epoch, err) || compose(&composing, &b->files, err))
		return -1;
	if (raw ? follow_scripts(b, NULL, err) : complete(b, &generating, epoch, err))
		return -1;
	closure_settle(&b->files, b->dropped);
	if (!raw && interpreters_settle(b, again, err))
		return -1;
	if (*again)
		return 0;
	if (!raw && (generate_ldcache(&generating, &b->files, err) ||
		     generate_gconv(&b->files, err) ||
		     generate_status(&generating, &b->files, err)))
		return -1;
	if (compose_finish(&b->files, epoch, err))
		return -1;
	b->members = fileset_sorted(&b->files, &b->member);
	for (size_t i = 0; i < b->members; i++)
		b->bytes += b->member[i]->type == MEMBER_FILE ? b->member[i]->body.n : 0;
	return 0;
}

static int assemble(struct build *b, struct err *err)
{
	for (;;) {
		bool again = false;
		if (assemble_once(b, &again, err))
			return -1;
		if (!again)
			return scripts_check(&b->scripts, b->plan.options->strict, err);
		fileset_release(&b->files);
		maintscript_release(&b->scripts);
		keep_files(b);
		if (plan_load(&b->plan, err) || fetch(b, err) || read_all(b, err))
			return -1;
	}
}

/* All are written before the first replaces its target. */
static int write_outputs(struct build *b, struct err *err)
{
	const struct options *o = b->plan.options;
	const struct out_options how = {o->force, b->plan.setting->umask, o->jobs, b->plan.setting->interrupted};
	struct out **out = mem_alloc((b->target.n + 1) * sizeof(*out));
	int status = 0;
	b->result = mem_alloc((b->target.n + 1) * sizeof(*b->result));
	for (size_t i = 0; i < b->target.n && !status; i++) {
		out[i] = out_open(&b->target.at[i], &how, err);
		status = out[i] ? out_write(out[i], b->member, b->members, &how, &b->result[i], err) : -1;
	}
	for (size_t i = 0; i < b->target.n && !status; i++)
		status = out[i]->commit(out[i], err);
	for (size_t i = 0; i < b->target.n; i++)
		if (out[i])
			out[i]->close(out[i]);
	free(out);
	return status;
}

/* A target that cannot be is found out before anything is downloaded. */
static int check_outputs(const struct options *o, const struct setting *setting, struct err *err)
{
	const struct out_options how = {o->force, setting->umask, o->jobs, setting->interrupted};
	if (out_check_apart(o->outputs.at, o->outputs.n, err))
		return -1;
	for (size_t i = 0; i < o->outputs.n; i++) {
		struct out *probe = out_open(&o->outputs.at[i], &how, err);
		if (!probe)
			return -1;
		probe->close(probe);
	}
	return 0;
}

static void choose_targets(struct build *b)
{
	const struct plan *p = &b->plan;
	for (size_t i = 0; i < p->options->outputs.n; i++)
		vec_push(&b->target, p->options->outputs.at[i]);
	if (b->target.n)
		return;
	/* A profile given as a path is known by the name that stands in it. */
	b->default_target = mem_printf("%s-%s-%s%s", p->options->profile ? p->profile.name : "custom",
				       *p->source->suite ? p->source->suite : "local",
				       p->source->architecture, out_suffix(p->options->compression));
	vec_push(&b->target, ((struct out_target){.text = b->default_target,
						  .format = OUT_TAR,
						  .compression = p->options->compression,
						  .level = p->options->level}));
}

/* A status file does not say what its packages consist of. */
static int check_source(const struct options *o, struct err *err)
{
	if (!o->status && !o->from)
		return 0;
	err_set(err, STATUS_FATAL, "%s: build has no packages to read there; it is for plan only for now",
		o->status ? "--status" : "--from");
	return err_hint(err, "'debslim plan' resolves with it");
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_copies(struct build *b, struct err *err)
{
	return copy_files_read(&b->plan.profile, b->plan.options->limit_output, b->plan.setting->interrupted,
			       &b->copies, err);
}

int build_read(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err)
{
	*out = (struct build){0};
	if (check_source(options, err) || plan_make(options, setting, &out->plan, err))
		return -1;
	if (read_copies(out, err) || fetch(out, err) || extract(out, err) || assemble(out, err)) {
		build_release(out);
		return -1;
	}
	return 0;
}

int build_make(const struct options *options, const struct setting *setting, struct build *out,
	       struct err *err)
{
	int (*const steps[PHASES])(struct build *, struct err *) = {
		[PHASE_FETCH] = fetch, [PHASE_EXTRACT] = extract, [PHASE_WRITE] = write_outputs};
	double start = now(), end;
	*out = (struct build){0};
	if (check_source(options, err) || check_outputs(options, setting, err))
		return -1;
	if (ca_files_read(&options->ca, &out->ca, err) || plan_make(options, setting, &out->plan, err)) {
		ca_files_release(&out->ca);
		return -1;
	}
	if (read_copies(out, err)) {
		build_release(out);
		return -1;
	}
	choose_targets(out);
	end = now();
	out->seconds[PHASE_RESOLVE] = end - start;
	for (enum phase phase = PHASE_FETCH; phase < PHASES; phase++) {
		start = end;
		if ((phase == PHASE_WRITE && (assemble(out, err) || verify(out, err))) ||
		    steps[phase](out, err)) {
			build_release(out);
			return -1;
		}
		end = now();
		out->seconds[phase] = end - start;
	}
	return 0;
}

void build_release(struct build *b)
{
	forget_files(b);
	maintscript_release(&b->scripts);
	free(b->dropped);
	free(b->member);
	free(b->result);
	fileset_release(&b->files);
	ca_files_release(&b->ca);
	copy_files_release(&b->copies);
	gate_release(&b->gate);
	filter_release(&b->filter);
	vec_release(&b->input);
	vec_release(&b->target);
	free(b->default_target);
	plan_clear(&b->plan);
}
