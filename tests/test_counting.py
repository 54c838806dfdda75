"""Numbers in an event's words: what contradicts its record is told, what is true is let pass."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, TODAY

from generator.checks.prose import counting
from generator.site.reading import Checked, read

PATH = "events/2026/2026-03-05-sandok.yml"
REST = "type: missile-launch\ndate: 2026-03-05\nplace: sandok\nstatus: confirmed\n"
REST += "article: test-register\n"
Reading = Callable[..., Checked]


def told(read_with: Reading, count: str, title: str, summary: str, more: str = "") -> list[str]:
    """What is told of an event with these words, as `line:column code: message`."""
    lines = "".join(f"  {line}\n" for line in summary.split("\n"))
    text = f"title: {title}\n{REST}count: {{value: {count}, article: test-register}}\n{more}"
    checked = read_with({PATH: f"{text}summary: |\n{lines}"})
    return [f"{p.line}:{p.column} {p.code}: {p.message}" for p in checked.problems]


@pytest.mark.parametrize(
    ("count", "summary"),
    [
        ("2", "On 5 March two missiles flew."),
        ("2", "On March 5 missiles flew."),
        ("2", "In 2022 North Korea fired more missiles than ever."),
        ("2", "In 2022 missiles flew farther."),
        ("2", "Fired at 06:54 KST by North Korean missile troops."),
        ("2", "Ten minutes before the missiles fell, ships were warned."),
        ("2", "Seven nations condemned the missiles."),
        ("2", "It was seen on the 5th of the month."),
        ("2", "It came in the first quarter of the year."),
        ("2", "It was the fifth launch of its kind this year."),
        ("2", "It was the second Hwasong-18 launch of the year."),
        ("2", "The staff spoke of three missile bases and one missile unit."),
        ("2", "There were few. Five\n\nmissiles fell."),
        ("2", "Resolution 1718 missiles are banned."),
        ("2", "Several dozen missiles stand ready, over a dozen missiles more."),
        ("2", "Not a single missile was lost."),
        ("2", "A missile flew at 6000 km/h."),
        ("21", "Twenty-one missiles and twenty one missiles."),
        ("100", "One hundred missiles, a hundred missiles, 100 missiles."),
        ("112", "A hundred and twelve missiles."),
        ("6", "Half a dozen missiles."),
        ("24", "Two dozen missiles."),
        ("3", "A three-missile salvo from a two-missile unit."),
        ("2", "It was the second launch of 2026, after the ninth launch of 2025."),
    ],
)
def test_true_sentence_is_let_pass(count: str, summary: str, read_with: Reading) -> None:
    assert told(read_with, count, "A salvo", summary) == []


@pytest.mark.parametrize(
    ("count", "title"),
    [
        ("1", "Hwasong 18 missile fired"),
        ("1", "Pukguksong 3 missile fired from a submarine"),
        ("21", "Twenty-one missiles fired"),
        ("100", "One hundred missiles fired"),
        ("3", "Single missile launcher fires"),
        ("2", "Two 240 mm rockets fired"),
    ],
)
def test_true_title_is_let_pass(count: str, title: str, read_with: Reading) -> None:
    assert told(read_with, count, title, "It fell into the sea.") == []


@pytest.mark.parametrize(
    ("summary", "column", "figure"),
    [
        ("three\nmissiles", 3, "three"),
        ("**3** missiles", 5, "3"),
        ("3 [missiles](term:apogee)", 3, "3"),
        ("See [a](term:apogee): [3](term:apogee) _cruise_ missiles", 26, "3"),
        ("3\\ missiles", 3, "3"),
        ("A dozen missiles", 3, "A dozen"),
        ("thirty missiles", 3, "thirty"),
        ("thirty-one missiles", 3, "thirty-one"),
        ("thirty one missiles", 3, "thirty one"),
        ("They fired 3 SRBMs", 14, "3"),
        ("two or three missiles", 10, "three"),
        ("Three 240 mm rockets", 3, "Three"),
        ("Five North Korean short-range missiles", 3, "Five"),
        ("Three ER Scud missiles’ flight", 3, "Three"),
        ("A 3-missile salvo", 5, "3"),
        ("A three-missile salvo", 5, "three"),
    ],
)
def test_contradiction_is_told_at_the_number(
    summary: str, column: int, figure: str, read_with: Reading
) -> None:
    said = f"9:{column} R013: the text says {figure} missiles, the record 2"
    assert told(read_with, "2", "A salvo", summary) == [said]


def test_title_of_a_single_missile_contradicts_three(read_with: Reading) -> None:
    said = "1:8 R013: the text says Single missiles, the record 3"
    assert told(read_with, "3", "Single missile fired", "It fell.") == [said]


@pytest.mark.parametrize(
    ("summary", "places"),
    [
        ("They flew 500\nkm.", ["9:13"]),
        ("They flew 500km, 500-km, 500 kilometres.", ["9:13", "9:20", "9:28"]),
        ("They flew 350-900 km.", ["9:17"]),
        ("They flew **900** to 950 km.", ["9:15", "9:24"]),
        ("They flew five hundred km.", ["9:13"]),
        ("They flew 350 km.", []),
        ("They flew three hundred and fifty km.", []),
        ("They flew three hundred and fifty to four hundred and ten km.", ["9:40"]),
    ],
)
def test_distance_is_told_at_the_number(
    summary: str, places: list[str], read_with: Reading
) -> None:
    more = "range_km: {value: 350, article: test-register}\n"
    found = told(read_with, "2", "A salvo", summary, more)
    assert [problem.split(" ")[0] for problem in found] == [f"10{p[1:]}" for p in places]


@pytest.mark.parametrize(
    ("time", "summary", "hours"),
    [
        ("07:10 KST", "It flew at 07:10 KST, 22:10 UTC.", []),
        ("22:10 UTC", "It flew between 07:05 and 07:20 KST.", []),
        ("about 07:10 KST", "It flew at 08:10 KST.", ["08:10 KST"]),
        ("07:10 KST", "It flew at 07:10 UTC.", ["07:10 UTC"]),
        ("07:10 to 07:40 KST", "It flew at 07:30 KST, at 07:55 KST.", []),
        ("23:55 KST", "It flew at 00:05 KST, at 00:15 KST.", ["00:15 KST"]),
        ("00:05 KST", "It flew at 23:55\nKST, at 23:45\nKST.", ["23:45 KST"]),
    ],
)
def test_time_of_day_far_from_all_on_record_is_told(
    time: str, summary: str, hours: list[str], read_with: Reading
) -> None:
    more = f"flights:\n  - {{time: {time}, article: test-register}}\n"
    found = told(read_with, "2", "A salvo", summary, more)
    assert [problem.partition("says ")[2] for problem in found] == [
        f"{hour}, the record {time}" for hour in hours
    ]


@pytest.mark.parametrize(
    ("word", "number"),
    [("third", 3), ("21st", 21), ("twenty-first", 21), ("fortieth", 40), ("two", 0)],
)
def test_ordinals_are_read_in_words_and_digits(word: str, number: int) -> None:
    assert counting.ordinal(word) == number


def test_words_of_prose_know_their_places() -> None:
    source = "It *did* fly\n\n- [a b](actor:x) [](fact:y)\n> 5\\. c_d _e_"
    flat, places = counting.unmarked(source)
    assert flat.split() == ["It", "did", "fly", "¶", "¶", "a", "b", "¶", "¶", "5.", "c_d", "e"]
    assert all(flat[i] == source[place] for i, place in enumerate(places) if flat[i].isalnum())


CUTS = PROJECT / "tests/topics/power-cuts/content"
CUT = """title: A digger cuts the power of Low Holm
type: power-cut
date: 2025-06-12
place: low-holm
status: reported
article: 2025-06-12-courier-storm
summary: |
  {}
households: {{value: 700, article: 2025-06-12-courier-storm}}
lasted: {{value: 40 minutes, article: 2025-06-12-courier-storm}}
"""


def told_of_a_power_cut(content: Path, summary: str) -> list[str]:
    """The numbers that are reported in a summary of a power cut, in another digest."""
    shutil.copytree(CUTS, content)
    event = content / "events/2025/2025-06-12-low-holm.yml"
    event.write_text(CUT.format(summary), "utf-8")
    found = read(content, TODAY, "content").problems
    return [f"{p.column}: {p.message}" for p in found if p.code == "R013"]


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("It left 800 households dark.", "11: the text says 800 households, the record 700"),
        ("Two hundred homes were dark.", "3: the text says Two hundred households, the record 700"),
        ("It lasted 45 minutes.", "13: the text says 45 minutes, the record 40 minutes"),
        ("It lasted two hours.", "13: the text says two hours, the record 40 minutes"),
        ("It was the fourth power cut of the year.",
         "14: the text says fourth of the year, the record is day 2 with a power cut of its type"),
    ],
)  # fmt: skip
def test_number_in_a_digest_of_another_subject_is_compared_by_its_words(
    summary: str, said: str, tmp_path: Path
) -> None:
    assert told_of_a_power_cut(tmp_path / "content", summary) == [said]


@pytest.mark.parametrize(
    "summary",
    [
        "It left 700 households dark for 40 minutes.",
        "At least 600 homes had no power, and one home battery helped.",
        "Three missiles flew 500 km.",
        "It was the second power cut of the year.",
    ],
)
def test_true_number_in_a_digest_of_another_subject_is_let_pass(
    summary: str, tmp_path: Path
) -> None:
    assert told_of_a_power_cut(tmp_path / "content", summary) == []
