#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An image has what its specification asks for: one descriptor with both names, types, digests, the configuration.
. "$TOP/tests/lib/case.sh"
need zstd

export SOURCE_DATE_EPOCH=1700000000
run=(slim build --profile static:nonroot --include "hard-sorted,modes" --label a=ü
	--label org.opencontainers.image.source=here --env X=a=b --entrypoint '["/app", "a b"]' --cmd one --allow entrypoint:/app)
facts() { python3 "$TESTS/lib/image.py" "$@" >facts || fail "$1 is no proper image"; }

assert_exit 0 "${run[@]}" --json -o oci:dir:nonroot -o tree.tar
assert_json ".outputs[0] | .target == \"oci:dir:nonroot\" and .format == \"oci\" and .size > 1000 and (has(\"sha256\") | not)" stdout
digest=$(jq -r '.outputs[0].digest' stdout)
facts dir
assert_json '.index.mediaType == "application/vnd.oci.image.index.v1+json"' facts
assert_json '.index.manifests | length == 1' facts
assert_json ".index.manifests[0] | .digest == \"$digest\" and .mediaType == \"application/vnd.oci.image.manifest.v1+json\"" facts
assert_json '.index.manifests[0].annotations == {"io.containerd.image.name": "localhost/static:nonroot", "org.opencontainers.image.ref.name": "nonroot"}' facts
assert_json '.images[0].config | .created == "2023-11-14T22:13:20Z" and .os == "linux"' facts
assert_json '.images[0].config.config == {User: "65532", WorkingDir: "/home/nonroot", Entrypoint: ["/app", "a b"], Cmd: ["one"], Labels: {a: "ü", "org.opencontainers.image.source": "here"}, Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "X=a=b"]}' facts
assert_json '.images[0].manifest.annotations | ."org.opencontainers.image.created" == "2023-11-14T22:13:20Z" and ."org.opencontainers.image.source" == "here" and ."org.opencontainers.image.base.name" == "scratch" and ."org.opencontainers.image.title" == "static" and has("org.opencontainers.image.version")' facts
assert_json '.images[0].config.history[0] | .created_by | startswith("debslim ")' facts
# The layer is the tar that would have been written.
assert_json ".images[0].layers | length == 1 and .[0].diff_id == \"sha256:$(sha tree.tar)\" and .[0].kind == \"gzip\"" facts

# An archive holds the same, and what docker reads.
for target in oci-archive:a.tar:nonroot docker-archive:d.tar:team/static:v1; do
	file=${target#*:} file=${file%%:*}
	assert_exit 0 "${run[@]}" --json -o $target
	assert_json ".outputs[0] | .digest == \"$digest\" and .sha256 == \"$(sha "$file")\" and .size == $(stat -c %s "$file")" stdout
	facts "$file"
	assert_json ".index.manifests | length == 1 and .[0].digest == \"$digest\"" facts
	assert_json '.docker | length == 1' facts
	assert_json '(.docker[0].Config | ltrimstr("blobs/sha256/")) as $c | .images[0].manifest.config.digest == "sha256:" + $c' facts
done
assert_json '.docker[0].RepoTags == ["team/static:v1"]' facts
assert_json '.index.manifests[0].annotations == {"io.containerd.image.name": "docker.io/team/static:v1", "org.opencontainers.image.ref.name": "v1"}' facts

# Other compressions; names with a registry, and none.
for kind in zstd none gzip:1; do
	assert_exit 0 "${run[@]}" --compress $kind -o oci-archive:k.tar:host.example:5000/x/y:z
	facts k.tar
	assert_json ".images[0].layers[0] | .kind == \"$(echo ${kind%:*} | sed 's/none//')\" and .diff_id == \"sha256:$(sha tree.tar)\"" facts
done
assert_json '.index.manifests[0].annotations == {"io.containerd.image.name": "host.example:5000/x/y:z", "org.opencontainers.image.ref.name": "host.example:5000/x/y:z"}' facts
assert_exit 0 slim build --include friend -o docker-archive:plain.tar
facts plain.tar
assert_json '.docker[0].RepoTags == ["localhost/custom:latest"]' facts
# Docker completes names of its own registry, and shortens them.
for name in cc:v1 docker.io/cc:v1 docker.io/library/cc:v1 index.docker.io/cc:v1; do
	assert_exit 0 slim build --include friend -o "docker-archive:-:$name"
	mv stdout plain.tar
	facts plain.tar
	assert_json '.docker[0].RepoTags == ["cc:v1"] and .index.manifests[0].annotations."io.containerd.image.name" == "docker.io/library/cc:v1"' facts
done

# A file from the far future has the time of the others.
printf '%s\n' 'Package: far' 'Files:' " file /usr/share/far/x 0644 mtime=$((1 << 40))" " file /usr/share/far/y 0644 mtime=1700000000" '' | mkdebs "$PWD/debs"
unset SOURCE_DATE_EPOCH
assert_exit 0 slim build --debs debs --include far -o oci:far
facts far
assert_json '.images[0].config.created == "2023-11-14T22:13:20Z" and .images[0].layers[0].entries["usr/share/far/x"][4] == 1700000000' facts
assert_exit 0 debslim check --allow entrypoint:/app oci:dir:nonroot
assert_exit 0 debslim check --allow entrypoint:/app docker-archive:d.tar:team/static:v1
