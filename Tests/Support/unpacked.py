"""Programs out of Debian's packages that are not installed, because to install them would start a service."""

import subprocess
import tempfile
from pathlib import Path

_CACHE = Path(__file__).resolve().parents[2] / ".cache/programs"


def unpacked(path, *packages):
    """The program at that path of the first of these packages that Debian has; it is fetched once and kept."""
    kept = _CACHE / Path(path).name
    if not kept.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE) as folder:
            known = [name for name in packages if subprocess.run(
                ["apt-cache", "show", "--no-all-versions", name], capture_output=True, check=False).returncode == 0]
            # apt's own words say what is missing when none is known.
            subprocess.run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", (known or packages)[0]],
                           cwd=folder, check=True)
            subprocess.run(["dpkg-deb", "--extract", next(Path(folder).glob("*.deb")), folder], check=True)
            Path(folder, path).rename(kept)
    return kept
