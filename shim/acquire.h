// SPDX-License-Identifier: GPL-2.0-or-later
// Runs apt's downloader: progress is shown on the program's own line, our signals stop
// it, and it never asks a question.
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
	pkgAcquire fetcher; // owns the items that are added to it

	// `what` is shown with the progress; it and `options` must outlive the object.
	download(const settings &options, const char *what);
	~download();
	download(const download &) = delete;
	download &operator=(const download &) = delete;

	// Runs until every item has succeeded or failed; their status says which. Throws
	// STATUS_FATAL when interrupted. apt's messages stay on its stack for take_messages().
	void run();
};

enum class trouble {
	NETWORK,   // no answer, or a refusal
	MISSING,   // the server answers, but does not have the file
	UNTRUSTED, // a signature, a hash, a date
	UNSETTLED, // an index whose size differs from its Release file: a mirror in mid-update
	LOCAL,     // this machine, e.g. no space left
};
// STATUS_UNTRUSTED for UNTRUSTED, STATUS_FATAL for LOCAL, else STATUS_NETWORK.
enum status status_of(trouble kind);
// Why an item failed, by its state (StatAuthError or not) and apt's message.
trouble kind_of_trouble(bool auth_error, const std::string &text);

} // namespace shim

#endif
