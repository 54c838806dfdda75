"""`digest init`: a digest that checks at once, and answers that are wrong."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import run
from conftest import PROJECT
from test_topic_words import TOPIC
from test_workflows import WORKFLOWS, commands, parsed, runs, zizmor

from generator.catalogue import Catalogue
from generator.checks.values.topic import TAKEN
from generator.pages.navigation import navigation
from generator.pages.table import HAND_WRITTEN, kinds
from generator.schema.registry import FOLDERS, RECORDS, VOCABULARIES
from generator.site.pipeline import render
from generator.site.reading import read
from generator.site.shipped import templates
from generator.site.starter import files
from generator.site.starter.answers import Answers, Words, parse_many, taken

NAMED = ("--title", "Flood digest", "--subject", "floods in Europe", "--zone", "Europe/Paris")
WORDS = ("--one", "flood", "--many", "floods")
DAY = date(2026, 11, 26)
FLOODS = Answers("Flood digest", "floods in Europe", "Europe/Paris", Words("flood", "floods"), DAY)


def made(folder: Path, answers: Answers) -> Path:
    """A digest of these answers, without the program."""
    files.write(folder, files.files(answers))
    return folder


# --- what it makes


@pytest.mark.parametrize(
    "answers",
    [
        FLOODS,
        FLOODS._replace(counted=None),
        FLOODS._replace(
            title='Ships: "lost" & found # 1', subject="ships lost at sea: who says so"
        ),
        FLOODS._replace(title="Überschwemmungen", zone="America/St_Johns"),
        FLOODS._replace(counted=Words("power outage", "power outages"), zone="UTC"),
        FLOODS._replace(counted=Words("UN vote", "UN votes"), today=date(2028, 2, 29)),
        FLOODS._replace(counted=Words("decision", "decisions")),
        FLOODS._replace(counted=Words("statement", "statements")),
        FLOODS._replace(counted=Words("a", "b" * 31)),
        FLOODS._replace(today=date(2027, 1, 3)),
    ],
    ids=lambda answers: f"{answers.title} {answers.today} {answers.counted}",
)
def test_new_digest_has_no_problem_and_says_what_was_answered(
    answers: Answers, tmp_path: Path
) -> None:
    checked = read(made(tmp_path, answers) / "content", answers.today, "content")
    assert checked.problems == ()
    assert checked.catalogue
    settings = checked.catalogue.settings
    assert (settings.title, settings.subject, settings.zone) == answers[:3]
    counted = settings.counted
    assert (counted and (counted.one, counted.many)) == answers.counted
    config = yaml.load((tmp_path / "mkdocs.yml").read_text("utf-8"), Tolerant)
    assert config["site_name"] == answers.title
    assert f"# {answers.title}\n" in (tmp_path / "README.md").read_text("utf-8")


class Tolerant(yaml.SafeLoader):
    """Reads `!ENV [NAME, ""]` as its list."""


Tolerant.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))  # type: ignore[arg-type]


def test_new_digest_has_an_example_of_each_kind(tmp_path: Path) -> None:
    content = made(tmp_path, FLOODS) / "content"
    catalogue = read(content, DAY, "content").catalogue
    assert catalogue
    # A thing needs a class, and a digest need not have things.
    assert [kind for kind in RECORDS if not catalogue.of_kind(kind)] == ["systems"]
    names = {file.stem for file in (content / "vocabulary").iterdir()}
    assert {*VOCABULARIES} - names == {"sheet-fields"}
    texts = [file.read_text("utf-8") for file in content.rglob("*.yml")]
    assert not [text for text in texts if re.search("@[a-z_]+@|#if|#unless|#end", text)]
    # Each file of records teaches: it has a remark, or is as plain as one before it.
    assert sum("# " in text for text in texts) > 10


def test_new_digest_has_its_workflows_and_no_more(tmp_path: Path) -> None:
    folder = made(tmp_path, FLOODS)
    workflows = {file.name: file for file in (folder / ".github/workflows").iterdir()}
    assert set(workflows) == set(files.WORKFLOWS) <= set(WORKFLOWS)
    makefile = (folder / "Makefile").read_text("utf-8")
    for name, file in workflows.items():
        text = file.read_text("utf-8")
        assert "generator/" not in text and "make test" not in text, name
        for job in parsed(text)["jobs"].values():
            for command in commands(runs(job)):
                if command.startswith("make "):
                    target = command.split()[1]
                    assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), command
    kept = {name: set(parsed(file.read_text("utf-8"))["jobs"]) for name, file in workflows.items()}
    assert (kept["check.yml"], kept["pull.yml"]) == ({"records"}, {"impact"})
    assert zizmor(folder / ".github") == set()


def test_forms_of_a_new_digest_ask_the_same_and_speak_of_no_subject(tmp_path: Path) -> None:
    folder = made(tmp_path, FLOODS) / ".github/ISSUE_TEMPLATE"
    ours = PROJECT / ".github/ISSUE_TEMPLATE"
    assert {file.name for file in folder.iterdir()} == {file.name for file in ours.iterdir()}
    for file in folder.iterdir():
        text = file.read_text("utf-8")
        asked = [one.get("id") for one in yaml.safe_load(text).get("body", [])]
        assert asked == [
            one.get("id")
            for one in yaml.safe_load((ours / file.name).read_text("utf-8")).get("body", [])
        ]
        assert not re.search("range|Yonhap|Ministry of Defense", text)


def test_nothing_that_a_new_digest_begins_with_speaks_of_launches(tmp_path: Path) -> None:
    texts = {
        file.relative_to(tmp_path).as_posix(): file.read_text("utf-8")
        for file in made(tmp_path, FLOODS).rglob("*")
        if file.is_file()
    }
    assert {path for path, text in texts.items() if TOPIC.search(text)} == set()
    guides = ("content/README.md", "CONTRIBUTING.md", "README.md")
    assert [guide for guide in guides if guide not in texts] == []


def test_word_that_begins_with_a_vowel_is_an_eruption_everywhere(tmp_path: Path) -> None:
    answers = FLOODS._replace(counted=Words("eruption", "eruptions"))
    catalogue = read(made(tmp_path, answers) / "content", DAY, "content").catalogue
    assert catalogue
    output = render(catalogue, templates(tmp_path / "templates"))
    texts = {page.path: page.text for page in output.pages}
    texts |= {path: text for path, text in output.data.items() if isinstance(text, str)}
    assert any("an eruption" in text for text in texts.values())
    assert [path for path, text in texts.items() if re.search(r"\b[Aa] eruption", text)] == []
    folders = (PROJECT / "docs", PROJECT / "starter/docs", PROJECT / "templates")
    found = [file for folder in folders for file in folder.rglob("*.*")]
    by_hand = [one.read_text("utf-8") for one in found if one.suffix in (".md", ".jinja")]
    assert by_hand and not [text for text in by_hand if re.search(r"\b[Aa] \{\{", text)]


def test_jobs_and_commands_that_are_left_out_are_there_to_be_left_out() -> None:
    texts = {
        name: (PROJECT / ".github/workflows" / name).read_text("utf-8") for name in files.WORKFLOWS
    }
    for name, job in files.WORKFLOWS.items():
        assert not job or job in parsed(texts[name])["jobs"]
    for command in files.COMMANDS:
        assert sum(text.count(command) for text in texts.values()) == 1


@pytest.mark.parametrize(("target", "command"), [("site", "digest"), ("serve", "mkdocs")])
def test_folder_of_pages_is_there_though_all_of_them_were_deleted(
    target: str, command: str, tmp_path: Path
) -> None:
    folder = made(tmp_path / "new", FLOODS)
    shutil.rmtree(folder / "docs")
    program = folder / ".venv/bin" / command
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\ntest -d docs\n")
    program.chmod(0o755)
    (folder / ".venv/run").touch()
    subprocess.run(["make", "--silent", target], cwd=folder, check=True)


def test_newer_program_beside_the_old_one_is_refused_in_plain_words(tmp_path: Path) -> None:
    folder = made(tmp_path, FLOODS)
    (folder / "program").mkdir()
    for version in ("0.1.0", "0.2.0"):
        (folder / f"program/digest_generator-{version}-py3-none-any.whl").touch()
    done = subprocess.run(
        ["make", "--silent", "check"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and not (folder / ".venv").exists()
    assert "program/ must hold one wheel, that of the program, and holds 2." in done.stderr


def test_settings_of_the_site_are_those_of_this_project_but_for_names(tmp_path: Path) -> None:
    theirs = (made(tmp_path, FLOODS) / "mkdocs.yml", PROJECT / "mkdocs.yml")
    new, ours = (yaml.load(file.read_text("utf-8"), Tolerant) for file in theirs)
    named = {"site_name", "site_description", "nav", "plugins"}
    new["theme"]["icon"].pop("logo"), ours["theme"]["icon"].pop("logo")
    assert {key: new[key] for key in new.keys() - named} == {
        key: ours[key] for key in ours.keys() - named
    }


# --- the command


# The program is brought as a wheel, which is built.
@pytest.mark.build
@pytest.mark.parametrize(
    ("folder", "words"), [("empty", WORDS), ("new/below", WORDS), (".", ("--nothing",))]
)
def test_command_begins_a_digest_in_an_empty_or_a_new_folder(
    folder: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    here = tmp_path / "here"
    (here / "empty" if folder == "empty" else here).mkdir(parents=True)
    done = run("init", folder, *NAMED, *words, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"cd {folder}\n  make site" in done.stdout or folder == "."
    (wheel,) = (here / folder / "program").iterdir()
    assert wheel.suffix == ".whl"
    checked = run("check", cwd=here / folder)
    assert checked.returncode == 0, checked.stdout
    counts = "\ncounted:" in (here / folder / "content/digest.yml").read_text("utf-8")
    assert counts == (words == WORDS)
    assert not [path for path in tmp_path.rglob(".digest-init-*")]


WRONG = {
    "zone with a near miss": ((*NAMED[:-1], "Europe/Pari", *WORDS), "write Europe/Paris"),
    "zone by its city": ((*NAMED[:-1], "lisbon", *WORDS), "write Europe/Lisbon"),
    "zone that is none": ((*NAMED[:-1], "CET+1", *WORDS), "write a name such as Europe/London"),
    "empty title": (("--title", " ", *NAMED[2:], *WORDS), "the value is empty"),
    "title of two lines": (("--title", "a\nb", *NAMED[2:], *WORDS), "join the lines"),
    "word with a capital": ((*NAMED, "--one", "Flood", "--many", "floods"), "write flood"),
    "word without a letter": ((*NAMED, "--one", "洪水", "--many", "floods"), "letters a to z"),
    "word without an end": (
        (*NAMED, "--one", "flood", "--many", "floods " * 9),
        "too long for an address; use a short word",
    ),
    "word that is an address": (
        (*NAMED, "--one", "event", "--many", "events"),
        "the address of other pages",
    ),
    "word that a table has": (
        (*NAMED, "--one", "claim", "--many", "claims"),
        "the address of other pages",
    ),
    "word too long for a sheet": (
        (*NAMED, "--one", "flood", "--many", "floods of rivers of the far north"),
        "too long for an address; use a short word",
    ),
    "address of the data": ((*NAMED, "--one", "x", "--many", "data"), "the address of other pages"),
    "both": ((*NAMED, *WORDS, "--nothing"), "leave out --one and --many"),
    "no title": ((*NAMED[2:], *WORDS), "give --title: nobody is here to be asked"),
    "no subject": ((*NAMED[:2], *NAMED[4:], *WORDS), "give --subject"),
    "no zone": ((*NAMED[:4], *WORDS), "give --zone"),
    "nothing said of what is counted": (NAMED, "give --one (or --nothing)"),
    "no word for several": ((*NAMED, *WORDS[:2]), "give --many"),
    "no word for one": ((*NAMED, *WORDS[2:]), "give --one"),
}


def test_check_knows_every_address_of_a_site_that_counts_nothing() -> None:
    made = {name for name in taken() if "{" not in name}
    assert made - TAKEN - FOLDERS == {"removals", "settings"}  # kinds of one file, without a page


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answer_is_refused_with_a_fix_and_makes_nothing(name: str, tmp_path: Path) -> None:
    arguments, expected = WRONG[name]
    done = run("init", "new", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert expected in " ".join(done.stderr.split()) and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["a file", "a folder with a file"])
def test_what_is_there_is_not_touched(there: str, tmp_path: Path) -> None:
    file = tmp_path / "mine" if there == "a file" else tmp_path / "mine" / "x"
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    done = run("init", "mine", *NAMED, *WORDS, cwd=tmp_path)
    assert done.returncode == 2
    fix = "is not empty; name a new folder" if there != "a file" else "is a file"
    assert fix in " ".join(done.stderr.split())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def asked(folder: Path, *answers: str) -> tuple[int, str]:
    """The exit code and output of the command at a terminal, where somebody answers."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "init", "new"],
        cwd=folder,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        output, _ = process.communicate(timeout=60)
    os.close(ours)
    return process.returncode, output.decode()


@pytest.mark.build
def test_person_at_a_terminal_is_asked_again_after_a_wrong_answer(tmp_path: Path) -> None:
    code, output = asked(
        tmp_path,
        "Flood digest",
        "floods",
        "Europe/Pari",
        "Europe/Paris",
        "flood",
        "events",
        "floods",
    )
    assert code == 0, output
    assert "write Europe/Paris" in output and "the address of other pages" in output
    text = (tmp_path / "new/content/digest.yml").read_text("utf-8")
    assert "zone: Europe/Paris" in text and 'many: "floods"' in text


@pytest.mark.build
def test_person_at_a_terminal_may_count_nothing(tmp_path: Path) -> None:
    code, output = asked(tmp_path, "Harbours", "harbours", "UTC", "nothing")
    assert code == 0, output
    assert "\ncounted:" not in (tmp_path / "new/content/digest.yml").read_text("utf-8")


@pytest.mark.parametrize("word", ["articles", "Search", "api", "vocabulary", "digests"])
def test_no_page_loses_its_address_to_what_is_counted(word: str) -> None:
    with pytest.raises(ValueError, match=r"other pages|as in a sentence"):
        parse_many(word)


# --- the navigation of a digest that names none


def paths(items: list[Any]) -> list[str]:
    """Every page of a navigation, in its order."""
    found: list[str] = []
    for item in items:
        for part in item.values() if isinstance(item, dict) else [item]:
            found += [part] if isinstance(part, str) else paths(part)
    return found


def test_sections_hold_every_list_once_and_no_record(small: Catalogue) -> None:
    made = {row.path for row in kinds(small)}
    found = paths(navigation(small, None, made))
    assert len(found) == len({*found}) > 20
    assert {"index.md", "search.md", "events/index.md", "about.md"} < {*found}
    assert not [path for path in found if "{" in path]
    assert [path for path in found if path.startswith("editors/")] == ["editors/index.md"]


def test_page_of_ones_own_is_in_the_navigation(small: Catalogue) -> None:
    made = {row.path for row in kinds(small)}
    own = {"repairs.md", "more/ships.md"}
    before = navigation(small, None, made, {*HAND_WRITTEN})
    after = navigation(small, None, made | own, {*HAND_WRITTEN, *own, "editors/ours.md"})
    assert {*paths(after)} - {*paths(before)} == own
    assert navigation(small, ["index.md"], made | own, own) == ["index.md"]


def test_page_that_is_not_made_leaves_the_navigation_and_so_does_its_section(
    small: Catalogue,
) -> None:
    nav = ["index.md", {"Places": "places/index.md"}, {"Words": [{"Glossary": "glossary.md"}]}]
    made = {row.path for row in kinds(small)}
    assert navigation(small, nav, made) == nav
    assert navigation(small, nav, made - {"places/index.md"}) == [nav[0], nav[2]]
    assert navigation(small, nav, made - {"glossary.md"}) == nav[:2]


def test_page_that_nobody_knows_stays_and_is_told_by_mkdocs(small: Catalogue) -> None:
    assert navigation(small, ["abuot.md"], frozenset()) == ["abuot.md"]
