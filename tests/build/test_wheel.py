"""The wheel: it holds what a checkout has, and the command works from it in any folder."""

import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT, some

from generator.site import shipped

TODAY = "2026-04-01"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, made without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    made = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    subprocess.run(
        [*made, "--no-build-isolation", "--wheel-dir", folder, PROJECT], check=True, timeout=120
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the program as the wheel brings it, and none of what it needs."""
    folder = tmp_path_factory.mktemp("installed")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*install, "--target", folder, wheel], check=True, timeout=120)
    return folder


def python(
    installed: Path, cwd: Path, *arguments: str | Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Python in a folder, with the installed program before that of the checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={"PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


WHERE = """
import sys; from pathlib import Path
from generator.site import shipped
assert shipped.__file__.startswith(sys.argv[1]), shipped.__file__
print(*shipped.templates(Path("none")), sep="\\n")
for path, file in sorted(shipped.hand_written(Path("none")).items()):
    assert file.is_file(); print(path)
"""


def test_wheel_has_what_a_checkout_gives(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-c", WHERE, installed)
    assert done.returncode == 0, done.stderr
    folder, *paths = done.stdout.splitlines()
    assert paths == sorted(shipped.hand_written(tmp_path / "none"))
    assert {"assets/digest.css", "search.md", "data/format.md", "editors/index.md"} < set(paths)
    assert files(Path(folder)) == files(PROJECT / "templates")


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_wheel_holds_no_word_of_the_launch_digest_and_no_test(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.endswith(".png") or "/developers/" in name]
    assert not [name for name in names if name.startswith(("content/", "tests/", "docs/"))]
    assert not [name for name in names if name.endswith(("docs/about.md", "docs/method.md"))
                and "/starter/" not in name]  # fmt: skip


def test_own_template_wins_and_the_others_are_those_of_the_program(
    installed: Path, tmp_path: Path
) -> None:
    own = tmp_path / "templates/pages"
    own.mkdir(parents=True)
    (own / "glossary.md.jinja").write_text("# Words of ours\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    command = ("-m", "generator", "render", tmp_path / "plain", "--today", TODAY)
    done = python(installed, tmp_path, *command, "--content", CORPUS)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = tmp_path / "plain/docs"
    assert "# Words of ours" in (pages / "glossary/index.md").read_text("utf-8")
    assert "# Events" in (pages / "events/index.md").read_text("utf-8")
    assert (pages / "assets/digest.css").is_file() and (pages / "search/index.md").is_file()


NEW = ("--title", "Flood digest", "--subject", "floods", "--zone", "Europe/Paris")


# A digest that counts nothing is built by test_small_digests.py, too.
@pytest.fixture(
    scope="module", params=some([("--one", "flood", "--many", "floods"), ("--nothing",)], 1)
)
def begun(
    request: pytest.FixtureRequest, installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A digest begun in an empty folder; its tests go on from what the one before left."""
    folder = tmp_path_factory.mktemp("new")
    done = python(installed, folder, "-m", "generator", "init", "floods", *NEW, *request.param)
    assert done.returncode == 0, done.stderr
    return folder / "floods"


def test_new_digest_checks_and_builds_in_an_empty_folder(installed: Path, begun: Path) -> None:
    for command, says in (("check", "no problems"), ("build", "Built site")):
        done = python(installed, begun, "-m", "generator", command)
        assert done.returncode == 0, done.stdout + done.stderr
        assert says in done.stdout and done.stderr == ""
    home = (begun / "site/index.html").read_text("utf-8")
    assert "Flood digest" in home and (begun / "site/assets/digest.css").is_file()
    (brought,) = (begun / "program").iterdir()
    assert brought.name.endswith(".whl")
    locked = (begun / "requirements.txt").read_text("utf-8")
    assert locked == (PROJECT / "requirements.txt").read_text("utf-8")


def test_page_of_a_new_digest_may_be_removed_or_rewritten(installed: Path, begun: Path) -> None:
    (begun / "docs/about.md").unlink()
    method = begun / "docs/method.md"
    method.write_text("# Method\n\nOurs.\n")
    done = python(installed, begun, "-m", "generator", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (begun / "site/about/index.html").is_file()
    page = (begun / "site/method/index.html").read_text("utf-8")
    assert "Ours." in page and 'id="signs"' in page
    method.write_text("# Method\n\n{{ sings }}\n")
    done = python(installed, begun, "-m", "generator", "build")
    assert done.returncode == 1
    assert "docs/method.md" in done.stderr and "`signs`" in done.stderr


def test_digest_is_begun_where_the_wheel_is_gone_and_says_so(
    wheel: Path, tmp_path: Path, installed: Path
) -> None:
    away = wheel.with_suffix(".away")
    wheel.rename(away)
    try:
        done = python(installed, tmp_path, "-m", "generator", "init", "x", *NEW, "--nothing")
    finally:
        away.rename(wheel)
    assert done.returncode == 0
    assert "put its wheel into x/program/" in done.stderr
    assert (tmp_path / "x/content/digest.yml").is_file()


def test_folder_without_a_digest_is_told_how_to_begin(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-m", "generator", "build", "--content", CORPUS)
    assert done.returncode == 2
    assert "digest init" in done.stderr and "Traceback" not in done.stderr
