/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks which options cannot be combined. */
#include <string.h>

#include "io/compress.h"
#include "plan/options.h"

/* Applies --compress to a target: it selects the codec of "-" and of layers, and sets
 * the level of files. */
static int compress_target(const struct options *o, struct out_target *t, struct err *err)
{
	bool named = !out_is_stdout(t) && !out_is_image(t);
	if (t->format == OUT_DIR)
		return 0;
	if (out_is_image(t) && o->compression == COMPRESSION_XZ)
		return err_set(err, STATUS_FATAL, "--compress %s: layers of an image are gzip, zstd or none",
			       o->compress);
	if (named && t->compression != o->compression)
		return err_set(err, STATUS_FATAL, "--compress %s does not fit the name of '%s'",
			       o->compress, t->text);
	t->compression = o->compression;
	t->level = o->level;
	return 0;
}

static int apply_compress(struct options *o, struct err *err)
{
	static const struct {
		const char *name;
		enum compression kind;
	} kinds[] = {{"none", COMPRESSION_NONE}, {"gzip", COMPRESSION_GZIP},
		     {"xz", COMPRESSION_XZ}, {"zstd", COMPRESSION_ZSTD}};
	struct str rest = str_from(o->compress), kind, level;
	unsigned long long number;
	size_t k = 0;
	str_split(&rest, ':', &kind);
	while (k < ARRAY_LEN(kinds) && !str_is(kind, kinds[k].name))
		k++;
	if (k == ARRAY_LEN(kinds))
		return err_set(err, STATUS_FATAL, "--compress: '%s' is not gzip, xz, zstd or none",
			       o->compress);
	bool leveled = str_split(&rest, ':', &level);
	if (leveled && !str_number(level, 10, 22, &number))
		return err_set(err, STATUS_FATAL, "--compress: '%.*s' is not a level", STR_ARG(level));
	o->compression = kinds[k].kind;
	if (leveled)
		o->level = (int)number;
	for (size_t i = 0; i < o->outputs.n; i++)
		if (compress_target(o, &o->outputs.at[i], err))
			return -1;
	return 0;
}

struct pair {
	struct str name, value;
};

/* Adds "NAME=VALUE" to earlier ones. Text without "=" is reported elsewhere. */
static int add_pair(const char *option, struct str text, struct pair *pair, size_t *n, struct err *err)
{
	struct str value = text, name;
	str_split(&value, '=', &name);
	name = str_trim(name);
	value = str_trim(value);
	for (size_t i = 0; i < *n; i++)
		if (str_equal(pair[i].name, name) && !str_equal(pair[i].value, value)) {
			err_set(err, STATUS_FATAL, "%s: '%.*s' is given two values, '%.*s' and '%.*s'", option,
				STR_ARG(name), STR_ARG(pair[i].value), STR_ARG(value));
			return err_hint(err, "give it one");
		}
	pair[(*n)++] = (struct pair){name, value};
	return 0;
}

/* Checks that no name has two values. `separator` separates the pairs of one text, or is 0. */
static int check_pairs(const char *option, const struct names *list, char separator, struct err *err)
{
	size_t n = 0, most = list->n;
	for (size_t i = 0; separator && i < list->n; i++)
		for (const char *c = list->at[i]; *c; c++)
			most += *c == separator;
	struct pair *pair CLEANUP(mem_freep) = mem_alloc((most + 1) * sizeof(*pair));
	for (size_t i = 0; i < list->n; i++) {
		struct str rest = str_from(list->at[i]), one = rest;
		while (separator ? str_split(&rest, separator, &one) : one.p != NULL) {
			if (one.n && add_pair(option, one, pair, &n, err))
				return -1;
			if (!separator)
				break;
		}
	}
	return 0;
}

static int check_contradictions(const struct options *o, struct err *err)
{
	for (size_t i = 0; i < o->prefer.n; i++) {
		const char *name = o->prefer.at[i];
		bool avoid = names_hold(&o->avoid, name);
		if (avoid || names_hold(&o->exclude, name))
			return err_set(err, STATUS_FATAL, "--prefer %s and %s %s cannot go together", name,
				       avoid ? "--avoid" : "--exclude", name);
	}
	if (o->offline && o->update)
		return err_set(err, STATUS_FATAL, "--offline and --update cannot go together");
	return check_pairs("--rule", &o->rules, ',', err) || check_pairs("--env", &o->env, 0, err) ||
			       check_pairs("--label", &o->label, 0, err)
		       ? -1
		       : 0;
}

static int check_sources(const struct options *o, struct err *err)
{
	const char *installed = o->status ? "--status" : "--from";
	if (o->pool && !o->packages)
		return err_set(err, STATUS_FATAL, "--pool goes with --packages");
	if (o->packages && (o->mirrors.n || o->sources.n))
		return err_set(err, STATUS_FATAL, "--packages takes the place of every other source");
	if (o->allow_missing.n && (o->packages || o->status || o->from))
		return err_set(err, STATUS_FATAL, "--allow-missing names a source, and %s takes the place of every source",
			       o->packages ? "--packages" : installed);
	if (o->mirrors.n && o->sources.n)
		return err_set(err, STATUS_FATAL, "--mirror and --sources cannot go together");
	if (o->status && o->from)
		return err_set(err, STATUS_FATAL, "--status and --from cannot go together");
	if ((o->status || o->from) && (o->mirrors.n || o->sources.n || o->packages || o->debs.n))
		return err_set(err, STATUS_FATAL, "%s takes the place of every other source", installed);
	return 0;
}

static int check_together(const struct options *o, struct err *err)
{
	for (size_t i = 0; i < o->outputs.n; i++) {
		const struct out_target *t = &o->outputs.at[i];
		if (t->format == OUT_OCI || t->format == OUT_OCI_ARCHIVE)
			continue;
		err_set(err, STATUS_FATAL, "-o %s: several architectures do not go into one target", t->text);
		return err_hint(err, "oci: and oci-archive: take them; without -o there is one file for each");
	}
	return 0;
}

static int check_images(const struct options *o, struct err *err)
{
	/* plan accepts the options of a later build, without its targets. */
	bool image = o->simulate || (o->command && strcmp(o->command, "build") != 0);
	for (size_t i = 0; i < o->outputs.n; i++)
		image |= out_is_image(&o->outputs.at[i]);
	if (o->layers_given && !image)
		return err_set(err, STATUS_FATAL, "--layers goes with an image: -o oci:, oci-archive: or docker-archive:");
	if (o->attach_sbom && !image)
		return err_set(err, STATUS_FATAL, "--attach-sbom goes with an image: -o oci:, oci-archive: "
			       "or docker-archive:");
	if (o->sbom_files && !o->sboms.n && !o->attach_sbom)
		return err_set(err, STATUS_FATAL, "--sbom-files goes with --sbom or --attach-sbom");
	if (!o->sboms.n || o->architectures.n < 2)
		return 0;
	err_set(err, STATUS_FATAL, "--sbom %s=%s: a document is about one architecture",
		sbom_format_names[o->sboms.at[0].format], o->sboms.at[0].path);
	return err_hint(err, "run debslim once for each architecture, with a file of its own");
}

int options_check(struct options *o, struct err *err)
{
	size_t to_stdout = 0;
	for (size_t i = 0; i < o->outputs.n; i++)
		to_stdout += out_is_stdout(&o->outputs.at[i]);
	if (to_stdout > 1 || (to_stdout && o->json))
		return err_set(err, STATUS_FATAL, "standard output can take one thing only: "
						     "a tar (-o -) or --json");
	if (o->ca.n && o->raw)
		return err_set(err, STATUS_FATAL, "--raw generates nothing, so --ca cannot go with it");
	if (o->raw && (o->copy.n || o->home_mode))
		return err_set(err, STATUS_FATAL, "--raw keeps to the packages, so %s cannot go with it",
			       o->copy.n ? "--copy" : "--home-mode");
	if (o->raw && o->rules.n)
		return err_set(err, STATUS_FATAL, "--rule: there are no size rules with --raw");
	if (check_contradictions(o, err) || check_sources(o, err) || check_images(o, err))
		return -1;
	if (o->architectures.n > 1 && check_together(o, err))
		return -1;
	return o->compress ? apply_compress(o, err) : 0;
}
