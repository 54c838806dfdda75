"""`digest impact` between commits of real repositories, and its Markdown with hostile text."""

import re
from pathlib import Path

import pytest
from command import Done, run
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_history import Workshop, begun, workshop  # noqa: F401 (fixtures)
from test_pr_paths import git

from generator.history.git import GitFault, repository
from generator.history.trees import write
from generator.impact.compare import Change, Impact, PageChange, Pages
from generator.impact.report import LIMIT, as_markdown, code_span, unreadable

EVENT = "content/events/2026/2026-02-10-sandok.yml"
FACT = "content/facts/guards-at-the-cape.yml"


@pytest.fixture
def corpus(workshop: Workshop) -> Path:  # noqa: F811
    """A repository with the small corpus as its first commit."""
    return workshop.folder


def commit(folder: Path) -> None:
    """Everything as it is now."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")


def change(folder: Path, path: str, before: str, after: str) -> None:
    """Another text in one file."""
    text = (folder / path).read_text("utf-8")
    assert before in text
    (folder / path).write_text(text.replace(before, after, 1), "utf-8")


def impact(folder: Path, base: str = "HEAD^1", head: str = "HEAD", **more: str) -> Done:
    """The command as a person runs it; the templates are those of the project."""
    return run("impact", "--today", "2026-04-01", "--", base, head, cwd=folder, **more)


def section(text: str, title: str) -> list[str]:
    """The lines of one section; none where it is not there."""
    found = re.search(rf"^### {title}: \d+\n\n((?:- .*\n)+)", text, re.MULTILINE)
    return found[1].splitlines() if found else []


# --- what it tells


def test_nothing_changes(corpus: Path) -> None:
    commit(corpus)
    done = impact(corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2:] == [
        "- **Pages**: Nothing: no record changes what a page says.",
        "- **Values**: 0 values of events and 0 numbers of prose changed, 0 claims new, 0 gone.",
        "- **To look at it**: build the site with `make site`.",
        "",
    ]


def test_remark_in_a_record_is_nothing_to_readers(corpus: Path) -> None:
    (corpus / FACT).write_text("# A remark.\n" + (corpus / FACT).read_text("utf-8"), "utf-8")
    commit(corpus)
    assert "Nothing" in impact(corpus).stdout


@pytest.mark.build
def test_corrected_values_are_told_from_and_to(corpus: Path) -> None:
    fact = re.search(r"^value: (.*)$", (corpus / FACT).read_text("utf-8"), re.MULTILINE)
    assert fact
    change(corpus, FACT, f"value: {fact[1]}", "value: 77")
    change(corpus, FACT, "article: 2026-02-10-odd-weekly-two-flights", "article: test-register")
    # Its correction gives what it has now.
    change(corpus, FACT, f'now: "{fact[1]}"', 'now: "77"')
    change(corpus, EVENT, "status: confirmed", "status: reported")
    change(
        corpus, EVENT, "ignore:\n", "ignore:\n  - {code: R026, text: reported, why: So be it.}\n"
    )
    commit(corpus)
    text = impact(corpus).stdout
    (line,) = section(text, "Facts")
    assert line.startswith("- `guards-at-the-cape`: `") and " to `77 " in line
    assert "used in `" in line
    assert section(text, "Values at the top of events") == [
        "- `2026-02-10-sandok status`: `confirmed` to `reported`"
    ]
    changed = section(text, "Pages changed")
    assert any(line.startswith("- `events/2026-02-10-sandok/`: `") for line in changed)
    assert any(line.startswith("- `facts/guards-at-the-cape/`: `") for line in changed)
    # Every page may name the version of all records; that alone is no change to a reader.
    assert not any(line.startswith("- `systems/byeol-1/`") for line in changed)
    assert not any(line.startswith("- `glossary/`") for line in changed)
    assert section(text, "Pages added") == section(text, "Counts") == []


@pytest.mark.build
def test_new_article_with_a_claim_is_told(corpus: Path) -> None:
    (corpus / "content/articles/2026/2026-02-12-odd-weekly-more.yml").write_text(
        "title: More about the missiles\nkind: news\npublisher: odd-weekly\n"
        "published: 2026-02-12\nlanguage: en\nsummary: |\n  Repeats the count.\n"
        "events: [2026-02-10-sandok]\nclaims:\n"
        "  - {event: 2026-02-10-sandok, about: count, value: at least 2, by: joint-staff,"
        " verb: recorded}\n",
        "utf-8",
    )
    commit(corpus)
    done = impact(corpus)
    assert done.returncode == 0, done.stdout
    counts = section(done.stdout, "Counts")
    assert [line.split(":")[0] for line in counts] == ["- `claims`", "- `articles`"]
    (claim,) = section(done.stdout, "Claims added")
    assert "events/2026-02-10-sandok count: at least 2" in claim and "recorded" in claim
    (page,) = section(done.stdout, "Pages added")
    assert page.startswith("- `articles/2026-02-12-odd-weekly-more/`: ")
    assert section(done.stdout, "Claims removed") == section(done.stdout, "Pages removed") == []
    back = impact(corpus, "HEAD", "HEAD^1").stdout
    assert section(back, "Claims removed") == [claim]
    assert section(back, "Pages removed") == [page]


@pytest.mark.build
def test_record_renamed_without_a_word_leaves_a_dead_address(corpus: Path) -> None:
    old, new = corpus / "content/terms/apogee.yml", corpus / FACT
    assert old.exists()
    explainers = list((corpus / "content").rglob("*.md")) + list(
        (corpus / "content").rglob("*.yml")
    )
    for path in explainers:
        text = path.read_text("utf-8")
        path.write_text(text.replace("guards-at-the-cape", "guards-there"), "utf-8")
    new.rename(new.with_name("guards-there.yml"))
    commit(corpus)
    lost = section(impact(corpus).stdout, "Addresses that would be dead")
    assert lost == ["- `content/facts/guards-at-the-cape.yml`"]
    named = new.with_name("guards-there.yml")
    named.write_text(f"{named.read_text('utf-8')}former_ids: [guards-at-the-cape]\n", "utf-8")
    commit(corpus)
    text = impact(corpus, "HEAD~2").stdout
    assert section(text, "Addresses that would be dead") == []
    assert any("only says where" in line for line in section(text, "Pages changed"))


def test_working_tree_is_neither_read_nor_touched(corpus: Path) -> None:
    commit(corpus)
    (corpus / FACT).write_text("broken: [", "utf-8")
    before = git(corpus, "status", "--porcelain")
    done = impact(corpus)
    assert done.returncode == 0 and "Nothing" in done.stdout
    assert git(corpus, "status", "--porcelain") == before
    assert (corpus / FACT).read_text("utf-8") == "broken: ["


# --- what it refuses


def test_broken_records_are_left_to_the_check(corpus: Path, tmp_path: Path) -> None:
    change(corpus, EVENT, "status: confirmed", "status: sure")
    commit(corpus)
    summary = tmp_path / "summary"
    done = impact(corpus, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert "The records of the new commit cannot be read" in done.stdout
    assert "Errors: 1. The check lists each" in summary.read_text("utf-8")


def test_pull_request_that_mends_broken_records_is_not_blamed(corpus: Path) -> None:
    change(corpus, EVENT, "status: confirmed", "status: sure")
    commit(corpus)
    change(corpus, EVENT, "status: sure", "status: confirmed")
    commit(corpus)
    done = impact(corpus)
    assert done.returncode == 0
    assert "The records of the base cannot be read" in done.stdout


def test_link_is_not_followed_and_told(corpus: Path) -> None:
    (corpus / "content/terms/passwd.yml").symlink_to("/etc/passwd")
    commit(corpus)
    done = impact(corpus)
    assert done.returncode == 1
    assert "- `terms/passwd.yml`" in done.stdout and "root:" not in done.stdout


def test_folder_that_is_a_link_is_not_followed(corpus: Path) -> None:
    (corpus / "content").rename(corpus / "other")
    (corpus / "content").symlink_to("other")
    commit(corpus)
    assert impact(corpus).returncode == 1


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:content", ""])
def test_unknown_revision_is_wrong_usage(revision: str, corpus: Path) -> None:
    for pair in ((revision, "HEAD"), ("HEAD", revision)):
        done = impact(corpus, *pair)
        assert done.returncode == 2
        assert "names no commit of this repository" in done.stderr
    assert not (corpus / "x").exists()


def test_no_repository_and_no_git_are_the_surroundings(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "plain").mkdir()
    done = impact(tmp_path / "plain", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert impact(corpus, PATH="/nowhere").returncode == 3


# --- trees


def tree(folder: Path, *entries: tuple[str, str, str]) -> str:
    """A commit of a tree written by hand, as no honest git would: mode, kind and name."""
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"out").decode().strip()
    ids = {"blob": blob, "commit": "1" * 40}
    lines = "".join(f"{mode} {kind} {ids[kind]}\t{name}\0" for mode, kind, name in entries)
    made = git(folder, "mktree", "-z", "--missing", given=lines.encode()).decode().strip()
    top = git(folder, "mktree", "-z", given=f"040000 tree {made}\tcontent\0".encode())
    return git(folder, "commit-tree", "-m", "x", top.decode().strip()).decode().strip()


def test_plain_files_are_written_and_nothing_else(corpus: Path, tmp_path: Path) -> None:
    made = tree(
        corpus,
        ("100644", "blob", "a.yml"),
        ("100755", "blob", "b.yml"),
        ("120000", "blob", "link"),
        ("160000", "commit", "sub"),
        ("100644", "blob", "x" * 250),
    )
    written = write(repository(corpus), made, "content", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == ["a.yml", "b.yml"]
    assert written.files == 2
    assert sorted(written.left_out) == sorted(["link", "sub", "x" * 250])


def test_way_out_of_the_folder_is_not_taken(corpus: Path, tmp_path: Path) -> None:
    blob = git(corpus, "hash-object", "-w", "--stdin", given=b"out").decode().strip()
    raw = b"100644 stolen.yml\0" + bytes.fromhex(blob)
    inner = git(corpus, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)
    raw = b"40000 ..\0" + bytes.fromhex(inner.decode().strip())
    outer = git(corpus, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)
    raw = b"40000 content\0" + bytes.fromhex(outer.decode().strip())
    top = git(corpus, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)
    made = git(corpus, "commit-tree", "-m", "x", top.decode().strip()).decode().strip()
    written = write(repository(corpus), made, "content", tmp_path / "deep" / "out")
    assert written.left_out == ("../stolen.yml",)
    assert not list(tmp_path.rglob("stolen.yml"))


def test_file_too_large_for_a_record_is_left_out(corpus: Path, tmp_path: Path) -> None:
    (corpus / "content/terms/large.yml").write_bytes(b"x" * (256 * 1024 + 1))
    commit(corpus)
    written = write(repository(corpus), "HEAD", "content", tmp_path / "out")
    assert written.left_out == ("terms/large.yml",)


def test_tree_made_to_fill_a_disk_is_refused(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.history.trees.FILES", 3)
    with pytest.raises(GitFault, match="more than the records"):
        write(repository(corpus), "HEAD", "content", tmp_path / "out")
    assert not (tmp_path / "out").exists()


# --- hostile text

HOSTILE = (
    "::error file=x::forged",
    "\n::error::forged",
    "\r\n## A heading of theirs",
    "##[error]x",
    "`",
    "``` \n# x",
    "` <img src=x onerror=alert(1)> `",
    "</code><script>alert(1)</script>",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example a@evil.example",
    "@everybody #1 GH-1 owner/repo#1 :tada:",
    "$\\sqrt{x}$ $`x`$",
    "| a | b |\n|---|---|",
    "- item\n> quote",
    "&lt;b&gt; &#x3c;",
    "\u2028\u2029\u0085\u202e\u200b",
    " ",
    "",
    "\\",
    "<!-- ",
    "a" * 5000,
)
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain_text(markdown: str) -> str:
    """What a reader of Markdown takes as ours: every text but code spans; fails on any other."""
    ours = []
    for token in READER.parse(markdown):
        assert token.type in (
            *("heading_open", "heading_close", "bullet_list_open", "bullet_list_close"),
            *("list_item_open", "list_item_close", "paragraph_open", "paragraph_close", "inline"),
        ), token
        for child in token.children or ():
            assert child.type in (
                *("text", "code_inline", "softbreak", "strong_open", "strong_close"),
            ), child
            if child.type != "code_inline":
                ours.append(child.content or child.type)
    return "\n".join(ours)


def impact_of(text: str) -> Impact:
    """A report in which every author's text is the one given."""
    row = Change(text, text, text, (text, text))
    page = PageChange(text, text, True)
    rows = (row, row._replace(before=None), row._replace(after=None))
    return Impact(
        Pages((page,), (page,), (page,)), rows, rows, rows, (text,), (text, text), (text,)
    )


def holds(text: str) -> None:
    """That a report with the text says of itself what one with a harmless text says."""
    report, harmless = as_markdown(impact_of(text)), as_markdown(impact_of("x"))
    assert plain_text(report) == plain_text(harmless)
    assert len(report.splitlines()) == len(harmless.splitlines())
    assert "##[" not in report
    assert not [line for line in report.splitlines() if line.strip().startswith("::")]
    plain_text(unreadable("base", 1, [text]))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    holds(text)


@given(st.text(alphabet=st.sampled_from("` \\\n\r:#@<>[]()!*_|&$~a\u2028é"), max_size=40))
def test_any_text_stays_text(text: str) -> None:
    holds(text)


def test_three_lines_come_first_and_lead_to_the_site() -> None:
    where = "https://github.com/owner/name/actions/runs/1/artifacts/2"
    lines = as_markdown(impact_of("x"), where).splitlines()
    assert lines[2:6] == [
        "- **Pages**: 1 page new, 1 changed, 1 gone; **1 address dead**.",
        "- **Values**: 3 values of events and 3 numbers of prose changed, 1 claim new, 2 gone.",
        f"- **To look at it**: [download the site as it would be]({where}), unpack it and open a "
        "page.",
        "",
    ]


@pytest.mark.parametrize("site", ["http://x", "https://x)[y](", "https://x\n", "javascript:x"])
def test_address_that_would_leave_its_link_is_wrong_usage(site: str, corpus: Path) -> None:
    done = run("impact", "HEAD", "HEAD", "--site", site, cwd=corpus)
    assert (done.returncode, done.stdout) == (2, "")


def test_probe_can_fail() -> None:
    for text in HOSTILE[9:10]:
        with pytest.raises(AssertionError):
            plain_text(f"- {text}\n")


def test_code_span_shows_the_text_itself() -> None:
    (token,) = READER.parseInline(code_span("a `` b ` c"))
    assert [child.content for child in token.children or ()] == ["a `` b ` c"]


def test_long_section_is_cut_and_counted() -> None:
    found = impact_of("x")._replace(claims_added=tuple(str(n) for n in range(LIMIT + 7)))
    lines = section(as_markdown(found), "Claims added")
    assert len(lines) == LIMIT + 1 and lines[-1] == "- and 7 more"
