"""The longest and the highest, where the bounds leave no doubt."""

from collections.abc import Callable

import pytest

from generator.pages.counted import superlatives
from generator.site.reading import Checked

Found = Callable[..., dict[str, list[tuple[str, str, str | bool]]]]


def launch(day: str, range_km: str, more: str = "") -> str:
    """A launch with a range for the whole."""
    value = f"range_km: {{value: {range_km}, article: test-register}}\n" if range_km else ""
    return (
        f"title: A launch\ntype: cruise-launch\ndate: {day}\n"
        f"{'' if 'status:' in more else 'status: confirmed' + chr(10)}"
        f"article: test-register\n{value}{more}"
    )


@pytest.fixture
def found(read_with: Callable[..., Checked]) -> Found:
    """The records of launches of one type, given as (day, range, more), by the letter of each."""

    def read(*launches: tuple[str, ...]) -> dict[str, list[tuple[str, str, str | bool]]]:
        ids = {
            chr(97 + number): f"{given[0]}-{chr(97 + number)}"
            for number, given in enumerate(launches)
        }
        files: dict[str, str | bytes] = {
            f"events/{key[:4]}/{key}.yml": launch(*given)
            for key, given in zip(ids.values(), launches, strict=True)
        }
        files["vocabulary/event-types.yml"] = TYPES
        checked = read_with(files)
        assert checked.catalogue, checked.problems
        return {
            letter: [
                (
                    r.measure,
                    r.scope.split(" launch ")[-1],
                    r.until.id[-1] if r.until else r.unbeaten,
                )
                for r in superlatives.of(checked.catalogue, checked.catalogue.events[key])
            ]
            for letter, key in ids.items()
        }

    return read


TYPES = """\
name: Event types
entries:
  - {id: missile-launch, name: Missile launch, description: One., group: counted}
  - {id: space-launch, name: Space launch, description: One., group: counted}
  - {id: visit, name: Visit, description: One.}
  - {id: cruise-launch, name: Cruise launch, description: One., group: counted}
"""
FOUR = (("2020-01-01", "100"), ("2020-02-01", "110"), ("2020-03-01", "120"), ("2020-04-01", "90"))


def test_farthest_of_all_is_a_record_that_stands(found: Found) -> None:
    assert found(*FOUR, ("2021-01-01", "200"))["e"] == [("range_km", "on record", True)]


def test_fewer_than_five_launches_have_no_record(found: Found) -> None:
    assert found(*FOUR[:3], ("2021-01-01", "200"))["d"] == []


def test_tie_is_no_record(found: Found) -> None:
    both = found(*FOUR, ("2021-01-01", "200"), ("2021-02-01", "200"))
    assert both["f"] == []
    assert both["e"] == [("range_km", "on record", False)]


@pytest.mark.parametrize(
    ("earlier", "later", "certain"),
    [
        ("120", "130", True),
        ("120 to 140", "130", False),
        ("120", "about 125", False),
        ("120", "about 130", False),
        ("120", "about 131", True),
        ("at least 120", "5000", False),
        ("120", "at least 121", True),
        ("120", "up to 5000", False),
    ],
)
def test_order_must_be_certain_from_the_bounds(
    earlier: str, later: str, certain: bool, found: Found
) -> None:
    low = (("2020-01-01", "1"), ("2020-02-01", "1"), ("2020-03-01", "1"))
    got = found(*low, ("2020-04-01", earlier), ("2021-01-01", later))["e"]
    assert got == ([("range_km", "on record", True)] if certain else [])


def test_past_record_names_the_launch_that_went_beyond(found: Found) -> None:
    got = found(*FOUR, ("2021-01-01", "200"), ("2022-01-01", "300"))
    assert got["e"][0] == ("range_km", "on record", "f")
    assert got["f"] == [("range_km", "on record", True)]


def test_past_record_names_nobody_where_it_is_not_certain_who_was_first(found: Found) -> None:
    got = found(*FOUR, ("2021-01-01", "200"), ("2022-01-01", "at least 190"), ("2023-01-01", "300"))
    assert got["e"][0] == ("range_km", "on record", False)


def test_launch_of_a_month_may_have_come_before_a_day_of_it(found: Found) -> None:
    got = found(*FOUR, ("2021-05", "300"), ("2021-05-20", "200"), ("2021-06-01", "250"))
    assert got["f"] == []
    assert got["e"] == [("range_km", "on record", True)]


def test_record_of_its_year_is_told_beside_no_other(found: Found) -> None:
    old = ("2019-01-01", "900")
    year = [(f"2020-0{month}-01", str(month)) for month in range(1, 6)]
    assert found(old, *year)["f"] == [("range_km", "of 2020", True)]


def test_year_that_is_not_over_is_called_so(found: Found) -> None:
    old = ("2019-01-01", "900")
    year = [(f"2026-01-0{day}", str(day)) for day in range(1, 6)]
    assert found(old, *year)["f"] == [("range_km", "of 2026 so far", True)]


def test_launch_counts_with_its_best_missile(found: Found) -> None:
    flights = (
        "flights:\n  - {range_km: 50, article: test-register}\n"
        "  - {range_km: 400, article: test-register}\n"
    )
    assert found(*FOUR, ("2021-01-01", "", flights))["e"] == [("range_km", "on record", True)]


def test_disputed_launch_has_no_record_and_leaves_none_that_it_may_exceed(found: Found) -> None:
    got = found(*FOUR, ("2021-01-01", "300", "status: disputed\n"), ("2021-02-01", "200"))
    assert got["e"] == got["f"] == []


def test_disputed_launch_is_not_named_as_the_one_that_went_beyond(found: Found) -> None:
    got = found(*FOUR, ("2021-01-01", "200"), ("2021-02-01", "300", "status: disputed\n"))
    assert got["e"] == [("range_km", "on record", False)]


def test_report_that_was_taken_back_leaves_no_doubt(found: Found) -> None:
    got = found(*FOUR, ("2021-01-01", "300", "status: false-alarm\n"), ("2021-02-01", "200"))
    assert got["f"] == [("range_km", "on record", True)]
