"""Files made to exhaust a machine are refused with little time and memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LONG, PROJECT

from generator.loading.files import SIZE_LIMIT

EVENT = """\
title: Two missiles fired from Sandok
type: missile-launch
date: 2026-03-05
place: sandok
status: confirmed
article: test-register
"""
NAMES = "".join(f"k{number}: x\n" for number in range(20_000))
FEWER = "".join(f"k{number}: x\n" for number in range(4_900))
CLAIM = "{event: 2026-02-10-sandok, about: statement, value: x, by: test-registers, verb: sayed}, "
ARTICLE = """\
title: Two missiles fired from Sandok
kind: news
publisher: odd-weekly
published: 2026-03-06
language: en
summary: Two flew.
events: [2026-02-10-sandok]
"""
ALIASES = "{name: x, lang: en, article: y}, "
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def filled(text: str, filling: str, end: str = "") -> str:
    """A text filled up to the size that a record may just have."""
    room = SIZE_LIMIT - len(text.encode()) - len(end.encode())
    return text + filling * (room // len(filling.encode())) + end


# Name, text, and the code that must be among those told.
HOSTILE = (
    ("too-large", filled(EVENT, "#") + "##", "F006"),
    ("brackets", "[" * 200_000, "Y007"),
    ("braces", "{" * 200_000, "Y015"),
    ("lists-in-blocks", "- " * 100_000, "Y007"),
    ("alias-bomb", BOMB, "Y006"),
    ("brackets-in-prose", f"{EVENT}summary: |\n  {'[' * 20_000}\n", "M008"),
    ("nested-lists", f"a: {'[' * 300}{']' * 300}\n", "Y007"),
    (
        "nested-lists-in-prose",
        EVENT + "summary: |\n" + "".join(f"  {'  ' * n}- x\n" for n in range(300)),
        "M008",
    ),
    ("nested-quotations-in-prose", f"{EVENT}summary: |\n  {'> ' * 20_000}x\n", "M008"),
    ("stars-in-prose", f"{EVENT}summary: |\n  {'*a **b ' * 20_000}\n", "M008"),
    ("long-word", filled(EVENT + "note: ", "x"), "M008"),
    ("long-number", filled(EVENT + "count: {article: test-register, value: ", "1", "}"), "S015"),
    ("unknown-keys", EVENT + NAMES, "F006"),
    ("as-many-unknown-keys-as-may-be", EVENT + FEWER, "S001"),
    ("as-many-ids-as-may-be", f"{EVENT}related: [{'a, ' * 4_900}]\n", "R001"),
    ("as-many-wrong-ids-as-may-be", f"{EVENT}related: [{'A, ' * 4_900}]\n", "S040"),
    ("as-many-claims-as-may-be", f"{ARTICLE}claims: [{CLAIM * 800}]\n", "R001"),
    ("unknown-keys-on-one-line", EVENT + "count: {" + NAMES.replace("\n", ", ") + "}", "F006"),
    ("same-key", filled(EVENT, "count: 1\n"), "Y005"),
    ("same-key-on-one-line", filled(EVENT + "count: {", "a: 1, ", "}"), "Y005"),
    ("controls", filled(EVENT + "note: ", "\x01"), "Y011"),
    ("controls-on-lines", filled(EVENT + "note: |\n", "  \x01\n"), "Y011"),
    ("zero-width", filled(EVENT + "note: ", "\u200b"), "Y013"),
    ("accents", filled(EVENT + "note: ", "e\u0301"), "Y017"),
    ("accent-at-the-end", filled(EVENT + "note: ", "\u00e9", "e\u0301"), "Y017"),
    ("accents-on-lines", filled(EVENT + "note: |\n", "  e\u0301\n"), "Y017"),
    ("wrong-aliases", filled("aliases: [", ALIASES, "]"), "F006"),
    ("comments", filled(EVENT + "note: ", "x #", ""), "Y014"),
    ("quotes", filled(EVENT + 'note: "', "\\x07", '"'), "Y011"),
    ("colons", filled(EVENT + "note: ", "a: ", ""), "Y015"),
    ("glued-lines", filled(EVENT + "note: a", "\n  b"), "Y015"),
    ("ids", filled(EVENT + "related: [", "a, ", "]"), "F006"),
    ("wrong-ids", filled(EVENT + "related: [", "A, ", "]"), "F006"),
)
# What `make test` tries; `make fuzz` tries all.
SOME = ("alias-bomb", "brackets-in-prose", "as-many-claims-as-may-be")
TRIED = [row for row in HOSTILE if LONG or row[0] in SOME]
MEGABYTES = 300
# The system ends a program that uses more than it may: some ten times what a check needs.
# Address space is more than what is used.
# The peak is the program's own: what wait4 tells begins with what the tests themselves use.
SCRIPT = """
import atexit, resource, runpy, sys
peak = lambda: next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
atexit.register(lambda: print("peak", peak().split()[1]))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
sys.argv[0] = "digest"
runpy.run_module("generator", run_name="__main__")
"""


def check(content: Path) -> tuple[int, str, float, float]:
    """Exit code, output, seconds of processor time and megabytes of a check of a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "check", "--content", content, "--today", "2026-04-01"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    told, _, peak = printed.rpartition("peak ")
    return process.returncode, told, used.ru_utime + used.ru_stime, int(peak) / 1024


@pytest.mark.parametrize(("name", "text", "code"), TRIED, ids=[row[0] for row in TRIED])
def test_hostile_file_is_refused_with_little_time_and_memory(
    name: str, text: str, code: str, content: Path
) -> None:
    folder = "articles" if text.startswith(ARTICLE) else "events"
    (content / folder / "hostile.yml").write_text(text, "utf-8")
    exit_code, printed, seconds, megabytes = check(content)
    print(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB, {len(printed)} characters told")
    assert exit_code == 1, printed[-2000:]
    assert f" error {code}: " in printed
    assert megabytes < MEGABYTES
