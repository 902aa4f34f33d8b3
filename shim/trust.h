// SPDX-License-Identifier: GPL-2.0-or-later
// The keys that verify sources. apt's verifier runs as another user and goes by the
// suffix of a keyring, so files that the user names are copied to a directory of ours,
// with a suffix that fits their content.
#ifndef SHIM_TRUST_H
#define SHIM_TRUST_H

#include <string>
#include <vector>

#include "shim/config.h"

namespace shim {

// Copies keyrings and returns the paths of the copies in the given order. Throws STATUS_FATAL, with
// the name of the file, if one cannot be read or is not a keyring.
std::vector<std::string> copy_keyrings(const std::vector<std::string> &files, const directories &dir);

// The content of a keyring. Throws as above.
std::string read_keyring(const std::string &path);

// Makes copies of these files all that is trusted, for sources that name no key, from here on in
// apt's configuration. Returns a name for this set. Throws as above.
std::string trust_only(const std::vector<std::string> &files, const directories &dir);

// The keyrings for mirrors that name none: what the host trusts, and the archive's own
// keys if their package is installed.
std::vector<std::string> host_keyrings(const directories &dir);

} // namespace shim

#endif
