/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/use.h"

static const struct {
	const char *name, *verb;
} kinds[] = {
	[USE_LINK] = {"link", "leads to"},
	[USE_INTERPRETER] = {"interpreter", "is a script for"},
	[USE_COMMAND] = {"command", "may call"},
	[USE_LOADER] = {"loader", "is loaded by"},
	[USE_LIBRARY] = {"library", "is linked with"},
	[USE_VERSION] = {"version", "needs version"},
	[USE_LIBGCC] = {"libgcc", "loads at need"},
	[USE_DLOPEN] = {"dlopen", "can load"},
	[USE_SHELL] = {"shell", "can run"},
	[USE_NAMED] = {"named", "can run"},
	[USE_DATA] = {"data", "uses"},
	[USE_MENTION] = {"mention", "names"},
	[USE_SETTINGS] = {"settings", "may read"},
	[USE_MODULE] = {"module", "can load"},
};

const char *use_name(enum use_kind kind)
{
	return kinds[kind].name;
}

const char *use_verb(enum use_kind kind)
{
	return kinds[kind].verb;
}
