"""Positions against those of the other places of an area: slips of a sign or a digit."""

from collections.abc import Callable

import pytest

from generator.site.reading import Checked

AREA = "name: Far Bay\nkind: area\nwithin: far-land\narticle: test-register\n"
LAND = "name: Far Land\nkind: country\narticle: test-register\n"
WIDE = 12


def place(name: str, lat: str, lon: str, within: str) -> str:
    """A launch site at a position within an area."""
    return (
        f"name: {name}\nkind: launch-site\nwithin: {within}\nlat: {lat}\nlon: {lon}\n"
        "article: test-register\n"
    )


def around(lat: str, lon: str) -> dict[str, str]:
    """A country of many places, three of them in one bay, and one more of the bay."""
    files = {"places/far-land.yml": LAND, "places/far-bay.yml": AREA}
    for number in range(WIDE):
        north, east = 36 + number % 4, 125 + number // 4
        name = f"places/stand-{number}.yml"
        files[name] = place(f"Stand {number}", f"{north}.5", f"{east}.5", "far-land")
    for number in range(3):
        name = f"places/pier-{number}.yml"
        files[name] = place(f"Pier {number}", f"39.{number}", f"127.{number}", "far-bay")
    return {**files, "places/cape.yml": place("Cape", lat, lon, "far-bay")}


SLIPS = {
    "sign of lat": ("-39.1", "127.4", 4, "write lat: 39.1"),
    "sign of lon": ("39.1", "-127.4", 5, "write lon: 127.4"),
    "both signs": ("-39.1", "-127.4", 4, "take the signs off lat and lon"),
    "first digit of lat": ("29.1", "127.4", 4, "check the digits of lat and lon, or `within`"),
    "second digit of lat": ("33.1", "127.4", 4, "check the digits of lat and lon, or `within`"),
    "second digit of lon": ("39.1", "117.4", 5, "check the digits of lat and lon, or `within`"),
    "third digit of lon": ("39.1", "122.4", 5, "check the digits of lat and lon, or `within`"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_slip_is_told_at_its_place_alone(slip: str, read_with: Callable[..., Checked]) -> None:
    lat, lon, line, fix = SLIPS[slip]
    (found,) = read_with(around(lat, lon)).problems
    assert (found.code, found.path, found.line) == ("R014", "content/places/cape.yml", line)
    assert found.fix == fix


@pytest.mark.parametrize(
    ("lat", "lon"), [("39.1", "127.4"), ("38.4", "127.9"), ("39.9", "126.1")], ids=str
)
def test_new_place_near_the_others_is_let_pass(
    lat: str, lon: str, read_with: Callable[..., Checked]
) -> None:
    assert read_with(around(lat, lon)).problems == ()


def test_few_places_do_not_show_where_a_country_lies(read_with: Callable[..., Checked]) -> None:
    files = {"places/far-land.yml": LAND}
    files["places/east.yml"] = place("East Stand", "39.5", "60.5", "far-land")
    files["places/west.yml"] = place("West Stand", "39.5", "140.5", "far-land")
    assert read_with(files).problems == ()
