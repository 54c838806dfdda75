"""Who may import whom: downwards only. This is the drawing of the house that cannot go stale."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent / "generator"
MODULES = sorted(HOUSE.rglob("*.py"))
# Each floor may import from itself and from the floors above it in this list.
FLOORS = (
    {"clock", "codes", "figures", "problems", "reports", "summary"},
    {"model"},
    {"load"},
    {"catalogue"},
    {"history"},
    {"views"},
    {"exports", "pages"},
    {"render"},
    {"build"},
    {"options"},
    {"health", "impact", "plain"},
    {"plugin", "commands", "terminal", "__main__"},
)
# One room may know of a library and nobody else.
ONLY_IN = {
    "yaml": "load",
    "jinja2": "render",
    "mkdocs": "plugin",
    "geographiclib": "figures",
    "ko_pron": "views",
    "icalendar": "exports",
    "PIL": "figures",
}
# Rooms that need none of ours, and serve the last floor or a workflow alone.
ALONE = {
    *(
        "guard",
        "inventory",
        "links",
        "notice",
        "policy",
        "published",
        "rebuilt",
        "release",
        "searching",
        "swap",
        "twins",
    ),
}
LINES = 320


def room(module: Path) -> str:
    """The module or folder directly below generator/ that a file belongs to."""
    return module.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(module: Path) -> set[str]:
    """Every module that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_go_downwards(module: Path) -> None:
    names = imported(module)
    ours = {name.split(".")[1] for name in names if name.startswith("generator.")}
    if room(module) in {*ALONE, "__init__"}:
        assert ours == set()
        return
    floor = next((i for i, rooms in enumerate(FLOORS) if room(module) in rooms), None)
    assert floor is not None, f"say in FLOORS where `{room(module)}` lives"
    allowed = ALONE if room(module) in ("__main__", "plugin") else set()
    assert ours <= allowed.union(*FLOORS[: floor + 1])


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_imported_in_one_room(library: str) -> None:
    users = {room(m) for m in MODULES if library in {n.split(".")[0] for n in imported(m)}}
    assert users == {ONLY_IN[library]}


def test_no_module_is_long() -> None:
    long = {str(m): n for m in MODULES if (n := len(m.read_text("utf-8").split("\n"))) > LINES}
    assert long == {}
