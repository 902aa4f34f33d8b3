// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/acquire.h"

#include <csignal>
#include <cstdlib>

#include "shim/files.h"

namespace shim {

static const int PULSE_MICROSECONDS = 100000;

class download::watch : public pkgAcquireStatus {
	const settings &set;
	const char *what;

public:
	watch(const settings &options, const char *name) : set(options), what(name) {}

	bool MediaChange(std::string, std::string) override { return false; }

	bool Pulse(pkgAcquire *owner) override
	{
		pkgAcquireStatus::Pulse(owner);
		log_progress(what, CurrentBytes, TotalBytes, true);
		return !set.stop();
	}

	void Stop() override
	{
		pkgAcquireStatus::Stop();
		log_progress_end();
	}
};

namespace {

// apt's workers speak the user's language; their messages are examined here and shown
// among ours.
class plain_language {
	std::string old;
	bool was_set;

public:
	plain_language()
	{
		const char *const now = getenv("LC_ALL");
		was_set = now != nullptr;
		old = now ? now : "";
		setenv("LC_ALL", "C.UTF-8", 1);
	}
	~plain_language()
	{
		if (was_set)
			setenv("LC_ALL", old.c_str(), 1);
		else
			unsetenv("LC_ALL");
	}
};

// A worker that dies must not kill us.
class no_sigpipe {
	struct sigaction old;

public:
	no_sigpipe()
	{
		struct sigaction ignore = {};
		ignore.sa_handler = SIG_IGN;
		sigaction(SIGPIPE, &ignore, &old);
	}
	~no_sigpipe() { sigaction(SIGPIPE, &old, nullptr); }
};

} // namespace

download::download(const settings &options, const char *what)
    : set(options), status(new watch(options, what)), fetcher(status)
{
}

download::~download()
{
	// The fetcher may still use it while it shuts down.
	fetcher.Shutdown();
	fetcher.SetLog(nullptr);
	delete status;
}

void download::run()
{
	plain_language const c_locale;
	no_sigpipe const ignored;
	pkgAcquire::RunResult const result = fetcher.Run(PULSE_MICROSECONDS);
	if (result == pkgAcquire::Cancelled || set.stop())
		fail_interrupted();
}

static bool has_part(const std::string &text, const char *part)
{
	return text.find(part) != text.npos;
}

// The text after the status code is the server's own choice.
static bool is_http_error(const std::string &text)
{
	return text.size() > 3 && (text[0] == '4' || text[0] == '5') && isdigit(text[1]) &&
	       isdigit(text[2]) && text[3] == ' ';
}

trouble kind_of_trouble(bool auth_error, const std::string &text)
{
	static const char *const untrusted[] = {"NO_PUBKEY",
						"not signed",
						"BADSIG",
						"EXPKEYSIG",
						"EXPSIG",
						"REVKEYSIG",
						"signature",
						"Hash Sum mismatch",
						"is expired",
						"not valid yet",
						"weak security",
						"GPG error",
						"no longer signed",
						"Clearsigned file",
						"Conflicting distribution"};
	if (has_part(text, "No space left on device") || has_part(text, "Disk quota exceeded"))
		return trouble::LOCAL;
	if (is_http_error(text))
		return starts_with(text, "404 ") || starts_with(text, "410 ") ? trouble::MISSING
									     : trouble::NETWORK;
	for (const char *words : untrusted)
		if (has_part(text, words))
			return trouble::UNTRUSTED;
	if (has_part(text, "unexpected size"))
		return trouble::UNSETTLED;
	if (auth_error)
		return trouble::UNTRUSTED;
	return has_part(text, " 404 ") || has_part(text, "File not found") ? trouble::MISSING
		: trouble::NETWORK;
}

enum status status_of(trouble kind)
{
	switch (kind) {
	case trouble::UNTRUSTED:
		return STATUS_UNTRUSTED;
	case trouble::LOCAL:
		return STATUS_FATAL;
	case trouble::NETWORK:
	case trouble::MISSING:
	case trouble::UNSETTLED:
		break;
	}
	return STATUS_NETWORK;
}

} // namespace shim
