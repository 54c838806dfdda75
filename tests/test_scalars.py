"""The small languages inside values: what each accepts, refuses, and prints back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import Refused
from generator.values.clocks.local_time import Frame, placed
from generator.values.clocks.zones import Zone
from generator.values.numbers import number_fix, parse_coordinate, parse_quantity, parse_whole
from generator.values.scalars import parse_language, parse_plain, parse_ref, parse_slug, parse_url
from generator.values.times import ClockValue, DayValue, parse_clock, parse_day, time_fix
from generator.values.tolerance import Difference

# Texts near to what an author might write, so that chance finds the borders of each grammar.
NEARLY = st.text(st.sampled_from("0123456789-:./ TZKSUCabcdefghimnorstuvw"), max_size=24)
ALONE = "write the number alone, in the unit of the key"
DIGITS = st.integers(0, 9).map(str)


def refusal(parse: Callable[..., object], *arguments: object) -> Refused:
    """What a parser says of a text that it must refuse."""
    with pytest.raises(Refused) as caught:
        parse(*arguments)
    return caught.value


# --- days


@pytest.mark.parametrize(
    ("text", "precision", "words", "first", "last"),
    [
        ("2026-01-27", "day", "27 January 2026", date(2026, 1, 27), date(2026, 1, 27)),
        ("1991-07", "month", "July 1991", date(1991, 7, 1), date(1991, 7, 31)),
        ("1984", "year", "1984", date(1984, 1, 1), date(1984, 12, 31)),
        ("2024-02-29", "day", "29 February 2024", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", "month", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_day_is_as_precise_as_written(
    text: str, precision: str, words: str, first: date, last: date
) -> None:
    day = parse_day(text)
    assert (day.precision, day.words, day.first, day.last) == (precision, words, first, last)
    assert str(day) == text


def test_month_id_of_a_year_is_not_known() -> None:
    assert parse_day("1984").month_id is None
    assert parse_day("1991-07").month_id == parse_day("1991-07-01").month_id == "1991-07"


def test_days_of_unlike_precision_sort_by_their_beginning() -> None:
    texts = ["1984", "1984-04", "1984-04-09", "1984-05", "1985"]
    assert [str(day) for day in sorted(map(parse_day, reversed(texts)))] == texts


@pytest.mark.parametrize(
    ("earlier", "later", "surely"),
    [("2025", "2026-01", True), ("2026", "2026-01-27", False), ("2026-01", "2026-02-01", True)],
)
def test_period_is_surely_before_another_when_all_of_it_is(
    earlier: str, later: str, surely: bool
) -> None:
    assert parse_day(earlier).surely_before(parse_day(later)) is surely


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("20260127", "write 2026-01-27"),
        ("2026-1-7", "write 2026-01-07"),
        ("2026/01/27", "write 2026-01-27"),
        ("20261345", "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2026/02/30", "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("27.01.2026", "write 2026-01-27"),
        ("2026-01-27 ", "write 2026-01-27"),
        ("2026-01-27\n", "write 2026-01-27"),
        ("２０２６", "write 2026"),
    ],
)
def test_day_in_another_form_is_refused_with_the_form_used_here(text: str, fix: str) -> None:
    refused = refusal(parse_day, text)
    assert (refused.code, refused.fix) == ("S021", fix)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-00", "2026-13", "2025-02-29", "1899", "2200"])
def test_day_outside_the_calendar_is_refused(text: str) -> None:
    assert refusal(parse_day, text).code == "S020"


def test_year_before_those_of_records_is_a_true_one() -> None:
    refused = refusal(parse_day, "1883-08-27")
    message = "`1883-08-27` is not from 1900 to 2199, the years that records may have"
    assert refused.message == message
    assert refused.fix == "check the year; an earlier one belongs in the text"


@given(NEARLY | st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str))
@example("0000")
@example("2026-01-27T10:00:00+09:00")
def test_day_prints_back_as_written_or_is_refused(text: str) -> None:
    try:
        day = parse_day(text)
    except Refused:
        return
    assert str(day) == text
    assert parse_day(str(day)) == day
    assert day.first <= day.last


# --- clocks


def at(text: str) -> ClockValue:
    """A time of a day in Korea."""
    return placed(parse_clock(text), Frame(Zone.named("Asia/Seoul"), DayValue(2026, 1, 27)))


@pytest.mark.parametrize(
    ("text", "korean", "universal"),
    [
        ("15:50 KST", "15:50 KST", "06:50 UTC"),
        ("21:54 UTC", "06:54 KST", "21:54 UTC"),
        ("about 06:00 KST", "about 06:00 KST", "about 21:00 UTC"),
        ("07:41 to 07:51 KST", "07:41 to 07:51 KST", "22:41 to 22:51 UTC"),
        ("00:00 UTC", "09:00 KST", "00:00 UTC"),
        ("14:55 to 15:05 UTC", "23:55 to 00:05 KST", "14:55 to 15:05 UTC"),
    ],
)
def test_time_reads_the_same_on_both_clocks(text: str, korean: str, universal: str) -> None:
    clock = at(text)
    assert str(clock.in_local) == korean
    assert str(clock.in_utc) == universal


@pytest.mark.parametrize(
    ("time", "instant"),
    [
        ("06:54 KST", "2026-01-26T21:54"),
        ("21:54 UTC", "2026-01-26T21:54"),
        ("09:00 KST", "2026-01-27T00:00"),
        ("00:00 UTC", "2026-01-27T00:00"),
        ("14:59 UTC", "2026-01-27T14:59"),
        ("15:00 UTC", "2026-01-26T15:00"),
        ("23:59 KST", "2026-01-27T14:59"),
        ("00:00 KST", "2026-01-26T15:00"),
    ],
)
def test_korean_day_decides_the_instant(time: str, instant: str) -> None:
    day = parse_day("2026-01-27")
    began = at(time).on(day)
    assert began is not None and began.isoformat(timespec="minutes") == instant
    assert (began + timedelta(hours=9)).date() == date(2026, 1, 27)


def test_time_of_a_month_has_no_instant() -> None:
    assert at("06:54 KST").on(parse_day("2026-01")) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06:54", "S024"),
        ("6:54 KST", "S024"),
        ("06:54 Tokyo", "S024"),
        ("06:54KST", "S024"),
        ("12:30:45", "S024"),
        ("06:54 KST\n", "S024"),
        ("24:00 KST", "S020"),
        ("06:60 KST", "S020"),
        ("06:54 to 25:00 KST", "S020"),
    ],
)
def test_time_without_zone_or_off_the_clock_is_refused(text: str, code: str) -> None:
    assert refusal(parse_clock, text).code == code


def test_time_without_zone_is_shown_with_both_zones() -> None:
    assert time_fix("6:54", ["KST"]) == "add the zone: 06:54 KST or 06:54 UTC"


TIME = st.times().map(lambda time: f"{time:%H:%M}")


@given(
    NEARLY
    | st.builds(
        "{}{}{} {}".format,
        st.sampled_from(["", "about "]),
        TIME,
        st.just("") | TIME.map(" to {}".format),
        st.sampled_from(["KST", "UTC"]),
    )
)
@example("07:10 to 00:00 KST")
def test_clock_prints_back_as_written_or_is_refused(text: str) -> None:
    try:
        clock = parse_clock(text)
    except Refused:
        return
    assert str(clock) == text
    there = at(text)
    assert there.in_utc.in_local == there.in_local
    assert there.in_local.in_utc == there.in_utc


# --- quantities


@pytest.mark.parametrize(
    ("text", "low", "high", "shown"),
    [
        ("350", 350, 350, "350"),
        ("28500", 28500, 28500, "28,500"),
        ("about 350", 350, 350, "about 350"),
        ("at least 2", 2, None, "at least 2"),
        ("more than 10", 10, None, "more than 10"),
        ("up to 400", None, 400, "up to 400"),
        ("less than 1000", None, 1000, "less than 1,000"),
        ("340 to 350", 340, 350, "340 to 350"),
        ("about 900 to 1000", 900, 1000, "about 900 to 1,000"),
        ("several", 2, None, "several"),
        ("0", 0, 0, "0"),
    ],
)
def test_quantity_keeps_its_bounds(
    text: str, low: int | None, high: int | None, shown: str
) -> None:
    quantity = parse_quantity(text)
    assert (quantity.low, quantity.high, str(quantity)) == (low, high, shown)
    assert quantity.text == text


def test_zero_at_the_end_of_a_decimal_is_kept() -> None:
    assert str(parse_quantity("1.10")) == "1.10"
    assert str(parse_quantity("12345.10")) == "12,345.10"


def test_only_a_plain_number_is_exact() -> None:
    assert parse_quantity("2").exact == 2
    assert parse_quantity("about 2").exact is None
    assert parse_quantity("2 to 3").exact is None


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        ("12,000", "S011", "write 12000"),
        ("1_000", "S011", "write 1000"),
        ("010", "S011", "write 10"),
        ("340-350", "S011", "write 340 to 350"),
        ("~350", "S011", "write about 350"),
        (".nan", "S012", "leave the key out if the value is not known"),
        ("-.inf", "S012", "leave the key out if the value is not known"),
        ("-2", "S013", "check the number and its sign"),
        ("217 miles", "S011", ALONE),
        ("350 s", "S011", ALONE),
        ("5 min", "S011", ALONE),
        ("350 to 340", "S013", "write 340 to 350"),
        ("350 to 350", "S013", "write 350"),
        ("about 350 to 350", "S013", "write about 350"),
        ("9" * 5000, "S015", "write a plausible number"),
    ],
)
def test_number_that_is_none_is_refused_with_the_number_meant(
    text: str, code: str, fix: str
) -> None:
    refused = refusal(parse_quantity, text)
    assert (refused.code, refused.fix) == (code, fix)
    assert len(refused.message) < 200


@pytest.mark.parametrize(
    ("text", "unit", "fix"),
    [
        ("350 km", "km", "write 350: the unit is in the key"),
        ("about 350km", "km", "write about 350"),
        ("217 miles", "km", f"217 miles are 349 km: {ALONE}"),
        ("100 nm", "km", f"100 nautical miles are 185 km: {ALONE}"),
        ("5000 m", "km", f"5000 m are 5 km: {ALONE}"),
        ("80,000 m", "km", f"80000 m are 80 km: {ALONE}"),
        ("5250 m", "km", f"5250 m are 5.25 km: {ALONE}"),
        ("5 min", "min", "write 5: the unit is in the key"),
        ("5 minutes", "min", "write 5: the unit is in the key"),
        ("5 km", "min", ALONE),
        ("217 miles", "min", ALONE),
        ("40 m", "m", "write 40: the unit is in the key"),
    ],
)
def test_unit_is_dropped_only_where_it_is_that_of_the_key(text: str, unit: str, fix: str) -> None:
    assert number_fix(text, unit, ["minute"]) == fix


@pytest.mark.parametrize("text", ["12 homes", "12 home", "twelve homes", "some 12 homes"])
def test_word_for_what_is_counted_is_dropped(text: str) -> None:
    assert number_fix(text, "", ["home"]).startswith("write ")
    assert "12" in number_fix(text, "", ["home"]) and "homes" not in number_fix(text, "", ["home"])


@pytest.mark.parametrize(
    "text", ["0x1F", "0b1", "yes", "", "several more", "1e3", "+2", "2 ", "２"]
)
def test_number_of_another_language_is_refused(text: str) -> None:
    assert refusal(parse_quantity, text).code == "S011"


NUMBER = st.integers(0, 10**10 - 1).map(str) | st.decimals(0, 99999, places=3).map(str)


@given(
    NEARLY
    | NUMBER
    | st.tuples(st.sampled_from(["about", "at least", "up to", "more"]), NUMBER).map(" ".join)
    | st.tuples(NUMBER, st.just("to"), NUMBER).map(" ".join)
)
@example("about 1 to 2")
@example("0.1000000")
def test_quantity_prints_back_equal_or_is_refused(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except Refused:
        return
    assert quantity.text == text
    assert str(quantity).replace(",", "") == text
    assert parse_quantity(quantity.text) == quantity
    assert quantity.differs(quantity, "km") is Difference.NO
    if quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("350", "350", True),
        ("350", "351", False),
        ("several", "2", True),
        ("more than 20", "9", False),
        ("at least 2", "10", True),
        ("up to 400", "350", True),
        ("up to 400", "450", False),
        ("340 to 360", "350", True),
        ("about 350", "360", True),
        ("about 350", "400", False),
        ("about 420", "about 400", True),
    ],
)
def test_quantities_overlap_where_one_number_satisfies_both(
    one: str, other: str, fit: bool
) -> None:
    a, b = parse_quantity(one), parse_quantity(other)
    found = a.differs(b, "km")
    assert found is b.differs(a, "km")
    assert (found is Difference.NO) is fit


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("350", "350.0", True),
        ("340 to 350", "340.0 to 350", True),
        ("350", "about 350", False),
        ("at least 2", "more than 2", False),
        ("several", "multiple", False),
    ],
)
def test_equal_quantities_have_one_number_and_one_form(one: str, other: str, same: bool) -> None:
    assert parse_quantity(one).equal(parse_quantity(other)) is same


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("350", "km", 350, 350),
        ("about 100", "km", 90, 110),
        ("about 1000", "km", 950, 1050),
        ("about 100", None, 95, 105),
        ("at least 2", None, 2, None),
        ("up to 400", "km", None, 400),
    ],
)
def test_interval_of_an_about_is_wider(
    text: str, unit: str | None, low: int | None, high: int | None
) -> None:
    assert parse_quantity(text).interval(unit) == (low, high)


@pytest.mark.parametrize(
    ("coarse", "fine", "rounded", "cut"),
    [
        ("6248", "6248.5", True, True),
        ("6249", "6248.5", True, True),
        ("6050", "6045", True, False),
        ("6248.5", "6248", False, False),
        ("100", "149", False, False),
        ("about 6248", "6248.5", False, False),
    ],
)
def test_number_to_fewer_places_rounds_another(
    coarse: str, fine: str, rounded: bool, cut: bool
) -> None:
    a, b = parse_quantity(coarse), parse_quantity(fine)
    assert (a.rounds(b), a.whole_of(b)) == (rounded, cut)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("06:54 KST", "21:54 UTC", Difference.NO),
        ("06:54 KST", "07:04 KST", Difference.MINOR),
        ("06:54 KST", "07:05 KST", Difference.MATERIAL),
        ("about 06:54 KST", "07:04 KST", Difference.NO),
        ("23:55 to 00:10 KST", "00:05 KST", Difference.NO),
        ("23:58 KST", "00:03 KST", Difference.MINOR),
    ],
)
def test_times_differ_by_more_than_ten_minutes(
    one: str, other: str, difference: Difference
) -> None:
    a, b = at(one), at(other)
    assert a.differs(b) is b.differs(a) is difference
    assert a.equal(b) is (str(a.in_local) == str(b.in_local))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("2026-01-27", "2026-01", Difference.NO),
        ("2026-01-27", "2026-01-28", Difference.MATERIAL),
        ("2025", "2026-01", Difference.MATERIAL),
    ],
)
def test_days_differ_where_no_day_is_both(one: str, other: str, difference: Difference) -> None:
    a, b = parse_day(one), parse_day(other)
    assert a.differs(b) is b.differs(a) is difference


# --- the others


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("39:09", "S010"),
        ("39,15", "S010"),
        ("N39", "S010"),
        ("3.9e1", "S010"),
        (".nan", "S010"),
        ("90.1", "S014"),
        ("-91", "S014"),
    ],
)
def test_latitude_is_in_decimal_degrees_on_the_globe(text: str, code: str) -> None:
    assert refusal(parse_coordinate, 90, "lat", text).code == code


def test_sexagesimal_latitude_is_turned_into_degrees_in_the_fix() -> None:
    assert refusal(parse_coordinate, 90, "lat", "39:09").fix == "write 39.15"
    assert refusal(parse_coordinate, 180, "lon", "127:26").fix == "write 127.43"


@pytest.mark.parametrize(
    ("limit", "text", "fix"),
    [
        (90, "39,15", "39.15"),
        (90, "39.15N", "39.15"),
        (90, "N 39.15°", "39.15"),
        (90, "39.15 S", "-39.15"),
        (90, "+39.15", "39.15"),
        (90, "−39,15", "-39.15"),
        (90, "39°09′ s", "-39.15"),
        (90, "39°25'30\" N", "39.4250"),
        (90, "39 ° 25 ’ 30.5 ” N", "39.4250"),
        (90, "39.123456789", "39.123457"),
        (180, "127º26'W", "-127.43"),
        (180, "127.44E", "127.44"),
    ],
)
def test_coordinate_in_another_form_is_given_in_degrees(limit: int, text: str, fix: str) -> None:
    assert refusal(parse_coordinate, limit, "there", text).fix == f"write {fix}"
    parse_coordinate(limit, "there", fix)


@pytest.mark.parametrize(
    "text",
    ["39:75", "127:26", "39.15 E", "-39.15 S", "39° 25.5' N", "39.15, 127.4", "39.5°30′", "N"],
)
def test_latitude_that_cannot_be_is_not_turned_into_degrees(text: str) -> None:
    assert refusal(parse_coordinate, 90, "lat", text).fix == "write decimal degrees such as 39.15"


def test_longitude_in_place_of_a_latitude_looks_swapped() -> None:
    assert refusal(parse_coordinate, 90, "lat", "127.44").fix == (
        "check it: did lat and lon change places?"
    )


def test_coordinate_keeps_its_last_zero() -> None:
    assert str(parse_coordinate(90, "lat", "39.150")) == "39.150"


@pytest.mark.parametrize("text", ["359", "0"])
def test_bearing_is_a_whole_number_of_a_turn(text: str) -> None:
    assert parse_whole(0, 359, text) == int(text)


@pytest.mark.parametrize("text", ["360", "-1", "067", "6.5", "six", ""])
def test_bearing_off_the_compass_is_refused(text: str) -> None:
    assert refusal(parse_whole, 0, 359, text).code in {"S011", "S015"}


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("90.0", "write 90"),
        ("067", "write 67"),
        ("90.5", "write a whole number from 0 to 359"),
        ("-5", "write a whole number from 0 to 359"),
        ("about 60", "write a whole number from 0 to 359"),
        ("400.0", "write a whole number from 0 to 359"),
    ],
)
def test_bearing_in_another_form_is_shown_as_the_number_meant(text: str, fix: str) -> None:
    assert refusal(parse_whole, 0, 359, text).fix == fix


def test_number_is_never_a_float() -> None:
    parts = [parse_quantity(text).exact for text in ("0.1", "0.2")]
    assert sum(part for part in parts if part is not None) == Decimal("0.3")


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Kim Jong Un", "write kim-jong-un"),
        ("kim_jong_un", "write kim-jong-un"),
        ("Müller", "write muller"),
        ("2½ stages", "write 2-1-2-stages"),
        ("김정은", "use letters a to z, digits and single hyphens"),
        ("-a", "write a"),
        ("a\n", "write a"),
    ],
)
def test_id_in_another_spelling_is_refused_with_its_spelling(text: str, fix: str) -> None:
    refused = refusal(parse_slug, text)
    assert (refused.code, refused.fix) == ("S040", fix)


def test_reference_knows_the_kind_it_names() -> None:
    ref = parse_ref("actors", "kim-jong-un")
    assert (ref, ref.kind) == ("kim-jong-un", "actors")


@pytest.mark.parametrize("text", ["en", "ko", "ja", "ko-Latn", "zh-Hant-TW", "sco", "uk", "yue"])
def test_language_tag_is_taken_as_written(text: str) -> None:
    assert parse_language(text) == text


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("jp", "write ja"),
        ("kp", "write ko"),
        ("cn", "write zh"),
        ("eng", "write en"),
        ("kor-Latn", "write ko-Latn"),
        ("EN", "write en"),
        ("en_US", "write en-US"),
        ("zh-hant_tw", "write zh-Hant-TW"),
        ("XX", "write en, ko, ja, …"),
        ("xx", "write en, ko, ja, …"),
        ("zz", "write en, ko, ja, …"),
    ],
)
def test_code_of_no_language_is_refused_with_the_one_meant(text: str, fix: str) -> None:
    refused = refusal(parse_language, text)
    assert (refused.code, refused.fix) == ("S041", fix)


@pytest.mark.parametrize("text", ["EN", "korean", "ko_KR", "", "x"])
def test_language_by_another_name_is_refused(text: str) -> None:
    assert refusal(parse_language, text).code == "S041"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://www.example.org/a/b?c=d&e=%20#f",
        "https://en.yna.co.kr/view/AEN20260127006951315",
        "https://example.org:443/",
    ],
)
def test_plain_web_address_is_taken_as_written(text: str) -> None:
    assert parse_url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "JAVASCRIPT:alert(1)",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org:8080/",
        "https://example.org:x/",
        "https://еxample.org/",
        "https://xn--80ak6aa92e.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://example.org/a b",
        'https://example.org/"onmouseover="x',
        "https://example.org/\n",
        "https://example..org/",
        "https://-example.org/",
        "https://example.org/a%0D%0Ab",
        "https://example.org/?a=%00",
        "https://example.org/%7f",
    ],
)
def test_address_that_could_mislead_is_refused(text: str) -> None:
    assert refusal(parse_url, text).code == "S030"


@pytest.mark.parametrize("host", ["한국.kr", "xn--3e0b707e.kr"])
def test_host_in_other_letters_is_told_the_same_way_out(host: str) -> None:
    refused = refusal(parse_url, f"https://{host}/a")
    assert "archive" in refused.fix


def test_path_in_other_letters_is_told_to_be_encoded() -> None:
    assert refusal(parse_url, "https://example.org/한국").fix == "copy it percent-encoded"


def test_text_in_a_block_for_one_line_is_told_to_stand_behind_its_key() -> None:
    refused = refusal(parse_plain, "A title\n")
    assert (refused.code, refused.fix) == ("Y015", "write it behind its key, without the |")


@pytest.mark.parametrize("text", ["NO", "yes", "on", "~", "null", "12:30", "010", "1.10", "<b>"])
def test_words_that_yaml_would_change_stay_text(text: str) -> None:
    assert parse_plain(text) == text


@given(st.text(max_size=400))
def test_plain_text_is_taken_as_written_or_refused(text: str) -> None:
    try:
        assert parse_plain(text) == text
    except Refused as refused:
        assert refused.code in {"S002", "S016", "Y015", "Y017"}


def test_month_and_year_have_no_day_of_zero() -> None:
    assert DayValue(2026).first == date(2026, 1, 1)
