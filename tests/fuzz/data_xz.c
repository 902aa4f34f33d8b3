/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a data.tar compressed with xz: decoder, tar reader and plan in sequence. */
#include "tests/fuzz/support/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return read_packed_tar(COMPRESSION_XZ, data, size);
}
