"""Whatever stands in a record's file, the checker tells problems and never fails itself."""

import random
import re
import string
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.loading.files import Text, read_folder
from generator.problems import as_json, as_text, in_order
from generator.problems.reports import as_github, as_sarif, as_summary
from generator.schema.kinds import Model
from generator.schema.registry import FOLDERS, MODELS

from .corpus import Good, Path_, read_among, read_text, real, small, times

SPECIAL = {"settings": "digest", "removals": "removed"}
KINDS = [*sorted(FOLDERS), *SPECIAL]
EXAMPLES = times(20, 3_000)
TRIES = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
KEYS = sorted({key for kind in MODELS.values() for key in kind.model_fields})
# What YAML and Markdown read as something other than letters.
SIGNS = st.sampled_from(
    [
        *(": ", ":", "- ", "-", "\n", "\n  ", "\n    ", " ", "#", " # ", "[", "]", "{", "}", ","),
        *("&a", "*a", "!", "!!int ", "|", ">", "|2", "'", '"', "%", "@", "`", "? ", "<<: ", "~"),
        *("---", "...", "\t", "\r", "\\", "\\x00", "\u0085", "\u2028", "\ufeff", "\u202e", "é"),
        *("\ud7ff", "\U0001f680", "0x1F", "1e3", ".nan", "null", "yes", "2026-02-10", "21:54 UTC"),
        *("[](fact:x)", "](", "<b>", "**", "_", "1. ", "```", "{:", "{{", "up to ", "at least "),
    ]
)
WORDS = st.sampled_from([f"{key}: " for key in KEYS]) | st.sampled_from(KEYS)
YAML = st.lists(SIGNS | WORDS | st.text(max_size=4), max_size=40).map("".join)
# Half a surrogate pair cannot be read from a file.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def named(kind: str) -> tuple[str, str]:
    """A path for a record of a kind that no other has, and its id."""
    if kind in SPECIAL:
        return f"content/{SPECIAL[kind]}.yml", SPECIAL[kind]
    ending = "md" if kind == "explainers" else "yml"
    return f"content/{kind}/some-record.{ending}", "some-record"


def assert_told(kind: str, text: str) -> None:
    """A file with this text is read, linked, checked and reported without any exception."""
    path, key = named(kind)
    record, problems = read_among(Text(path, kind, key, text, path.removeprefix("content/")))
    assert record or problems
    told = in_order(problems)
    lines = text.split("\n")
    for problem in told:
        if problem.path == path:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            assert problem.end_column > problem.column
    for report in ("\n".join(map(as_text, told)), as_github(told), as_summary(told)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", report)
    as_json(told)
    as_sarif(told)


@TRIES
@given(st.sampled_from(KINDS), ANY)
@example("events", "")
@example("actors", "{")
@example("explainers", "---\n---\n")
@example("explainers", "---\ntitle: x\n---")
def test_any_text_gives_problems_and_no_exception(kind: str, text: str) -> None:
    assert_told(kind, text)


@TRIES
@given(st.sampled_from(KINDS), YAML)
def test_any_text_of_yaml_signs_gives_problems_and_no_exception(kind: str, text: str) -> None:
    assert_told(kind, f"---\n{text}\n---\n{text}" if kind == "explainers" else text)


@TRIES
@given(st.data())
def test_any_change_of_a_good_record_gives_problems_or_a_record(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(small()))
    text = one.text.text
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(SIGNS | st.text(max_size=3)) + text[end:]
    read_among(one.text._replace(text=text))


@TRIES
@given(st.binary(max_size=200) | ANY.map(str.encode))
def test_any_bytes_give_problems_or_text(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events" / "some-record.yml"
        file.parent.mkdir()
        file.write_bytes(data)
        texts, problems = read_folder(Path(folder), "content", FOLDERS)
    assert bool(texts) != bool(problems)


# --- keys


def edits(word: str, letters: str) -> Iterator[str]:
    """Every word that one slip of the hand makes of this one."""
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:]
        if at < len(word):
            yield word[:at] + word[at + 1 :]
            for letter in letters:
                yield word[:at] + letter + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def known(kind: type[Model], path: Path_) -> set[str]:
    """The keys that may stand beside the last of a path."""
    current: type[Model] | None = kind
    for step in path[:-1]:
        if isinstance(step, str) and current:
            current = below(current.model_fields[step].annotation)
    return set(current.model_fields) if current else set()


def below(annotation: object) -> type[Model] | None:
    """The model somewhere in a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := below(part))), None)


def distinct_keys() -> list[tuple[Good, Path_]]:
    """Every key of every kind of record once, with a good record that has it."""
    found: dict[tuple[str, Path_], tuple[Good, Path_]] = {}
    for one in (*small(), *real()):
        for path in one.source.tree.keys:
            if known(type(one.record), path):  # not the names of databases in `same_as`
                short = tuple(step for step in path if isinstance(step, str))
                found.setdefault((one.text.kind, short), (one, path))
    return [found[key] for key in sorted(found, key=str)]


@pytest.mark.build
def test_misspelt_key_is_told_at_its_place_with_the_key_meant() -> None:
    chooser = random.Random(1)
    counts: Counter[str] = Counter()
    wrong = []
    for one, path in distinct_keys():
        key = str(path[-1])
        place = one.source.tree.keys[path]
        allowed = known(type(one.record), path)
        made = sorted(set(edits(key, string.ascii_lowercase + "_-")) - allowed - {""})
        for slip in chooser.sample(made, min(len(made), times(3, 10**6))):
            lines = one.text.text.split("\n")
            line = lines[place.line - 1]
            start = place.column - 1
            assert line[start : start + len(key)] == key
            lines[place.line - 1] = line[:start] + slip + line[start + len(key) :]
            _, record, problems = read_text(one.text._replace(text="\n".join(lines)))
            counts["edits"] += 1
            told = [p for p in problems if (p.line, p.column) == (place.line, place.column)]
            unknown = [p for p in told if p.code == "S001"]
            assert record is None or problems, slip
            if unknown and f"`{key}`" in unknown[0].fix:
                counts["told with the key meant"] += 1
            elif unknown:
                counts["told with another fix"] += 1
                wrong.append(f"{slip} for {key}: {unknown[0].fix}")
            else:
                counts[f"refused with {'+'.join(sorted({p.code for p in problems}))}"] += 1
                wrong.append(f"{slip} for {key}: {[p.code for p in problems]}")
    print(f"misspelt keys: {dict(counts)}")
    assert counts["told with the key meant"] >= 0.95 * counts["edits"], "\n".join(wrong)


@pytest.mark.parametrize("kind", sorted(set(MODELS) - {"explainers"}))
def test_every_key_of_a_model_is_known_but_the_id(kind: str) -> None:
    for key in MODELS[kind].model_fields:
        path, stem = named(kind)
        _, _, problems = read_text(
            Text(path, kind, stem, f"{key}: x\n", path.removeprefix("content/"))
        )
        told = {problem.code for problem in problems if (problem.line, problem.column) == (1, 1)}
        assert ("S001" in told) == (key == "id"), key
