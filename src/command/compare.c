/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/compare.h"

#include "report/compare.h"

json_t *compare_with_apt(const struct plan *plan, struct err *err)
{
	struct request_item *items CLEANUP(mem_freep) = NULL;
	size_t n = plan_request(plan, &items);
	struct universe apt = {0};
	struct err why = {0};
	json_t *facts = NULL;
	if (plan->source->load_apt_choice(plan->source, items, n, &apt, &why) == 0)
		facts = comparison_facts(plan, &apt);
	else if (why.status == STATUS_UNSOLVABLE)
		facts = comparison_failed_facts(&why);
	else
		err_move(err, &why);
	universe_release(&apt);
	err_release(&why);
	return facts;
}
