"""`digest check --fix` mends what is safe, and leaves comments, lists and values alone."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import run
from conftest import LONG, MODELS, PROJECT
from test_command import TODAY, tree

from generator.loading.autofix import fixed as autofixed
from generator.loading.files import Text, check_text, read_folder
from generator.loading.records import models_of, read_source
from generator.schema.registry import FOLDERS
from generator.site.reading import Checked

PATH = "events/2026/2026-03-05-sandok.yml"
EVENT = """\
title: A salvo fired from Sandok
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: test-register
"""


def fixed(text: str, kind: str = "events") -> str:
    """A record's text as the command leaves it."""
    return autofixed(Text(f"content/{kind}/x.yml", kind, "x", text, f"{kind}/x.yml"), MODELS)


MENDED = {
    "two letters for one": ("title: Cafe\u0301\n", "title: Café\n"),
    "Korean letters in pieces": (
        "title: \u1109\u1161\u11ab\u1103\u1165\u11a8\n",
        "title: 산덕\n",
    ),
    "space at the end of a line": ("title: Two flew  \n", "title: Two flew\n"),
    "space at the end of a key": ("summary: | \n  Two flew. \n", "summary: |\n  Two flew.\n"),
    "no line feed at the end": ("title: Two flew", "title: Two flew\n"),
    "blank lines at the end": ("title: Two flew\n\n\n", "title: Two flew\n"),
    "no-break space": ("title: Two\u00a0flew\n", "title: Two flew\n"),
    "colon in a value": ("title: Missiles: a history\n", 'title: "Missiles: a history"\n'),
    "colon in a value of a list": (
        "claims:\n  - about: statement\n    value: It said: no\n",
        'claims:\n  - about: statement\n    value: "It said: no"\n',
    ),
    "at sign": ("title: @kcna says so\n", 'title: "@kcna says so"\n'),
    "per cent": ("title: %5 more\n", 'title: "%5 more"\n'),
    "backtick": ("title: `code` first\n", 'title: "`code` first"\n'),
    "order of keys": (
        "date: 2026-03-05\n# why this title\ntitle: Two flew\n",
        "# why this title\ntitle: Two flew\ndate: 2026-03-05\n",
    ),
    "order of keys above a remark at the end": (
        "date: 2026-03-05\ntitle: Two flew\n\n# To be read again in May.\n",
        "title: Two flew\ndate: 2026-03-05\n\n# To be read again in May.\n",
    ),
    "order of keys with a blank line between them": (
        "date: 2026-03-05\n\ntitle: Two flew\n",
        "title: Two flew\ndate: 2026-03-05\n",
    ),
    "order of keys with their lists and texts": (
        "summary: |\n  Two flew.\n\n  Both fell.\nsystems:\n  - b\n  - a\ntitle: Two flew\n",
        "title: Two flew\nsystems:\n  - b\n  - a\nsummary: |\n  Two flew.\n\n  Both fell.\n",
    ),
}
LEFT = {
    "comments": "# Why.\ntitle: Two flew # so they say\n# At the end.\n",
    "order of a list": "title: x\nsystems: [b, a]\nrelated: [z, y]\n",
    "numbers": "title: x\ncount: {value: 010, article: y}\n",
    "words that YAML reads as others": "title: no\ndate: 2026-3-5\n",
    "quotes that are there": "title: 'It''s \"so\"'\n",
    "a key twice": "title: a\ntitle: b\ndate: 2026\n",
    "a key that is not known": "date: 2026\ntitle: b\nweather: fine\n",
    "a value over two lines": "date: 2026\ntitle: Two\n  flew\n",
    "a comment that cuts a value": "date: 2026\ntitle: Two #3 flew\n",
    "broken brackets": "systems: [a\ndate: 2026\n",
    "nothing": "\n",
}


@pytest.mark.parametrize("name", MENDED)
def test_what_is_safe_is_mended(name: str) -> None:
    before, after = MENDED[name]
    assert fixed(before) == after


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_safe_is_left(name: str) -> None:
    assert fixed(LEFT[name]) == LEFT[name]


@pytest.mark.parametrize("name", MENDED)
def test_mending_twice_is_mending_once(name: str) -> None:
    once = fixed(MENDED[name][0])
    assert fixed(once) == once


def test_value_that_the_parser_cut_is_not_lost() -> None:
    # Both a comment and a reordering: the order may change, what is read may not.
    text = "date: 2026-03-05\ntitle: Two flew # of three\n"
    assert sorted(fixed(text).split("\n")) == sorted(text.split("\n"))


def test_explainer_keeps_its_lines() -> None:
    text = "---\nsummary: b\ntitle: a\n---\nText: a: b\u00a0c. \n\n    code  \n"
    after = fixed(text, "explainers")
    assert after == "---\nsummary: b\ntitle: a\n---\nText: a: b c.\n\n    code\n"


def test_record_is_mended_in_place_and_then_accepted(
    content: Path, read_with: Callable[..., Checked]
) -> None:
    faulty = EVENT.replace("A salvo", "Cafe\u0301: a salvo").replace("sandok\n", "sandok \n")
    assert read_with({PATH: faulty}).problems
    done = run("check", "--fix", "--content", content, *TODAY)
    assert done.returncode == 0, done.stdout
    assert done.stderr == f"mended {content / PATH}\n"
    expected = EVENT.replace("A salvo fired from Sandok", '"Café: a salvo fired from Sandok"')
    assert (content / PATH).read_text("utf-8") == expected


def test_second_run_changes_nothing(content: Path, read_with: Callable[..., Checked]) -> None:
    read_with({PATH: EVENT.replace("A salvo", "Cafe\u0301: a salvo")})
    run("check", "--fix", "--content", content, *TODAY)
    before = tree(content)
    done = run("check", "--fix", "--content", content, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(content) == before


def test_windows_line_ends_become_plain_ones(
    content: Path, read_with: Callable[..., Checked]
) -> None:
    read_with({PATH: b"\xef\xbb\xbf" + EVENT.replace("\n", "\r\n").encode()})
    run("check", "--fix", "--content", content, *TODAY)
    assert (content / PATH).read_bytes() == EVENT.encode()


def test_full_disk_loses_no_record(content: Path, read_with: Callable[..., Checked]) -> None:
    read_with({PATH: EVENT.replace("A salvo", "Cafe\u0301: a salvo")})
    before = tree(content)
    script = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50));"
        "sys.argv[0] = 'digest'; runpy.run_module('generator', run_name='__main__')"
    )
    done = subprocess.run(
        # Without -B, Python would keep what it compiles cut short, for every later run.
        [sys.executable, "-B", "-c", script, "check", "--fix", "--content", content, *TODAY],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    assert tree(content) == before


def test_who_may_read_a_record_stays_as_it_was(
    content: Path, read_with: Callable[..., Checked]
) -> None:
    read_with({PATH: EVENT.replace("A salvo", "Cafe\u0301: a salvo")})
    (content / PATH).chmod(0o640)
    run("check", "--fix", "--content", content, *TODAY)
    assert "Café" in (content / PATH).read_text("utf-8")
    assert (content / PATH).stat().st_mode & 0o777 == 0o640


def test_without_the_option_nothing_is_written(
    content: Path, read_with: Callable[..., Checked]
) -> None:
    read_with({PATH: EVENT.replace("A salvo", "Cafe\u0301: a salvo")})
    before = tree(content)
    assert run("check", "--content", content, *TODAY).returncode == 1
    assert tree(content) == before


@pytest.mark.parametrize("char", ["\x08", "\u2028", "\u200b", "\x00", "\ufffe"])
def test_file_with_forbidden_characters_is_left(
    char: str, content: Path, read_with: Callable[..., Checked]
) -> None:
    faulty = EVENT.replace("salvo", f"sal{char}vo  ")
    read_with({PATH: faulty})
    done = run("check", "--fix", "--content", content, *TODAY)
    assert done.returncode == 1, done.stderr
    assert (content / PATH).read_text("utf-8") == faulty


def test_file_that_is_no_text_is_left(content: Path, read_with: Callable[..., Checked]) -> None:
    wide = EVENT.encode("utf-16")
    read_with({PATH: wide})
    assert run("check", "--fix", "--content", content, *TODAY).returncode == 1
    assert (content / PATH).read_bytes() == wide


@pytest.mark.parametrize(
    "folder", [pytest.param("content", marks=pytest.mark.build), "tests/content"]
)
def test_sound_records_are_left_as_they_are(folder: str) -> None:
    texts, problems = read_folder(PROJECT / folder, folder, FOLDERS)
    assert problems == [] and texts
    models = models_of(texts)
    # Of the real records a quarter; `make fuzz` tries all.
    tried = texts if LONG or len(texts) < 100 else texts[::4]
    changed = [text.path for text in tried if autofixed(text, models) != text.text]
    assert changed == []


def test_every_broken_record_reads_as_the_same_values_or_as_more() -> None:
    from test_invalid import FILES, case

    for file in FILES:
        broken = case(file)
        kind = broken.path.split("/")[0]
        if kind not in FOLDERS or not broken.path.endswith((".yml", ".md")):
            continue
        whole = broken.text.replace("\r\n", "\n")
        text = Text(broken.path, kind, Path(broken.path).stem, whole, broken.path)
        mended = autofixed(text, MODELS)
        if check_text(text.path, mended):
            assert mended == text.text, file.stem
            continue
        before, _ = (
            read_source(text, MODELS) if not check_text(text.path, text.text) else (None, ())
        )
        after, _ = read_source(text._replace(text=mended), MODELS)
        assert after or not before, file.stem
        if before and after and kind != "explainers":
            # The same keys at the same paths; values may be in another Unicode form.
            assert set(before.tree.values) == set(after.tree.values), file.stem


def test_pre_commit_and_command_mend_alike(content: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(content, tmp_path / "copy")
    run("check", "--fix", "--content", copy, *TODAY)
    assert tree(copy) == tree(content)
