"""Which package may import which: only those before it, in the order of CONTRIBUTING.md."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "generator"
MODULES = sorted(ROOT.rglob("*.py"))
FOLDERS = sorted({module.parent for module in MODULES} - {ROOT})
# Each layer may import from itself and from the layers before it.
LAYERS = (
    "problems",
    "values",
    "schema",
    "loading",
    "catalogue",
    "evidence",
    "history",
    "checks",
    "charts",
    "pages",
    "exports",
    "rendering",
    "impact",
    "site",
    "linkhealth",
    "cli",
)
# One package may know of a library and no other.
ONLY_IN = {
    "yaml": "loading",
    "jinja2": "rendering",
    "mkdocs": "site",
    "geographiclib": "charts",
    "ko_pron": "pages",
    "icalendar": "exports",
    "PIL": "charts",
}
# Files that workflows run without our dependencies, some of them beside another commit.
ALONE = ROOT / "cli" / "workflows"
# A folder is read at a glance: a dozen modules, and the file that says what they are.
SIZE = 13


def name_of(module: Path) -> str:
    """A module as imports name it, `generator.values.times`."""
    parts = module.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(module): module for module in MODULES}


def imported(module: Path) -> set[str]:
    """Every module that a file imports, wherever in it the import is."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in NAMES else str(node.module) for name in whole}
    return names


def layers_of(module: Path) -> set[str]:
    """The layers that a file imports from."""
    return {name.split(".")[1] for name in imported(module) if name.startswith("generator.")}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_the_layers(module: Path) -> None:
    parts = module.relative_to(ROOT).parts
    if len(parts) == 1:
        assert layers_of(module) <= {"cli"}
    elif module.is_relative_to(ALONE):
        assert layers_of(module) == set()
    else:
        assert layers_of(module) <= set(LAYERS[: LAYERS.index(parts[0]) + 1])


def test_no_imports_go_in_a_circle() -> None:
    TopologicalSorter({name: imported(module) for name, module in NAMES.items()}).prepare()


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_imported_in_one_package(library: str) -> None:
    users = {
        module.relative_to(ROOT).parts[0]
        for module in MODULES
        if library in {name.split(".")[0] for name in imported(module)}
    }
    assert users == {ONLY_IN[library]}


def test_every_module_is_in_a_package() -> None:
    top = {path.name for path in MODULES if path.parent == ROOT}
    assert top == {"__init__.py", "__main__.py"}
    assert {path.name for path in FOLDERS if path.parent == ROOT} == set(LAYERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_package_is_small_and_says_what_is_in_it(folder: Path) -> None:
    assert len(list(folder.glob("*.py"))) <= SIZE
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert text, "say in one sentence what is in the package and what is not"
    sentence = " ".join(text.split("\n\n")[0].split())
    assert sentence.count(". ") == 0 and sentence.endswith(".")
    assert re.search(r"\b(?:no|not|nothing|never)\b", sentence), "say what is not in it"


def test_guides_name_files_that_exist() -> None:
    guides = [
        *PROJECT.glob("*.md"),
        *(PROJECT / "docs").rglob("*.md"),
        *PROJECT.glob("*/README.md"),
    ]
    guides += [file for file in (PROJECT / "templates").rglob("*") if file.is_file()]
    named = {
        (name, guide.name)
        for guide in guides
        for name in re.findall(r"\bgenerator/[\w/.]*\w", guide.read_text("utf-8"))
    }
    assert len(named) > 20
    assert [pair for pair in named if not (PROJECT / pair[0]).exists()] == []


def picture() -> str:
    """A line for each layer with those that it imports from, in their order."""
    used = {layer: set[str]() for layer in LAYERS}
    for module in MODULES:
        if module.parent != ROOT:
            used[module.relative_to(ROOT).parts[0]] |= layers_of(module)
    wide = max(map(len, LAYERS)) + 2
    lines = [
        f"    {layer:{wide}}{' '.join(each for each in LAYERS if each in used[layer] - {layer})}"
        for layer in LAYERS
    ]
    return "\n".join(line.rstrip() for line in lines)


def test_guide_has_the_picture_of_the_imports() -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("\n## The packages\n")[1].split("\n## ")[0]
    drawn = "\n".join(line for line in section.split("\n") if line.startswith("    "))
    assert drawn == picture()


def test_guide_names_the_layers_in_their_order() -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("\n## The packages\n")[1].split("\n## ")[0]
    assert tuple(re.findall(r"^- `(\w+)/`", section, re.MULTILINE)) == LAYERS
