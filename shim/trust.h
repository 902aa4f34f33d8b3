// SPDX-License-Identifier: GPL-2.0-or-later
// The keys that sources are checked with. apt's verifier runs as another user
// and goes by a keyring's suffix, so what the user names is copied to a folder
// of ours under a name that fits its content.
#ifndef SHIM_TRUST_H
#define SHIM_TRUST_H

#include <string>
#include <vector>

#include "shim/config.h"

namespace shim {

// Paths of copies, in the order given. Throws, naming the file, where one
// cannot be read or is no keyring.
std::vector<std::string> copy_keyrings(const std::vector<std::string> &files, const folders &dir);

// The content of a keyring. Throws as above.
std::string read_keyring(const std::string &path);

// For sources that name no key: these files are all that is trusted. Returns a
// name for this set.
std::string trust_only(const std::vector<std::string> &files, const folders &dir);

// For mirrors without a keyring: what the host trusts and the archive's own keys
// where their package is installed.
std::vector<std::string> host_keyrings(const folders &dir);

} // namespace shim

#endif
