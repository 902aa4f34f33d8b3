/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parses options of commands as getopt_long(3) does. */
#include "stage/maintscript/eval.h"

static bool is_long_option(const char *const *names, const char *name, size_t n)
{
	for (; names && *names; names++)
		if (strlen(*names) == n && strncmp(*names, name, n) == 0)
			return true;
	return false;
}

static void add_option(struct option_list *out, const char *flag, const char *value)
{
	vec_push(&out->flag, flag);
	vec_push(&out->value, value);
}

static size_t take_long_option(struct eval *e, const struct call *call, size_t i, const char *const *with_value,
			       struct option_list *out)
{
	const char *word = call->word.at[i], *sign = strchr(word, '=');
	size_t n = sign ? (size_t)(sign - word) : strlen(word);
	const char *flag = arena_strndup(e->arena, word, n);
	if (sign)
		add_option(out, flag, sign + 1);
	else if (is_long_option(with_value, word + 2, n - 2) && i + 1 < call->word.n)
		add_option(out, flag, call->word.at[++i]);
	else
		add_option(out, flag, "");
	return i;
}

static size_t take_short(struct eval *e, const struct call *call, size_t i, const char *with_value,
			 struct option_list *out)
{
	for (const char *p = call->word.at[i] + 1; *p; p++) {
		const char *flag = arena_printf(e->arena, "-%c", *p);
		if (!strchr(with_value, *p)) {
			add_option(out, flag, "");
			continue;
		}
		if (p[1])
			add_option(out, flag, p + 1);
		else
			add_option(out, flag, i + 1 < call->word.n ? call->word.at[++i] : "");
		break;
	}
	return i;
}

void options_take(struct eval *e, const struct call *call, const char *letters, const char *const *longs,
		  struct option_list *out)
{
	*out = (struct option_list){0};
	for (size_t i = 1; i < call->word.n; i++) {
		const char *word = call->word.at[i];
		if (strcmp(word, "--") == 0) {
			while (++i < call->word.n)
				vec_push(&out->rest, call->word.at[i]);
		} else if (strncmp(word, "--", 2) == 0) {
			i = take_long_option(e, call, i, longs, out);
		} else if (word[0] == '-' && word[1]) {
			i = take_short(e, call, i, letters, out);
		} else {
			vec_push(&out->rest, word);
		}
	}
}

const char *option_value(const struct option_list *list, const char *a, const char *b)
{
	for (size_t i = list->flag.n; i > 0; i--)
		if ((a && strcmp(list->flag.at[i - 1], a) == 0) || (b && strcmp(list->flag.at[i - 1], b) == 0))
			return list->value.at[i - 1];
	return NULL;
}

bool option_has(const struct option_list *list, const char *a, const char *b)
{
	return option_value(list, a, b) != NULL;
}

void options_free(struct option_list *list)
{
	vec_release(&list->flag);
	vec_release(&list->value);
	vec_release(&list->rest);
}

bool all_known(const struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (!is_known(names->at[i]))
			return false;
	return true;
}
