#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The layers of the source tree include each other in one direction only.
"$TOP/tests/layers" "$TOP"
