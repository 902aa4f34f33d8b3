/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands, the exit status, the signal flag. Nothing else prints an error. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "command/build.h"
#include "command/cache.h"
#include "command/cache_dir.h"
#include "command/check.h"
#include "command/plan.h"
#include "command/profiles.h"
#include "command/rules_list.h"
#include "command/why.h"
#include "io/hash.h"
#include "plan/options.h"
#include "report/error.h"
#include "report/print.h"

/* The signal that came; what works for long looks at the first. */
static volatile sig_atomic_t interrupted, broken_pipe;

static void on_signal(int number)
{
	interrupted = number;
}

/* Writing fails with EPIPE then, so that what was begun is removed. */
static void on_broken_pipe(int number)
{
	broken_pipe = number;
}

static int run_rules(const struct options *options, const struct setting *setting, struct err *err)
{
	return rules_list(setting->data_dir, options->json, err);
}

static int run_cache(const struct options *options, const struct setting *setting, struct err *err)
{
	const char *action = options->arguments.n ? options->arguments.at[0] : NULL;
	if (action && strcmp(action, "clean") != 0)
		return err_set(err, STATUS_FATAL, "cache: unknown action '%s'; there is 'clean'", action);
	return action ? cache_clean(setting->cache_dir, options->json, err)
		      : cache_show(setting->cache_dir, options->json, err);
}

static const struct command {
	const char *name, *arguments, *help;
	size_t arguments_most;
	bool needs_cache;
	int (*run)(const struct options *options, const struct setting *setting, struct err *err);
} commands[] = {
	{"build", "", "resolve, fetch, verify, extract and write an image (the default)", 0, true, build},
	{"plan", "", "resolve only: packages, versions, sizes, cut dependencies", 0, true, plan_packages},
	{"why", "PKG|PATH", "why it is in the result, or (--not) what would bring it in", 1, true, why},
	{"check", "TARGET", "whether the programs of a directory, tar or image could start", 1, false, check},
	{"profiles", "[NAME]", "list the profiles, or show one resolved", 1, false, profiles},
	{"rules", "", "list the size rules, their values and reasons", 0, false, run_rules},
	{"cache", "[clean]", "show or clean the cache", 1, true, run_cache},
};

static int print_help(struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, "Usage: debslim [COMMAND] [OPTIONS] [ARGUMENTS]\n"
		       "Builds minimal root file systems from Debian packages.\n\nCommands:\n");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		char *left = mem_printf("%s %s", commands[i].name, commands[i].arguments);
		buf_printf(&out, "  %-18s %s\n", left, commands[i].help);
		free(left);
	}
	buf_puts(&out, "\nOptions:\n");
	options_describe(&out);
	buf_puts(&out, "\nExit status: 0 done, 1 a check came out false, 2 usage or fatal error, 3 no "
		       "solution,\n4 verification failed, 5 the network or the archive failed. "
		       "See debslim(1).\n");
	return report_text(&out, err);
}

static int print_version(struct err *err)
{
	struct buf out CLEANUP(buf_release) = {0};
	buf_puts(&out, "debslim " DEBSLIM_VERSION "\n");
	return report_text(&out, err);
}

static const struct command *find_command(const char *name, struct err *err)
{
	const char *names[ARRAY_LEN(commands)];
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		names[i] = commands[i].name;
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	}
	const char *near = str_nearest(name, names, ARRAY_LEN(names));
	err_set(err, STATUS_FATAL, "unknown command '%s'", name);
	if (near)
		err_hint(err, "did you mean '%s'", near);
	else
		err_hint(err, "'debslim --help' lists the commands");
	return NULL;
}

/* Beside a binary in a build tree, else where it was installed to. */
static char *find_data(void)
{
	const char *given = getenv("DEBSLIM_DATA");
	char self[PATH_MAX];
	if (given && *given)
		return mem_strdup(given);
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n > 0) {
		self[n] = 0;
		/* build/debslim, or build/san-…/debslim */
		for (int up = 0; up < 3; up++) {
			char *slash = strrchr(self, '/');
			if (!slash)
				break;
			*slash = 0;
			char *data = mem_printf("%s/data", self);
			char *rules = mem_printf("%s/rules/cuts.rules", data);
			bool there = up > 0 && access(rules, R_OK) == 0;
			free(rules);
			if (there)
				return data;
			free(data);
		}
	}
	return mem_strdup(DEBSLIM_DATADIR);
}

static int run(const struct options *options, struct err *err)
{
	const struct command *command = find_command(options->command ? options->command : "build", err);
	struct setting setting = {.interrupted = &interrupted};
	if (!command)
		return -1;
	if (options->arguments.n > command->arguments_most)
		return err_set(err, STATUS_FATAL, "%s: unexpected argument '%s'", command->name,
			       options->arguments.at[command->arguments_most]);
	if (options->simulate && command->run != build && command->run != plan_packages)
		return err_set(err, STATUS_FATAL, "--simulate goes with build, not with %s", command->name);
	if (options->architectures.n > 1 &&
	    (options->all || (command->run != build && command->run != plan_packages)))
		return err_set(err, STATUS_FATAL, "%s%s: one architecture at a time", command->name,
			       options->all ? " --all" : "");
	setting.umask = umask(0);
	umask(setting.umask);
	setting.data_dir = find_data();
	profiles_places(setting.data_dir, &setting.profiles);
	int status = 0;
	if (command->needs_cache && !(setting.cache_dir = cache_dir_make(options, err)))
		status = -1;
	if (!status && command->run == build && options->simulate)
		status = plan_packages(options, &setting, err);
	else if (!status)
		status = command->run(options, &setting, err);
	profile_places_release(&setting.profiles);
	free(setting.data_dir);
	free(setting.cache_dir);
	return status;
}

/* A descriptor that is closed at the start would be given to the first file
 * that is opened, which then gets what is meant for the user. */
static void open_standard_descriptors(void)
{
	/* The wrong way round, so that reading or writing one still fails. */
	static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
			_exit(STATUS_FATAL);
}

static void catch_signals(void)
{
	static const struct {
		int number;
		void (*handler)(int number);
	} caught[] = {{SIGINT, on_signal}, {SIGTERM, on_signal}, {SIGHUP, on_signal}, {SIGPIPE, on_broken_pipe}};
	for (size_t i = 0; i < ARRAY_LEN(caught); i++) {
		struct sigaction old, action = {.sa_handler = caught[i].handler};
		/* nohup(1) asks to ignore SIGHUP: leave it so. */
		if (sigaction(caught[i].number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(caught[i].number, &action, NULL);
	}
}

/* Whether it is a pipe that nobody reads any more. */
static bool is_unread(int fd)
{
	struct pollfd pipe = {.fd = fd};
	return poll(&pipe, 1, 0) > 0 && (pipe.revents & POLLERR);
}

/* Where the options are wrong: what stands among them, before or after what is wrong. */
static bool wants_json(char **argv)
{
	for (char **arg = argv + 1; *arg && strcmp(*arg, "--") != 0; arg++)
		if (strcmp(*arg, "--json") == 0)
			return true;
	return false;
}

/* On standard error; with --json as a document, too, unless one was printed that says it. */
static void tell_error(const struct err *err, bool json)
{
	log_error(err->text, err->hint);
	if (json && !report_printed() && !is_unread(STDOUT_FILENO))
		error_report(err);
}

/* By the signal, so that a shell that runs us knows of it, and ends its loop; as the first
 * process of a container, which signals do not end, with the status a shell makes of it. */
static int end_by_signal(int number)
{
	sigset_t set;
	fflush(NULL);
	signal(number, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(number);
	return 128 + number;
}

static void set_log(const struct options *o)
{
	bool terminal = isatty(STDERR_FILENO);
	const char *no_color = getenv("NO_COLOR");
	bool color = terminal && !(no_color && *no_color);
	log_setup((struct log_options){
		.level = o->quiet ? LOG_QUIET : o->verbose ? LOG_VERBOSE : LOG_NORMAL,
		.progress = o->progress == WHEN_AUTO ? terminal && !o->quiet : o->progress == WHEN_ALWAYS,
		.color = o->color == WHEN_AUTO ? color : o->color == WHEN_ALWAYS});
}

int main(int argc, char **argv)
{
	struct options options;
	struct err err = {0};
	int status;
	bool parsed;
	open_standard_descriptors();
	/* Names in tars and messages do not depend on the user's locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	catch_signals();
	status = options_parse(argc, argv, &options, &err);
	parsed = !status;
	set_log(&options);
	if (!status && options.help)
		status = print_help(&err);
	else if (!status && options.version)
		status = print_version(&err);
	else if (!status)
		status = hash_setup(&err) || run(&options, &err) ? -1 : 0;
	log_progress_end();
	/* A reader that has gone away is told nothing. The pipe that broke may have been to a worker of apt. */
	bool unread = status && !interrupted && broken_pipe &&
		      (is_unread(STDOUT_FILENO) || is_unread(STDERR_FILENO));
	if (status && !unread)
		tell_error(&err, parsed ? options.json : wants_json(argv));
	int code = status ? (err.status ? err.status : STATUS_FATAL) : STATUS_DONE;
	options_release(&options);
	err_release(&err);
	if (interrupted || unread)
		return end_by_signal(interrupted ? interrupted : SIGPIPE);
	return code;
}
