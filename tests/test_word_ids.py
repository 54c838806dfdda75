"""No logic hangs on the id of a word: what a word does is declared beside it, whatever its id.

Ids are those of all vocabularies of the digests in the project: measures, statuses, kinds, verbs,
roles, outcomes and the rest. No text in quotation marks in the program is one of them, but for
`HOMONYMS`: they are other things too, and only get fewer.
"""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import CORPUS, PROJECT, TODAY

from generator.schema.registry import WORD_LISTS
from generator.site import shipped
from generator.site.pipeline import render
from generator.site.reading import read

FOLDERS = ("generator", "templates", "docs/assets")
DIGESTS = ("content", "tests/content", "tests/topics/power-cuts/content", "starter/content")
ID = re.compile(r"^\s*- (?:\{)?id: (\w[\w-]*)", re.MULTILINE)
QUOTED = re.compile(r"""(["'`])([A-Za-z][\w-]*)\1""")

FIELD = "a field of every digest's records, named so in `RecordField`"
KEY = "a key of the format of records, the same in every digest"
HOMONYMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("class", "count", "date", "outcome", "status", "statement"), FIELD),
        **dict.fromkeys(("time", "value"), FIELD),
        **dict.fromkeys(("agency", "country", "description", "said", "system"), KEY),
        "assessed": "a key by which the table of things is sorted",
        "corrected": "a name in the front matter of pages",
        "database": "the rule by which a value is that of an entry, and a column of the crosswalk",
        "denied": "a rule of statuses",
        "described": "how the title of an article was found, a key of the format",
        "first": "what a field is computed from, and the word",
        "last": "what a field is computed from, and the word",
        "length": "a name in the declaration of maps",
        "local": "a class of the style sheet",
        "outlet": "the word for a publisher or an agency in counts of both",
        "range": "a form of quantities, from one number to another",
        "reference": "a word of CommonMark and of the Data Package",
        "sea": "the class of water on maps",
        "severity": "whether a problem is an error or a warning",
        "shown": "the name of a function",
        "site": "the finished site, and the class of a mark on maps",
        "state": "whether an issue is open, as its host says",
        "wide": "the extent of places, and a class of figures",
    }
)


def ids() -> frozenset[str]:
    """Every id of a word that a digest of the project declares."""
    files = [file for one in DIGESTS for file in (PROJECT / one / "vocabulary").glob("*.yml")]
    # No record writes a word of the lists that the check looks for in texts.
    written = [file.read_text("utf-8") for file in files if file.stem not in WORD_LISTS]
    return frozenset(name for text in written for name in ID.findall(text))


def literals(ending: str, text: str) -> Iterator[str]:
    """The whole texts in quotation marks in a file, without docstrings."""
    if ending != ".py":
        yield from (match[2] for match in QUOTED.finditer(text))
        return
    nodes = list(ast.walk(ast.parse(text)))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def naming() -> dict[str, list[str]]:
    """Each id of a word that the program has as a text of its own, with the files."""
    known, found = ids(), dict[str, list[str]]()
    for folder in FOLDERS:
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in (".py", ".jinja", ".js", ".html"):
                text = file.read_text("utf-8")
                # To parse a module takes longer than to look for texts in it.
                quoted = known & {match[2] for match in QUOTED.finditer(text)}
                for word in quoted & {*literals(file.suffix, text)} if quoted else ():
                    found.setdefault(word, []).append(file.relative_to(PROJECT).as_posix())
    return found


def test_program_names_no_word_of_a_vocabulary() -> None:
    found = naming()
    assert {word: at for word, at in found.items() if word not in HOMONYMS} == {}
    assert [word for word in HOMONYMS if word not in found] == [], "take these off the list"


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (".py", 'if event.status == "disputed": ...'),
        (".py", 'PLACES = {"sea": 1}'),
        (".jinja", "{% if kind == 'person' %}"),
        (".js", "state === `false-alarm`"),
    ],
)
def test_word_in_quotation_marks_is_found(ending: str, text: str) -> None:
    assert {*literals(ending, text)} & ids()


@pytest.mark.parametrize(
    ("ending", "text"),
    [(".py", '"""disputed"""'), (".py", "disputed = 1"), (".jinja", "what is disputed")],
)
def test_word_in_a_sentence_is_not(ending: str, text: str) -> None:
    assert not {*literals(ending, text)} & ids()


# Where records write the words of each vocabulary: the folder, empty for any, and the key.
WRITTEN = (
    ("event-statuses", "", "status"),
    ("event-types", "", "type"),
    ("outcomes", "", "outcome"),
    ("outcomes", "", "about: outcome, value"),
    ("claim-verbs", "", "verb"),
    ("roles", "", "role"),
    ("actor-kinds", "actors", "kind"),
    ("article-kinds", "articles", "kind"),
    ("place-kinds", "places", "kind"),
    ("place-kinds", "", "place_kind"),
)


def renamed(content: Path) -> None:
    """Give each word of these vocabularies in a copy of the corpus another id."""
    names = dict.fromkeys(name for name, _, _ in WRITTEN)
    files = {name: content / f"vocabulary/{name}.yml" for name in names}
    words = {name: "|".join(ID.findall(file.read_text("utf-8"))) for name, file in files.items()}
    for file in content.rglob("*.yml"):
        text = file.read_text("utf-8")
        for name, folder, key in (
            *WRITTEN,
            *((name, f"vocabulary/{name}", "id") for name in names),
        ):
            if file.relative_to(content).as_posix().startswith(folder):
                text = re.sub(rf"\b({key}): ({words[name]})(?![\w-])", r"\1: \2-so", text)
        for listed in re.findall(r"places: (\[.+?\])", text):
            text = text.replace(listed, re.sub(rf"({words['place-kinds']})\b", r"\1-so", listed))
        file.write_text(text, "utf-8")


def made(content: Path) -> Mapping[str, str]:
    """Every page of a digest, with the ids as they were."""
    checked = read(content, TODAY, "content")
    assert checked.catalogue, checked.problems
    output = render(checked.catalogue, shipped.templates(PROJECT / "templates"))
    pages = {page.path: page.text for page in output.pages}
    # Versions and sizes of files are others.
    other = r'-so\b|\b[0-9a-f]{12}\b|(?<=data-label="KB">)\d+'
    return {path: re.sub(other, "", text) for path, text in pages.items()}


def test_words_by_any_other_id_make_the_same_pages(tmp_path: Path) -> None:
    content = shutil.copytree(CORPUS, tmp_path / "content")
    renamed(content)
    before, after = made(CORPUS), made(content)
    assert {path for path in before if before[path] != after.get(path)} == set()
    assert before.keys() == after.keys()
