"""Data sheets: fields that the topic declares, and what each speaker gives for them."""

from collections.abc import Callable

import pytest

from generator.catalogue import Catalogue
from generator.evidence import sheets
from generator.exports.tables.record_tables import tables
from generator.site.reading import Checked
from generator.values.tolerance import Difference

HEAD = "name: Byeol-1\nmissile_class: slv\narticle: test-register\nsheet:\n"


def field(catalogue: Catalogue, name: str, system: str = "bada-3") -> sheets.SheetField:
    found = sheets.fields(catalogue, catalogue.systems[system])
    return next(one for one in found if one.field.id == name)


@pytest.fixture
def with_sheet(read_with: Callable[..., Checked]) -> Callable[..., Catalogue]:
    """The small corpus in which Byeol-1 has entries of (field, value, speaker, day)."""

    def make(*entries: tuple[str, str, str, str]) -> Catalogue:
        lines = [
            f"  - {{field: {name}, value: {value}, by: {by}, article: test-register{day}}}\n"
            for name, value, by, day in entries
        ]
        read = read_with({"systems/byeol-1.yml": HEAD + "".join(lines)})
        assert read.catalogue and not read.problems, read.problems
        return read.catalogue

    return make


def apart(catalogue: Catalogue, name: str) -> list[Difference]:
    return [value.apart for value in field(catalogue, name, "byeol-1").values]


def test_fields_come_in_the_order_that_the_topic_declares(small: Catalogue) -> None:
    found = sheets.fields(small, small.systems["bada-3"])
    assert [one.field.id for one in found] == list(small.words["sheet-fields"])


def test_values_are_in_words_with_their_unit(small: Catalogue) -> None:
    told = {
        name: [value.text for value in field(small, name).values]
        for name in ("fuel", "length", "shown", "service", "warhead")
    }
    assert told == {
        "fuel": ["Solid"],
        "length": ["about 8.7 m"],
        "shown": ["Ballistic missile launch, 10 February 2026"],
        "service": ["January 2026"],
        "warhead": ["High explosive, by the look of it"],
    }


def test_field_that_nobody_gives_has_no_value(small: Catalogue) -> None:
    assert field(small, "fuel", "byeol-1").values == ()


def test_speakers_who_contradict_each_other_are_marked_and_others_are_not(
    small: Catalogue,
) -> None:
    found = field(small, "reach")
    assert {value.by.id: value.apart for value in found.values} == {
        "odd-weekly": Difference.MATERIAL,
        "joint-staff": Difference.MATERIAL,
        "test-register": Difference.MATERIAL,
    }
    assert found.apart is Difference.MATERIAL


@pytest.mark.parametrize(
    ("name", "one", "two", "expected"),
    [
        ("reach", "1000", "1000", Difference.NO),
        ("reach", "1000", "about 1040", Difference.NO),
        ("reach", "1000", "1040", Difference.MINOR),
        ("reach", "1000", "1400", Difference.MATERIAL),
        ("reach", "up to 1000", "400", Difference.NO),
        # A length is measured, so it is rounded; stages are counted.
        ("length", "26", "26.5", Difference.MINOR),
        ("stages", "2", "3", Difference.MATERIAL),
        ("fuel", "solid", "liquid", Difference.MATERIAL),
        # One thing can have several carriers; texts are read, not compared.
        ("carrier", "truck", "ship", Difference.NO),
        ("warhead", "heavy", "light", Difference.NO),
    ],
)
def test_two_speakers(
    with_sheet: Callable[..., Catalogue], name: str, one: str, two: str, expected: Difference
) -> None:
    found = with_sheet((name, one, "joint-staff", ""), (name, two, "odd-weekly", ""))
    assert apart(found, name) == [expected, expected]


def test_bodies_of_one_state_do_not_contradict_each_other(
    with_sheet: Callable[..., Catalogue],
) -> None:
    found = with_sheet(("stages", "2", "joint-staff", ""), ("stages", "3", "defence-ministry", ""))
    same = found.actors["joint-staff"].country == found.actors["defence-ministry"].country
    assert same and apart(found, "stages") == [Difference.NO, Difference.NO]


def test_values_of_two_days_do_not_contradict_each_other(
    with_sheet: Callable[..., Catalogue],
) -> None:
    found = with_sheet(
        ("stages", "2", "joint-staff", ", as_of: 2026-01"),
        ("stages", "3", "odd-weekly", ", as_of: 2026-02"),
    )
    assert apart(found, "stages") == [Difference.NO, Difference.NO]


def test_table_of_entries_has_bounds_and_unit(small: Catalogue) -> None:
    row = next(row for row in tables(small)["sheets"].rows if row["value"] == "900 to 1000")
    told = {name: str(row[name]) for name in ("system", "field", "value_min", "value_max", "unit")}
    assert told == {
        "system": "bada-3", "field": "reach", "value_min": "900", "value_max": "1000", "unit": "km"
    }  # fmt: skip
