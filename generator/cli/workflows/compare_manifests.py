"""Whether a site built anew is the one that readers have, by the manifests of the two.

A file of its own on plain Python, since it is run beside a commit older than itself:

    python3 -I compare_manifests.py PUBLISHED BUILT

PUBLISHED and BUILT are folders with manifest.json and, where the site has it, manifest-files.json.
Exit codes: 0 the same, 1 they differ, 2 wrong usage, 3 a manifest cannot be read.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NAME = "manifest.json"
FILES = "manifest-files.json"
# The search index names its own files by chance.
ASIDE = "pagefind/"
SIZE_LIMIT = 50 * 1024 * 1024
LISTED = 50


class Unreadable(Exception):
    """A manifest that is not there, or is none; the message says which."""


def manifest(folder: Path, name: str = NAME) -> dict[str, object]:
    """A manifest as JSON values; raises Unreadable."""
    path = folder / name
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Unreadable(f"{name} is too large")
        whole = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{name} cannot be read: {type(error).__name__}") from error
    if not isinstance(whole, dict) or whole.get("generator") != "digest":
        raise Unreadable(f"{name} is no manifest of a site")
    return whole


def differences(published: Path, built: Path) -> list[str]:
    """Every value that differs, one line each: ids, versions, and hashes of files where told."""
    lines = list(_differ("", manifest(published), manifest(built)))
    if (published / FILES).exists() or (built / FILES).exists():
        theirs, ours = manifest(published, FILES), manifest(built, FILES)
        lines += _differ("", _without_index(theirs), _without_index(ours))
    return lines


def _without_index(whole: dict[str, object]) -> dict[str, object]:
    files = whole.get("files")
    if not isinstance(files, dict):
        return whole
    kept = {path: hashed for path, hashed in files.items() if not path.startswith(ASIDE)}
    return {**whole, "files": kept}


def _differ(where: str, theirs: object, ours: object) -> Iterator[str]:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in dict.fromkeys([*theirs, *ours]):
            inner = f"{where}{'.' * bool(where)}{key}"
            if key not in ours or key not in theirs:
                yield f"{shown(inner)}: only {'published' if key in theirs else 'built'}"
            else:
                yield from _differ(inner, theirs[key], ours[key])
    elif isinstance(theirs, list) and isinstance(ours, list):
        has, builds = [str(item) for item in theirs], [str(item) for item in ours]
        for side, other, word in ((has, builds, "published"), (builds, has, "built")):
            missing = set(side) - set(other)
            yield from (f"{shown(where)}: only {word}: {shown(i)}" for i in sorted(missing))
        if set(has) == set(builds) and has != builds:
            yield f"{shown(where)}: in another order"
    elif theirs != ours:
        yield f"{shown(where)}: published {shown(str(theirs))}, built {shown(str(ours))}"


def shown(text: str) -> str:
    """Text of a manifest on one line, so that it forms no command to the runner of a workflow."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in "#`" else "?" for c in text)
    return plain.replace("::", ":?")[:200]


def main(arguments: Sequence[str]) -> int:
    """Compares the two and tells what differs."""
    if len(arguments) != 2:
        print("usage: compare_manifests.py PUBLISHED BUILT", file=sys.stderr)
        return 2
    try:
        return report(differences(*map(Path, arguments)))
    except Unreadable as error:
        print(f"error: {error}", file=sys.stderr)
        return 3


def report(results: list[str]) -> int:
    """Says what differs on the log and in the summary of the job."""
    lines = results[:LISTED]
    if len(results) > LISTED:
        lines.append(f"and {len(results) - LISTED} more")
    head = (
        f"The site that readers have differs from its rebuild in {len(results)} values."
        if results
        else "The site that readers have is what its commit builds."
    )
    body = "\n".join(f"- {line}" for line in lines)
    print(f"{head}\n{body}".rstrip())
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"## Rebuild\n\n{head}\n" + (f"\n```text\n{body}\n```\n" if body else ""))
    return 1 if results else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
