"""Takes what the published site says of itself: its manifests.

A file of its own on plain Python, since it is run beside a commit older than itself:

    python3 -I published.py SITE FOLDER

FOLDER gets manifest.json and manifest-files.json, as far as the site has them. Only the answer 404
means that it has not: any other failure must not pass for a first publication.
Exit codes: 0 done, 2 wrong usage, 3 the site does not answer as it should.
"""

import sys
import time
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

NAMES = ("manifest.json", "manifest-files.json")
SIZE_LIMIT = 50 * 1024 * 1024
TIMEOUT = 60
PAUSES = (1, 5, 25)
"""Seconds before the second and later tries: a host may be down for a moment."""


class Unreachable(Exception):
    """No answer, or one that says neither that the file is there nor that it is not."""


def taken(address: str, pauses: Sequence[float] = PAUSES) -> bytes | None:
    """The bytes at an address, None where the answer is 404; raises Unreachable."""
    why = ""
    for pause in (0, *pauses):
        time.sleep(pause)
        try:
            with urlopen(address, timeout=TIMEOUT) as answer:
                body = answer.read(SIZE_LIMIT + 1)
                missing = answer.length
        except HTTPError as error:
            if error.code == 404:
                return None
            why = f"HTTP {error.code}"
            if error.code < 500 and error.code != 429:
                break
        except (OSError, HTTPException, ValueError) as error:
            why = type(error).__name__
        else:
            if len(body) > SIZE_LIMIT:
                why = "too large"
                break
            if not missing:
                return bytes(body)
            why = "cut short"
    raise Unreachable(why)


def main(arguments: Sequence[str]) -> int:
    """Takes both manifests and says what became of each."""
    if len(arguments) != 2 or not arguments[0].startswith(("https://", "http://")):
        print("usage: published.py SITE FOLDER", file=sys.stderr)
        return 2
    site, folder = arguments[0].rstrip("/"), Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        try:
            body = taken(f"{site}/{name}")
        except Unreachable as error:
            print(f"::error::The published site does not give its {name}: {error}")
            return 3
        if body is None:
            print(f"The site has no {name}.")
            (folder / name).unlink(missing_ok=True)
        else:
            print(f"The site has a {name}.")
            (folder / name).write_bytes(body)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
