"""Programs out of Debian's packages that are not installed, because to install them would start a service."""

import subprocess
import tempfile
from pathlib import Path

_CACHE = Path(__file__).resolve().parents[2] / ".cache/programs"


def unpacked(package, path):
    """The program at that path of a package, which is fetched once and kept."""
    kept = _CACHE / Path(path).name
    if not kept.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE) as folder:
            subprocess.run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package], cwd=folder, check=True)
            subprocess.run(["dpkg-deb", "--extract", next(Path(folder).glob("*.deb")), folder], check=True)
            Path(folder, path).rename(kept)
    return kept
