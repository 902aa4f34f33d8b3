/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An image configuration, in this program's own names (debslim(1), JSON). */
#ifndef REPORT_CONFIG_H
#define REPORT_CONFIG_H

#include <jansson.h>

#include "model/image_config.h"

/* user and workdir are null, entrypoint and cmd empty where they are not set. */
json_t *config_facts(const struct image_config *config);
/* The same members, each with the place where it was set; null, or no member of "env"
 * and "labels", where it was not. */
json_t *config_places_facts(const struct image_config *config);

#endif
