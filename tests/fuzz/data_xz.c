/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A data.tar packed with xz: decoder, tar reader and plan behind each other. */
#include "tests/fuzz/support/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return read_packed_tar(COMPRESSION_XZ, data, size);
}
