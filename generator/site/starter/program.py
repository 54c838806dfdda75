"""The program as a file, so that a new digest holds all that it needs."""

import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

NAME = "digest-generator"
FOLDER = "program"


def bring(folder: Path) -> bool:
    """Puts the wheel of this program into a folder; False where it cannot be had.

    pip takes it from where the program was installed from: a wheel, a checkout or an index.
    """
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    # A checkout is built by what `make` installed beside the program.
    more = ["--no-input", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / FOLDER)]
    done = subprocess.run(
        [*command, *more, origin()], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode == 0


def origin() -> str:
    """Where the program was installed from, as pip takes it (PEP 610)."""
    found = distribution(NAME)
    told = found.read_text("direct_url.json")
    return str(json.loads(told)["url"]) if told else f"{NAME}=={found.version}"
