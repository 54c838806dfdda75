"""What a digest declares as measures: their kinds, their keys in records, and their words."""

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT, TODAY

from generator.evidence import disagreement
from generator.problems import Refused
from generator.site import shipped
from generator.site.pipeline import render
from generator.site.reading import Checked, read
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.scalars import VALUES
from generator.values.sized import parse_duration, parse_money
from generator.values.tolerance import Difference

Read = Callable[[str], QuantityValue]
PROPERTIES = CORPUS / "vocabulary" / "claim-properties.yml"
DECLARED = """
  - {id: damage, name: Damage, description: What it cost., kind: money, carried: {event: Its cost.}}
  - {id: lasted, name: Length, description: How long., kind: duration, carried: {event: Its length.}}
  - {id: severity, name: Severity, description: How bad., kind: word, vocabulary: severities, carried: {event: How bad.}}
  - {id: operator, name: Operator, description: Whose., kind: actor, carried: {event: Whose.}}
"""  # fmt: skip  # noqa: E501
SEVERITIES = """name: Severities
entries:
  - {id: slight, name: Slight, description: Little came of it.}
  - {id: grave, name: Grave, description: Much came of it.}
"""
EVENT = """title: The pier gives way
type: visit
date: 2026-03-05
place: sandok
places: [yonghung-bay]
status: reported
article: 2026-03-06-odd-weekly-pier
damage: {value: about 1.2 million USD, article: 2026-03-06-odd-weekly-pier}
lasted: {value: at least 3 hours, article: 2026-03-06-odd-weekly-pier}
severity: {value: grave, article: 2026-03-06-odd-weekly-pier}
operator: {value: joint-staff, article: 2026-03-06-odd-weekly-pier}
"""
CLAIMS = """title: The pier gives way
kind: news
publisher: odd-weekly
published: 2026-03-06
language: en
url: https://odd.example.org/pier
summary: |
  A report on the pier.
events: [2026-03-05-pier]
claims:
  - {event: 2026-03-05-pier, about: damage, value: 1.2 million USD, by: odd-weekly, verb: said}
  - {event: 2026-03-05-pier, about: damage, value: 3 million USD, by: joint-staff, verb: said}
  - {event: 2026-03-05-pier, about: lasted, value: 200 minutes, by: joint-staff, verb: said}
  - {event: 2026-03-05-pier, about: lasted, value: at least 3 hours, by: odd-weekly, verb: said}
  - {event: 2026-03-05-pier, about: severity, value: grave, by: odd-weekly, verb: said}
  - {event: 2026-03-05-pier, about: severity, value: slight, by: joint-staff, verb: said}
  - {event: 2026-03-05-pier, about: operator, value: joint-staff, by: odd-weekly, verb: said}
  - {event: 2026-03-05-pier, about: operator, value: north-korea, by: joint-staff, verb: said}
"""
FILES = {
    "vocabulary/severities.yml": SEVERITIES,
    "events/2026/2026-03-05-pier.yml": EVENT,
    "articles/2026/2026-03-06-odd-weekly-pier.yml": CLAIMS,
}


@pytest.fixture(scope="module")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The small corpus with four measures more, and an event that carries them."""
    content = tmp_path_factory.mktemp("pier") / "content"
    shutil.copytree(CORPUS, content)
    whole = PROPERTIES.read_text("utf-8").rstrip() + DECLARED
    whole = whole.replace(
        "group: counted, field: place,", "field: place, key: places, carried: {event: Others.},", 1
    )
    for path, text in {"vocabulary/claim-properties.yml": whole, **FILES}.items():
        (content / path).write_text(text, "utf-8")
    return read(content, TODAY, "content")


def test_measures_of_every_kind_are_read_with_their_keys(pier: Checked) -> None:
    assert pier.catalogue, pier.problems
    event = pier.catalogue.events["2026-03-05-pier"]
    assert event.damage.value.low == Decimal(1_200_000)
    assert (event.lasted.value.low, event.lasted.value.high) == (Decimal(10_800), None)
    assert (event.severity.value, event.operator.value.kind) == ("grave", "actors")


@pytest.mark.parametrize(
    ("about", "verdict"),
    [
        ("damage", "differ"),
        ("lasted", "compatible"),
        ("severity", "differ"),
        ("operator", "differ"),
    ],
)
def test_claims_of_every_kind_are_compared(about: str, verdict: str, pier: Checked) -> None:
    assert pier.catalogue
    event = pier.catalogue.events["2026-03-05-pier"]
    values, groups = disagreement.groups(pier.catalogue, event)
    assert next(group.verdict for group in groups if group.entry.id == about) == verdict
    assert values[about, None].rules


def test_event_in_several_places_has_them_all(pier: Checked) -> None:
    assert pier.catalogue
    event = pier.catalogue.events["2026-03-05-pier"]
    assert event.all_places == ("sandok", "yonghung-bay")
    assert disagreement.groups(pier.catalogue, event)[0]["site", None].values == event.all_places


def test_columns_and_answers_keep_bounds_and_text(pier: Checked) -> None:
    assert pier.catalogue
    made = render(pier.catalogue, shipped.templates(PROJECT / "templates"))
    head, *rows = str(made.data["data/events.csv"]).splitlines()
    assert {"damage_min", "damage_max", "damage_text", "lasted_min", "severity"} <= set(
        head.split(",")
    )
    row = next(row for row in rows if "about 1.2 million USD" in row)
    assert "1200000" in row and "10800" in row
    answer = str(made.data["api/v1/events/2026-03-05-pier.json"])
    assert '"lasted":{"article":"2026-03-06-odd-weekly-pier","value":"at least 3 hours"}' in answer


@pytest.mark.parametrize(
    ("read_text", "text", "low", "high"),
    [
        (parse_money, "about 1.2 million USD", "1200000", "1200000"),
        (parse_money, "340 to 350 thousand EUR", "340000", "350000"),
        (parse_money, "more than 500 GBP", "500", None),
        (parse_duration, "at least 3 hours", "10800", None),
        (parse_duration, "40 to 50 minutes", "2400", "3000"),
        (parse_duration, "1 day", "86400", "86400"),
        (parse_quantity, "hundreds", "200", None),
        (parse_quantity, "dozens", "24", None),
        (parse_quantity, "almost 100", "95", "100"),
        (parse_quantity, "more than 1000", "1000", None),
    ],
)
def test_numbers_in_words_have_bounds(
    read_text: Read, text: str, low: str | None, high: str | None
) -> None:
    found = read_text(text)
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))
    assert found.text == text


@pytest.mark.parametrize(
    ("read_text", "text"),
    [
        (parse_money, "1,200 USD"),
        (parse_money, "€1.2 million"),
        (parse_money, "USD 500"),
        (parse_duration, "3h"),
        (parse_duration, "90 min"),
        (parse_duration, "1,200 hours"),
    ],
)
def test_fix_of_a_sized_number_is_accepted(read_text: Read, text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(text)
    assert re.fullmatch("write .+", refused.value.fix)
    read_text(refused.value.fix.removeprefix("write "))


@pytest.mark.parametrize("text", ["$500", "¥500", "500", "a lot", "unknown"])
def test_currency_is_never_guessed(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_money(text)
    assert not refused.value.fix.startswith("write ")


def test_amounts_in_two_currencies_are_not_compared() -> None:
    one, two = parse_money("500 USD"), parse_money("900 EUR")
    assert one.differs(two, None) is Difference.NO and not one.equal(parse_money("500 EUR"))


@pytest.mark.parametrize("word", ["denied", "withdrew", "corrected", "confirmed"])
def test_verbs_by_any_other_name_mean_the_same(word: str, tmp_path: Path) -> None:
    """No logic hangs on the id of a word: a digest with other words has the same pages."""
    content = tmp_path / "content"
    shutil.copytree(CORPUS, content)
    for file in content.rglob("*.yml"):
        text = file.read_text("utf-8")
        key = "id" if file.stem == "claim-verbs" else "verb"
        renamed = re.sub(rf"\b{key}: {word}\b", rf"{key}: {word}-so", text)
        file.write_text(renamed, "utf-8")
    found = read(content, TODAY, "content")
    assert found.catalogue, found.problems
    before = read(CORPUS, TODAY, "content").catalogue
    assert before
    for key, event in before.events.items():
        other = found.catalogue.events[key]
        verdicts = [
            [group.verdict for group in disagreement.groups(of, one)[1]]
            for of, one in ((before, event), (found.catalogue, other))
        ]
        assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind != "bearing"])
def test_event_and_part_can_carry_a_measure_of_any_kind(
    kind: str, read_with: Callable[..., Checked]
) -> None:
    unit = ", unit: m" if kind == "quantity" else ""
    more = (
        f"\n  - {{id: more, name: More, description: One more., kind: {kind}{unit}, "
        "carried: {event: It., part: It.}}\n"
    )
    text = PROPERTIES.read_text("utf-8").rstrip() + more
    checked = read_with({"vocabulary/claim-properties.yml": text})
    assert checked.catalogue and not checked.problems
    model = checked.catalogue.models
    assert "more" in model["events"].model_fields and "more" in model.part.model_fields
