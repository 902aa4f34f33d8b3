/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/generate/generate.h"

#include <string.h>

#include "stage/generate/parts.h"

static bool wants(const struct profile *profile, const char *generator)
{
	for (size_t i = 0; i < profile->generate.n; i++)
		if (strcmp(profile->generate.at[i].text, generator) == 0)
			return true;
	return false;
}

int generate_given(const struct generate_input *input, bool last, struct fileset *files,
		   struct err *err)
{
	return generate_paths(input->profile, last, files, err) || generate_copies(input, files, err) ? -1 : 0;
}

int generate(const struct generate_input *input, struct fileset *files, struct err *err)
{
	if (generate_given(input, false, files, err) ||
	    generate_workdir(input->profile, files, err) || generate_ca(&input->ca, files, err) ||
	    generate_php(files, err) || generate_machine_id(files, err))
		return -1;
	if (input->pam && generate_pam(files, err))
		return -1;
	if (wants(input->profile, "busybox") && generate_busybox(files, err))
		return -1;
	return 0;
}
