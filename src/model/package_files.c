/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/package_files.h"

#include <string.h>

const struct package_files *package_files_find(const struct package_files *package, size_t n,
					       const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(package[i].package->name, name) == 0)
			return &package[i];
	return NULL;
}

const struct control_file *package_files_control(const struct package_files *files, const char *name)
{
	for (size_t i = 0; i < files->control.n; i++)
		if (strcmp(files->control.at[i].name, name) == 0)
			return &files->control.at[i];
	return NULL;
}

void package_files_rename(struct package_files *files, const struct package *package, package_id id)
{
	files->package = package;
	files->id = id;
	for (size_t i = 0; i < files->member.n; i++)
		files->member.at[i].owner = id;
	for (size_t i = 0; i < files->left_out.list.n; i++)
		files->left_out.list.at[i].owner = id;
}

void package_files_release(struct package_files *files)
{
	vec_release(&files->member);
	vec_release(&files->control);
	left_out_release(&files->left_out);
	free(files->spared);
	free(files->identity);
	if (files->origin)
		files->origin->release(files->origin);
	*files = (struct package_files){0};
}
