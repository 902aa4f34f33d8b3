/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes what the scripts of PHP's packages make below /etc/php, for every VERSION and
 * SAPI in the image (/usr/lib/php/VERSION/sapi/SAPI):
 *       VERSION/SAPI/php.ini, from /usr/lib/php/VERSION/php.ini-production[.cli]
 *       VERSION/mods-available/NAME.ini, from /usr/share/phpVERSION-.../.../NAME.ini
 *       VERSION/SAPI/conf.d/PRIORITY-NAME.ini, a link to that, as phpenmod(8) makes it; also
 *       for a module whose package ships it in mods-available itself (PECL)
 * and phpenmod's own records of it in /var/lib/php/modules. */
#include <stdlib.h>
#include <string.h>

#include "stage/generate/parts.h"

struct image {
	struct fileset *files;
	struct member **all; /* the image before, sorted */
	size_t n, enabled;
};

enum { ENABLED_MOST = 20000 };

static struct str body_of(const struct fileset *files, const struct member *m)
{
	const struct member *file = fileset_file_of(files, m);
	return file ? file->body : (struct str){0};
}

static bool is_kept_file(const struct member *m)
{
	return m && !m->held && (m->type == MEMBER_FILE || m->type == MEMBER_HARDLINK);
}

/* ucf: copies a file of /usr/share to the configuration, if that does not exist. */
static int install(struct fileset *files, const struct member *source, const char *path, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (place_find(files, path, false, &place, err))
		return -1;
	return fileset_get(files, place.p) ? 0 : place_file(files, path, body_of(files, source), err);
}

static int put_php_link(struct fileset *files, const char *path, const char *target,
			struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	struct member link = {.type = MEMBER_SYMLINK, .mode = 0777, .target = target,
			      .owner = OWNER_GENERATED};
	if (place_find(files, path, false, &place, err))
		return -1;
	link.path = place.p;
	if (!fileset_get(files, place.p))
		fileset_put(files, &link);
	return 0;
}

/* Reads "; priority=NN" on a line of its own, as phpenmod does: the default is 20, and
 * reading ends at a line that is only a number. */
static unsigned priority_of(struct str ini)
{
	struct str line, name, rest;
	unsigned long long value;
	while (str_split(&ini, '\n', &line)) {
		if (str_number(line, 10, 99999, &value))
			break;
		rest = line;
		if (!line.n || line.p[0] != ';' || !str_split(&rest, '=', &name) || !rest.p)
			continue;
		name = str_trim((struct str){name.p + 1, name.n - 1});
		if (str_is(name, "priority") && str_number(str_trim(rest), 10, 99999, &value))
			return (unsigned)value;
	}
	return 20;
}

/* Finds "8.2" and "cli" in usr/lib/php/8.2/sapi/cli. */
static bool is_sapi(const struct member *m, struct str *version, const char **sapi)
{
	static const char top[] = "usr/lib/php/", middle[] = "/sapi/";
	if (!is_kept_file(m) || strncmp(m->path, top, strlen(top)) != 0)
		return false;
	const char *start = m->path + strlen(top), *slash = strchr(start, '/');
	if (!slash || strncmp(slash, middle, strlen(middle)) != 0)
		return false;
	*version = (struct str){start, (size_t)(slash - start)};
	*sapi = slash + strlen(middle);
	return !strchr(*sapi, '/');
}

/* Returns NAME.ini for etc/php/8.2/mods-available/NAME.ini of this version that a
 * package ships; dh_php(1) enables each for all SAPIs. Generated ones are done already. */
static const char *shipped_ini(const struct member *m, struct str version)
{
	char *top CLEANUP(mem_freep) = mem_printf("etc/php/%.*s/mods-available/", STR_ARG(version));
	if (!is_kept_file(m) || m->owner == OWNER_GENERATED ||
	    strncmp(m->path, top, strlen(top)) != 0 || !str_ends(str_from(m->path), ".ini"))
		return NULL;
	return strchr(m->path + strlen(top), '/') ? NULL : m->path + strlen(top);
}

/* Returns NAME.ini for usr/share/php8.2-curl/curl/NAME.ini of this version. */
static const char *is_built_in(const struct member *m, struct str version)
{
	char *top CLEANUP(mem_freep) = mem_printf("usr/share/php%.*s-", STR_ARG(version));
	if (!is_kept_file(m) || strncmp(m->path, top, strlen(top)) != 0 || !str_ends(str_from(m->path), ".ini"))
		return NULL;
	const char *package = strchr(m->path + strlen(top), '/');
	const char *directory = package ? strchr(package + 1, '/') : NULL;
	return directory && !strchr(directory + 1, '/') ? directory + 1 : NULL;
}

static const char *module_ini(const struct member *m, struct str version)
{
	const char *shipped = shipped_ini(m, version);
	return shipped ? shipped : is_built_in(m, version);
}

static int record_php_module(struct fileset *files, struct str version, const char *directory,
			     const char *ini, struct err *err)
{
	char *path CLEANUP(mem_freep) =
		mem_printf("var/lib/php/modules/%.*s/%s/%.*s", STR_ARG(version), directory,
			   (int)(strlen(ini) - strlen(".ini")), ini);
	return place_file(files, path, (struct str){"", 0}, err);
}

static int enable(struct fileset *files, const struct member *module, const char *ini,
		  struct str version, const char *sapi, struct err *err)
{
	char *target CLEANUP(mem_freep) =
		mem_printf("/etc/php/%.*s/mods-available/%s", STR_ARG(version), ini);
	char *link CLEANUP(mem_freep) =
		mem_printf("etc/php/%.*s/%s/conf.d/%u-%s", STR_ARG(version), sapi,
			   priority_of(body_of(files, module)), ini);
	char *state CLEANUP(mem_freep) = mem_printf("%s/enabled_by_maint", sapi);
	return install(files, module, target + 1, err) || put_php_link(files, link, target, err) ||
		record_php_module(files, version, state, ini, err) || record_php_module(files, version, "registry", ini, err) ? -1 : 0;
}

static int complete_sapi(struct image *image, struct str version, const char *sapi, struct err *err)
{
	char *path CLEANUP(mem_freep) = mem_printf("etc/php/%.*s/%s/php.ini", STR_ARG(version), sapi);
	char *source CLEANUP(mem_freep) = mem_printf("usr/lib/php/%.*s/php.ini-production%s", STR_ARG(version),
						     strcmp(sapi, "cli") == 0 ? ".cli" : "");
	const struct member *settings = fileset_get(image->files, source);
	if (is_kept_file(settings) && install(image->files, settings, path, err))
		return -1;
	for (size_t i = 0; i < image->n; i++) {
		const char *ini = module_ini(image->all[i], version);
		if (ini && ++image->enabled > ENABLED_MOST)
			return err_set(err, STATUS_UNTRUSTED, "/usr/lib/php: more modules than any image has");
		if (ini && enable(image->files, image->all[i], ini, version, sapi, err))
			return -1;
	}
	return 0;
}

int generate_php(struct fileset *files, struct err *err)
{
	struct image image = {.files = files};
	struct str version;
	const char *sapi;
	int status = 0;
	image.n = fileset_sorted(files, &image.all);
	for (size_t i = 0; i < image.n && !status; i++)
		if (is_sapi(image.all[i], &version, &sapi))
			status = complete_sapi(&image, version, sapi, err);
	free(image.all);
	return status;
}
