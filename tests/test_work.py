"""What a build does once, however many pages ask for it: counted, since times prove nothing."""

import cProfile
import gc
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import CodeType
from typing import Any

import bench
import pytest
from conftest import CORPUS, PROJECT, TODAY
from jinja2 import Environment

from generator.catalogue import Catalogue, sequence
from generator.charts.maps import frame, land
from generator.cli.records import checked_records
from generator.evidence import claims
from generator.exports.tables import downloads, workbook
from generator.loading import files, records, tree
from generator.pages.counted import counted_rows, superlatives
from generator.pages.subjects import comparison, systems
from generator.pages.table import pages
from generator.site.pipeline import plan, render
from generator.site.reading import read
from generator.values.numbers import parse_quantity
from generator.values.times import parse_day

Counts = Callable[[Any], int]


@contextmanager
def counted() -> Any:
    """Gives a function that says, after the block, how often another was called in it."""
    profile = cProfile.Profile()

    def calls(function: Any) -> int:
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        code: CodeType = function.__code__
        return sum(entry.callcount for entry in profile.getstats() if entry.code is code)

    with profile:
        yield calls


@pytest.fixture(scope="module")
def fresh() -> Catalogue:
    """The small catalogue, of which nothing is computed yet."""
    catalogue = read(CORPUS, TODAY, "content").catalogue
    assert catalogue is not None
    return catalogue


@pytest.fixture(scope="module")
def made(fresh: Catalogue) -> Counts:
    """How often each function was called while all pages and files were made."""
    for cache in (land.land, frame._outlines, frame._land, frame._degrees):
        cache.cache_clear()
    calls: Counts
    with counted() as calls:
        render(fresh, PROJECT / "templates", site_url="https://example.org/")
    return calls


def test_land_is_projected_once_for_all_maps(made: Counts) -> None:
    assert made(land.land) == 1
    assert made(frame.Frame.land) > 3


def test_downloads_are_made_once_for_all_that_name_their_sizes(made: Counts) -> None:
    assert (made(downloads._made), made(workbook.workbook)) == (1, 1)


def test_what_many_pages_show_of_a_record_is_computed_once(made: Counts, fresh: Catalogue) -> None:
    said = sum(len(article.claims) for article in fresh.articles.values())
    # The check asked for some before.
    assert 0 < made(claims._statement) <= said < made(claims.statement)
    assert 0 < made(counted_rows._row) <= len(fresh.events) < made(counted_rows.row)
    assert 0 < made(systems._system) <= len(fresh.systems) < made(systems.system)
    assert made(comparison._measures) == 1


def test_template_is_compiled_once(made: Counts, fresh: Catalogue) -> None:
    with counted() as calls:
        render(replace(fresh), PROJECT / "templates")
    assert calls(Environment.get_template) > 50
    assert calls(Environment.compile) == 0


def test_templates_are_compiled_before_the_first_page(small: Catalogue) -> None:
    planned = plan(small, PROJECT / "templates")
    planned.renderer.env.bytecode_cache = None
    with counted() as before:
        planned.renderer.load_templates()
    with counted() as calls:
        for path in {page.row.name: path for path, page in planned.pages.items()}.values():
            planned.render(path)
    assert before(Environment.compile) > 30
    assert calls(Environment.compile) == 0


def test_each_record_is_read_and_parsed_once() -> None:
    records._read.cache_clear()
    records._declaring.cache_clear()
    with counted() as calls:
        checked = read(CORPUS, TODAY, "content")
    assert calls(files._read) == checked.files
    # What models are made of is parsed before all others, and again with the keys of the models.
    declaring = len(records.DECLARING) + len(records.WORDED)
    assert calls(tree.parse) == checked.files + declaring


def test_check_loads_nothing_that_pages_alone_need() -> None:
    names = "import sys, generator.cli.check; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True)
    packages = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert "pydantic" in packages
    assert not packages & {"PIL", "geographiclib", "jinja2", "ko_pron", "markdown", "mkdocs"}


def test_records_are_read_without_a_look_for_garbage() -> None:
    records._read.cache_clear()
    looks: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        looks.append(phase)

    often = gc.get_threshold()
    gc.set_threshold(2_000)
    gc.callbacks.append(note)
    try:
        checked = checked_records(CORPUS, TODAY, None)
        assert not looks
        kept = [[number] for number in range(9_000)]
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*often)
    assert checked.catalogue and kept
    assert looks


def test_nothing_is_taken_apart_when_a_command_ends() -> None:
    script = (
        "import atexit, gc, runpy, sys\n"
        "found = lambda: print('at the end', gc.get_freeze_count(), len(gc.get_objects()))\n"
        "atexit.register(found)\n"
        "sys.argv[0] = 'digest'; runpy.run_module('generator', run_name='__main__')"
    )
    command = [sys.executable, "-c", script, "check", "--content", str(CORPUS)]
    command += ["--today", str(TODAY)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    frozen, others = map(int, re.findall(r"\d+", done.stdout.split("at the end")[1]))
    assert frozen > 50_000 > others


def calls_for(size: int, folder: Path) -> Counter[tuple[str, int]]:
    """How often each function of the program is called for the contexts of all pages."""
    bench.records(size, folder)
    catalogue = read(folder, TODAY, "content").catalogue
    assert catalogue is not None
    profile = cProfile.Profile()
    with profile:
        for _ in pages(catalogue):
            pass
    codes = [(entry.code, entry.callcount) for entry in profile.getstats()]
    found: Counter[tuple[str, int]] = Counter()
    for code, count in codes:
        if isinstance(code, CodeType) and "/generator/" in code.co_filename:
            found[code.co_filename, code.co_firstlineno] += count
    return found


@pytest.mark.build
def test_work_for_pages_grows_in_a_straight_line(tmp_path: Path) -> None:
    few, many = calls_for(200, tmp_path / "few"), calls_for(600, tmp_path / "many")
    assert sum(many.values()) > 1_000_000
    # What compares each record with all others is called nine times as often.
    steep = {at: (few[at], n) for at, n in many.items() if n > 500 and n > 5 * few[at]}
    assert steep == {}


def lines_for(catalogue: Catalogue, size: int) -> int:
    """How many lines run for the place and the records of each of so many launches of a year.

    Each goes farther than all before it.
    """
    launch = catalogue.events[bench.LAUNCH]
    launches = {}
    for number in range(size):
        day = date(2025, 1, 1) + timedelta(number)
        far = launch.parts[0].model_copy(update={"range_km": parse_quantity(str(100 + number))})
        made = {"id": f"{day}-l", "date": parse_day(str(day)), launch.HELD["parts"]: (far,)}
        launches[f"{day}-l"] = launch.model_copy(update=made)
    many = replace(catalogue, records={**catalogue.records, "events": launches})
    lines = 0

    def note(*_: object) -> Any:
        nonlocal lines
        lines += 1
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        for event in launches.values():
            sequence.positions(many, event)
            superlatives.of(many, event)
    finally:
        sys.settrace(before)
    return lines


def test_no_event_is_compared_with_each_other(small: Catalogue) -> None:
    few, many = lines_for(small, 150), lines_for(small, 300)
    assert 10_000 < few < many < 2.3 * few, (few, many)
