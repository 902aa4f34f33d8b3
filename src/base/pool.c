/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/scratch.h"
#include "base/str.h"

/* A signal may arrive between the look at `interrupted` and poll(2); poll then does not
 * return early, so it wakes up this often to look again. */
enum { LOOK_AGAIN_MS = 100 };

/* More places than any error of a worker is wrapped with. */
enum { CONTEXTS_MOST = 8 };

/* An error is sent from child to parent in one write that fits into the smallest pipe
 * (one page), so that a child never blocks until its parent reads. */
struct message {
	int32_t status;
	uint16_t text, hint; /* lengths in `bytes`; the hint follows the text */
	uint16_t context[CONTEXTS_MOST]; /* bytes of each place that the text begins with, from the
					    outermost; 0: no more */
	char bytes[2000];
};

struct child {
	pid_t pid;
	size_t index;
	int result, pipe; /* the read end; it reaches its end when the child ends */
};

struct pool {
	const struct pool_work *work;
	struct child *child; /* [running] */
	size_t running, next;
	size_t failed; /* index of the piece whose error `first` is */
	struct err first;
};

static bool is_interrupted(const struct pool_work *work)
{
	return work->interrupted && *work->interrupted;
}

/* --- the child ---------------------------------------------------------- */

static uint16_t put_text(struct message *message, size_t at, const char *text)
{
	size_t n = text ? strlen(text) : 0, room = sizeof(message->bytes) - at;
	if (n > room)
		n = room;
	if (n)
		memcpy(message->bytes + at, text, n);
	return (uint16_t)n;
}

static void put_contexts(struct message *message, const struct err *err)
{
	const struct err_context *context = err->context;
	for (size_t i = 0; context && i < CONTEXTS_MOST; i++, context = context->inner) {
		size_t n = strlen(context->text);
		message->context[i] = (uint16_t)(n < sizeof(message->bytes) ? n : 0);
	}
}

static void send_error(int pipe, const struct err *err)
{
	struct message message = {.status = err->status};
	message.text = put_text(&message, 0, err->text);
	message.hint = put_text(&message, message.text, err->hint);
	put_contexts(&message, err);
	while (write(pipe, &message, sizeof(message)) < 0 && errno == EINTR)
		;
}

/* The inherited handlers set a flag that only the parent reads, so the child restores
 * the default actions. Signals that are ignored (nohup) stay ignored. */
static void default_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		struct sigaction action;
		if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			signal(numbers[i], SIG_DFL);
		sigaddset(&set, numbers[i]);
	}
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* Ends with _exit(2), because stdio buffers and exit handlers belong to the parent. */
static _Noreturn void child_main(struct pool *pool, const struct child *self, int pipe,
				 pid_t parent)
{
	const struct pool_work *work = pool->work;
	struct err err = {0};

	default_signals();
	/* If a filter of system calls refuses this, the child only notices at its next write. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_FATAL);
	for (size_t i = 0; i < pool->running; i++) {
		close(pool->child[i].result);
		close(pool->child[i].pipe);
	}
	if (work->run(work->context, self->index, self->result, &err) == 0)
		_exit(STATUS_DONE);
	send_error(pipe, &err);
	_exit(STATUS_CHECK);
}

/* --- the parent --------------------------------------------------------- */

static const char *name_of_work(const struct pool_work *work, size_t index)
{
	return work->name ? work->name(work->context, index) : NULL;
}

/* Takes over `err`, and keeps it only if no piece with a smaller index failed. */
static void note_error(struct pool *pool, size_t index, struct err *err)
{
	const char *name = name_of_work(pool->work, index);
	if (pool->first.status && pool->failed < index) {
		err_release(err);
		return;
	}
	if (name)
		err_wrap(err, "%s", name);
	err_release(&pool->first);
	err_move(&pool->first, err);
	pool->failed = index;
}

static int open_work_result(const struct pool_work *work, size_t index, struct err *err)
{
	if (work->open_result)
		return work->open_result(work->context, index, err);
	return scratch_in_memory(err);
}

static int start_child(struct pool *pool, struct err *err)
{
	struct child child = {.index = pool->next, .result = -1};
	pid_t parent = getpid();
	int ends[2];

	child.result = open_work_result(pool->work, child.index, err);
	if (child.result < 0)
		return -1;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		close(child.result);
		return err_sys(err, "cannot create a pipe");
	}
	child.pid = fork();
	if (child.pid == 0) {
		close(ends[0]);
		child_main(pool, &child, ends[1], parent);
	}
	close(ends[1]);
	if (child.pid < 0) {
		err_sys(err, "cannot start a worker process");
		close(ends[0]);
		close(child.result);
		return -1;
	}
	child.pipe = ends[0];
	pool->child[pool->running++] = child;
	return 0;
}

/* The text of an error that was wrapped as `context` says. A text that was too long for the
 * message may lack what follows a place: then it counts as one without places. */
static void set_wrapped(struct err *err, enum status status, struct str text, const uint16_t *context, size_t n)
{
	size_t length = n ? context[0] : 0;
	if (length && length + 2 < text.n && memcmp(text.p + length, ": ", 2) == 0) {
		const struct str rest = {text.p + length + 2, text.n - length - 2};
		set_wrapped(err, status, rest, context + 1, n - 1);
		err_wrap(err, "%.*s", (int)length, text.p);
	} else {
		err_set(err, status, "%.*s", STR_ARG(text));
	}
}

/* The message is checked like any untrusted input, because the package that the child
 * read may have taken it over. */
static int read_error(int pipe, struct err *err)
{
	struct message message;
	ssize_t n;
	do
		n = read(pipe, &message, sizeof(message));
	while (n < 0 && errno == EINTR);
	if (n != sizeof(message) || message.status < STATUS_CHECK ||
	    message.status > STATUS_NETWORK || message.text > sizeof(message.bytes) ||
	    message.hint > sizeof(message.bytes) - message.text)
		return err_set(err, STATUS_FATAL, "worker failed without a word");
	set_wrapped(err, (enum status)message.status, (struct str){message.bytes, message.text},
		    message.context, CONTEXTS_MOST);
	if (message.hint)
		err_hint(err, "%.*s", (int)message.hint, message.bytes + message.text);
	return -1;
}

static int judge_end(const struct child *child, int status, struct err *err)
{
	if (WIFSIGNALED(status)) {
		int number = WTERMSIG(status);
		const char *name = sigabbrev_np(number);
		if (number == SIGINT || number == SIGTERM || number == SIGHUP)
			return err_set(err, STATUS_FATAL, "interrupted");
		return err_set(err, STATUS_UNTRUSTED, "worker died of signal %d (SIG%s)", number,
			       name ? name : "?");
	}
	return WEXITSTATUS(status) == STATUS_DONE ? 0 : read_error(child->pipe, err);
}

static int wait_for(const struct pool_work *work, pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
		if (is_interrupted(work))
			kill(pid, SIGKILL);
	}
	return status;
}

/* The child's pipe is readable or at its end, so the child has exited or is about to. */
static void finish_child(struct pool *pool, size_t slot)
{
	struct child child = pool->child[slot];
	struct err err = {0};
	int status = wait_for(pool->work, child.pid);

	pool->child[slot] = pool->child[--pool->running];
	if (judge_end(&child, status, &err) != 0)
		close(child.result);
	else
		pool->work->collect(pool->work->context, child.index, child.result, &err);
	close(child.pipe);
	if (err.status)
		note_error(pool, child.index, &err);
}

static int wait_any(struct pool *pool, struct pollfd *poll_fd, struct err *err)
{
	for (size_t i = 0; i < pool->running; i++)
		poll_fd[i] = (struct pollfd){.fd = pool->child[i].pipe, .events = POLLIN};
	int ready = poll(poll_fd, pool->running, LOOK_AGAIN_MS);
	if (ready < 0 && errno != EINTR)
		return err_sys(err, "cannot wait for workers");
	if (ready <= 0)
		return 0;
	/* From the end, because finish_child() moves the last child into the gap. */
	for (size_t i = pool->running; i-- > 0;)
		if (poll_fd[i].revents)
			finish_child(pool, i);
	return 0;
}

static void kill_all(struct pool *pool)
{
	for (size_t i = 0; i < pool->running; i++)
		kill(pool->child[i].pid, SIGKILL);
	for (size_t i = 0; i < pool->running; i++) {
		wait_for(pool->work, pool->child[i].pid);
		close(pool->child[i].result);
		close(pool->child[i].pipe);
	}
	pool->running = 0;
}

static int run_all(struct pool *pool, struct pollfd *poll_fd, unsigned jobs, struct err *err)
{
	const struct pool_work *work = pool->work;
	for (;;) {
		if (is_interrupted(work))
			return err_set(err, STATUS_FATAL, "interrupted");
		bool more = pool->next < work->count && !pool->first.status;
		if (!more && pool->running == 0)
			return 0;
		if (more && pool->running < jobs) {
			if (start_child(pool, err) != 0)
				return -1;
			pool->next++;
		} else if (wait_any(pool, poll_fd, err) != 0) {
			return -1;
		}
	}
}

int pool_run(const struct pool_work *work, struct err *err)
{
	struct pool pool = {.work = work};
	unsigned jobs = work->jobs ? work->jobs : 1;
	if (jobs > work->count)
		jobs = (unsigned)work->count;
	pool.child = mem_resize(NULL, jobs, sizeof(*pool.child));
	struct pollfd *poll_fd = mem_resize(NULL, jobs, sizeof(*poll_fd));

	int ret = run_all(&pool, poll_fd, jobs, err);
	kill_all(&pool);
	if (ret == 0 && pool.first.status) {
		err_move(err, &pool.first);
		ret = -1;
	}
	err_release(&pool.first);
	free(poll_fd);
	free(pool.child);
	return ret;
}
