/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Evaluates $((…)): integers, names, + - * / % and parentheses. The value of anything
 * else is unknown. */
#include "stage/maintscript/eval.h"

struct sum {
	struct eval *e;
	const char *at;
	int depth;
	bool bad;
};

static long long add_up(struct sum *s);

static void skip_sum_blanks(struct sum *s)
{
	s->at += strspn(s->at, " \t\n");
}

static long long to_number(struct sum *s, const char *text)
{
	unsigned long long n;
	bool minus = text && *text == '-';
	if (!text || !*text)
		return 0;
	if (!str_number(str_from(text + minus), 10, 1ULL << 40, &n)) {
		s->bad = true;
		return 0;
	}
	return minus ? -(long long)n : (long long)n;
}

static long long operand(struct sum *s)
{
	skip_sum_blanks(s);
	if (++s->depth > 50)
		s->bad = true;
	if (s->bad)
		return 0;
	long long value = 0;
	if (*s->at == '(') {
		s->at++;
		value = add_up(s);
		skip_sum_blanks(s);
		s->bad |= *s->at != ')';
		s->at += !s->bad;
	} else if (*s->at == '-') {
		s->at++;
		value = -operand(s);
	} else {
		bool named = *s->at == '$';
		s->at += named;
		size_t n = strspn(s->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
		const char *word = arena_strndup(s->e->arena, s->at, n);
		bool digits = strspn(word, "0123456789") == n;
		s->bad |= n == 0;
		s->at += n;
		if (!s->bad && digits && !named)
			value = to_number(s, word);
		else if (!s->bad)
			value = to_number(s, digits ? UNKNOWN_TEXT : variable_get(s->e, word));
	}
	s->depth--;
	return value;
}

/* Numbers are limited so that they cannot overflow. */
static long long bounded(struct sum *s, long long value)
{
	s->bad |= value > 1LL << 40 || value < -(1LL << 40);
	return s->bad ? 0 : value;
}

static long long multiply(struct sum *s)
{
	long long value = operand(s);
	for (;;) {
		skip_sum_blanks(s);
		char op = *s->at;
		if (s->bad || !op || !strchr("*/%", op))
			return value;
		s->at++;
		long long right = operand(s);
		if (op == '*') {
			s->bad |= value > 1 << 20 || value < -(1 << 20) || right > 1 << 20 || right < -(1 << 20);
			value = s->bad ? 0 : value * right;
		} else {
			s->bad |= right == 0;
			value = s->bad ? 0 : op == '/' ? value / right : value % right;
		}
	}
}

static long long add_up(struct sum *s)
{
	long long value = multiply(s);
	for (;;) {
		skip_sum_blanks(s);
		char op = *s->at;
		if (s->bad || (op != '+' && op != '-'))
			return value;
		s->at++;
		long long right = multiply(s);
		value = bounded(s, op == '+' ? value + right : value - right);
	}
}

const char *eval_arithmetic(struct eval *e, struct str text)
{
	struct sum s = {.e = e, .at = arena_strndup(e->arena, text.p, text.n)};
	long long value = add_up(&s);
	skip_sum_blanks(&s);
	return s.bad || *s.at ? UNKNOWN_TEXT : arena_printf(e->arena, "%lld", value);
}
