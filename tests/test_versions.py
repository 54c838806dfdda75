"""The version of the site and of each record: where it is shown, and what changes it."""

import gzip
import json
from pathlib import Path

import pytest
from command import run
from conftest import CORPUS, TODAY
from test_command import TODAY as ON_TODAY

from generator.catalogue import Catalogue
from generator.exports import manifest, record_json
from generator.exports.scripts import visits
from generator.pages.table import record_path
from generator.schema.registry import PAGED, RECORDS
from generator.site.pipeline import Output
from generator.site.reading import read

EVENT = "events/2026/2026-02-10-sandok.yml"


def changed(content: Path, before: str, after: str) -> Catalogue:
    """The catalogue after a change to one event."""
    text = (content / EVENT).read_text("utf-8")
    assert before in text
    (content / EVENT).write_text(text.replace(before, after, 1), "utf-8")
    found = read(content, TODAY, "content").catalogue
    assert found
    return found


def test_manifest_has_the_version_of_the_site_and_of_each_record(small: Catalogue) -> None:
    whole = json.loads(manifest.manifest(small))
    assert whole["version"] == record_json.site_version(small)
    assert set(whole["versions"]) == set(RECORDS)
    for kind, versions in whole["versions"].items():
        assert versions == {k: record_json.version(r) for k, r in small.of_kind(kind).items()}


def test_page_of_a_record_bears_its_version_and_last_correction(
    small: Catalogue, rendered: Output
) -> None:
    front = {page.path: json.loads(page.text.split("\n")[1]) for page in rendered.pages}
    for kind in PAGED:
        for key, record in small.of_kind(kind).items():
            assert front[record_path(kind, key)]["version"] == record_json.version(record)
    event = front["events/2026-02-10-sandok.md"]
    assert (event["corrected"], event["corrected_words"]) == ("2026-03-02", "2 March 2026")
    assert "version" not in front["index.md"] and "corrected" not in front["actors/wire.md"]


def test_form_of_a_file_changes_no_version(content: Path, small: Catalogue) -> None:
    again = changed(content, "systems: [bada-3]\n", "# a remark\nsystems:\n  - 'bada-3'\n")
    assert record_json.site_version(again) == record_json.site_version(small)


def test_one_value_changes_the_version_of_its_record_and_of_the_site(
    content: Path, small: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(manifest.manifest(small))
    assert manifest.changed(small, path) == 0
    again = changed(content, "bearing_deg: 67", "bearing_deg: 68")
    assert record_json.site_version(again) != record_json.site_version(small)
    assert manifest.changed(again, path) == 1


def test_check_counts_published_records_that_changed(content: Path, tmp_path: Path) -> None:
    found = read(CORPUS, TODAY, "content").catalogue
    assert found
    path = tmp_path / "manifest.json"
    path.write_text(manifest.manifest(found))
    arguments = ("check", "--content", content, "--published", path, *ON_TODAY)
    assert run(*arguments).stderr == ""
    changed(content, "bearing_deg: 67", "bearing_deg: 68")
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stderr.startswith("1 published record has another wording or other values now")


@pytest.mark.parametrize("versions", [None, 3, [], {}, {"events": 3}, {"videos": {"a": "b"}}])
def test_older_or_odd_manifest_is_still_read(
    versions: object, small: Catalogue, tmp_path: Path
) -> None:
    whole = json.loads(manifest.manifest(small)) | {"versions": versions}
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(whole))
    assert not manifest.changed(small, path)
    assert manifest.published(path) == whole["records"]


def test_list_for_visitors_has_every_record_and_its_corrections(small: Catalogue) -> None:
    whole = json.loads(visits.files(small)[visits.NAME])
    assert whole["version"] == record_json.site_version(small)
    found = whole["records"]
    assert set(found["launches"]) == {k for k, e in small.events.items() if small.is_counted(e)}
    assert {*found["launches"], *found["events"]} == set(small.events)
    for kind in PAGED[1:]:
        assert set(found[kind]) == set(small.of_kind(kind))
    event = small.events["2026-02-10-sandok"]
    assert found["launches"][event.id] == f"{record_json.version(event)[:5]}1"


def test_list_for_visitors_is_small(real: Catalogue) -> None:
    text = visits.files(real)[visits.NAME]
    count = sum(map(len, json.loads(text)["records"].values()))
    assert len(gzip.compress(text.encode(), mtime=0)) < 20_000 * count / 1_000
