"""Every page and data file of the small corpus is what it was when somebody last read the diff.

Each page is a file of tests/golden. After a change that is meant: `make golden`, read the diff.
"""

import difflib
import re
import shutil

import pytest
from conftest import PROJECT

from generator.catalogue import Catalogue
from generator.pages.page_kind import PageKind
from generator.pages.table import TABLE, kinds
from generator.site.pipeline import Output, render

GOLDEN = PROJECT / "tests" / "golden"
# The size of what is packed depends on the library that packed it.
PACKED = re.compile(
    r'(\.(?:zip|sqlite|xlsx)</a></th>.*num">|\.(?:zip|sqlite|xlsx)",[^}]*"bytes":)[\d,]+(</td></tr>|[,}])'
)
ACCEPT = "make golden    (or: python -m pytest tests/test_golden.py --accept)"


@pytest.fixture(scope="module")
def made(rendered: Output) -> dict[str, str]:
    """The text of every page and data file, by its path; test_downloads.py reads the others."""
    return texts(rendered)


def texts(output: Output) -> dict[str, str]:
    """What of a rendered site is text."""
    data = {path: text for path, text in output.data.items() if isinstance(text, str)}
    every = {**{page.path: page.text for page in output.pages}, **data}
    return {path: PACKED.sub(r"\g<1>0\g<2>", text) for path, text in every.items()}


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest, made: dict[str, str]) -> None:
    """With `--accept`, the golden files are written anew before they are compared."""
    if request.config.getoption("--accept"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(text.encode("utf-8"))


def test_every_page_and_file_is_as_accepted(made: dict[str, str]) -> None:
    differences: list[str] = []
    for path, text in made.items():
        golden = GOLDEN / path
        before = golden.read_bytes().decode("utf-8") if golden.exists() else ""
        differences += difflib.unified_diff(
            before.splitlines(), text.splitlines(), f"golden/{path}", f"now/{path}", lineterm=""
        )
        if before != text and before.splitlines() == text.splitlines():
            differences.append(f"{path}: line ends differ")
    assert not differences, "\n".join([*differences, "", f"If this is meant: {ACCEPT}"])


def test_no_golden_file_is_left_over(made: dict[str, str]) -> None:
    kept = {str(file.relative_to(GOLDEN)) for file in GOLDEN.rglob("*") if file.is_file()}
    assert kept - set(made) == set(), f"Nothing makes these any more. {ACCEPT}"


# Pages of digests with very many records: tests/test_long_lists.py makes them.
FAR = {"events-year", "articles-year", "letter"}


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.name not in FAR], ids=lambda row: row.template or row.name
)
def test_every_kind_of_page_has_a_golden_file(
    row: PageKind, small: Catalogue, made: dict[str, str]
) -> None:
    kind = next(one for one in kinds(small) if one.template == (row.template or row.name))
    subjects = list(kind.each(small))
    assert subjects, "the small corpus lacks a record of this kind"
    for subject in subjects:
        assert kind.path.format(id=getattr(subject, "id", subject)) in made


def test_rendering_twice_gives_the_same_bytes(small: Catalogue, made: dict[str, str]) -> None:
    assert texts(render(small, PROJECT / "templates")) == made
