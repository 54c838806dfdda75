"""Records that were saved are linked anew as all of them are."""

import re
from collections.abc import Iterator

import pytest
from conftest import CORPUS, some

from generator.catalogue import Catalogue, link
from generator.catalogue.relink import relink
from generator.loading import load_saved, load_texts
from generator.loading.files import Text, read_folder
from generator.schema.registry import FOLDERS, RECORDS

TEXTS, _ = read_folder(CORPUS, "content", FOLDERS)
IDS = {kind: [text.id for text in TEXTS if text.kind == kind] for kind in RECORDS}
DAY = re.compile(r"(?<=date: )\d{4}-\d\d-\d\d")


def _edits(text: Text) -> Iterator[str]:
    """What somebody may save in its place: a line less, another day or record, a title."""
    lines = text.text.split("\n")
    for index in range(len(lines)):
        yield "\n".join(lines[:index] + lines[index + 1 :])
    yield DAY.sub("2026-02-11", text.text)
    yield DAY.sub("2025-01-01", text.text)
    # By the clock of another season or place.
    yield DAY.sub("2026-07-10", text.text)
    yield re.sub("(?m)^zone: .*$", "zone: Asia/Tokyo", text.text)
    if text.kind in ("places", "events"):
        yield f"zone: Asia/Tokyo\n{text.text}"
    yield re.sub("(?m)^(name|title|term): .*$", r"\1: Aa", text.text)
    for ids in IDS.values():
        for old, new in zip(ids, ids[1:] + ids[:1], strict=True):
            if old in text.text:
                yield re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text.text)


EDITED = [
    (index, text._replace(text=words))
    for index, text in enumerate(TEXTS)
    if text.kind in RECORDS
    for words in _edits(text)
    if words != text.text
]


def _parts(catalogue: Catalogue) -> tuple[object, ...]:
    """All that linking makes, with its order where that counts."""
    return (
        {kind: [*of.items()] for kind, of in catalogue.records.items()},
        catalogue.mentions,
        catalogue.claims,
        [*catalogue.sources.items()],
        (catalogue.settings, catalogue.words, catalogue.watched, catalogue.removed),
    )


@pytest.mark.parametrize("part", some(range(4), 1))
def test_saved_records_are_linked_as_all_are(part: int) -> None:
    before = load_texts(TEXTS, (), "content")
    linked, problems = link(before)
    assert linked and not problems
    sound = alike = 0
    for index, text in EDITED[part::4]:
        texts = [*TEXTS[:index], text, *TEXTS[index + 1 :]]
        whole = load_texts(texts, (), "content")
        wanted, wrong = link(whole)
        saved = load_saved(before, texts, ())
        found = relink(linked, saved[1]) if saved else None
        if whole.problems or wrong or not wanted:
            assert found is None, "what is wrong is found by linking all"
            continue
        sound += 1
        if saved and found:
            alike += 1
            assert saved[0]._replace(texts=()) == whole._replace(texts=())
            assert _parts(found) == _parts(wanted)
            others = {*RECORDS} - {text.kind}
            assert all(found.records[kind] is linked.records[kind] for kind in others)
    assert sound > 50
    assert alike > 0.8 * sound, "it is asked for little, and does not pay"


def test_two_records_saved_at_once_are_linked_as_all_are() -> None:
    before = load_texts(TEXTS, (), "content")
    linked, _ = link(before)
    assert linked
    compared = 0
    for (one, first), (two, second) in zip(EDITED[::9], EDITED[5::9], strict=False):
        texts = list(TEXTS)
        texts[one], texts[two] = first, second
        whole = load_texts(texts, (), "content")
        wanted, wrong = link(whole)
        saved = load_saved(before, texts, ())
        found = relink(linked, saved[1]) if saved else None
        assert not (found and (whole.problems or wrong))
        if found and wanted:
            compared += 1
            assert _parts(found) == _parts(wanted)
    assert compared > 20
