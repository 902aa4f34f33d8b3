#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads a container image and checks that it conforms to the OCI specification.

image.py TARGET [REF]   TARGET: a directory in OCI's layout, or a tar of one.
Prints JSON: the index, and for each image its descriptor, manifest, configuration
and layers, each with the names in it. Exits with 1 if anything does not conform."""
import gzip, hashlib, io, json, os, subprocess, sys, tarfile

OCI = "application/vnd.oci.image."
REF = "org.opencontainers.image.ref.name"


def check(true, *what):
    if not true:
        sys.exit("not so: " + " ".join(map(str, what)))


class Directory:
    def __init__(self, path):
        self.path = path
        self.names = {os.path.relpath(os.path.join(d, f), path) for d, _, fs in os.walk(path) for f in fs}

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as f:
            return f.read()


class Archive:
    def __init__(self, path):
        with tarfile.open(path, "r:") as tar:
            members = tar.getmembers()
            self.bytes = {m.name: tar.extractfile(m).read() for m in members if m.isfile()}
        names = [m.name for m in members]
        check(len(set(names)) == len(names), "a name is twice in the archive")
        check(all(m.isfile() or m.isdir() for m in members), "files and directories only")
        check(len({m.mtime for m in members}) == 1, "times differ")
        self.names = set(self.bytes)

    def read(self, name):
        return self.bytes[name]


def unpack(kind, data):
    if kind == "gzip":
        # No name, no time, unknown operating system. The byte skipped depends on the level.
        check(data[:8] + data[9:10] == b"\x1f\x8b\x08\0\0\0\0\0\xff", "gzip header", data[:10])
        return gzip.decompress(data)
    if kind == "zstd":
        return subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


class Image:
    def __init__(self, store):
        self.store, self.seen = store, set()

    def blob(self, descriptor):
        algorithm, digest = descriptor["digest"].split(":")
        name = "blobs/sha256/" + digest
        data = self.store.read(name)
        check(algorithm == "sha256" and hashlib.sha256(data).hexdigest() == digest, "digest of", name)
        check(len(data) == descriptor["size"], "size of", name)
        self.seen.add(name)
        return data

    def layer(self, descriptor, diff_id):
        kind = descriptor["mediaType"].removeprefix(OCI + "layer.v1.tar").removeprefix("+")
        tar = unpack(kind, self.blob(descriptor))
        check("sha256:" + hashlib.sha256(tar).hexdigest() == diff_id, "diff_id of", descriptor["digest"])
        entries, files, directories = {}, set(), set()
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:") as t:
            for m in t:
                name = m.name.removeprefix("./") if m.name != "." else ""
                check(name not in entries, "twice in a layer:", name)
                parent = os.path.dirname(name)
                check(not name or parent in directories, "no directory above", name)
                check(not m.islnk() or m.linkname.removeprefix("./") in files, "file of the hard link", name)
                check(not os.path.basename(name).startswith(".wh."), "whiteout", name)
                (directories if m.isdir() else files).add(name)
                entries[name] = [m.type.decode(), m.mode, m.uid, m.gid, m.mtime, m.linkname, m.size]
        return {"digest": descriptor["digest"], "diff_id": diff_id, "kind": kind, "entries": entries,
                "directories": sorted(directories)}

    def manifest(self, descriptor):
        m = json.loads(self.blob(descriptor))
        check(m["schemaVersion"] == 2 and m["mediaType"] == OCI + "manifest.v1+json", "manifest")
        if "artifactType" in m:
            return {"descriptor": descriptor, "manifest": m, "text": self.blob(m["layers"][0]).decode(),
                    "empty": self.blob(m["config"]).decode()}
        config = json.loads(self.blob(m["config"]))
        check(m["config"]["mediaType"] == OCI + "config.v1+json", "type of the configuration")
        diff_ids = config["rootfs"]["diff_ids"]
        check(config["rootfs"]["type"] == "layers" and len(diff_ids) == len(m["layers"]), "diff_ids")
        check(len(config["history"]) == len(diff_ids), "history")
        check(all(h["created"] == config["created"] for h in config["history"]), "times of the history")
        platform = descriptor["platform"]
        for key in ("architecture", "os", "variant"):
            check(platform.get(key) == config.get(key), key, "of the platform")
        layers = [self.layer(d, i) for d, i in zip(m["layers"], diff_ids)]
        place = {}
        for n, layer in enumerate(layers):
            for name in set(layer["entries"]) - set(layer["directories"]):
                check(name not in place, name, "is in two layers")
                place[name] = n
        return {"descriptor": descriptor, "manifest": m, "config": config, "layers": layers}

    def top(self, descriptor):
        if descriptor["mediaType"] != OCI + "index.v1+json":
            return {"nested": None, "images": [self.manifest(descriptor)]}
        nested = json.loads(self.blob(descriptor))
        check(nested["schemaVersion"] == 2 and nested["mediaType"] == descriptor["mediaType"], "index")
        return {"nested": nested, "images": [self.manifest(d) for d in nested["manifests"]]}


def main(path, ref=None):
    store = Directory(path) if os.path.isdir(path) else Archive(path)
    image = Image(store)
    check(json.loads(store.read("oci-layout")) == {"imageLayoutVersion": "1.0.0"}, "oci-layout")
    index = json.loads(store.read("index.json"))
    # Older tools leave out the media type.
    check(index["schemaVersion"] == 2 and index.get("mediaType", OCI + "index.v1+json") == OCI + "index.v1+json", "index.json")
    out = {"index": index, "refs": [d["annotations"][REF] for d in index["manifests"]]}
    for d in index["manifests"]:
        if ref in (None, d["annotations"][REF]):
            out.update(image.top(d))
    if "manifest.json" in store.names:
        out["docker"] = json.loads(store.read("manifest.json"))
        for name in out["docker"][0]["Layers"] + [out["docker"][0]["Config"]]:
            check(name in store.names, name, "of manifest.json")
    if ref is None:
        extra = store.names - image.seen - {"oci-layout", "index.json", "manifest.json"}
        check(not extra, "files that nothing names:", extra)
    print(json.dumps(out))


main(*sys.argv[1:])
