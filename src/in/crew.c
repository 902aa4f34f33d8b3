/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads that read a directory tree together: most of the time is spent in the kernel,
 * which looks up several names at once. */
#include <pthread.h>

#include "in/in_parts.h"

enum { CREW_MOST = 8 };

struct in_crew {
	pthread_mutex_t lock;
	pthread_cond_t change;
	VEC(char *) path;
	size_t waiting, hands; /* number of threads that wait; number of threads */
	bool failed;
};

struct in_crew *in_crew_new(void)
{
	struct in_crew *crew = mem_alloc(sizeof(*crew));
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->change, NULL);
	crew->hands = 1;
	return crew;
}

void in_crew_add(struct in_crew *crew, const char *path)
{
	char *copy = mem_strdup(path);
	pthread_mutex_lock(&crew->lock);
	vec_push(&crew->path, copy);
	if (crew->waiting)
		pthread_cond_signal(&crew->change);
	pthread_mutex_unlock(&crew->lock);
}

/* A thread that finds nothing waits, because others may still find directories. When all
 * wait, the work is done. */
char *in_crew_next(struct in_crew *crew)
{
	char *path = NULL;
	pthread_mutex_lock(&crew->lock);
	crew->waiting++;
	while (!crew->path.n && !crew->failed && crew->waiting < crew->hands)
		pthread_cond_wait(&crew->change, &crew->lock);
	if (crew->path.n && !crew->failed) {
		path = crew->path.at[--crew->path.n];
		crew->waiting--;
	} else {
		pthread_cond_broadcast(&crew->change);
	}
	pthread_mutex_unlock(&crew->lock);
	return path;
}

void in_crew_fail(struct in_crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	crew->failed = true;
	pthread_cond_broadcast(&crew->change);
	pthread_mutex_unlock(&crew->lock);
}

struct hand {
	void (*work)(void *argument);
	void *argument;
};

static void *start(void *hand)
{
	const struct hand *h = hand;
	h->work(h->argument);
	return NULL;
}

/* The first worker is this thread, which does everything if no other can be started. */
void in_crew_run(struct in_crew *crew, void (*work)(void *argument), void *arguments, size_t size,
		 unsigned n)
{
	pthread_t thread[CREW_MOST];
	struct hand hand[CREW_MOST];
	unsigned started = 1;
	n = n > CREW_MOST ? CREW_MOST : n;
	pthread_mutex_lock(&crew->lock);
	for (; started < n; started++) {
		hand[started] = (struct hand){work, (char *)arguments + started * size};
		if (pthread_create(&thread[started], NULL, start, &hand[started]))
			break;
	}
	crew->hands = started;
	pthread_mutex_unlock(&crew->lock);
	work(arguments);
	for (unsigned i = 1; i < started; i++)
		pthread_join(thread[i], NULL);
}

void in_crew_free(struct in_crew *crew)
{
	for (size_t i = 0; i < crew->path.n; i++)
		free(crew->path.at[i]);
	vec_release(&crew->path);
	pthread_mutex_destroy(&crew->lock);
	pthread_cond_destroy(&crew->change);
	free(crew);
}
