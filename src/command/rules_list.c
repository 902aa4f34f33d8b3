/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/rules_list.h"

#include "report/print.h"
#include "report/rules.h"

int rules_list(const char *data_dir, bool json, struct err *err)
{
	char *dir CLEANUP(mem_freep) = mem_printf("%s/rules", data_dir);
	struct buf out CLEANUP(buf_release) = {0};
	struct rules rules;
	if (rules_load(dir, &rules, err))
		return -1;
	json_t *facts = size_rules_facts(&rules.size);
	rules_release(&rules);
	if (json)
		return report_json(facts, err);
	size_rules_text(facts, &out);
	json_decref(facts);
	return report_text(&out, err);
}
