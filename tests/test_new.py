"""`digest new`: what it asks, what it makes of the answers, and what it never does."""

import re
import shutil
from pathlib import Path

import pytest
from command import Done, run
from conftest import PROJECT, TODAY
from test_init import made
from test_writing import OTHER

from generator.cli.adding.new import FLOWS
from generator.site.reading import read
from generator.site.starter.answers import Answers, Words

URL = "https://weekly.example.org/2026/03/05/salvo"
REPORT = {
    "url": f"{URL}?utm_source=mail",
    "article-title": "A salvo over the bay",
    "article-kind": "news",
    "language": "en",
    "article-summary": "The paper has the first word of the staff.",
    "by": "Joint Staff",
    "verb": "said",
    "type": "missile-launch",
    "date": "2026-03-05",
    "place": "sandok",
}
ASKED = re.compile(r"(.+?):(?: (.*))?")
SAYS = ("count 2", "system Bada-3", "flight 1 range_km 9")
ARTICLE = """\
title: A salvo over the bay
kind: news
publisher: odd-weekly
published: 2026-03-05
language: en
url: https://weekly.example.org/2026/03/05/salvo
summary: |
  The paper has the first word of the staff.
claims:
  - {event: 2026-03-05-sandok, about: count, value: 2, by: joint-staff, verb: said}
  - {event: 2026-03-05-sandok, about: system, value: bada-3, by: joint-staff, verb: said}
  - {event: 2026-03-05-sandok, flight: 1, about: range_km, value: 9, by: joint-staff, verb: said}
"""
EVENT = """\
title: Two Bada-3 missiles fired from Sandok Test Stand
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: 2026-03-05-odd-weekly-salvo-bay
systems: [bada-3]
count: {value: 2, article: 2026-03-05-odd-weekly-salvo-bay}
flights:
  - {system: bada-3, range_km: 9, article: 2026-03-05-odd-weekly-salvo-bay}
  - {system: bada-3, article: 2026-03-05-odd-weekly-salvo-bay}
"""
MADE = {
    "articles/2026/2026-03-05-odd-weekly-salvo-bay.yml": ARTICLE,
    "events/2026/2026-03-05-sandok.yml": EVENT,
}


def new(
    content: Path,
    kind: str,
    answers: dict[str, str],
    *more: str,
    says: tuple[str, ...] = (),
    typed: tuple[str, ...] | None = None,
) -> Done:
    """The command with answers as options, and others typed at a terminal."""
    given = [f"--{key}={value}" for key, value in answers.items()]
    given += [f"--says={one}" for one in says]
    on = f"--today={TODAY.isoformat()}"
    return run("new", kind, f"--content={content}", on, *given, *more, typed=typed)


def files(content: Path) -> dict[str, str]:
    """Every file of a folder, by its path."""
    found = sorted(path for path in content.rglob("*") if path.is_file())
    return {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in found}


def test_event_comes_with_its_article_and_what_it_claims(content: Path) -> None:
    before = files(content)
    done = new(content, "event", REPORT, says=SAYS)
    assert (done.returncode, "without what counts visits" in done.stderr) == (0, True), done
    assert files(content) == before | MADE
    assert read(content, TODAY, "content").problems == ()


def test_person_at_a_terminal_makes_the_same_and_is_corrected_at_once(content: Path) -> None:
    before = files(content)
    typed = (
        *("ftp://weekly.example.org", REPORT["url"], "", "a \u202e b"),
        *(REPORT["article-title"], "2026-3-5", ""),
        *("news", "en", "", REPORT["article-summary"]),
        *("?", "missile launch", "", "Sandok Test Stant", "1", ""),
        *("합참", "saw", "said", "count two", "rang 3", *SAYS, "", ""),
        *("", "", "", "y"),
    )
    done = new(content, "event", {}, typed=typed)
    assert done.returncode == 0, done.stderr
    assert files(content) == before | MADE
    for told in (
        "write an address that begins with https://",
        "U+202E",
        "write 2026-03-05",
        "publisher [odd-weekly]:",
        "published [2026-03-05]:",
        "space-launch: ",
        "1  sandok: Sandok Test Stand",
        "joint-staff: Joint Staff",
        "The words are: said, ",
        "write 2",
        "did you mean `range_km`?",
        "title [Two Bada-3 missiles fired from Sandok Test Stand]:",
        "status [confirmed]:",
    ):
        assert told in done.stderr, (told, done.stderr)


def test_printing_shows_the_files_and_writes_nothing(content: Path) -> None:
    before = files(content)
    done = new(content, "event", REPORT, "--print", says=SAYS)
    assert done.stdout == "".join(f"# content/{path}\n{text}\n" for path, text in MADE.items())
    assert (done.returncode, files(content)) == (0, before)
    asked = {key: one for key, one in REPORT.items() if key not in ("type", "place")}
    typed = ("", "", "", "missile-launch", "sandok", "", "", "", "")
    again = new(content, "event", asked, "--print", says=SAYS, typed=typed)
    assert again.stdout == done.stdout, again.stderr


@pytest.mark.parametrize("missing", ["type", "date", "article-title", "article-summary", "verb"])
def test_missing_answer_is_named_where_nobody_is_there(missing: str, content: Path) -> None:
    before = files(content)
    given = {key: one for key, one in REPORT.items() if key != missing}
    done = new(content, "event", given, says=SAYS)
    assert (done.returncode, files(content)) == (2, before)
    option = f"--{missing}" if missing != "verb" else "--says: nobody says it; write NAME VERB"
    assert option in done.stderr


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            {"url": "http://www.weekly.example.org/2026/two-flights/?fbclid=1"},
            "recorded in {content}/articles/2026/2026-02-10-odd-weekly-two-flights.yml, "
            "which reports 2026-02-10-sandok",
        ),
        ({"place": "the bay"}, "no place is called `the bay`"),
        ({"by": "Jont Staff"}, "did you mean joint-staff (Joint Staff)?"),
        ({"id": "2026-02-10-sandok"}, "--id: 2026-02-10-sandok is taken"),
        ({"article-title": "a \u202e b"}, "U+202E"),
        ({"date": "2026-02-30"}, "no day 30"),
    ],
)
def test_wrong_answer_ends_it_with_what_to_write(
    answers: dict[str, str], told: str, content: Path
) -> None:
    before = files(content)
    done = new(content, "event", REPORT | answers, says=SAYS)
    assert (done.returncode, files(content)) == (2, before)
    assert told.format(content=content) in done.stderr


def test_what_the_check_refuses_is_not_written_and_is_told_at_its_place(content: Path) -> None:
    before = files(content)
    done = new(content, "event", REPORT | {"date": "2026-03-31"}, says=SAYS)
    assert (done.returncode, files(content)) == (1, before)
    path = "articles/2026/2026-03-05-odd-weekly-salvo-bay.yml"
    assert f"{content}/{path}:10:13: error R008" in done.stdout
    assert "Nothing was written." in done.stderr


def test_person_who_leaves_writes_nothing(content: Path) -> None:
    before = files(content)
    for typed in (("https://a.example.org/x",), (REPORT["url"], "", "", "", "")):
        done = new(content, "event", {}, typed=typed)
        assert (done.returncode, files(content)) == (130, before)
    answers = {"name": "Eve Envoy", "kind": "person", "role": "", "country": "north-korea"}
    answers |= {
        "part-of": "defence-ministry",
        "url": "https://e.example.org",
        "summary": "An envoy.",
    }
    answers |= {"article": "test-register", "alias": "Eve E. en", "role": "Envoy"}
    assert new(content, "actor", answers, typed=("n",)).returncode == 130
    assert files(content) == before


def test_what_is_left_open_is_a_remark_that_the_check_points_at(content: Path) -> None:
    typed = (
        "",
        "",
        "news",
        "en",
        "",
        "-",
        "2026-02-10-sandok",
        "",
        "",
        "-",
        "count 3",
        "",
        "",
        "y",
    )
    done = new(content, "article", {"url": URL, "title": "Three of them"}, typed=typed)
    path = content / "articles/2026/2026-03-05-odd-weekly-three-them.yml"
    assert done.returncode == 1, done
    assert path.read_text("utf-8") == (
        "title: Three of them\nkind: news\npublisher: odd-weekly\npublished: 2026-03-05\n"
        f"language: en\nurl: {URL}\n# summary: What it says, in the digest's own words.\nclaims:\n"
        "  - event: 2026-02-10-sandok\n    about: count\n    value: 3\n    by: odd-weekly\n"
        "    # verb: How it was said: `reported`, `detected`, `denied`, `assessed`, …\n"
    )
    assert "error S002: `summary` is missing" in done.stdout
    assert f"{path}:9:5: error S002: `verb` is missing" in done.stdout
    assert "recorded: 2026-02-10" not in done.stderr


def test_name_in_use_is_refused_and_one_without_letters_needs_an_id(content: Path) -> None:
    taken = new(content, "actor", {"name": "HAPCHAM", "kind": "military"})
    assert taken.returncode == 2
    assert "`HAPCHAM` is a name of joint-staff (Joint Staff)" in taken.stderr
    told = new(content, "actor", {"name": "국방연구원", "kind": "organisation"})
    assert (told.returncode, "give --id" in told.stderr) == (2, True)
    answers = {"id": "defence-institute", "name": "국방연구원", "kind": "organisation"}
    answers["alias"] = "Institute of Defence en"
    answers["article"] = "https://weekly.example.org/2026/two-flights"
    done = new(content, "actor", answers)
    assert done.returncode == 0, done
    assert (content / "actors/defence-institute.yml").read_text("utf-8") == (
        "name: 국방연구원\nkind: organisation\naliases:\n"
        "  - {name: Institute of Defence, lang: en, article: 2026-02-10-odd-weekly-two-flights}\n"
        "article: 2026-02-10-odd-weekly-two-flights\n"
    )


def test_publisher_without_a_record_is_added_on_the_way(content: Path) -> None:
    typed = (
        *(
            "https://bay.example.org/1",
            "The Bay Post",
            "+",
            "outlet",
            "",
            "",
            "",
            "Baypost en",
            "",
            "",
        ),
        *("It was loud", "2026-02-11", "news", "en", "", "The paper heard it."),
        *("2", "", "", "said", "statement it was heard at the bay", "", "", "y"),
    )
    done = new(content, "article", {}, typed=typed)
    assert done.returncode == 0, (done.stderr, done.stdout)
    # What the article is, that names it so, is asked for once.
    assert (
        "with its language behind it" in done.stderr and "article that uses it" not in done.stderr
    )
    actor = (content / "actors/the-bay-post.yml").read_text("utf-8")
    key = "2026-02-11-the-bay-post-loud"
    assert actor == (
        f"name: The Bay Post\nkind: outlet\naliases:\n"
        f"  - {{name: Baypost, lang: en, article: {key}}}\narticle: {key}\n"
    )
    article = (content / f"articles/2026/{key}.yml").read_text("utf-8")
    assert "publisher: the-bay-post\n" in article and "by: the-bay-post" in article
    assert "\nevents:" not in article


def test_topic_of_other_measures_has_them_as_properties(tmp_path: Path) -> None:
    content = Path(shutil.copytree(OTHER, tmp_path / "content"))
    says = ("households about 700", "lasted 2 hours", "grid-company estimated: cost 3 million EUR")
    answers = {
        "url": "https://courier.example.org/2026-03-01/dark",
        "article-title": "Dark again",
        "article-summary": "An invented report on a short cut.",
        "by": "grid-company",
        "verb": "said",
        "type": "power-cut",
        "date": "2026-03-01",
        "place": "port-alder",
        "title": "Port Alder without light",
    }
    done = new(content, "event", answers, says=says)
    assert done.returncode == 0, done
    event = (content / "events/2026/2026-03-01-port-alder.yml").read_text("utf-8")
    key = "2026-03-01-alder-courier-dark-again"
    for line in (
        f"households: {{value: about 700, article: {key}}}",
        f"lasted: {{value: 2 hours, article: {key}}}",
        f"cost: {{value: 3 million EUR, article: {key}}}",
    ):
        assert line in event.split("\n")


def test_new_digest_takes_its_first_event(tmp_path: Path) -> None:
    answers = Answers("Floods", "floods", "Europe/Paris", Words("flood", "floods"), TODAY)
    content = made(tmp_path, answers) / "content"
    report = {
        "url": "https://gazette.example.org/2026/03/30/flood",
        "publisher": "example-gazette",
        "article-title": "Water in the harbour",
        "article-kind": "news",
        "language": "en",
        "article-summary": "An invented report on an invented flood.",
        "by": "example-ministry",
        "verb": "said",
        "type": "flood",
        "date": "2026-03-30",
        "place": "port-example",
        "title": "Harbour under water",
        "status": "reported",
    }
    done = new(content, "event", report, says=("affected at least 7",))
    assert done.returncode == 0, done
    event = (content / "events/2026/2026-03-30-port-example.yml").read_text("utf-8")
    assert "affected: {value: at least 7, article: 2026-03-30-example-gazette-water" in event


def test_two_events_are_not_one_statement(content: Path) -> None:
    answers = {"url": URL, "title": "Both", "kind": "news", "language": "en", "summary": "Both."}
    two = ("--event=2026-02-10-sandok", "--event=1994-05-unknown-site", "--verb=said")
    done = new(content, "article", answers, *two, says=("count 2",))
    assert (done.returncode, "--says is about one event" in done.stderr) == (2, True)
    assert new(content, "article", answers, *two).returncode == 0
    text = (content / "articles/2026/2026-03-05-odd-weekly-both.yml").read_text("utf-8")
    assert text.endswith("events: [2026-02-10-sandok, 1994-05-unknown-site]\n")


def test_every_key_has_an_option_in_the_words_of_the_digest() -> None:
    done = run("new", "event", "--help", "--content", OTHER)
    assert "for a power cut, the town" in " ".join(done.stdout.split())
    assert "flight" not in done.stdout


def test_what_is_asked_is_said_in_words_of_no_subject(content: Path) -> None:
    typed = ("Grid Company", "", "organisation", "", "", "", "", "")
    done = new(content, "actor", {"article": "test-register"}, "--print", typed=typed)
    assert done.stdout.startswith("# content/actors/grid-company.yml\nname: Grid Company\n")
    assert "? lists what can be" in done.stderr and "`Genève fr`" in done.stderr
    assert not re.search("[가-힣]", done.stderr)


@pytest.mark.parametrize("kind", FLOWS)
def test_command_without_any_option_names_its_first_question(kind: str, content: Path) -> None:
    done = run("new", kind, cwd=content.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: give --")


def test_folder_that_is_no_digest_is_wrong_usage(tmp_path: Path) -> None:
    done = run("new", "term", "--name=x", "--definition=y", cwd=tmp_path)
    told = " ".join(done.stderr.split())
    assert (done.returncode, "name its records with --content" in told) == (2, True)


def test_guide_has_the_questions_and_the_answers_that_there_are(tmp_path: Path) -> None:
    content = Path(shutil.copytree(OTHER, tmp_path / "content"))
    guide = (PROJECT / "docs/editors/regular.md").read_text("utf-8")
    block = guide.partition("digest new event\n")[2].partition("\n\n")[0]
    lines = [line.removeprefix("    ") for line in block.split("\n")]
    asked = [ASKED.fullmatch(line) for line in lines if not line.startswith(" ")]
    assert len(asked) > 20 and all(asked)
    done = new(content, "event", {}, typed=tuple(line[2] or "" for line in asked if line))
    assert done.returncode == 0, done
    at = 0
    for line in lines:
        shown = line if line.startswith(" ") else line.partition(": ")[0].rstrip(":") + ":"
        at = done.stderr.index(shown, at) + len(shown)
    assert read(content, TODAY, "content").catalogue is not None
