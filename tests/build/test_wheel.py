"""The wheel: it holds what a checkout has, and the command works from it in any folder."""

import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import CORPUS, PROJECT

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


def test_folder_without_a_digest_is_told_how_to_begin(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-m", "generator", "build", "--content", CORPUS)
    assert done.returncode == 2
    assert "digest init" in done.stderr and "Traceback" not in done.stderr
