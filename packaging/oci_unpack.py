"""Unpacks a container image of packaging/oci.py and prints the command that starts it, one word per line.

    python3 packaging/oci_unpack.py FILE ARCHITECTURE FOLDER

Every digest and size is checked, as a runtime does.
"""

import hashlib
import io
import json
import shutil
import sys
import tarfile

from oci import PLATFORMS


def blob(archive, descriptor):
    """The content of a descriptor."""
    digest = descriptor["digest"].removeprefix("sha256:")
    content = archive.extractfile(f"blobs/sha256/{digest}").read()
    assert len(content) == descriptor["size"], descriptor
    assert hashlib.sha256(content).hexdigest() == digest, descriptor
    return content


def main(path, architecture, folder):
    with tarfile.open(path) as archive:
        top = json.load(archive.extractfile("index.json"))
        index = json.loads(blob(archive, top["manifests"][0]))
        wanted = {"architecture": PLATFORMS[architecture], "os": "linux"}
        manifest = next(entry for entry in index["manifests"] if entry["platform"] == wanted)
        manifest = json.loads(blob(archive, manifest))
        config = json.loads(blob(archive, manifest["config"]))
        for layer in manifest["layers"]:
            with tarfile.open(fileobj=io.BytesIO(blob(archive, layer)), mode="r:gz") as files:
                files.extractall(folder, numeric_owner=True)
    settings = config["config"]
    # By its path: the environment of the image has no PATH.
    chroot = shutil.which("chroot")
    print("env", "-i", *settings["Env"], chroot, f"--userspec={settings['User']}", folder, sep="\n")
    print(*settings["Entrypoint"], *settings["Cmd"], sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
