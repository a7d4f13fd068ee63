"""Writes a container image from the static binaries, as an archive in the OCI image layout, without a container daemon.

    python3 packaging/oci.py VERSION FILE ARCHITECTURE...

The image has the binary, the certificate authorities of this machine, and an empty /data that belongs to user 65532; it
has no shell. Equal inputs give equal bytes.
"""

import gzip
import hashlib
import io
import json
import pathlib
import sys
import tarfile

USER = 65532
CERTIFICATES = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
PLATFORMS = {"x86_64": "amd64", "aarch64": "arm64"}
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


class Layout:
    """The files of the image layout, by path."""

    def __init__(self):
        self.files = {"oci-layout": json.dumps({"imageLayoutVersion": "1.0.0"}).encode()}

    def add(self, media_type, content):
        """Adds a blob and returns its descriptor."""
        digest = hashlib.sha256(content).hexdigest()
        self.files[f"blobs/sha256/{digest}"] = content
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(content)}

    def write(self, path):
        with tarfile.open(path, "w") as archive:
            for name, content in sorted(self.files.items()):
                add_file(archive, name, content, 0o644)


def add_file(archive, name, content, mode):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    archive.addfile(entry, io.BytesIO(content))


def add_folder(archive, name, mode, user=0):
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.uid, entry.gid = tarfile.DIRTYPE, mode, user, user
    archive.addfile(entry)


def root_file_system(binary):
    """The only layer, uncompressed."""
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w") as archive:
        add_folder(archive, "data", 0o700, USER)
        add_folder(archive, "tmp", 0o1777)
        for folder in ("etc", "etc/ssl", "etc/ssl/certs", "usr", "usr/local", "usr/local/bin"):
            add_folder(archive, folder, 0o755)
        add_file(archive, "etc/passwd", f"roster:x:{USER}:{USER}::/data:/sbin/nologin\n".encode(), 0o644)
        add_file(archive, "etc/ssl/certs/ca-certificates.crt", CERTIFICATES.read_bytes(), 0o644)
        add_file(archive, "usr/local/bin/roster", binary, 0o755)
    return layer.getvalue()


def image(layout, version, architecture):
    """Adds the image of one architecture and returns the descriptor of its manifest."""
    binary = pathlib.Path(f"target/{architecture}-unknown-linux-musl/release/roster").read_bytes()
    layer = root_file_system(binary)
    compressed = gzip.compress(layer, mtime=0)
    platform = {"architecture": PLATFORMS[architecture], "os": "linux"}
    config = {
        **platform,
        "config": {
            "User": f"{USER}:{USER}",
            "Env": ["ROSTER_DATA=/data", "ROSTER_LISTEN=0.0.0.0:8080", "ROSTER_LOG_FORMAT=json"],
            "Entrypoint": ["/usr/local/bin/roster"],
            "Cmd": ["serve"],
            "ExposedPorts": {"8080/tcp": {}},
            "Volumes": {"/data": {}},
            "StopSignal": "SIGTERM",
            "WorkingDir": "/data",
            "Labels": {
                "org.opencontainers.image.title": "Roster",
                "org.opencontainers.image.version": version,
                "org.opencontainers.image.licenses": "Apache-2.0 OR MIT",
            },
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": layout.add("application/vnd.oci.image.config.v1+json", json.dumps(config).encode()),
        "layers": [layout.add("application/vnd.oci.image.layer.v1.tar+gzip", compressed)],
    }
    return {**layout.add(MANIFEST, json.dumps(manifest).encode()), "platform": platform}


def main(version, path, *architectures):
    layout = Layout()
    media_type = "application/vnd.oci.image.index.v1+json"
    manifests = [image(layout, version, architecture) for architecture in architectures]
    index = {"schemaVersion": 2, "mediaType": media_type, "manifests": manifests}
    name = {"org.opencontainers.image.ref.name": version}
    top = {**layout.add(media_type, json.dumps(index).encode()), "annotations": name}
    layout.files["index.json"] = json.dumps({"schemaVersion": 2, "mediaType": media_type, "manifests": [top]}).encode()
    layout.write(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
