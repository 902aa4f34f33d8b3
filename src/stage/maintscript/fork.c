/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Follows both ways through a script where it is not known which one is taken. */
#include "stage/maintscript/eval.h"

struct state walk_state_copy(const struct state *from)
{
	struct state to = *from;
	to.variable.at = NULL;
	to.variable.n = to.variable.cap = 0;
	to.positional = (struct names){0};
	for (size_t i = 0; i < from->variable.n; i++)
		vec_push(&to.variable, from->variable.at[i]);
	for (size_t i = 0; i < from->positional.n; i++)
		vec_push(&to.positional, from->positional.at[i]);
	return to;
}

void walk_state_release(struct state *state)
{
	vec_release(&state->variable);
	vec_release(&state->positional);
}

void fork_begin(struct eval *e, struct fork *f)
{
	*f = (struct fork){.before = walk_state_copy(&e->now), .done = e->done.n, .doubted = e->doubted.n,
			   .unhandled = e->unhandled.n, .output = e->output ? e->output->n : 0};
}

/* Moves what one way did from the lists to `way`. */
static void take_way(struct eval *e, struct fork *f, struct way *way)
{
	*way = (struct way){.state = e->now};
	eval_spend(e, 8 * (e->done.n - f->done + e->doubted.n - f->doubted + e->unhandled.n - f->unhandled));
	for (size_t i = f->done; i < e->done.n; i++)
		vec_push(&way->done, e->done.at[i]);
	for (size_t i = f->doubted; i < e->doubted.n; i++)
		vec_push(&way->doubted, e->doubted.at[i]);
	for (size_t i = f->unhandled; i < e->unhandled.n; i++)
		vec_push(&way->unhandled, e->unhandled.at[i]);
	if (e->output && e->output->n > f->output) {
		buf_add(&way->output, e->output->p + f->output, e->output->n - f->output);
		e->output->n = f->output;
		e->output->p[f->output] = 0;
	}
	e->done.n = f->done;
	e->doubted.n = f->doubted;
	e->unhandled.n = f->unhandled;
}

void fork_next(struct eval *e, struct fork *f)
{
	take_way(e, f, &f->first);
	e->now = walk_state_copy(&f->before);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_effect(const struct effect *a, const struct effect *b)
{
	bool same = a->kind == b->kind && same_text(a->path, b->path) && same_text(a->target, b->target) &&
		    same_text(a->name, b->name) && same_text(a->user, b->user) &&
		    same_text(a->group, b->group) && same_text(a->home, b->home) &&
		    same_text(a->shell, b->shell) && same_text(a->gecos, b->gecos) &&
		    same_text(a->for_package, b->for_package) && a->priority == b->priority &&
		    a->id == b->id && a->login == b->login && a->mode == b->mode && a->keep == b->keep && a->deep == b->deep &&
		    a->make_home == b->make_home && a->tool == b->tool && a->slave.n == b->slave.n &&
		    str_equal(a->content, b->content);
	for (size_t i = 0; same && i < a->slave.n; i++)
		same = same_text(a->slave.at[i].path, b->slave.at[i].path) &&
		       same_text(a->slave.at[i].name, b->slave.at[i].name) &&
		       same_text(a->slave.at[i].target, b->slave.at[i].target);
	return same;
}

static bool same_done(const struct way *a, const struct way *b)
{
	bool same = a->done.n == b->done.n;
	for (size_t i = 0; same && i < a->done.n; i++)
		same = same_effect(&a->done.at[i].effect, &b->done.at[i].effect);
	return same;
}

static void keep_done(struct eval *e, const struct way *way)
{
	for (size_t i = 0; i < way->done.n; i++)
		vec_push(&e->done, way->done.at[i]);
}

/* No more lines are needed of a script that is too long to follow. */
static void add_unhandled(struct eval *e, const struct maintscript_line *line)
{
	if (!eval_spend(e, e->unhandled.n))
		return;
	for (size_t i = 0; i < e->unhandled.n; i++)
		if (e->unhandled.at[i].line == line->line &&
		    strcmp(e->unhandled.at[i].text, line->text) == 0)
			return;
	vec_push(&e->unhandled, *line);
}

/* Keeps what was not understood, or may not have happened, in a way that may have been taken. */
static void keep_doubts(struct eval *e, const struct way *way)
{
	for (size_t i = 0; i < way->doubted.n; i++)
		vec_push(&e->doubted, way->doubted.at[i]);
	for (size_t i = 0; i < way->unhandled.n; i++)
		add_unhandled(e, &way->unhandled.at[i]);
}

static void doubt_done(struct eval *e, const struct way *way, const char *condition)
{
	for (size_t i = 0; i < way->done.n; i++) {
		const struct maintscript_line line = {
			way->done.at[i].effect.line, way->done.at[i].source,
			arena_printf(e->arena, "only if: %s", condition)};
		add_unhandled(e, &line);
		vec_push(&e->doubted, way->done.at[i].effect);
	}
	for (size_t i = 0; i < way->done.n; i++)
		if (effect_writes(way->done.at[i].effect.kind))
			taint(e, way->done.at[i].effect.path, true);
}

static bool has_variable(const struct state *state, const char *name)
{
	for (size_t i = 0; i < state->variable.n; i++)
		if (strcmp(state->variable.at[i].name, name) == 0)
			return true;
	return false;
}

static const char *value_in(const struct state *state, const char *name)
{
	for (size_t i = 0; i < state->variable.n; i++)
		if (strcmp(state->variable.at[i].name, name) == 0)
			return state->variable.at[i].value;
	return NULL;
}

static void merge_states(struct eval *e, struct state *into, const struct state *from)
{
	eval_spend(e, 2 * into->variable.n * from->variable.n);
	for (size_t i = 0; i < from->variable.n; i++)
		if (!has_variable(into, from->variable.at[i].name))
			vec_push(&into->variable, ((struct variable){from->variable.at[i].name, NULL}));
	for (size_t i = 0; i < into->variable.n; i++)
		if (!same_text(into->variable.at[i].value, value_in(from, into->variable.at[i].name)))
			into->variable.at[i].value = UNKNOWN_TEXT;
	bool same = into->positional.n == from->positional.n;
	for (size_t i = 0; same && i < into->positional.n; i++)
		same = same_text(into->positional.at[i], from->positional.at[i]);
	if (!same)
		for (size_t i = 0; i < into->positional.n; i++)
			into->positional.at[i] = UNKNOWN_TEXT;
	if (into->status != from->status)
		into->status = UNSURE;
	if (!same_text(into->directory, from->directory))
		into->directory = UNKNOWN_TEXT;
	if (from->doubt && (!into->doubt || from->doubt_scope > into->doubt_scope)) {
		into->doubt = from->doubt;
		into->doubt_scope = from->doubt_scope;
	}
	into->errexit &= from->errexit;
	into->unread |= from->unread;
}

static bool fails(const struct eval *e, const struct state *s)
{
	return !e->subshell && s->flow == FLOW_EXIT && s->flow_status > 0;
}

static void merge_output(struct eval *e, const struct way *a, const struct way *b)
{
	if (!e->output)
		return;
	if (str_equal(buf_str(&a->output), buf_str(&b->output)))
		buf_add(e->output, a->output.p ? a->output.p : "", a->output.n);
	else
		buf_puts(e->output, UNKNOWN_TEXT);
}

static void way_release(struct way *way)
{
	vec_release(&way->done);
	vec_release(&way->doubted);
	vec_release(&way->unhandled);
	buf_release(&way->output);
	walk_state_release(&way->state);
}

/* Joins two ways, both of which may have been taken. */
static void join_both(struct eval *e, struct way *a, struct way *b, const char *condition)
{
	/* `stay` continues, `leave` may have left. */
	struct way *stay = a->state.flow <= b->state.flow ? a : b, *leave = stay == a ? b : a;
	if (same_done(a, b)) {
		keep_done(e, a);
	} else {
		doubt_done(e, a, condition);
		doubt_done(e, b, condition);
	}
	keep_doubts(e, a);
	keep_doubts(e, b);
	merge_output(e, a, b);
	enum flow left = leave->state.flow;
	if (left == stay->state.flow) {
		merge_states(e, &stay->state, &leave->state);
		if (stay->state.flow_status != leave->state.flow_status)
			stay->state.flow_status = UNSURE;
	} else {
		/* A way that leaves a function or loop continues after it. */
		if (left < FLOW_EXIT)
			merge_states(e, &stay->state, &leave->state);
		if (!stay->state.doubt || left > stay->state.doubt_scope) {
			stay->state.doubt = condition;
			stay->state.doubt_scope = left;
		}
	}
	e->now = stay->state;
	stay->state = (struct state){0};
}

static void take_one(struct eval *e, struct way *way)
{
	keep_done(e, way);
	keep_doubts(e, way);
	if (e->output)
		buf_add(e->output, way->output.p ? way->output.p : "", way->output.n);
	e->now = way->state;
	way->state = (struct state){0};
}

void fork_join(struct eval *e, struct fork *f, const char *condition)
{
	struct way second;
	take_way(e, f, &second);
	bool first_fails = fails(e, &f->first.state), second_fails = fails(e, &second.state);
	if (first_fails && !second_fails)
		take_one(e, &second);
	else if (second_fails)
		take_one(e, &f->first);
	else
		join_both(e, &f->first, &second, condition);
	way_release(&f->first);
	way_release(&second);
	walk_state_release(&f->before);
}
