/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which order dpkg would install the packages of an image. */
#ifndef STAGE_INSTALL_ORDER_H
#define STAGE_INSTALL_ORDER_H

#include "model/package_files.h"

/* Fills order[n] with indexes of package[n]: each after those that it depends on, else by
 * name. A cycle ends at the first package of it by name. */
void install_order(const struct package_files *package, size_t n, size_t *order);

#endif
