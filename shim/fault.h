// SPDX-License-Identifier: GPL-2.0-or-later
// What goes wrong inside the shim. In here errors are exceptions of one type;
// guard() turns every exception into the program's error object where C++ ends.
// apt's own messages are taken off its error stack here, too: errors become
// text for a fault, everything else goes to the log.
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

[[noreturn]] void fail(enum status status, const std::string &text, const std::string &hint = {});
// The same with ": <text of errno>" at the end, STATUS_FATAL.
[[noreturn]] void fail_errno(const std::string &text);

// Runs `body`, which returns nothing and may throw. 0, or -1 with *err set.
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

// What apt had to say since it was last asked, oldest first, each on one line
// and without credentials.
struct apt_messages {
	std::vector<std::string> errors, warnings;
	// All errors, or `otherwise` if there are none, joined by "; ".
	std::string text(const std::string &otherwise) const;
};
apt_messages take_messages();

// Warnings so far go to the log, at the given place; errors throw a fault.
void check_apt(enum status status, const std::string &where);

// Text from apt or from outside for people: one line, user:password@ removed.
std::string presentable(const std::string &text);
// A URI without user and password.
std::string public_uri(const std::string &uri);

} // namespace shim

#endif
