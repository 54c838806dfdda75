"""Slips in templates are named with file and line, and bugs of the program are not called slips."""

from pathlib import Path

import pytest
from conftest import PROJECT
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.catalogue import Catalogue
from generator.pages.table import page, planned
from generator.rendering import Renderer, TemplateFault, template_faults


def _bug() -> None:
    raise KeyError("of the program")


def render(folder: Path, text: str) -> None:
    """Render a page with two lines, of which the second has the text in a part of its own."""
    (folder / "templates").mkdir()
    (folder / "templates/page.md").write_text('One\n{% include "part.md" %}\n', "utf-8")
    (folder / "templates/part.md").write_text(f"Two\n\n{text}\n", "utf-8")
    loader = FileSystemLoader(folder / "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined)
    with template_faults():
        environment.get_template("page.md").render(bug=_bug)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% blok %}", "Encountered unknown tag 'blok'."),
        ("{{ nobody.there }}", "'nobody' is undefined"),
        ('{{ 1 + "a" }}', "unsupported operand type(s) for +: 'int' and 'str'"),
        ('{{ [1, "a"] | sort }}', "'<' not supported between instances of 'str' and 'int'"),
        ("{{ 1 / 0 }}", "division by zero"),
        ('{% include "none.md" %}', "'none.md' not found in search path"),
    ],
)
def test_slip_of_a_template_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        render(tmp_path, text)
    assert str(fault.value).startswith(f"templates/part.md:3: {told}")


def test_bug_of_the_program_is_no_slip_of_the_template_that_calls_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="of the program"):
        render(tmp_path, "{{ bug() }}")


def test_link_to_no_record_is_a_slip_of_its_template(small: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "templates/pages").mkdir(parents=True)
    text = '{{ link("events", "nope") }}'
    (tmp_path / "templates/pages/about-us.md.jinja").write_text(text, "utf-8")
    (one, *_) = planned(small)
    row = one.row._replace(template="about-us")
    templates = (tmp_path / "templates", PROJECT / "templates")
    renderer = Renderer(small, templates, frozenset(), "")
    with pytest.raises(TemplateFault, match=r"^templates/pages/about-us\.md\.jinja:1: there is no"):
        renderer.render(page(small, one)._replace(row=row))
