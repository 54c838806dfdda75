"""The workflows: nothing for zizmor to find, our own rules kept, and each rule seen to fail.

A mutation plants one fault into the real text of a workflow. Either zizmor or a rule of ours must
then tell it, by name.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import PROJECT

from generator.cli.main import COMMANDS
from generator.cli.workflows import compare_manifests, published
from generator.exports import manifest
from generator.linkhealth import report
from generator.site import inventory
from generator.site.making import kept as kept_pages
from generator.site.pipeline import Output

GITHUB = PROJECT / ".github"
FILES = {path.name: path for path in sorted(GITHUB.rglob("*.yml"))}
WORKFLOWS = sorted(path.name for path in (GITHUB / "workflows").glob("*.yml"))
ZIZMOR = Path(sys.executable).with_name("zizmor")
# Where a build keeps pages for the next, and all that a workflow may keep.
PAGES = f".cache/{kept_pages.NAME}"
# Commands of the system that a step may use beside our own.
SYSTEM = {
    *(
        "[",
        "cat",
        "cd",
        "cp",
        "echo",
        "gh",
        "git",
        "grep",
        "ls",
        "mkdir",
        "printf",
        "read",
        "sha256sum",
        "tee",
    ),
}


def parsed(text: str) -> dict[str, Any]:
    """A workflow as values; YAML 1.1 takes its key `on` for a truth."""
    whole = yaml.safe_load(text)
    return {("on" if key is True else key): value for key, value in whole.items()}


def zizmor(folder: Path) -> set[str]:
    """The names of what zizmor finds, pedantic and without asking anybody."""
    done = subprocess.run(
        [
            *(ZIZMOR, "--offline", "--pedantic", "--strict-collection", "--no-config", "--quiet"),
            *("--format", "json", "--no-exit-codes", str(folder)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {finding["ident"] for finding in json.loads(done.stdout)}


def test_zizmor_finds_nothing() -> None:
    assert zizmor(GITHUB) == set()


# --- our own rules


def steps(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of a job; none where it is a workflow of its own."""
    yield from job.get("steps", ())


def uses(job: dict[str, Any]) -> list[str]:
    """The actions of a job, without their commits."""
    return [step["uses"].split("@")[0] for step in steps(job) if "uses" in step]


def runs(job: dict[str, Any]) -> str:
    """All shell text of a job, once for each target of a matrix."""
    text = "\n".join(step["run"] for step in steps(job) if "run" in step)
    targets = job.get("strategy", {}).get("matrix", {}).get("target")
    return "\n".join(text.replace('"$TARGET"', name) for name in targets) if targets else text


def broken(name: str, text: str) -> set[str]:
    """The names of our own rules that a workflow breaks."""
    whole = parsed(text)
    triggers = set(whole["on"]) if not isinstance(whole["on"], str) else {whole["on"]}
    if triggers == {"workflow_call"} and name == TELL:
        triggers = set()
    found = set()
    if whole.get("permissions") != {}:
        found.add("no permissions at the top")
    given = whole["on"] if isinstance(whole["on"], dict) else {}
    filtered = [one for one in given.values() if isinstance(one, dict)]
    if any({"paths", "paths-ignore"} & set(one) for one in filtered):
        found.add("no filter of paths")
    if name == RECORDS and whole["on"] == {"issues": {"types": ["labeled"]}}:
        triggers = set()
    if triggers - {"pull_request", "push", "schedule", "workflow_dispatch"}:
        found.add("triggers")
    if name == RECORDS and whole["jobs"]["propose"].get("needs") != "make":
        found.add("checked before it is proposed")
    if "secrets." in text or "secrets:" in text:
        found.add("no secrets")
    for line in re.findall(r"uses:.*", text):
        pinned = re.fullmatch(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
        if not pinned and line != f"uses: $/.github/workflows/{TELL}":
            found.add("pinned actions of GitHub's own")
    if name == "release.yml":
        shell = [commands(runs(whole["jobs"][key])) for key in ("build", "release")]
        if (
            shell[0][0] != "git merge-base --is-ancestor HEAD origin/main"
            or "sha256sum --check --strict" not in shell[1]
        ):
            found.add("a release of main")
    if name == "check.yml":
        found |= broken_check(whole)
    if name == "pull.yml" and (fault := broken_preview(whole)):
        found.add(fault)
    if "schedule" in triggers and name != "labels.yml" and not told_of(whole):
        found.add("nothing is red in silence")
    for key, job in whole["jobs"].items():
        found |= broken_job(name, key, job, "pull_request" in triggers)
    if name == "publish.yml":
        found |= broken_publication(whole, text)
    # What a pull request of a branch `main` elsewhere ran under the same name is nobody's word.
    if name in ("links.yml", "watch.yml") and "--event schedule" not in text:
        found.add("a memory of scheduled runs alone")
    if name == "rebuild.yml" and 'git merge-base --is-ancestor "$commit" HEAD' not in text:
        found.add("only a commit of main is built again")
    if name == "rebuild.yml":
        job = whole["jobs"]["rebuild"]
        asked = [step.get("id") for step in steps(job)].index("published")
        later = [step.get("if") for step in list(steps(job))[asked + 1 :]]
        if set(later) != {"steps.published.outputs.commit"}:
            found.add("green before the first publication")
    return found


TELL, RECORDS = "tell.yml", "records.yml"
READABLE = ("contents", "pages", "actions")
# What more than reading the jobs may that run none of the project's code.
WRITERS = {
    ("publish.yml", "deploy"): {"pages", "id-token", "attestations"},
    ("release.yml", "release"): {"contents", "id-token", "attestations"},
    ("labels.yml", "labels"): {"pull-requests"},
    (TELL, "tell"): {"issues"},
    ("watch.yml", "open"): {"issues"},
    (RECORDS, "propose"): {"contents", "pull-requests", "issues", "actions"},
}
# The one job with rights that runs a file of ours: of main, alone, on plain Python.
ALONE = {(RECORDS, "propose"): ["python3 -I generator/cli/workflows/issue_records.py propose"]}


def told_of(whole: dict[str, Any]) -> bool:
    """Whether a job reports what became of all the others, also where they failed."""
    others = {key for key, job in whole["jobs"].items() if key != "tell"}
    job = whole["jobs"].get("tell", {})
    needed = job.get("needs")
    return (
        job.get("uses") == f"$/.github/workflows/{TELL}"
        and others == ({needed} if isinstance(needed, str) else set(needed or ()))
        and job.get("permissions") == {"issues": "write"}
        and job.get("if") == "${{ !cancelled() && github.ref == 'refs/heads/main' }}"
        and all(f"needs.{key}.result != 'success'" in job["with"]["red"] for key in others)
    )


def broken_job(name: str, key: str, job: dict[str, Any], for_anyone: bool) -> set[str]:
    """The rules that one job breaks; `for_anyone`: it runs code of pull requests."""
    found = set()
    granted = job.get("permissions", "all")
    allowed = {"contents": "read"} if for_anyone else dict.fromkeys(READABLE, "read")
    if may := WRITERS.get((name, key)):
        allowed = dict.fromkeys(may, "write")
        known = {"gh", "printf", "sha256sum", "echo", "read", "["}
        alone = commands(runs(job)) == ALONE.get((name, key))
        if not alone and ("actions/checkout" in uses(job) or set(programs(job)) - known):
            found.add("no code of ours may write")
    if "uses" in job:
        # The bounds are those of the jobs in it.
        return found if job["permissions"] == {"issues": "write"} else {"permissions of a job"}
    if not isinstance(granted, dict) or not granted.items() <= allowed.items():
        found.add("permissions of a job")
    for step in steps(job):
        given = step.get("with", {})
        # What was made of pages, for a site that nobody publishes.
        kept = (name, key) == ("pull.yml", "impact") and given.get("path") == PAGES
        if "cache" in step.get("uses", "").split("@")[0] and not kept:
            found.add("no cache")
        if any("cache" in option for option in given):
            found.add("no cache")
        if "upload-artifact@" in step.get("uses", "") and (
            given.get("overwrite") is not True and "run_attempt" not in given.get("name", "")
        ):
            found.add("an artifact of the last attempt")
        if "checkout@" in step.get("uses", ""):
            if given.get("persist-credentials") is not False:
                found.add("no credentials kept")
            if {"ref", "repository", "token", "ssh-key", "submodules", "lfs"} & set(given):
                found.add("only the commit that the run is about")
        if "${{" in step.get("run", ""):
            found.add("no values in shell text")
    if "timeout-minutes" not in job or "concurrency" not in job:
        found.add("bounds of a job")
    if job["runs-on"] != "ubuntu-24.04":
        found.add("the runner")
    return found


def programs(job: dict[str, Any]) -> list[str]:
    """The program that each command of a job runs."""
    return [command.split()[0] for command in commands(runs(job))]


def broken_check(whole: dict[str, Any]) -> set[str]:
    """The rules of the two required checks: both report always, and records wait for no test."""
    found = set()
    records, program = whole["jobs"]["records"], whole["jobs"]["program"]
    if [c for c in commands(runs(records)) if c.startswith("make")] != [
        'make check FORMAT=github SINCE="$SINCE"'
    ]:
        found.add("records wait for nothing else")
    if "if" in records or "if" in program:
        found.add("a required check always reports")
    (tests,) = [step for step in steps(program) if "make test" in step.get("run", "")]
    if tests.get("if") != "steps.program.outputs.changed":
        found.add("tests where the program changed")
    return found


def broken_preview(whole: dict[str, Any]) -> str | None:
    """What is wrong with the site that a pull request offers."""
    told = list(steps(whole["jobs"]["impact"]))
    shell = [step.get("run", step.get("uses", "").split("@")[0]) for step in told]
    wanted = ["make site", "actions/upload-artifact", 'make impact BASE=HEAD^1 SITE="$SITE"']
    if [one for one in shell if one in wanted] != wanted:
        return "a site to look at"
    # Wrong records have no site, and still a summary.
    return None if told[-1].get("if") == "${{ !cancelled() }}" else "a summary of wrong records"


def broken_publication(whole: dict[str, Any], text: str) -> set[str]:
    """The rules that hold for publishing alone."""
    found = set()
    build, deploy = whole["jobs"]["build"], whole["jobs"]["deploy"]
    if whole["on"] != {"push": {"branches": ["main"]}, "workflow_dispatch": None}:
        found.add("only main is published")
    if build.get("if") != "github.ref == 'refs/heads/main'" or deploy.get("needs") != "build":
        found.add("only main is published")
    if deploy["concurrency"] != {"group": "pages-deploy", "cancel-in-progress": False}:
        found.add("no deployment is cancelled")
    shell = runs(build)
    if not -1 < shell.find("make check") < shell.find("make site"):
        found.add("checked before it is built")
    if (
        not -1
        < shell.find("generator/cli/workflows/published.py")
        < shell.find("make check PUBLISHED=")
    ):
        found.add("checked against what readers have")
    depths = [s["with"].get("fetch-depth") for s in steps(build) if "checkout" in s.get("uses", "")]
    if depths != [0] or "make site HISTORY=whole" not in shell:
        found.add("published with all of its history")
    if any("curl" in command for command in commands(shell)):
        found.add("a failure is no first publication")
    handed = [step["with"] for step in steps(build) if "upload-pages" in step.get("uses", "")]
    taken = [step["with"] for step in steps(deploy) if "deploy-pages" in step.get("uses", "")]
    if (
        [one.get("name") for one in handed] != ["${{ steps.artifact.outputs.name }}"]
        or [one.get("artifact_name") for one in taken] != ["${{ needs.build.outputs.artifact }}"]
        or build["outputs"].get("artifact") != "${{ steps.artifact.outputs.name }}"
        or 'echo "name=github-pages-$ATTEMPT"' not in commands(shell)
        or "ATTEMPT: ${{ github.run_attempt }}" not in text
    ):
        found.add("every attempt deploys what it built")
    if "actions/attest" not in uses(deploy):
        found.add("signed")
    return found


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_keeps_our_rules(name: str) -> None:
    assert broken(name, FILES[name].read_text("utf-8")) == set()


def test_guard_of_paths_comes_from_the_branch_merged_into() -> None:
    shell = runs(parsed(FILES["pull.yml"].read_text("utf-8"))["jobs"]["paths"])
    assert commands(shell) == [
        "git show HEAD^1:generator/cli/workflows/pr_paths.py",
        'python3 -I "$RUNNER_TEMP/pr_paths.py" HEAD^1 HEAD',
    ]


def test_updates_are_proposed_for_everything_that_is_locked() -> None:
    whole = yaml.safe_load(FILES["dependabot.yml"].read_text("utf-8"))
    found = {(one["package-ecosystem"], one["directory"]) for one in whole["updates"]}
    assert found == {("pip", "/"), ("github-actions", "/"), ("npm", "/tests/audit")}
    for one in whole["updates"]:
        assert one["schedule"] == {"interval": "weekly"} and len(one["groups"]) == 1
        assert (PROJECT / one["directory"].lstrip("/")).is_dir()


def test_ruleset_asks_for_jobs_that_report_on_every_pull_request() -> None:
    ruleset = json.loads((GITHUB / "templates/ruleset.json").read_text("utf-8"))
    assert (ruleset["target"], ruleset["enforcement"]) == ("branch", "active")
    assert ruleset["conditions"]["ref_name"]["include"] == ["~DEFAULT_BRANCH"]
    rules = {rule["type"]: rule.get("parameters", {}) for rule in ruleset["rules"]}
    assert set(rules) == {
        *("deletion", "non_fast_forward", "pull_request", "required_status_checks"),
    }
    asked = {one["context"] for one in rules["required_status_checks"]["required_status_checks"]}
    on_pulls = [parsed(FILES[name].read_text("utf-8")) for name in ("check.yml", "pull.yml")]
    jobs = [job for whole in on_pulls for job in whole["jobs"].values()]
    assert asked <= {job["name"] for job in jobs if "if" not in job}
    for name in asked:
        assert f"*{name}*" in " ".join((PROJECT / "SECURITY.md").read_text("utf-8").split())


def test_list_of_reviewers_covers_everything() -> None:
    lines = (GITHUB / "templates/CODEOWNERS").read_text("utf-8").split("\n")
    told = [line.split() for line in lines if line and not line.startswith("#")]
    assert told[0] == ["*", "@OWNER/developers"]
    for path, *owners in told[1:]:
        assert (PROJECT / path.strip("/")).is_dir() and owners, path


# --- what workflows expect of the program's words and files


def test_sources_that_are_gone_make_the_run_red_and_no_others() -> None:
    (asked,) = re.findall(
        r"grep --quiet '([^']*)' \.cache/links\.md", FILES["links.yml"].read_text("utf-8")
    )
    rows = [report.Row(verdict, "https://a.example/", "x") for verdict in report.VERDICTS]
    red = [
        row.verdict
        for row in rows
        if re.search(asked, report.as_summary([row], date(2026, 11, 26)), re.MULTILINE)
    ]
    assert red == ["gone"]


def test_files_that_workflows_take_out_of_the_site_are_in_it(rendered: Output) -> None:
    whole = [parsed(FILES[name].read_text("utf-8")) for name in WORKFLOWS]
    shell = "\n".join(runs(job) for one in whole for job in one["jobs"].values())
    taken = set(re.findall(r"(?<![\w/.])site/([\w/-]+\.\w+)", shell))
    for folder, names in re.findall(r"cd (\S+) && sha256sum ([^)\n]+)", shell):
        taken |= set(names.split()) if folder == "site" else set()
    assert taken == {"data/digest-data.zip", "manifest.json", "manifest-files.json"}
    assert taken <= {*rendered.data, inventory.NAME}


def test_program_beside_an_older_commit_has_the_names_of_the_manifests() -> None:
    # The two files import nothing of ours, so the names are in them a second time.
    assert published.NAMES == (compare_manifests.NAME, compare_manifests.FILES)
    assert published.NAMES == (manifest.NAME, inventory.NAME)


# --- planted faults


class Mutation(NamedTuple):
    """One fault: a text of a workflow and what takes its place; who tells it, by which name."""

    file: str
    before: str
    after: str
    teller: str
    name: str


CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
DEPLOY = "actions/deploy-pages@368f82528645a54fb793d4d04e342629a3f51346 # v5.0.1"
READ = "contents: read"
BUILD_STEP = "      - name: Build the site\n"
(CACHE,) = re.findall(
    r"(?m)^      - name: Take the pages of its last build\n(?:^        .*\n)+",
    FILES["pull.yml"].read_text("utf-8"),
)
MUTATIONS = {
    "a tag in place of a commit": Mutation(
        "check.yml", CHECKOUT, "actions/checkout@v7", "zizmor", "unpinned-uses"
    ),
    "a branch in place of a commit": Mutation(
        "publish.yml", CHECKOUT, "actions/checkout@main", "ours", "pinned actions of GitHub's own"
    ),
    "a short commit": Mutation(
        "pull.yml", CHECKOUT, "actions/checkout@3d3c42e # v7.0.1", "zizmor", "unpinned-uses"
    ),
    "an action of somebody else": Mutation(
        "check.yml", "actions/setup-python@", "someone/setup-python@", "ours",
        "pinned actions of GitHub's own",
    ),
    "credentials kept by the checkout": Mutation(
        "check.yml", "persist-credentials: false", "fetch-tags: false", "zizmor", "artipacked"
    ),
    "credentials kept on purpose": Mutation(
        "pull.yml", "persist-credentials: false", "persist-credentials: true", "ours",
        "no credentials kept",
    ),
    "a trigger with rights over the code of anyone": Mutation(
        "pull.yml", "pull_request:", "pull_request_target:", "zizmor", "dangerous-triggers"
    ),
    "a trigger by what a pull request left behind": Mutation(
        "publish.yml", "workflow_dispatch:", "workflow_run: {workflows: [Check]}", "zizmor",
        "dangerous-triggers",
    ),
    "a check of the files that are there alone": Mutation(
        "check.yml", "  pull_request:", "  pull_request: {paths: [content/**]}", "ours",
        "no filter of paths",
    ),
    "a publication without what is taken away": Mutation(
        "publish.yml", "    branches: [main]", "    branches: [main]\n    paths-ignore: [docs/**]",
        "ours", "no filter of paths",
    ),
    "a trigger by a comment": Mutation(
        "check.yml", "pull_request:", "issue_comment:", "ours", "triggers"
    ),
    "rights at the top": Mutation(
        "check.yml", "permissions: {}", "permissions: write-all", "zizmor", "excessive-permissions"
    ),
    "no word on rights at the top": Mutation(
        "links.yml", "permissions: {}\n", "", "ours", "no permissions at the top"
    ),
    "rights to write for the check": Mutation(
        "check.yml", READ, "contents: write", "ours", "permissions of a job"
    ),
    "rights to comment for the preview": Mutation(
        "pull.yml", READ, "pull-requests: write", "ours", "permissions of a job"
    ),
    "a token of identity for the build": Mutation(
        "publish.yml", READ, "id-token: write", "ours", "permissions of a job"
    ),
    "rights to publish for the build": Mutation(
        "publish.yml", "pages: read", "pages: write", "ours", "permissions of a job"
    ),
    "rights to write issues for the links": Mutation(
        "links.yml", READ, "issues: write", "ours", "permissions of a job"
    ),
    "a title run as shell": Mutation(
        "check.yml", "run: make test", 'run: echo "${{ github.event.pull_request.title }}"',
        "zizmor", "template-injection",
    ),
    "an output run as shell": Mutation(
        "publish.yml", "run: make site", "run: make site ${{ steps.pages.outputs.base_path }}",
        "ours", "no values in shell text",
    ),
    "a secret for the check": Mutation(
        "check.yml", "run: make test", "run: make test\n        env: {KEY: '${{ secrets.KEY }}'}",
        "ours", "no secrets",
    ),
    "a cache for the publication": Mutation(
        "publish.yml", 'python-version: "3.12"', 'python-version: "3.12"\n          cache: pip',
        "ours", "no cache",
    ),
    "a cache filled by pull requests": Mutation(
        "check.yml", "            3.12\n", "            3.12\n          cache: pip\n",
        "ours", "no cache",
    ),
    "kept pages for the publication": Mutation(
        "publish.yml", BUILD_STEP, CACHE + BUILD_STEP, "ours", "no cache",
    ),
    "kept pages for the site that is built again": Mutation(
        "rebuild.yml", BUILD_STEP, CACHE + BUILD_STEP, "ours", "no cache",
    ),
    "the program kept for a pull request": Mutation(
        "pull.yml", "path: .cache/pages", "path: .venv", "ours", "no cache",
    ),
    "a deployment cancelled midway": Mutation(
        "publish.yml", "cancel-in-progress: false", "cancel-in-progress: true", "ours",
        "no deployment is cancelled",
    ),
    "a deployment of any branch": Mutation(
        "publish.yml", "branches: [main]", "branches: ['**']", "ours", "only main is published"
    ),
    "a run by hand on any branch": Mutation(
        "publish.yml", "if: github.ref == 'refs/heads/main'", "if: always()", "ours",
        "only main is published",
    ),
    "a deployment before the build": Mutation(
        "publish.yml", "needs: build", "needs: []", "ours", "only main is published"
    ),
    "code of ours beside the right to write": Mutation(
        "publish.yml", "printf '%s\\n' \"$HASHES\"", "make site", "ours",
        "no code of ours may write",
    ),
    "a checkout beside the right to write": Mutation(
        "publish.yml", f"uses: {DEPLOY}",
        f"uses: {CHECKOUT}\n        with: {{persist-credentials: false}}", "ours",
        "no code of ours may write",
    ),
    "no check before the build": Mutation(
        "publish.yml", "make check", "make help", "ours", "checked before it is built"
    ),
    "a failure taken for a first publication": Mutation(
        "publish.yml", 'python3 -I generator/cli/workflows/published.py "$SITE" .cache/published',
        'curl --fail --output .cache/published/manifest.json "$SITE/manifest.json" || true', "ours",
        "a failure is no first publication",
    ),
    "nothing of the published site to check against": Mutation(
        "publish.yml", 'make check PUBLISHED="$(ls .cache/published/manifest.json 2>/dev/null)"',
        "make check", "ours", "checked against what readers have",
    ),
    "a shallow clone, which does not know when records came": Mutation(
        "publish.yml", "          fetch-depth: 0\n", "", "ours",
        "published with all of its history",
    ),
    "a history that may be missing": Mutation(
        "publish.yml", "make site HISTORY=whole", "make site", "ours",
        "published with all of its history",
    ),
    "one name for what every attempt hands over": Mutation(
        "publish.yml", "          name: ${{ steps.artifact.outputs.name }}\n", "", "ours",
        "every attempt deploys what it built",
    ),
    "the artifact of this attempt where an earlier one built": Mutation(
        "publish.yml", "artifact_name: ${{ needs.build.outputs.artifact }}",
        "artifact_name: github-pages-${{ github.run_attempt }}", "ours",
        "every attempt deploys what it built",
    ),
    "a name without its attempt": Mutation(
        "publish.yml", "${{ github.run_attempt }}", "${{ github.run_id }}", "ours",
        "every attempt deploys what it built",
    ),
    "a rebuild before there is anything": Mutation(
        "rebuild.yml", "        if: steps.published.outputs.commit\n", "", "ours",
        "green before the first publication",
    ),
    "a memory that a second attempt cannot write": Mutation(
        "links.yml", "          overwrite: true\n", "", "ours", "an artifact of the last attempt"
    ),
    "a check that waits for the tests": Mutation(
        "check.yml", 'run: make check FORMAT=github SINCE="$SINCE"', "run: make test", "ours",
        "records wait for nothing else",
    ),
    "a job that is skipped": Mutation(
        "check.yml", "    name: Test the program\n",
        "    name: Test the program\n    if: github.event_name == 'push'\n", "ours",
        "a required check always reports",
    ),
    "tests for every record": Mutation(
        "check.yml", "        if: steps.program.outputs.changed\n        run: make test",
        "        run: make test", "ours", "tests where the program changed",
    ),
    "no site to look at": Mutation(
        "pull.yml", "run: make site", "run: make schema", "ours", "a site to look at"
    ),
    "no link to the site": Mutation(
        "pull.yml", ' SITE="$SITE"', "", "ours", "a site to look at"
    ),
    "nothing told of wrong records": Mutation(
        "pull.yml", "${{ !cancelled() }}", "success()", "ours", "a summary of wrong records"
    ),
    "a comment beside the site": Mutation(
        "pull.yml", READ, "pull-requests: write", "ours", "permissions of a job"
    ),
    "red in silence": Mutation(
        "weekly.yml", "needs: look", "needs: []", "ours", "nothing is red in silence"
    ),
    "told only when green": Mutation(
        "rebuild.yml", "${{ !cancelled() && github.ref", "${{ github.ref", "ours",
        "nothing is red in silence",
    ),
    "gone sources alone are reported": Mutation(
        "links.yml", "needs.links.result != 'success' || ", "", "ours", "nothing is red in silence"
    ),
    "an issue by code of ours": Mutation(
        "tell.yml", "gh issue create", "make check && gh issue create", "ours",
        "no code of ours may write",
    ),
    "more than issues to tell": Mutation(
        "tell.yml", "issues: write", "contents: write", "ours", "permissions of a job"
    ),
    "rights to push for the one who tells": Mutation(
        "outlive.yml", "issues: write", "contents: write", "ours", "permissions of a job"
    ),
    "a workflow of somebody else that tells": Mutation(
        "weekly.yml", "uses: $/.github/workflows/tell.yml",
        "uses: someone/tell/.github/workflows/tell.yml@main", "ours",
        "pinned actions of GitHub's own",
    ),
    "a title of a record in an issue": Mutation(
        "tell.yml", '--title "$TITLE"',
        '--title "${{ github.event.head_commit.message }}"', "zizmor", "template-injection",
    ),
    "labels with the pull request": Mutation(
        "labels.yml", "workflow_dispatch:", "pull_request_target:", "zizmor", "dangerous-triggers"
    ),
    "labels with a checkout": Mutation(
        "labels.yml", "    steps:\n",
        f"    steps:\n      - uses: {CHECKOUT}\n        with: {{persist-credentials: false}}\n",
        "ours", "no code of ours may write",
    ),
    "a release built with the right to write": Mutation(
        "release.yml", READ, "contents: write", "ours", "permissions of a job"
    ),
    "a release by code of ours": Mutation(
        "release.yml", "gh release create", "make site && gh release create", "ours",
        "no code of ours may write",
    ),
    "a release of what nobody merged": Mutation(
        "release.yml", "git merge-base --is-ancestor HEAD origin/main", "git log -1", "ours",
        "a release of main",
    ),
    "a release that is not what was built": Mutation(
        "release.yml", " | sha256sum --check --strict", "", "ours", "a release of main"
    ),
    "nothing signed": Mutation(
        "publish.yml", "actions/attest@a1948c3f048ba23858d222213b7c278aabede763 # v4.1.1",
        DEPLOY, "ours", "signed",
    ),
    "the code of a fork where main is meant": Mutation(
        "rebuild.yml", "fetch-depth: 0", "ref: ${{ github.event.inputs.ref }}", "ours",
        "only the commit that the run is about",
    ),
    "a memory that a pull request may fill": Mutation(
        "links.yml", " --event schedule", "", "ours", "a memory of scheduled runs alone"
    ),
    "a commit of somebody built again": Mutation(
        "rebuild.yml", 'git merge-base --is-ancestor "$commit" HEAD', "true", "ours",
        "only a commit of main is built again",
    ),
    "more than reading the runs": Mutation(
        "rebuild.yml", "actions: read", "actions: write", "ours", "permissions of a job"
    ),
    "a look whose memory anybody left": Mutation(
        "watch.yml", " --event schedule", "", "ours", "a memory of scheduled runs alone"
    ),
    "a table that writes into the shell": Mutation(
        "watch.yml", 'gh issue comment "$number" --body-file "$BODY"',
        'gh issue comment "$number" --body "${{ needs.watch.outputs.new }}"', "ours",
        "no values in shell text",
    ),
    "a look at tables that may write issues": Mutation(
        "watch.yml", "      actions: read", "      issues: write", "ours", "permissions of a job"
    ),
    "an issue of tables opened by a program of ours": Mutation(
        "watch.yml", "            gh issue comment", "            .venv/bin/digest watch", "ours",
        "no code of ours may write",
    ),
    "a look at tables that fails in silence": Mutation(
        "watch.yml", " || needs.open.result != 'success'", "", "ours",
        "nothing is red in silence",
    ),
    "a job without an end": Mutation(
        "links.yml", "    timeout-minutes: 120\n", "", "ours", "bounds of a job"
    ),
    "a machine of somebody": Mutation(
        "check.yml", "runs-on: ubuntu-24.04", "runs-on: self-hosted", "ours", "the runner"
    ),
    "records proposed by a comment": Mutation(
        "records.yml", "  issues:\n    types: [labeled]", "  issue_comment:", "ours", "triggers"
    ),
    "records proposed as soon as they are written": Mutation(
        "records.yml", "types: [labeled]", "types: [opened, labeled]", "ours", "triggers"
    ),
    "installed packages beside the right to write": Mutation(
        "records.yml", "run: python3 -I generator/cli/workflows/issue_records.py propose",
        "run: make .venv/run", "ours", "no code of ours may write",
    ),
    "records proposed before they are checked": Mutation(
        "records.yml", "    needs: make\n", "", "ours", "checked before it is proposed"
    ),
    "the body of an issue run as shell": Mutation(
        "records.yml", "run: make .venv/run", 'run: echo "${{ github.event.issue.body }}"',
        "zizmor", "template-injection",
    ),
    "rights to write for who makes the files": Mutation(
        "records.yml", "contents: read", "contents: write", "ours", "permissions of a job"
    ),
    "versions taken on their first day": Mutation(
        "dependabot.yml", "    cooldown:\n      default-days: 7\n", "", "zizmor",
        "dependabot-cooldown",
    ),
    "code run by the updater": Mutation(
        "dependabot.yml", "    directory: /\n",
        "    directory: /\n    insecure-external-code-execution: allow\n", "zizmor",
        "dependabot-execution",
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", MUTATIONS)
def test_planted_fault_is_told(title: str, tmp_path: Path) -> None:
    fault = MUTATIONS[title]
    text = FILES[fault.file].read_text("utf-8")
    assert fault.before in text, "the workflow has changed; plant the fault anew"
    planted = text.replace(fault.before, fault.after, 1)
    if fault.teller == "ours":
        assert fault.name in broken(fault.file, planted)
    else:
        target = tmp_path / FILES[fault.file].relative_to(PROJECT)
        target.parent.mkdir(parents=True)
        target.write_text(planted, "utf-8")
        assert fault.name in zizmor(tmp_path / ".github")


# --- commands


def commands(shell: str) -> list[str]:
    """The simple commands of a shell text, without redirections, assignments and brackets."""
    lines = re.sub(r"\\\n\s*", " ", shell).split("\n")
    text = "\n".join(line for line in lines if not line.strip().startswith("#"))
    # Quoted programs of other languages are words; what stands in `$(…)` is a command of its own.
    text = re.sub(r"'[^']*'", lambda m: "'…'" if set(m[0]) & set("|;()") else m[0], text)
    inner = re.findall(r"\$\(([^()]*)\)", text)
    text = re.sub(r'[A-Za-z_]+="?\$\([^()]*\)"?|\$\([^()]*\)', "", text)
    found = []
    for part in [*re.split(r"\|\||&&|[|;\n]", text), *inner]:
        command = re.sub(r"\s*\d?>+\s*\S+", "", part.strip(" (){}"))
        command = re.sub(r"^((if|then|elif|else|fi|while|do|done|!)(\s+|$))+", "", command)
        if command:
            found.append(command.strip(" (){}"))
    return [command for command in found if command]


def unknown(command: str) -> str | None:
    """What of a command nobody has, or None."""
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    first, *rest = command.split()
    if first == "make":
        for word in rest:
            variable = re.match(r"([A-Z]+)=", word)
            if variable and f"$({variable[1]})" not in makefile:
                return word
            target = re.escape(word).replace(r"\.venv", r"(?:\.venv|\$\(VENV\))")
            if not variable and not re.search(rf"^{target}:", makefile, re.MULTILINE):
                return word
        return None
    if first == ".venv/bin/digest":
        return None if rest[0] in COMMANDS else rest[0]
    if first == "python3":
        # Alone (-I), so that no file of a pull request is taken for a module.
        alone, name = rest[0], rest[-1] if len(rest) == 1 else rest[1]
        file = PROJECT / name.strip('"').replace("$RUNNER_TEMP/", "generator/cli/workflows/")
        return None if alone == "-I" and file.is_file() else command
    return None if first in SYSTEM else first


@pytest.mark.parametrize("name", WORKFLOWS)
def test_commands_exist(name: str) -> None:
    jobs = parsed(FILES[name].read_text("utf-8"))["jobs"].values()
    found = [command for job in jobs for command in commands(runs(job))]
    assert found
    assert [told for command in found if (told := unknown(command))] == []


@pytest.mark.parametrize(
    "shell",
    [
        "make chek",
        "make check FROMAT=github",
        ".venv/bin/digest rebuild",
        'python3 "$RUNNER_TEMP/pr_paths.py"',
        'x="$(wget y)"',
        "echo a | bash",
        "cd x && npm ci",
        "python3 -I gard.py",
    ],
)
def test_command_that_nobody_has_is_told(shell: str) -> None:
    assert [command for command in commands(shell) if unknown(command)]


def test_step_with_a_pipe_ends_with_any_part_of_it() -> None:
    # GitHub's own shell looks at the last part alone; `shell: bash` sets pipefail.
    pipe = re.compile(r"(?<!\|)\|(?!\|)")
    piped = [
        (path.name, step)
        for path in sorted((PROJECT / ".github/workflows").glob("*.yml"))
        for job in parsed(path.read_text("utf-8"))["jobs"].values()
        for step in steps(job)
        if pipe.search(re.sub(r"'[^']*'", "''", step.get("run", "")))
    ]
    assert {name for name, _ in piped} >= {"labels.yml", "weekly.yml"}
    assert [(name, s["name"]) for name, s in piped if s.get("shell") != "bash"] == []
