# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Validators of SBOMs, from npm. The case is skipped if they are not available.
. "$TESTS/lib/npm.sh"

sbom_validators() {
	need_node 20
	npm_packages @cyclonedx/cyclonedx-library@10.3.0 ajv@8.20.0 ajv-formats@3.0.1 ajv-formats-draft2019@1.6.1 \
		packageurl-js@2.0.1 spdx-expression-parse@4.0.0
}
sbom_validate() { # FILE.spdx|FILE.cdx...
	NODE_PATH=$NPM_MODULES node "$TESTS/lib/sbom.js" "$TESTS/data/schemas/spdx-2.3.schema.json" "$@"
}
