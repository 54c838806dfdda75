"""What a record said before, out of git; and the check that changed values own up to it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from command import Done, run
from conftest import CORPUS, MODELS, PROJECT, TODAY
from test_command import TODAY as ON_TODAY

from generator.catalogue import Catalogue
from generator.history.git import GitFault, UnknownRevision, repository
from generator.history.values import _leaves, _node, changes
from generator.history.versions import record
from generator.schema.published import published_keys
from generator.site.reading import Checked, read

EVENT = "events/2026/2026-02-10-sandok.yml"
ARTICLE = "articles/2026/2026-02-10-odd-weekly-two-flights.yml"
FACT = "facts/guards-at-the-cape.yml"
REGISTER = "articles/2026/test-register-2026-02-10.yml"
ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff]")


class Workshop:
    """A repository with the small corpus in content/, and a hand that commits to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.commits = 0

    def git(self, *arguments: str) -> str:
        """What git says."""
        day = f"2026-03-{max(self.commits, 1):02}T12:00:00+0000"
        identity = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
        done = subprocess.run(
            ["git", *identity, "-c", "commit.gpgsign=false", *arguments],
            cwd=self.folder,
            env=os.environ | {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """The hash of a commit of everything as it is now."""
        self.commits += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", message)
        return self.git("rev-parse", "HEAD")

    def change(self, path: str, before: str, after: str) -> None:
        """Replaces text in a record."""
        text = (self.content / path).read_text("utf-8")
        assert before in text
        (self.content / path).write_text(text.replace(before, after, 1), "utf-8")

    def check(self, since: str = "HEAD") -> Checked:
        """What the check tells of the records as they are now."""
        return read(self.content, TODAY, "content", since=since)

    def told(self, since: str = "HEAD") -> list[tuple[str, str, int]]:
        """Code, path and line of each problem."""
        return [(p.code, p.path, p.line) for p in self.check(since).problems]

    def history(self, *arguments: str) -> Done:
        """The command run in the repository."""
        return run("history", *arguments, cwd=self.folder)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the small corpus as its one commit, in few files: it is copied often."""
    made = Workshop(tmp_path_factory.mktemp("begun") / "repository")
    shutil.copytree(CORPUS, made.content)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.commit("Begin")
    made.git("gc", "--quiet")
    return made.folder


@pytest.fixture
def workshop(begun: Path, tmp_path: Path) -> Workshop:
    """The small corpus, committed once."""
    made = Workshop(shutil.copytree(begun, tmp_path / "repository"))
    made.commits = 1
    return made


# --- the check


def test_clash_is_told_in_both_files(workshop: Workshop) -> None:
    workshop.change("actors/odd-weekly.yml", "name: The *Odd* [Weekly] & <Sons>", "name: The Wire")
    (workshop.content / "actors/a-wire.yml").write_text("name: Lone Wire\nkind: agency\n", "utf-8")
    told = [(p.code, p.path) for p in read(workshop.content, TODAY, "content").problems]
    assert told == [
        ("R007", "content/actors/odd-weekly.yml"),
        ("R007", "content/actors/wire.yml"),
    ]


def clash(workshop: Workshop) -> list[tuple[str, str]]:
    """Code and file of each problem against the newest commit."""
    return [(code, path) for code, path, _ in workshop.told()]


def test_new_file_is_told_of_the_name_it_takes(workshop: Workshop) -> None:
    name = "actors/a-wire.yml"
    (workshop.content / name).write_text("name: The Wire\nkind: agency\n", "utf-8")
    assert clash(workshop) == [("R007", f"content/{name}")]


def test_new_file_is_told_of_the_address_it_takes(workshop: Workshop) -> None:
    text = (workshop.content / ARTICLE).read_text("utf-8").split("claims:")[0]
    name = "articles/2026/2026-02-10-the-wire-again.yml"
    text = text.replace("/two-flights\n", "/two-flights/?utm_source=x\n", 1)
    text += "ignore:\n  - {code: S026, text: Two flights & one <visitor>, why: It is printed so.}\n"
    (workshop.content / name).write_text(text, "utf-8")
    assert clash(workshop) == [("R016", f"content/{name}")]


def test_new_file_is_told_of_the_id_it_takes(workshop: Workshop) -> None:
    text = (workshop.content / EVENT).read_text("utf-8")
    other = EVENT.replace("/2026/", "/2025/")
    (workshop.content / other).parent.mkdir()
    (workshop.content / other).write_text(text, "utf-8")
    assert ("R003", f"content/{other}") in clash(workshop)
    assert ("R003", f"content/{EVENT}") not in clash(workshop)


def test_two_changed_files_that_clash_are_both_told(workshop: Workshop) -> None:
    workshop.change("actors/odd-weekly.yml", "name: The *Odd* [Weekly] & <Sons>", "name: One Name")
    workshop.change("actors/wire.yml", "name: The Wire", "name: One Name")
    assert len(clash(workshop)) == 2


def test_same_records_need_no_correction(workshop: Workshop) -> None:
    assert workshop.told() == []


FIELDS = [
    (EVENT, "count: {value: 2,", "count: {value: 3,", "count", "2", "3"),
    (EVENT, "date: 2026-02-10", "date: 2026-02-11", "date", "2026-02-10", "2026-02-11"),
    (EVENT, "status: confirmed", "status: reported", "status", "confirmed", "reported"),
    (EVENT, "systems: [bada-3]", "systems: [bada-3-long]", "systems", "bada-3", "bada-3-long"),
    (EVENT, "    range_km: 350\n", "    range_km: 351\n", "flights", "350", "351"),
    (EVENT, "about 80", "about 81", "flights", "about 80", "about 81"),
    (EVENT, "    outcome: success\n", "    outcome: failure\n", "flights", "success", "failure"),
    (EVENT, "    range_km: 350\n", "", "flights", "350", "not given"),
    (EVENT, "place: sandok\n", "", "place", "sandok", "not given"),
    (FACT, "value: 28500", "value: 29500", "value", "28500", "29500"),
]


@pytest.mark.parametrize(("path", "before", "after", "field", "was", "now"), FIELDS)
def test_changed_value_without_a_correction_is_told_at_its_line(
    path: str, before: str, after: str, field: str, was: str, now: str, workshop: Workshop
) -> None:
    text = (workshop.content / path).read_text("utf-8")
    if before not in text:
        pytest.fail(f"{path} lacks {before!r}")
    workshop.change(path, before, after)
    found = [p for p in workshop.check().problems if p.code == "R015"]
    (problem,) = found
    assert problem.path == f"content/{path}" and problem.severity == "error"
    assert f"`{was}`" in problem.message and f"`{now}`" in problem.message
    if after:
        line = (workshop.content / path).read_text("utf-8").split("\n")[problem.line - 1]
        assert after.split(": ")[-1].strip(" {},\n")[:9] in line
    entry = yaml.load(problem.fix.partition("`: ")[2], yaml.BaseLoader)
    assert entry[0].keys() == {"on", "field", "was", "now", "why"}
    assert (entry[0]["field"], str(entry[0]["was"]), str(entry[0]["now"])) == (field, was, now)


def test_proposed_correction_is_enough_once_it_says_why(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    (problem,) = workshop.check().problems
    entry = problem.fix.partition("`: ")[2]
    workshop.change(EVENT, "corrections:\n", f"corrections:\n  {entry}\n")
    assert [code for code, *_ in workshop.told()] == ["S002"], "the reason is the editor's"
    workshop.change(EVENT, 'why: ""', "why: A slip of the pen.")
    assert workshop.told() == []


def test_old_correction_of_the_same_field_is_not_enough(workshop: Workshop) -> None:
    assert "field: count" in (workshop.content / EVENT).read_text()
    workshop.change(EVENT, "count: {value: 2,", "count: {value: 3,")
    assert "R015" in {code for code, *_ in workshop.told()}


def test_correction_of_another_field_is_not_enough(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    entry = "{on: 2026-03-05, field: title, was: A test, now: A launch, why: Another one.}"
    workshop.change(EVENT, "corrections:\n", f"corrections:\n  - {entry}\n")
    assert [code for code, *_ in workshop.told()] == ["R015"]


def test_correction_of_no_key_is_no_correction(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.change(EVENT, "field: count", 'field: "."')
    assert {code for code, *_ in workshop.told()} >= {"R015"}


NO_CORRECTION = [
    ("time: 21:54 UTC", "time: 06:54 KST"),
    ("range_km: 350\n", "range_km: '350'\n"),
    ("systems: [bada-3]", "systems:\n  - bada-3"),
    ("systems: [bada-3]", "systems: [bada-3, bada-3-long]"),
    ("title: Two", "# a remark\ntitle: Both of two"),
    ("    range_km: 340 to 1350\n", "    range_km: 340 to 1350\n    apogee_km: 90\n"),
    ("A third flight", "One more flight"),
    ("related: [1994-05-unknown-site]\n", ""),
    ("  other-list: [", "  another-list: ["),
    ("date: 2026-02-10\nplace: sandok\n", "place: sandok\ndate: 2026-02-10\n"),
]


@pytest.mark.parametrize(("before", "after"), NO_CORRECTION)
def test_other_changes_need_no_correction(before: str, after: str, workshop: Workshop) -> None:
    workshop.change(EVENT, before, after)
    assert "R015" not in {code for code, *_ in workshop.told()}


def test_added_flight_before_others_is_no_correction(workshop: Workshop) -> None:
    added = "flights:\n  - {time: 21:00 UTC, range_km: 12, article: test-register-2026-02-10}\n"
    workshop.change(EVENT, "flights:\n", added)
    assert "R015" not in {code for code, *_ in workshop.told()}


def test_removed_claim_needs_a_correction(workshop: Workshop) -> None:
    lines = (workshop.content / REGISTER).read_text("utf-8").split("\n")
    claims = [line for line in lines if line.startswith("  - {event")]
    assert claims
    workshop.change(REGISTER, f"{claims[-1]}\n", "")
    found = [p for p in workshop.check().problems if p.code == "R015"]
    assert len(found) == 1 and "claims" in found[0].message


def test_newer_value_of_a_fact_that_keeps_the_former_one_is_no_correction(
    workshop: Workshop,
) -> None:
    path = workshop.content / FACT
    data = yaml.safe_load(path.read_text("utf-8"))
    old = f"  - {{value: {data['value']}, as_of: {data['as_of']}, article: {data['article']}}}\n"
    text = path.read_text("utf-8")
    text = text.replace(f"value: {data['value']}", "value: 1300", 1)
    text = text.replace(f"as_of: {data['as_of']}", "as_of: 2026-02-11", 1)
    has = "history:\n" in text
    text = text.replace("history:\n", f"history:\n{old}", 1) if has else f"{text}history:\n{old}"
    path.write_text(text, "utf-8")
    assert "R015" not in {code for code, *_ in workshop.told()}
    path.write_text(text.replace(old, "", 1).removesuffix("history:\n"), "utf-8")
    assert "R015" in {code for code, *_ in workshop.told()}


def test_renamed_record_is_held_against_its_former_file(workshop: Workshop) -> None:
    path = workshop.content / "events/1994/1994-05-unknown-site.yml"
    text = path.read_text("utf-8")
    assert "former_ids:" in text
    renamed = path.with_name("1994-05-somewhere.yml")
    path.rename(renamed)
    before = re.search(r"former_ids: \[(.*)\]", text)
    assert before
    text = text.replace(before[0], f"former_ids: [{before[1]}, 1994-05-unknown-site]")
    renamed.write_text(text, "utf-8")
    for other in workshop.content.rglob("*.*"):
        other.write_text(
            re.sub(
                r"1994-05-unknown-site(?!\])|(?<=related: \[)1994-05-unknown-site",
                "1994-05-somewhere",
                other.read_text("utf-8"),
            )
            if other != renamed
            else text,
            "utf-8",
        )
    assert [code for code, *_ in workshop.told() if code == "R015"] == []
    renamed.write_text(text.replace("date: 1994-05", "date: 1994-06"), "utf-8")
    assert [code for code, *_ in workshop.told() if code == "R015"] == ["R015"]


def test_record_that_is_gone_since_the_revision_is_told(workshop: Workshop) -> None:
    lonely = workshop.content / "events/2026/2026-02-20-parade.yml"
    lonely.write_text(
        "title: A parade\ntype: visit\ndate: 2026-02-20\nstatus: reported\narticle: test-register\n"
    )
    workshop.commit("A parade")
    assert workshop.told() == []
    lonely.unlink()
    assert [code for code, *_ in workshop.told()] == ["R005"]


@pytest.mark.parametrize(
    "old", [b"\xff\xfe", b"a: [", b"title: x\nflights: 3\n", b"", b"a: &a [*a]\n"]
)
def test_unreadable_earlier_version_stops_nothing(old: bytes, workshop: Workshop) -> None:
    good = (workshop.content / EVENT).read_bytes()
    (workshop.content / EVENT).write_bytes(old)
    broken = workshop.commit("Broken")
    (workshop.content / EVENT).write_bytes(good)
    assert {code for code, *_ in workshop.told(broken)} <= {"R015"}


def test_unknown_revision_is_wrong_usage(workshop: Workshop) -> None:
    for name in ("no-such-branch", "--output=x", "HEAD:content", "a\nb", "\x1b[31m"):
        done = run(
            "check", "--since", name, *ON_TODAY, cwd=workshop.folder, PYTHONPATH=str(PROJECT)
        )
        assert done.returncode == 2, name
        assert "names no commit" in done.stderr and not ESCAPES.search(done.stderr)
    assert not (workshop.folder / "x").exists()


def test_check_without_a_repository_ends_with_three(content: Path) -> None:
    done = run("check", "--since", "HEAD", "--content", content, *ON_TODAY)
    assert done.returncode == 3
    # What git itself says names folders that nobody here asked about.
    assert done.stderr == "error: the folder is in no git repository\n"


def test_command_refuses_an_uncorrected_value(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    arguments = ("check", "--since", "HEAD", *ON_TODAY)
    done = run(*arguments, cwd=workshop.folder, PYTHONPATH=str(PROJECT))
    assert done.returncode == 1
    assert "error R015: `flights 1 bearing_deg` said `67` before and now says `68`" in done.stdout


def test_every_published_field_of_a_record_is_one_of_its_model(
    small: Catalogue, real: Catalogue
) -> None:
    for kind, shape in MODELS.of.items():
        if "corrections" not in shape.model_fields:
            continue
        records = [*small.of_kind(kind).values(), *real.of_kind(kind).values()]
        leaves = [leaf for each in records for leaf in _leaves(_node(each, {}))]
        used = {str(path[0]) for path, leaf in leaves if leaf.published}
        named = set(published_keys(shape))
        assert used <= named, kind
        assert named <= set(shape.model_fields), kind
        assert not {"title", "summary", "note", "former_ids", "corrections", "article"} & named


# --- digest history


def test_history_tells_each_commit_and_what_it_changed(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    second = workshop.commit("Correct the bearing")
    workshop.change(EVENT, "title: Two", "# a remark\ntitle: Two")
    third = workshop.commit("A remark")
    done = workshop.history("events/2026-02-10-sandok")
    assert (done.returncode, done.stderr) == (0, "")
    first, *blocks = done.stdout.strip().split("\n\n")
    assert first == f"content/{EVENT}"
    assert blocks[0] == f"{third[:10]}  2026-03-03  A remark\n  no value changed"
    assert blocks[1] == (
        f"{second[:10]}  2026-03-02  Correct the bearing\n"
        "  flights 1 bearing_deg\n    was  67\n    now  68"
    )
    assert re.search(r"  2026-03-01  Begin\n  the record begins, with \d\d values", blocks[2])
    assert "Nobody" not in done.stdout, "no author is named"


def test_history_of_one_field_leaves_the_others_out(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.change(EVENT, "status: confirmed", "status: reported")
    workshop.commit("Two changes")
    done = workshop.history(f"content/{EVENT}", "flights.bearing_deg")
    assert "was  67" in done.stdout and "status" not in done.stdout
    done = workshop.history(f"content/{EVENT}", "status")
    assert "was  confirmed\n    now  reported" in done.stdout and "bearing" not in done.stdout
    done = workshop.history(f"content/{EVENT}", "flights.colour")
    assert "no commit changed flights.colour" in done.stdout
    assert workshop.history(f"content/{EVENT}", "colour").returncode == 2


def test_history_follows_a_renamed_file(workshop: Workshop) -> None:
    old = workshop.content / EVENT
    old.rename(old.with_name("2026-02-10-cape.yml"))
    workshop.commit("Rename it")
    done = workshop.history("events/2026-02-10-cape")
    assert f"renamed from content/{EVENT}" in done.stdout
    assert "Begin" in done.stdout


def test_history_of_a_removed_record_is_found_by_its_id(workshop: Workshop) -> None:
    (workshop.content / EVENT).unlink()
    workshop.commit("Take it away")
    done = workshop.history("events/2026-02-10-sandok")
    assert "Take it away\n  the file was removed" in done.stdout


@pytest.mark.parametrize(
    ("old", "told"),
    [
        (b"\xff\xfe\x00", "cannot be read: the file was not UTF-8"),
        (b"a: &x [*x, *x]\n", "cannot be read: "),
        (b"[" * 200_000, "cannot be read: "),
        (b"a: !!python/object/apply:os.system [true]\n", "cannot be read: "),
        (b"title: x\x1b[31m\n", "cannot be read: control character U+001B"),
        (b"x" * 300_000, "cannot be read: the file was too large"),
        (b"colour: red\nGOOD", "not all of this version can be read: unknown key"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_version_that_cannot_be_read_is_named_as_such(
    old: bytes, told: str, workshop: Workshop
) -> None:
    good = (workshop.content / EVENT).read_bytes()
    (workshop.content / EVENT).write_bytes(old.replace(b"GOOD", good))
    workshop.commit("A broken version")
    (workshop.content / EVENT).write_bytes(good)
    workshop.commit("Mended")
    done = workshop.history("events/2026-02-10-sandok")
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout
    assert "Begin" in done.stdout and "Mended" in done.stdout


def test_subject_of_a_commit_cannot_forge_lines_or_colours(workshop: Workshop) -> None:
    workshop.change(EVENT, "bearing_deg: 67", "bearing_deg: 68")
    workshop.commit(":100644 100644 a b M \x1b[31mred\x07 \u202e")
    done = workshop.history("events/2026-02-10-sandok")
    assert done.returncode == 0 and not ESCAPES.search(done.stdout)
    assert "\\u001B[31mred" in done.stdout


def test_settings_of_a_repository_run_nothing(workshop: Workshop) -> None:
    trap = workshop.folder / "trap"
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.yml.textconv"):
        workshop.git("config", key, f"touch {trap}")
    (workshop.folder / ".gitattributes").write_text("*.yml diff=yml\n")
    workshop.git("-c", "core.fsmonitor=false", "config", "log.showSignature", "true")
    assert workshop.history("events/2026-02-10-sandok").returncode == 0
    assert not trap.exists()


@pytest.mark.parametrize(
    "name", ["sandok", "events/none-such", "videos/x", "events/*", "-x", "../x.yml", "events/../x"]
)
def test_what_is_no_record_is_wrong_usage(name: str, workshop: Workshop) -> None:
    done = workshop.history("--", name)
    assert done.returncode == 2
    assert "Error: " in done.stderr


def test_shallow_history_is_told_as_such(workshop: Workshop, tmp_path: Path) -> None:
    workshop.commit("Second")
    copy = Workshop(tmp_path / "shallow")
    workshop.git("clone", "--quiet", "--depth=1", f"file://{workshop.folder}", str(copy.folder))
    done = copy.history("events/2026-02-10-sandok")
    assert done.returncode == 3
    assert "git fetch --unshallow" in done.stderr


def test_no_repository_and_no_git_end_with_three(content: Path, tmp_path: Path) -> None:
    arguments = ("history", "events/2026-02-10-sandok", "--content", content)
    assert run(*arguments).returncode == 3
    done = run(*arguments, PATH=str(tmp_path))
    assert done.returncode == 3
    assert "not installed" in done.stderr


def test_git_answers_with_exceptions_of_its_own(content: Path, workshop: Workshop) -> None:
    with pytest.raises(GitFault):
        repository(content)
    with pytest.raises(UnknownRevision):
        repository(workshop.content).commit("nothing")


def test_repository_before_its_first_commit_says_so(content: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--template=", content], check=True)
    repo = repository(content)
    for ask in (
        lambda: repo.commits(""),
        lambda: repo.touches("events/x.yml"),
        lambda: repo.last_path("events", "x.yml"),
    ):
        with pytest.raises(GitFault, match="does not have any commits yet"):
            ask()


# --- values


def test_same_text_is_no_change(small: Catalogue) -> None:
    for event in small.events.values():
        assert changes(event, event) == ()


def test_first_version_counts_every_value(small: Catalogue) -> None:
    found = changes(None, small.events["2026-02-10-sandok"])
    assert {"title", "date", "flights", "count", "corrections"} <= {c.field for c in found}
    assert not any(change.lost for change in found)


@pytest.mark.parametrize("data", [None, b"", b"\0", b"a", b"a:\n", b"- 1\n", b"title: x\n"])
def test_any_bytes_are_read_without_an_exception(data: bytes | None) -> None:
    assert record("events", "x.yml", data, MODELS).faults


def test_event_that_a_claim_names_is_listed_or_not_without_a_correction(workshop: Workshop) -> None:
    workshop.change(REGISTER, "events: [2026-02-10-sandok]\n", "")
    assert workshop.told() == []
    workshop.commit("Leave out what the claims say")
    workshop.change(REGISTER, "claims:\n", "events: [2026-02-10-sandok]\nclaims:\n")
    assert workshop.told() == []


def test_event_that_no_claim_names_any_more_is_told_once_where_the_claims_change(
    workshop: Workshop,
) -> None:
    workshop.change(ARTICLE, "events: [2026-02-10-sandok, 2026-02-09-harbour-visit]\n", "")
    workshop.commit("Leave out what the claims say")
    text = (workshop.content / ARTICLE).read_text("utf-8")
    kept = [line for line in text.split("\n") if "event: 2026-02-09-harbour-visit" not in line]
    (workshop.content / ARTICLE).write_text("\n".join(kept), "utf-8")
    found = [p for p in workshop.check().problems if p.code == "R015"]
    assert [p.message.split("`")[1].split()[0] for p in found] == ["claims"]


def test_listed_event_without_a_claim_is_missed_by_itself(workshop: Workshop) -> None:
    listed = "events: [2026-02-10-sandok, 1994-05-unknown-site]\n"
    workshop.change(REGISTER, "events: [2026-02-10-sandok]\n", listed)
    workshop.commit("List one without a claim")
    workshop.change(REGISTER, listed, "")
    found = [p for p in workshop.check().problems if p.code == "R015"]
    assert len(found) == 1 and found[0].message.startswith("`events` said")
