# SPDX-License-Identifier: GPL-2.0-or-later
"""Packs directories as an image, in the formats that other tools write.

rootfs.py KIND OUT LAYER...: KIND is oci (a layout), oci-archive, docker-archive or
docker-old (each layer in its own directory, some of them links). Each LAYER is a
directory, in which names with `.wh.` are whiteouts, or a tar, which is used unchanged.
"""
import gzip
import hashlib
import io
import json
import os
import sys
import tarfile


def layer_tar(path):
    if os.path.isfile(path):
        with open(path, "rb") as f:
            return f.read()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as t:
        for name in sorted(os.listdir(path)):
            t.add(os.path.join(path, name), arcname=name)
    return out.getvalue()


def oci(layers, platform=("linux", "amd64"), tag="latest"):
    """The files of a layout: a dictionary from name to content."""
    files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}'}

    def blob(data, kind, **more):
        digest = hashlib.sha256(data).hexdigest()
        files["blobs/sha256/" + digest] = data
        return {"mediaType": kind, "digest": "sha256:" + digest, "size": len(data), **more}

    config = blob(json.dumps({"os": platform[0], "architecture": platform[1]}).encode(),
                  "application/vnd.oci.image.config.v1+json")
    packed = [blob(gzip.compress(layer, 1, mtime=0), "application/vnd.oci.image.layer.v1.tar+gzip")
              for layer in layers]
    manifest = blob(json.dumps({"schemaVersion": 2, "config": config, "layers": packed}).encode(),
                    "application/vnd.oci.image.manifest.v1+json",
                    platform={"os": platform[0], "architecture": platform[1]},
                    annotations={"org.opencontainers.image.ref.name": tag})
    attestation = blob(b"{}", "application/vnd.oci.image.manifest.v1+json",
                       platform={"os": "unknown", "architecture": "unknown"})
    files["index.json"] = json.dumps({"schemaVersion": 2, "manifests": [manifest, attestation]}).encode()
    return files


def docker(layers, old):
    files, names, links = {"config.json": b"{}"}, [], {}
    for n, layer in enumerate(layers):
        digest = hashlib.sha256(layer).hexdigest()
        if not old:
            names.append(digest + ".tar")
            files[names[-1]] = layer
            continue
        names.append("layer%d/layer.tar" % n)
        files["real%d/layer.tar" % n] = layer
        links[names[-1]] = "../real%d/layer.tar" % n
    files["manifest.json"] = json.dumps(
        [{"Config": "config.json", "RepoTags": ["test/image:latest"], "Layers": names}]).encode()
    return files, links


def pack(out, files, links=()):
    with tarfile.open(out, "w", format=tarfile.PAX_FORMAT) as t:
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, links[name]
            t.addfile(info)
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))


def main():
    kind, out, layers = sys.argv[1], sys.argv[2], [layer_tar(p) for p in sys.argv[3:]]
    if kind == "oci":
        for name, data in oci(layers).items():
            os.makedirs(os.path.dirname(os.path.join(out, name)), exist_ok=True)
            with open(os.path.join(out, name), "wb") as f:
                f.write(data)
    elif kind == "oci-archive":
        pack(out, oci(layers))
    else:
        pack(out, *docker(layers, kind == "docker-old"))


if __name__ == "__main__":
    main()
