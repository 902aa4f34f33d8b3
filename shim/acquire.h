// SPDX-License-Identifier: GPL-2.0-or-later
// Running apt's downloader: progress on the program's own line, stopped by its
// signals, never a question.
#ifndef SHIM_ACQUIRE_H
#define SHIM_ACQUIRE_H

#include <apt-pkg/acquire-item.h>
#include <apt-pkg/acquire.h>

#include <string>

#include "shim/config.h"

namespace shim {

class download {
	class watch;
	const settings &set;
	watch *status;

public:
	pkgAcquire fetcher;

	download(const settings &options, const char *what);
	~download();
	download(const download &) = delete;
	download &operator=(const download &) = delete;

	// Until everything came or failed; items say which. Throws when interrupted.
	void run();
};

enum class trouble {
	NETWORK,   // nobody there, or not willing
	MISSING,   // the server is there, the file is not
	UNTRUSTED, // a signature, a hash, a date
	UNSETTLED, // an index that is not of the size its Release file gives: a mirror in mid-update
	LOCAL,     // this machine: no room
};
enum status status_of(trouble kind);
// What an item that did not come failed of, by its state and apt's words.
trouble kind_of_trouble(bool auth_error, const std::string &text);

} // namespace shim

#endif
