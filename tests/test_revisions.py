"""When records came and when their meaning changed: out of commits, onto pages, into files."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from command import run
from conftest import TODAY, one_page
from test_history import ARTICLE, EVENT, FACT, Workshop, begun, workshop

from generator.catalogue import Catalogue
from generator.catalogue.revisions import History
from generator.exports.api import changes as change_files
from generator.exports.api import json_pages
from generator.history import revisions
from generator.loading import load_content
from generator.pages.digests import changes
from generator.pages.shared import feeds
from generator.pages.table import planned
from generator.site.reading import read

__all__ = ["begun", "workshop"]
SANDOK = ("events", "2026-02-10-sandok")
Told = list[tuple[str, str, str, tuple[str, ...]]]


def history(workshop: Workshop, kept: Path | None = None) -> History:
    found = revisions.read(workshop.content, load_content(workshop.content, "content"), kept)
    assert isinstance(found, History), found
    return found


def told(workshop: Workshop) -> Told:
    """Every revision after the first day: its day, sort, id and fields."""
    return [
        (str(one.day)[8:], one.sort, one.id, one.fields)
        for one in history(workshop).revisions
        if str(one.day) > "2026-03-01"
    ]


# --- out of commits


def test_first_commit_adds_every_record(workshop: Workshop, small: Catalogue) -> None:
    found = history(workshop)
    assert {one.sort for one in found.revisions} == {"added"}
    assert {str(one.day) for one in found.revisions} == {"2026-03-01"}
    kinds = {one.kind for one in found.revisions}
    for kind in kinds:
        ids = {one.id for one in found.revisions if one.kind == kind}
        assert ids == set(small.of_kind(kind))
    assert found.commit == workshop.git("rev-parse", "HEAD")


SAME: dict[str, Callable[[Workshop], None]] = {
    "a comment": lambda w: w.change(FACT, "article:", "# Checked twice.\narticle:"),
    "the order of keys": lambda w: _reordered(w.content / FACT),
    "the order of a list": lambda w: _turned(w.content / "systems/bada-3.yml"),
    "the place of a file": lambda w: _moved(w.content / EVENT),
    "nothing": lambda w: None,
}


def _reordered(path: Path) -> None:
    blocks = path.read_text("utf-8").split("\n")
    first = next(i for i, line in enumerate(blocks) if line.startswith("as_of:"))
    path.write_text("\n".join([blocks[first], *blocks[:first], *blocks[first + 1 :]]), "utf-8")


def _turned(path: Path) -> None:
    record = yaml.safe_load(path.read_text("utf-8"))
    assert len(record["aliases"]) > 1
    text = path.read_text("utf-8")
    begin = text.index("aliases:\n") + len("aliases:\n")
    lines = text[begin:].split("\n")
    count = next(i for i, line in enumerate(lines) if not line.startswith(" "))
    turned = "\n".join([*reversed(lines[:count]), *lines[count:]])
    path.write_text(text[:begin] + turned, "utf-8")
    assert yaml.safe_load(path.read_text("utf-8"))["aliases"] == record["aliases"][::-1]


def _moved(path: Path) -> None:
    folder = path.parent.with_name("2025")
    folder.mkdir()
    path.rename(folder / path.name)


def _quoted(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    index = next(i for i, line in enumerate(lines) if line.startswith("article: "))
    lines[index] = f'article: "{lines[index].removeprefix("article: ")}"'
    path.write_text("\n".join(lines), "utf-8")


SAME["quotation marks"] = lambda w: _quoted(w.content / FACT)


@pytest.mark.parametrize("what", SAME)
def test_spelling_is_no_change(what: str, workshop: Workshop) -> None:
    SAME[what](workshop)
    workshop.commit("Write it otherwise")
    assert told(workshop) == []


def test_changed_value_is_a_change_of_its_field(workshop: Workshop) -> None:
    workshop.change(EVENT, "title: ", "title: Once more, ")
    workshop.commit("Say it otherwise")
    workshop.change(ARTICLE, "claims:", "retrieved: 2026-02-12\nclaims:")
    workshop.commit("Say when it was read")
    assert told(workshop) == [
        ("03", "revised", "2026-02-10-odd-weekly-two-flights", ("retrieved",)),
        ("02", "revised", "2026-02-10-sandok", ("title",)),
    ]
    found = history(workshop).of(*_key(SANDOK))
    assert found and (str(found.added), str(found.changed)) == ("2026-03-01", "2026-03-02")


def _key(of: tuple[str, str]) -> tuple[str, tuple[str]]:
    return of[0], (of[1],)


def test_what_a_day_ends_with_counts(workshop: Workshop) -> None:
    before = (workshop.content / EVENT).read_text("utf-8")
    workshop.change(EVENT, "title: ", "title: Once more, ")
    workshop.commit("Say it otherwise")
    (workshop.content / EVENT).write_text(before, "utf-8")
    workshop.commits -= 1
    workshop.commit("Take it back")
    assert told(workshop) == []


def test_record_that_goes_and_comes_back(workshop: Workshop) -> None:
    path = workshop.content / "terms/apogee.yml"
    text = path.read_text("utf-8")
    path.unlink()
    workshop.commit("Take it away")
    path.write_text(text, "utf-8")
    workshop.commit("Bring it back")
    assert told(workshop) == [("03", "added", "apogee", ()), ("02", "removed", "apogee", ())]


def test_text_that_cannot_be_read_changes_nothing(workshop: Workshop) -> None:
    before = (workshop.content / EVENT).read_text("utf-8")
    (workshop.content / EVENT).write_text("title: [\n", "utf-8")
    workshop.commit("Break it")
    (workshop.content / EVENT).write_text(f"{before}no_such_key: 1\n", "utf-8")
    workshop.commit("Break it otherwise")
    workshop.change(EVENT, "no_such_key: 1\n", "")
    workshop.change(EVENT, "range_km: ", "range_km: some ")
    workshop.commit("Break one value")
    (workshop.content / EVENT).write_text(before, "utf-8")
    workshop.commit("Mend it")
    assert told(workshop) == []


def test_merge_is_of_the_day_on_which_readers_had_it(workshop: Workshop) -> None:
    workshop.git("checkout", "--quiet", "-b", "side")
    workshop.change(EVENT, "title: ", "title: Once more, ")
    workshop.commit("Say it otherwise")
    workshop.git("checkout", "--quiet", "main")
    workshop.commits = 9
    workshop.git("merge", "--quiet", "--no-ff", "-m", "Merge it", "side")
    assert told(workshop) == [("09", "revised", "2026-02-10-sandok", ("title",))]


def test_equal_commits_make_equal_histories(workshop: Workshop, tmp_path: Path) -> None:
    workshop.change(EVENT, "title: ", "title: Once more, ")
    workshop.commit("Say it otherwise")
    first = history(workshop)
    workshop.git("clone", "--quiet", str(workshop.folder), str(tmp_path / "clone"))
    assert history(Workshop(tmp_path / "clone")) == first


def test_what_is_kept_is_believed_only_whole(workshop: Workshop, tmp_path: Path) -> None:
    workshop.change(EVENT, "title: ", "title: Once more, ")
    workshop.commit("Say it otherwise")
    kept = tmp_path / "kept"
    first = history(workshop, kept)
    file = kept / revisions.NAME
    assert json.loads(file.read_text("utf-8"))["meanings"]
    assert history(workshop, kept) == first
    # What it holds is taken: a planted meaning shows.
    whole = json.loads(file.read_text("utf-8"))
    whole["meanings"] = {name: {} for name in whole["meanings"]}
    file.write_text(json.dumps(whole), "utf-8")
    assert history(workshop, kept) != first
    whole["key"] = "of another make"
    other, torn = json.dumps(whole), file.read_text("utf-8")[:-5]
    for text in (other, torn, "", "[]", "{}"):
        file.write_text(text, "utf-8")
        assert history(workshop, kept) == first


def absent(content: Path) -> str:
    found = revisions.read(content, load_content(content, "content"))
    assert isinstance(found, revisions.Absent)
    return found.why


def test_part_of_a_history_is_none(workshop: Workshop, tmp_path: Path) -> None:
    workshop.commit("Another")
    shallow = tmp_path / "shallow"
    workshop.git("clone", "--quiet", "--depth", "1", f"file://{workshop.folder}", str(shallow))
    assert "git fetch --unshallow" in absent(shallow / "content")
    done = run("build", "--whole-history", "--today", "2026-04-01", cwd=shallow)
    assert done.returncode == 3 and not (shallow / "site").exists()
    assert "the history of the records is not known: only a part of it is here" in done.stderr
    checked = read(shallow / "content", TODAY, "content", dated=True)
    assert checked.catalogue and checked.catalogue.history is None
    assert "git fetch --unshallow" in checked.undated


def test_records_that_no_commit_has_are_without_history(workshop: Workshop) -> None:
    other = workshop.folder / "other"
    other.mkdir()
    (other / "digest.yml").write_text("title: x\n", "utf-8")
    assert "no commit has these records yet" in absent(other)


def test_check_asks_no_history(workshop: Workshop) -> None:
    checked = read(workshop.content, TODAY, "content")
    assert checked.catalogue and checked.catalogue.history is None and checked.undated == ""


# --- onto pages and into files


def test_page_says_when_its_record_came_and_changed(small: Catalogue) -> None:
    text = one_page(small, "events/2026-02-10-sandok.md").text
    assert 'since <time datetime="2026-02-11">11 February 2026</time>; last changed' in text
    once = one_page(small, "actors/wire.md").text
    assert 'since <time datetime="2026-02-28">' in once and "last changed" not in once
    # No commit has this one.
    assert "d-dated" not in one_page(small, "actors/odd-weekly.md").text


def test_without_a_history_nothing_speaks_of_it(small: Catalogue) -> None:
    undated = replace(small, history=None)
    assert not [page for page in planned(undated) if page.path.startswith("changes")]
    assert "d-dated" not in one_page(undated, "events/2026-02-10-sandok.md").text
    assert "data-changes" not in one_page(undated, "index.md").text
    assert change_files.files(undated) == {}
    assert feeds.whole(undated, "changes") == ()
    made = dict(json_pages.files(undated))
    assert "added" not in json.loads(made["api/v1/events/2026-02-10-sandok.json"])
    assert "/changes.json" not in json.loads(made["api/v1/openapi.json"])["paths"]


def test_answer_and_files_of_days_say_the_same(small: Catalogue) -> None:
    answer = json.loads(dict(json_pages.files(small))["api/v1/events/2026-02-10-sandok.json"])
    assert (answer["added"], answer["changed"]) == ("2026-02-11", "2026-03-30")
    made = change_files.files(small)
    index = json.loads(made["api/v1/changes.json"])
    assert [day["day"] for day in index["days"]] == ["2026-03-30", "2026-02-28", "2026-02-11"]
    for day in index["days"]:
        whole = json.loads(made[day["json"]])
        for sort in ("added", "revised", "removed"):
            assert day[sort] == len(whole[sort])
    assert json.loads(made["api/v1/changes/2026-03-30.json"])["revised"][0] == {
        "kind": "events",
        "id": "2026-02-10-sandok",
        "fields": ["summary"],
    }


def test_renamed_record_is_neither_new_nor_gone(workshop: Workshop) -> None:
    path = workshop.content / "terms/apogee.yml"
    text = path.read_text("utf-8")
    new = path.with_name("highest-point.yml")
    path.unlink()
    new.write_text(f"{text}former_ids: [apogee]\n", "utf-8")
    for file in workshop.content.rglob("*.*"):
        body = file.read_text("utf-8")
        body = body.replace("term:apogee", "term:highest-point")
        body = body.replace("see: [apogee]", "see: [highest-point]")
        file.write_text(body, "utf-8")
    workshop.commit("Rename it")
    checked = read(workshop.content, TODAY, "content", dated=True)
    assert checked.catalogue, checked.problems
    catalogue = checked.catalogue
    found = changes.dated(catalogue, "terms", "highest-point")
    assert found and str(found.added) == "2026-03-01"
    (latest, *_) = changes.days(catalogue)
    words = {group.words: [one.id for one in group.entries] for group in latest.groups}
    assert words[f"1 term {changes.MOVED}"] == ["highest-point"]
    assert latest.counts["added"] == latest.counts["removed"] == 0


def test_long_lists_are_counted_and_whole_in_the_file_of_the_day(workshop: Workshop) -> None:
    for number in range(changes.NAMED + 5):
        path = workshop.content / f"actors/crew-{number}.yml"
        path.write_text(f"name: Crew Number {number}\nkind: agency\n", "utf-8")
    workshop.commit("Add crews")
    catalogue = read(workshop.content, TODAY, "content", dated=True).catalogue
    assert catalogue
    (group,) = changes.days(catalogue)[0].groups
    assert (len(group.entries), group.more) == (changes.NAMED, 5)
    assert group.words == f"{changes.NAMED + 5} actors added"
    day = json.loads(change_files.files(catalogue)["api/v1/changes/2026-03-02.json"])
    assert len(day["added"]) == changes.NAMED + 5
