// SPDX-License-Identifier: GPL-2.0-or-later
// Errors inside the shim. They are exceptions of one type, and guard() converts every
// exception to the program's error object where C++ ends. apt's messages are also taken
// from its error stack here: errors become the text of a fault, everything else goes to
// the log.
#ifndef SHIM_FAULT_H
#define SHIM_FAULT_H

extern "C" {
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/source.h"
#include "model/universe.h"
}

#include <exception>
#include <new>
#include <string>
#include <vector>

namespace shim {

struct fault {
	enum status status;
	std::string text;
	std::string hint; // may be empty
};

// Throws a fault whose text is made presentable().
[[noreturn]] void fail(enum status status, const std::string &text, const std::string &hint = {});
// The same with STATUS_FATAL and ": <strerror(errno)>" at the end.
[[noreturn]] void fail_errno(const std::string &text);

// Runs `body`, which returns nothing and may throw. Returns 0, or -1 with *err set: the status is
// that of the fault, or STATUS_FATAL for any other exception.
template <typename Body> int guard(struct err *err, Body body)
{
	try {
		body();
		return 0;
	} catch (const fault &f) {
		err_set(err, f.status, "%s", f.text.c_str());
		if (!f.hint.empty())
			err_hint(err, "%s", f.hint.c_str());
	} catch (const std::bad_alloc &) {
		err_set(err, STATUS_FATAL, "out of memory");
	} catch (const std::exception &e) {
		err_set(err, STATUS_FATAL, "libapt-pkg: %s", e.what());
	} catch (...) {
		err_set(err, STATUS_FATAL, "libapt-pkg: unknown exception");
	}
	return -1;
}

// apt's messages, oldest first, each on one line and without credentials. take_messages() returns
// those since the last call and empties apt's stack; apt's notices go to the log.
struct apt_messages {
	std::vector<std::string> errors, warnings;
	// All errors joined by "; ", or `otherwise` if there are none.
	std::string text(const std::string &otherwise) const;
};
apt_messages take_messages();

// Empties apt's stack: logs all warnings so far; if there are errors, throws a fault of this status
// with their text, after "<where>: " unless `where` is "".
void check_apt(enum status status, const std::string &where);

// Makes text from apt or from outside presentable: one line, with user:password@ removed.
std::string presentable(const std::string &text);
// A URI without user and password.
std::string public_uri(const std::string &uri);

} // namespace shim

#endif
