/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Computes the order in which dpkg would install the packages of an image. */
#ifndef STAGE_INSTALL_ORDER_H
#define STAGE_INSTALL_ORDER_H

#include "model/package_files.h"

/* Fills order[n], which the caller provides, with indexes of package[n]: each package follows
 * those that it depends on; otherwise by name. A cycle is broken at its first package by name. */
void install_order(const struct package_files *package, size_t n, size_t *order);

#endif
