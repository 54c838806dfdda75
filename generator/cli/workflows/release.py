"""Tags a release: the records by the day, or the program by its version.

    python3 -m generator.cli.workflows.release        records-2026-11-26: the newest commit's day
    python3 -m generator.cli.workflows.release 0.2.0  v0.2.0: named in pyproject.toml, CHANGELOG.md

Makes an annotated tag here and says what to push; the push starts the workflow Release.
Exit codes: 0 done, 1 something must be mended first, 2 wrong usage, 3 no git.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

SEMVER = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")
HEADING = r"^## \[{}\] - \d{{4}}-\d{{2}}-\d{{2}}$"


def git(*arguments: str) -> str:
    """What git prints, without the last line feed; raises CalledProcessError and OSError."""
    done = subprocess.run(
        ["git", *arguments], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    return done.stdout.rstrip("\n")


def faults(version: str, tag: str) -> Iterator[str]:
    """What must be mended before a release; `version` is empty for the records."""
    if git("status", "--porcelain"):
        yield "there are changes that no commit has"
    if (branch := git("branch", "--show-current")) != "main":
        yield f"this is the branch {branch or '(none)'}; releases are made from main"
    if git("tag", "--list", tag):
        yield f"the tag {tag} is there already"
    if not version:
        return
    named = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    if named != version:
        yield f"pyproject.toml names the version {named}"
    heading = HEADING.format(re.escape(version))
    if not re.search(heading, Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE):
        yield f"CHANGELOG.md has no heading `## [{version}] - YYYY-MM-DD`"


def main(arguments: Sequence[str]) -> int:
    """Tags the newest commit, or says what is in the way."""
    version = arguments[0] if arguments else ""
    if len(arguments) > 1 or (version and not SEMVER.fullmatch(version)):
        print("usage: release [VERSION], such as 0.2.0; without it, the records", file=sys.stderr)
        return 2
    try:
        day = git("log", "-1", "--format=%cs")
        tag = f"v{version}" if version else f"records-{day}"
        if wrong := list(faults(version, tag)):
            print("\n".join(f"error: {fault}" for fault in wrong), file=sys.stderr)
            return 1
        what = f"The program, version {version}" if version else f"The records of {day}"
        git("tag", "--annotate", tag, "--message", what)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"error: git does not answer: {type(error).__name__}", file=sys.stderr)
        return 3
    print(f"Tagged {tag}. To release it: git push origin main {tag}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
