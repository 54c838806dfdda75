"""The program makes digests on any subject: its code names none, and no words but declared ones."""

import re

import pytest
from conftest import PROJECT

FOLDERS = ("generator", "templates", "docs/assets")
ENDINGS = (".py", ".jinja", ".js", ".css", ".md", ".html")
# Words of the first digest's subject, also within a name such as `flight_rows`. `range` is a common
# word too: of it what can be nothing else is looked for.
TOPIC = re.compile(
    r"missile|rocket|warhead|ballistic|salvo|apogee|launch|flight|korea|pyongyang|seoul"
    r"|\bk(?:st|cna)\b|\bcns\b|range_km|range_apogee|bearing_deg|_ranges?\b|\bflown\b",
    re.IGNORECASE,
)


def naming() -> dict[str, list[str]]:
    """Each file that has such words, in its path or its text, with the words."""
    found = {}
    for folder in FOLDERS:
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in ENDINGS:
                path = file.relative_to(PROJECT).as_posix()
                if words := TOPIC.findall(f"{path}\n{file.read_text('utf-8')}"):
                    found[path] = sorted({word.lower() for word in words})
    return found


def test_no_file_names_the_subject_of_a_digest() -> None:
    assert naming() == {}, "take the words from the declaration"


@pytest.mark.parametrize(
    "text",
    ["def flight_rows() -> None:", '"""The missiles of a site."""', "KST = 9", 'name = "range_km"'],
)
def test_words_are_found_in_names_and_texts(text: str) -> None:
    assert TOPIC.search(text)


@pytest.mark.parametrize("text", ["for index in range(9):", 'form = "range"', "part of an event"])
def test_common_words_are_no_words_of_a_subject(text: str) -> None:
    assert not TOPIC.search(text)
