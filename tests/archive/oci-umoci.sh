#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# umoci unpacks an OCI layout to a bundle that runc runs as the image's user, on a read-only root.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need umoci
need_containers
nonroot_images

# The bundle's own network would have no server to talk to.
in_bundle() { # ARGUMENTS...
	jq --args '.root.readonly = true | .process.terminal = false | .process.args += $ARGS.positional
		| .process.rlimits = [] | del(.linux.namespaces[] | select(.type == "network"))
		| .mounts += [{destination: "/tmp", type: "tmpfs", source: "tmpfs"}]' \
		"$@" <bundle.json >bundle/config.json
	runc --root /run/runc run -b bundle container </dev/null
}
unpack_and_run() {
	tls_serve
	# It knows gzip alone, and may write to the layout.
	cp -r "$IMAGES/gzip/layout" layout
	umoci unpack --image layout:cc bundle >umoci.log 2>&1 || { cat umoci.log; fail "umoci unpack"; }
	cp bundle/config.json bundle.json
	assert_runs in_bundle
	# What was unpacked is what the directory has.
	tree_list "$IMAGES/tree" >a
	tree_list bundle/rootfs >b
	assert_same a b
}
apart unpack_and_run
