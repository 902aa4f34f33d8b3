/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile_find.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/str.h"

static const char suffix[] = ".profile";

const char *const profile_place_names[PROFILE_PLACES] = {
	[PROFILE_USER] = "user", [PROFILE_SYSTEM] = "system", [PROFILE_SHIPPED] = "shipped"};

bool profile_is_path(const char *name)
{
	return strchr(name, '/') || str_ends(str_from(name), suffix);
}

char *profile_find(const struct profile_places *places, const char *name, enum profile_place *place)
{
	for (; *place < PROFILE_PLACES; ++*place) {
		const char *dir = places->dir[*place];
		char *file = dir ? mem_printf("%s/%s%s", dir, name, suffix) : NULL;
		if (file && access(file, F_OK) == 0)
			return file;
		free(file);
	}
	return NULL;
}

enum profile_place profile_place_of(const struct profile_places *places, const char *file)
{
	char *copy CLEANUP(mem_freep) = mem_strdup(file);
	char directory[PATH_MAX], other[PATH_MAX];
	char *slash = strrchr(copy, '/');
	if (slash)
		*slash = 0;
	if (!realpath(!slash ? "." : slash == copy ? "/" : copy, directory))
		return PROFILE_PLACES;
	for (size_t i = 0; i < PROFILE_PLACES; i++)
		if (places->dir[i] && realpath(places->dir[i], other) && strcmp(directory, other) == 0)
			return (enum profile_place)i;
	return PROFILE_PLACES;
}

static int is_profile_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(str_from(entry->d_name), suffix);
}

static int list_directory(const char *dir, enum profile_place place, struct profile_listing *out,
		       struct err *err)
{
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_profile_file, NULL);
	if (count < 0 && place != PROFILE_SHIPPED && (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
		return 0;
	if (count < 0)
		return err_sys(err, "%s", dir);
	for (int i = 0; i < count; i++) {
		size_t n = strlen(entry[i]->d_name) - strlen(suffix);
		vec_push(&out->entry, ((struct profile_found){mem_strndup(entry[i]->d_name, n),
							      mem_printf("%s/%s", dir, entry[i]->d_name),
							      place, false}));
		free(entry[i]);
	}
	free(entry);
	return 0;
}

static int compare_found(const void *a, const void *b)
{
	const struct profile_found *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : (int)x->place - (int)y->place;
}

int profile_list(const struct profile_places *places, struct profile_listing *out, struct err *err)
{
	*out = (struct profile_listing){0};
	for (size_t i = 0; i < PROFILE_PLACES; i++) {
		if (places->dir[i] && list_directory(places->dir[i], (enum profile_place)i, out, err)) {
			profile_listing_release(out);
			return -1;
		}
	}
	if (out->entry.n)
		qsort(out->entry.at, out->entry.n, sizeof(out->entry.at[0]), compare_found);
	for (size_t i = 1; i < out->entry.n; i++)
		out->entry.at[i].hidden = strcmp(out->entry.at[i - 1].name, out->entry.at[i].name) == 0;
	return 0;
}

void profile_listing_release(struct profile_listing *listing)
{
	for (size_t i = 0; i < listing->entry.n; i++) {
		free(listing->entry.at[i].name);
		free(listing->entry.at[i].file);
	}
	vec_release(&listing->entry);
}

char *profile_nearest(const struct profile_places *places, const char *wrong)
{
	struct profile_listing all;
	struct names names = {0};
	struct err ignored = {0};
	if (profile_list(places, &all, &ignored)) {
		err_release(&ignored);
		return NULL;
	}
	for (size_t i = 0; i < all.entry.n; i++)
		vec_push(&names, all.entry.at[i].name);
	const char *near = str_nearest(wrong, names.at, names.n);
	char *copy = near ? mem_strdup(near) : NULL;
	vec_release(&names);
	profile_listing_release(&all);
	return copy;
}

void profile_places_release(struct profile_places *places)
{
	for (size_t i = 0; i < PROFILE_PLACES; i++)
		mem_freep(&places->dir[i]);
}
