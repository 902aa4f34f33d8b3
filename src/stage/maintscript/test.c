/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test(1): decides what is known about strings, numbers and the files of the image. */
#include "stage/maintscript/eval.h"

/* Functions return a truth value 0, 1 or UNSURE, not an exit status. */
struct tests {
	struct eval *e;
	const char **at;
	size_t n, i;
	bool bad;
};

static int either(struct tests *t);

static int not(int truth)
{
	return truth == UNSURE ? UNSURE : !truth;
}

static int is_equal_text(const char *a, const char *b)
{
	if (is_known(a) && is_known(b))
		return strcmp(a, b) == 0;
	/* The known text before the unknown part may differ already. */
	size_t na = strcspn(a, UNKNOWN_TEXT), nb = strcspn(b, UNKNOWN_TEXT);
	size_t n = na < nb ? na : nb;
	if (strncmp(a, b, n) != 0 || (!a[na] && na < nb) || (!b[nb] && nb < na))
		return 0;
	return UNSURE;
}

static int is_empty_text(const char *text)
{
	return !*text ? 1 : strspn(text, UNKNOWN_TEXT) == strlen(text) ? UNSURE : 0;
}

static int test_path(struct eval *e, char what, const char *text)
{
	const char *path = *text ? absolute(e, text) : NULL;
	uint32_t mode;
	struct str content;
	if (!*text)
		return 0;
	if (!path)
		return UNSURE;
	enum there there = image_look(e, path, what != 'L' && what != 'h');
	if (there == THERE_UNKNOWN)
		return UNSURE;
	/* Another user may not be able to see it, and has other rights. */
	if (e->user)
		return there == THERE_NOT ? 0 : UNSURE;
	switch (what) {
	case 'L':
	case 'h':
		return there == THERE_LINK;
	case 'd':
		return there == THERE_DIRECTORY;
	case 'f':
		return there == THERE_FILE;
	case 'x':
		return there != THERE_FILE ? there == THERE_DIRECTORY
		       : image_mode(e, path, &mode) ? (mode & 0111) != 0 : UNSURE;
	case 's':
		return there != THERE_FILE ? there == THERE_DIRECTORY
		       : image_content(e, path, &content) ? content.n > 0 : UNSURE;
	case 'c':
	case 'b':
	case 'p':
	case 'S':
		return 0;
	case 'u':
	case 'g':
	case 'k':
		return there == THERE_NOT ? 0
		       : image_mode(e, path, &mode)
			       ? (mode & (what == 'u' ? 04000 : what == 'g' ? 02000 : 01000)) != 0
			       : UNSURE;
	default: /* e, r, w */
		return there != THERE_NOT;
	}
}

/* A file that belongs to root belongs to no other user. */
static int test_owner(struct eval *e, const char *operand, bool group)
{
	int roots = image_is_roots(e, operand, group);
	return e->user && roots == 1 ? 0 : e->user && roots != 0 ? UNSURE : roots;
}

static int unary(struct tests *t, const char *op, const char *operand)
{
	switch (op[1]) {
	case 'z':
		return is_empty_text(operand);
	case 'n':
		return not(is_empty_text(operand));
	case 't':
		return 0; /* there is no terminal */
	case 'O':
	case 'G':
		return test_owner(t->e, operand, op[1] == 'G');
	case 'N':
		return UNSURE;
	default:
		return test_path(t->e, op[1], operand);
	}
}

static bool is_unary(const char *word)
{
	return word[0] == '-' && word[1] && !word[2] && strchr("bcdefghkLnNOGprsStuwxz", word[1]);
}

static bool signed_number(const char *text, long long *value)
{
	unsigned long long n;
	bool minus = *text == '-';
	if (!str_number(str_from(text + minus), 10, 1ULL << 62, &n))
		return false;
	*value = minus ? -(long long)n : (long long)n;
	return true;
}

static int binary(struct tests *t, const char *a, const char *op, const char *b, bool *is)
{
	static const char *const numbers[] = {"-eq", "-ne", "-lt", "-le", "-gt", "-ge"};
	long long x, y;
	*is = true;
	if (strcmp(op, "=") == 0 || strcmp(op, "==") == 0)
		return is_equal_text(a, b);
	if (strcmp(op, "!=") == 0)
		return not(is_equal_text(a, b));
	if (strcmp(op, "-nt") == 0 || strcmp(op, "-ot") == 0 || strcmp(op, "-ef") == 0)
		return UNSURE;
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		if (strcmp(op, numbers[i]) != 0)
			continue;
		if (!is_known(a) || !is_known(b))
			return UNSURE;
		if (!signed_number(a, &x) || !signed_number(b, &y)) {
			t->bad = true;
			return 0;
		}
		const bool truth[] = {x == y, x != y, x < y, x <= y, x > y, x >= y};
		return truth[i];
	}
	*is = false;
	return 0;
}

static int primary(struct tests *t)
{
	size_t left = t->n - t->i;
	const char **at = t->at + t->i;
	bool is;
	if (!left) {
		t->bad = true;
		return 0;
	}
	if (left >= 3) {
		int truth = binary(t, at[0], at[1], at[2], &is);
		if (is) {
			t->i += 3;
			return truth;
		}
	}
	if (left >= 2 && strcmp(at[0], "!") == 0) {
		t->i++;
		return not(primary(t));
	}
	if (left >= 3 && strcmp(at[0], "(") == 0) {
		t->i++;
		int truth = either(t);
		t->bad |= t->i >= t->n || strcmp(t->at[t->i], ")") != 0;
		t->i++;
		return truth;
	}
	if (left >= 2 && is_unary(at[0])) {
		t->i += 2;
		return unary(t, at[0], at[1]);
	}
	t->i++;
	return not(is_empty_text(at[0]));
}

static int both(struct tests *t)
{
	int truth = primary(t);
	while (t->i < t->n && strcmp(t->at[t->i], "-a") == 0) {
		t->i++;
		int right = primary(t);
		truth = !truth || !right ? 0 : truth == 1 && right == 1 ? 1 : UNSURE;
	}
	return truth;
}

static int either(struct tests *t)
{
	int truth = both(t);
	while (t->i < t->n && strcmp(t->at[t->i], "-o") == 0) {
		t->i++;
		int right = both(t);
		truth = truth == 1 || right == 1 ? 1 : !truth && !right ? 0 : UNSURE;
	}
	return truth;
}

int test_run(struct eval *e, struct call *call)
{
	struct tests t = {.e = e, .at = call->word.at + 1, .n = call->word.n - 1};
	if (strcmp(call->word.at[0], "[") == 0) {
		if (!t.n || strcmp(t.at[t.n - 1], "]") != 0)
			return 2;
		t.n--;
	}
	if (!t.n)
		return 1;
	int truth = either(&t);
	if (t.bad || t.i != t.n)
		/* Unknown words may be none, or several. */
		return UNSURE;
	return truth == UNSURE ? UNSURE : !truth;
}
