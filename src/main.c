/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands, the exit status, the signal flag. Nothing else prints an error. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "command/build.h"
#include "command/cache.h"
#include "command/check.h"
#include "command/plan.h"
#include "command/profiles.h"
#include "command/report.h"
#include "command/rules_list.h"
#include "command/why.h"
#include "io/file.h"
#include "io/hash.h"
#include "plan/options.h"

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
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
	return action ? cache_clean(setting->cache_dir, err)
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

static char *find_cache(const struct options *options)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if (options->cache_dir)
		return mem_strdup(options->cache_dir);
	if (xdg && xdg[0] == '/')
		return mem_printf("%s/debslim", xdg);
	/* apt downloads as another user, who cannot enter root's home. */
	if (geteuid() == 0 || !home || home[0] != '/')
		return mem_strdup("/var/cache/debslim");
	return mem_printf("%s/.cache/debslim", home);
}

static int absolute_cache(struct setting *setting, struct err *err)
{
	char real[PATH_MAX];
	if (file_make_dirs(setting->cache_dir, err))
		return err_wrap(err, "cache");
	if (!realpath(setting->cache_dir, real))
		return err_sys(err, "cache: %s", setting->cache_dir);
	free(setting->cache_dir);
	setting->cache_dir = mem_strdup(real);
	return 0;
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
	setting.cache_dir = find_cache(options);
	int status = command->needs_cache ? absolute_cache(&setting, err) : 0;
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
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal};
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		struct sigaction old;
		/* nohup(1) asks to ignore SIGHUP: leave it so. */
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
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
	open_standard_descriptors();
	/* Names in tars and messages do not depend on the user's locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	catch_signals();
	status = options_parse(argc, argv, &options, &err);
	set_log(&options);
	if (!status && options.help)
		status = print_help(&err);
	else if (!status && options.version)
		status = print_version(&err);
	else if (!status)
		status = hash_setup(&err) || run(&options, &err) ? -1 : 0;
	log_progress_end();
	if (status)
		log_error(err.text, err.hint);
	int code = status ? (err.status ? err.status : STATUS_FATAL) : STATUS_DONE;
	options_release(&options);
	err_release(&err);
	return code;
}
