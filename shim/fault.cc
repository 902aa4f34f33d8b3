// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/fault.h"

#include <apt-pkg/error.h>
#include <apt-pkg/strutl.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <sstream>

namespace shim {

void fail(enum status status, const std::string &text, const std::string &hint)
{
	throw fault{status, presentable(text), hint};
}

void fail_errno(const std::string &text)
{
	int const code = errno;
	fail(STATUS_FATAL, text + ": " + strerror(code));
}

// Removes the text between "://" and "@" in the authority of a URI.
static void drop_credentials(std::string &text)
{
	for (size_t at = text.find("://"); at != text.npos; at = text.find("://", at + 3)) {
		size_t const end = text.find_first_of("/ \t\n'\"", at + 3);
		size_t const sign = text.rfind('@', end);
		if (sign != text.npos && sign > at && (end == text.npos || sign < end))
			text.erase(at + 3, sign - at - 2);
	}
}

std::string presentable(const std::string &raw)
{
	std::string text;
	for (char const c : raw) {
		bool const blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
		if (!blank)
			text += c;
		else if (!text.empty() && text.back() != ' ')
			text += ' ';
	}
	while (!text.empty() && text.back() == ' ')
		text.pop_back();
	drop_credentials(text);
	return text;
}

std::string public_uri(const std::string &uri)
{
	::URI parts(uri);
	parts.User.clear();
	parts.Password.clear();
	return parts;
}

std::string apt_messages::text(const std::string &otherwise) const
{
	std::string all;
	for (const std::string &message : errors)
		all += (all.empty() ? "" : "; ") + message;
	return all.empty() ? otherwise : all;
}

// apt marks each message with a letter; lines that belong to it are indented.
static void file_message(apt_messages &into, char kind, const std::string &message)
{
	static std::set<std::string> told; // apt repeats messages
	if (kind == 'E')
		into.errors.push_back(presentable(message));
	else if (kind == 'W')
		into.warnings.push_back(presentable(message));
	else if (kind == 'N' && told.insert(message).second)
		log_info("%s", presentable(message).c_str());
}

apt_messages take_messages()
{
	apt_messages messages;
	std::stringstream dump;
	_error->DumpErrors(dump, GlobalError::NOTICE, false);
	char kind = 0;
	std::string message, line;
	while (std::getline(dump, line)) {
		if (line.size() > 2 && line[1] == ':' && line[2] == ' ' &&
		    strchr("EWNDA", line[0])) {
			file_message(messages, kind, message);
			kind = line[0];
			message = line.substr(3);
		} else {
			message += ' ' + line;
		}
	}
	file_message(messages, kind, message);
	return messages;
}

void check_apt(enum status status, const std::string &where)
{
	bool const failed = _error->PendingError();
	apt_messages const messages = take_messages();
	for (const std::string &warning : messages.warnings)
		log_warn("%s", warning.c_str());
	if (failed)
		fail(status, (where.empty() ? "" : where + ": ") + messages.text("unknown error"));
}

} // namespace shim
