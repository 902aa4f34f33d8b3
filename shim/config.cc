// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/config.h"

#include <apt-pkg/aptconfiguration.h>
#include <apt-pkg/configuration.h>
#include <apt-pkg/error.h>
#include <apt-pkg/init.h>
#include <apt-pkg/pkgsystem.h>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "shim/files.h"
#include "shim/verify.h"

namespace shim {

static std::string text_or_empty(const char *text)
{
	return text ? text : "";
}

static std::vector<std::string> list_of(struct apt_strings strings)
{
	return {strings.at, strings.at + strings.n};
}

settings::settings(const struct apt_options &o)
    : cache_dir(text_or_empty(o.cache_dir)), suite(text_or_empty(o.suite)),
      architecture(text_or_empty(o.architecture)), packages(text_or_empty(o.packages)),
      packages_text(text_or_empty(o.packages_text)), pool(text_or_empty(o.pool)),
      debs_index(text_or_empty(o.debs_index)), mirrors(list_of(o.mirrors)),
      sources(list_of(o.sources)), keyrings(list_of(o.keyrings)), options(list_of(o.options)),
      allow_missing(list_of(o.allow_missing)), suites(o.suites), offline(o.offline),
      update(o.update), interrupted(o.interrupted)
{
	// apt's download workers start in another directory.
	cache_dir = absolute(cache_dir);
	if (!pool.empty())
		pool = absolute(pool);
}

bool settings::host_as_is() const
{
	return suite.empty() && mirrors.empty() && sources.empty() && keyrings.empty() &&
	       packages.empty();
}

bool settings::stop() const
{
	return interrupted && *interrupted;
}

// Reads the host's configuration files, before ours is added.
static void read_host_configuration()
{
	_error->Discard();
	_config->Clear();
	if (!pkgInitConfig(*_config))
		check_apt(STATUS_FATAL, "apt's configuration");
	check_apt(STATUS_FATAL, "apt's configuration");
}

std::string host_architecture()
{
	if (_config->Find("APT::Architecture").empty())
		read_host_configuration();
	return _config->Find("APT::Architecture");
}

static void set_list(const std::string &name, const std::string &only)
{
	_config->Clear(name);
	_config->Set(name + "::", only);
}

static void only_packages_indexes()
{
	for (const char *type : {"deb", "deb-src"}) {
		std::string const top = std::string("Acquire::IndexTargets::") + type;
		for (const std::string &target : _config->FindVector(top, "", true))
			_config->Set(top + "::" + target + "::DefaultEnabled",
				     target == "Packages" ? "true" : "false");
	}
	_config->Clear("Acquire::Languages");
	_config->Set("Acquire::Languages", "none");
	// Records are read from the lists in random order, which compressed lists do not
	// support.
	_config->Set("Acquire::GzipIndexes", "false");
}

static void forget_hooks()
{
	for (const char *name : {"APT::Update::Pre-Invoke", "APT::Update::Post-Invoke",
				 "APT::Update::Post-Invoke-Success", "DPkg::Pre-Invoke",
				 "DPkg::Post-Invoke", "DPkg::Pre-Install-Pkgs"})
		_config->Clear(name);
}

static void forget_preferences()
{
	_config->Set("Dir::Etc::preferences", "/dev/null");
	_config->Set("Dir::Etc::preferencesparts", "/dev/null");
	_config->Clear("APT::Default-Release");
}

// When root runs apt, it downloads as another user. If that user cannot reach our
// directory, root downloads, as `apt download` does in such a directory.
static bool sandbox_user_reaches(const std::string &path, const struct passwd &user)
{
	for (size_t at = 0; at != path.npos; at = path.find('/', at + 1)) {
		struct stat st;
		if (stat(at ? path.substr(0, at).c_str() : "/", &st) != 0)
			return false;
		mode_t const bit = st.st_uid == user.pw_uid   ? S_IXUSR
				   : st.st_gid == user.pw_gid ? S_IXGRP
							      : S_IXOTH;
		if (!(st.st_mode & bit))
			return false;
	}
	return true;
}

// Tests what apt's workers do first. A user namespace may have only one id, and a
// container may lack the capabilities.
static bool can_become(const struct passwd &user)
{
	pid_t const child = fork();
	int status = -1;
	if (child == 0)
		_exit(setgroups(1, &user.pw_gid) != 0 || setegid(user.pw_gid) != 0 ||
		      seteuid(user.pw_uid) != 0);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return child > 0 && status == 0;
}

static void choose_download_user(const directories &dir)
{
	std::string const name = _config->Find("APT::Sandbox::User");
	if (getuid() != 0 || name.empty() || name == "root")
		return;
	struct passwd const *const user = getpwnam(name.c_str());
	bool const reaches = user && sandbox_user_reaches(dir.lists + "/", *user) &&
			     sandbox_user_reaches(dir.debs + "/", *user);
	if (reaches && can_become(*user))
		return;
	if (reaches)
		log_info("downloading as root: this user namespace or container cannot become user %s",
			 name.c_str());
	else
		log_info("downloading as root: user %s cannot enter %s", name.c_str(), dir.state.c_str());
	_config->Set("APT::Sandbox::User", "root");
}

static directories make_directories(const settings &set)
{
	directories dir;
	dir.state = set.cache_dir + "/apt";
	dir.lists = dir.state + "/lists";
	dir.debs = set.cache_dir + "/debs";
	dir.empty = dir.state + "/empty";
	dir.host_root = _config->FindDir("Dir", "/");
	dir.host_lists = _config->FindDir("Dir::State::lists");
	make_directory(dir.state, 0755);
	make_directory(dir.lists, 0755);
	make_directory(dir.debs, 0755);
	keep_whole(dir.empty, "");
	return dir;
}

static void keep_state_in(const directories &dir)
{
	_config->Set("Dir::State", dir.state);
	_config->Set("Dir::State::lists", dir.lists);
	_config->Set("Dir::State::status", dir.empty);
	_config->Set("Dir::State::extended_states", dir.state + "/extended_states");
	_config->Set("Dir::Cache", dir.state);
	_config->Set("Dir::Cache::archives", dir.debs);
	// With nothing installed, a separate cache of sources would be a second copy.
	_config->Set("Dir::Cache::srcpkgcache", "");
	_config->Set("Dir::Cache::pkgcache", "");
	_config->Set("APT::Get::List-Cleanup", "false");
}

static void apply_options(const std::vector<std::string> &options)
{
	for (const std::string &option : options) {
		size_t const sign = option.find('=');
		if (sign == option.npos || sign == 0)
			fail(STATUS_FATAL,
			     "apt option '" + option + "' is not of the form Name=Value");
		_config->Set(option.substr(0, sign), option.substr(sign + 1));
	}
}

static void choose_architecture(settings &set)
{
	if (set.architecture.empty())
		set.architecture = _config->Find("APT::Architecture");
	_config->Set("APT::Architecture", set.architecture);
	// Set explicitly, so that apt does not ask dpkg for foreign architectures.
	set_list("APT::Architectures", set.architecture);
	_config->Clear("APT::BarbarianArchitectures");
	APT::Configuration::getArchitectures(false);
}

directories configure(settings &set)
{
	read_host_configuration();
	directories const dir = make_directories(set);
	choose_architecture(set);
	keep_state_in(dir);
	only_packages_indexes();
	forget_hooks();
	if (!set.host_as_is())
		forget_preferences();
	// Whether an update is phased in would depend on the machine's identity.
	_config->Set("APT::Get::Always-Include-Phased-Updates", "true");
	_config->Set("APT::Color", "false");
	apply_options(set.options);
	choose_download_user(dir);
	if (!pkgInitSystem(*_config, _system))
		check_apt(STATUS_FATAL, "apt");
	check_apt(STATUS_FATAL, "apt");
	APT::Configuration::getLanguages(true, false);
	return dir;
}

} // namespace shim
