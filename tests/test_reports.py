"""Problems as text, JSON, GitHub annotations, a job's summary and SARIF; nothing can forge them."""

import json
import re
import unicodedata
from collections.abc import Callable

import pytest

from generator.problems import Problem, as_json, as_text, in_order
from generator.problems.codes import CODES
from generator.problems.reports import ANNOTATIONS, as_github, as_sarif, as_summary
from generator.site.reading import Checked

FORMATS = {
    "text": lambda problems: "\n".join(map(as_text, problems)),
    "json": as_json,
    "github": as_github,
    "summary": as_summary,
    "sarif": as_sarif,
}
NASTY = {
    "command": "::stop-commands::x",
    "command-after-line-feed": "x\n::error file=a::forged",
    "command-after-carriage-return": "x\r\n::warning::forged",
    "command-in-percent": "x%0A::error::forged",
    "old-command": "##[add-mask]x",
    "old-command-after-line-feed": "x\n##[error]forged",
    "colour": "\x1b[31mred\x1b[0m",
    "backspaces": "x\x08\x08\x08y",
    "direction": "a\u202eb\u2066c",
    "separator": "a\u2028::error::b",
    "tag-letters": "a\U000e0041\U000e0042",
    "fence": "`````\n# Forged\n<img src=x>",
    "byte-order-mark": "\ufeffx",
}
EVENT = """\
title: {title}
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: test-register
"""


def problem(
    number: int = 1,
    code: str = "S011",
    path: str = "content/events/x.yml",
    message: str = "wrong",
    excerpt: str = "a: b",
) -> Problem:
    """A problem with an author's text in each of its parts."""
    return Problem(path, number, 4, code, message, "mend", 5, excerpt)


PARTS: dict[str, Callable[[Problem, str], Problem]] = {
    "path": lambda found, text: found._replace(path=text),
    "message": lambda found, text: found._replace(message=text),
    "fix": lambda found, text: found._replace(fix=text),
    "excerpt": lambda found, text: found._replace(excerpt=text),
}


def controls(text: str) -> list[str]:
    """The characters of a report that no reader sees, but for line feeds."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return [c for c in text if unicodedata.category(c) in hidden and c != "\n"]


def unescaped(text: str) -> str:
    """As GitHub's runner reads the text of a command or a property."""
    for escape, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, char)
    return text


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner takes it apart: name, properties, text."""
    found = re.fullmatch(r"::(\w+)(?: (.*?))?::(.*)", line)
    assert found, line
    listed = [pair.split("=", 1) for pair in (found[2] or "").split(",") if pair]
    return found[1], {name: unescaped(value) for name, value in listed}, unescaped(found[3])


# --- author text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("part", PARTS)
def test_text_of_an_author_never_leaves_its_place(form: str, nasty: str, part: str) -> None:
    # A path begins with the folder that the command was given.
    text = f"content/{NASTY[nasty]}" if part == "path" else NASTY[nasty]
    told = (PARTS[part](problem(), text), problem(2))
    plain = (problem(), problem(2))
    report = FORMATS[form](told)
    assert controls(report) == []
    assert "##[" not in report
    lines, expected = report.split("\n"), FORMATS[form](plain).split("\n")
    assert len(lines) == len(expected)
    for line, other in zip(lines, expected, strict=True):
        assert line[:2] == other[:2], "it begins as it does without the author's text"


PLACES: dict[str, Callable[[str], str]] = {
    "value": lambda nasty: EVENT.format(title=json.dumps(nasty)),
    "word": lambda nasty: EVENT.format(title="x").replace("confirmed", json.dumps(nasty)),
    "id": lambda nasty: EVENT.format(title="x").replace("sandok", json.dumps(nasty)),
    "key": lambda nasty: EVENT.format(title="x") + f"{json.dumps(nasty)}: y\n",
    "key-below": lambda nasty: EVENT.format(title="x") + f"count: {{{json.dumps(nasty)}: y}}\n",
    "list": lambda nasty: EVENT.format(title="x") + f"systems: [{json.dumps(nasty)}]\n",
    "link": lambda nasty: EVENT.format(title="x") + f"summary: {json.dumps(f'[a]({nasty})')}\n",
    "prose": lambda nasty: EVENT.format(title="x") + f"summary: {json.dumps(f'<b>{nasty}')}\n",
    "raw": lambda nasty: EVENT.format(title=f"{nasty} #x: y") + "x\n",
    "comment": lambda nasty: EVENT.format(title=f"x # {nasty}"),
    "tag": lambda nasty: EVENT.format(title=f"!{nasty} x"),
}


@pytest.mark.parametrize("place", PLACES)
def test_report_of_a_hostile_record_holds_only_its_own_lines(
    place: str, read_with: Callable[..., Checked]
) -> None:
    texts = {f"events/2026/{name}.yml": PLACES[place](text) for name, text in NASTY.items()}
    told = read_with(texts).problems
    assert told
    assert_sound(told)
    for path in texts:
        assert_sound(tuple(one for one in told if one.path == f"content/{path}"))


@pytest.mark.parametrize("nasty", NASTY)
def test_report_of_a_hostile_file_name_holds_only_its_own_lines(
    nasty: str, read_with: Callable[..., Checked]
) -> None:
    told = read_with({f"events/2026/{NASTY[nasty].replace('/', '')}.yml": EVENT}).problems
    assert told
    assert_sound(told)


def assert_sound(told: tuple[Problem, ...]) -> None:
    """No report of these problems holds a line that is not its own, or a hidden character."""
    for form in FORMATS.values():
        report = form(told)
        assert controls(report) == []
        assert "##[" not in report
    starts = r"content/|  fix: | *\d+ \| |      \| "
    for line in "".join(f"{as_text(one)}\n" for one in told).splitlines():
        assert re.match(starts, line), line
    for line in as_github(told).split("\n"):
        assert not line or command(line)[0] in ("error", "warning", "notice")
    if told:
        _, fence, *body, last, end = as_summary(told).split("\n")[1:]
        assert (last, end) == (fence.removesuffix("text"), "")
        assert not any(last in line for line in body)
    assert [row["line"] for row in json.loads(as_json(told))] == [p.line for p in told]


def test_control_characters_are_shown_by_their_number() -> None:
    report = as_text(problem(message="a\x1bb\u202ec\nd", path="e\x07"))
    assert "a\\u001Bb\\u202Ec\\u000Ad" in report
    assert "e\\u0007:1:4" in report


# --- GitHub


def test_annotation_names_file_line_and_columns() -> None:
    told = problem(7, path="content/a,b:c%.yml", message="50 % of a: b, c")
    name, properties, text = command(as_github([told]))
    assert name == "error"
    assert properties == {
        "file": "content/a,b:c%.yml",
        "line": "7",
        "endLine": "7",
        "col": "4",
        "endColumn": "5",
        "title": f"S011: {CODES['S011'].what}",
    }
    assert text == "50 % of a: b, c — fix: mend"


def test_property_escapes_what_would_end_it() -> None:
    line = as_github([problem(path="a%b\rc\nd:e,f")])
    assert "file=a%25b\\u000Dc\\u000Ad%3Ae%2Cf," in line


def test_warning_is_annotated_as_one() -> None:
    assert as_github([problem(code="R010")]).startswith("::warning ")


@pytest.mark.parametrize("number", [1, ANNOTATIONS, ANNOTATIONS + 1, 3 * ANNOTATIONS])
def test_ten_annotations_of_a_kind_and_a_notice_for_the_rest(number: int) -> None:
    told = [problem(line, code) for code in ("S011", "R010") for line in range(1, number + 1)]
    names = [command(line)[0] for line in as_github(in_order(told)).split("\n")]
    assert names.count("error") == names.count("warning") == min(number, 10)
    assert names.count("notice") == (2 if number > 10 else 0)
    if number > 10:
        assert f"::notice::{number - 10} more error{'s' * (number > 11)} in " in as_github(told)
    assert as_summary(told).count(" S011: ") == number


def test_no_problems_are_no_annotations() -> None:
    assert as_github([]) == ""


# --- the job's summary


@pytest.mark.parametrize("ticks", [1, 3, 8])
def test_fence_of_the_summary_is_longer_than_any_in_it(ticks: int) -> None:
    summary = as_summary([problem(message=f"{'`' * ticks}\n::error::", excerpt="`" * ticks)])
    lines = summary.split("\n")
    fences = [line for line in lines if re.fullmatch("`{3,}(text)?", line)]
    assert fences == [f"{lines[-2]}text", lines[-2]]
    assert len(lines[-2]) > ticks


def test_summary_counts_and_without_problems_has_no_block() -> None:
    assert as_summary([problem(), problem(code="R010")]).startswith(
        "## The records: 1 error, 1 warning\n"
    )
    assert "`" not in as_summary([])


# --- SARIF


def test_sarif_has_what_its_schema_requires() -> None:
    told = in_order([problem(3), problem(2, "R010"), problem(9, "Y014", path="content/b c.yml")])
    log = json.loads(as_sarif(told))
    assert log["version"] == "2.1.0"
    assert set(log) == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "digest"
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == ["R010", "S011", "Y014"]
    for rule in rules:
        assert set(rule) <= {
            *("id", "name", "shortDescription", "fullDescription", "help", "helpUri"),
            *("defaultConfiguration", "properties"),
        }
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note", "none")
    assert len(run["results"]) == len(told)
    for result, one in zip(run["results"], told, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one.code
        assert result["level"] == one.severity
        assert one.message in result["message"]["text"] and one.fix in result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        region = physical["region"]
        assert region == {
            "startLine": one.line,
            "startColumn": one.column,
            "endColumn": one.end_column,
        }
        assert min(region.values()) >= 1
        # A URI reference: RFC 3986 knows no spaces.
        assert re.fullmatch(
            r"[A-Za-z0-9\-._~/%!$&'()*+,;=:@]+", physical["artifactLocation"]["uri"]
        )


def test_sarif_without_problems_has_an_empty_list_of_results() -> None:
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []
