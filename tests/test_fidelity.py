"""The last alarm: a page that lost words of its record ends the build."""

import pytest

from generator.schema.kinds import Term
from generator.site.fidelity import missing, visible
from generator.site.markdown.markdown_export import readable
from generator.values.prose import parse_prose

TERM = Term.model_validate(
    {"id": "apogee", "name": "Apogee", "definition": "The *highest* point, 42 `km` & more."}
)


def words(page: str) -> str:
    return visible(readable(page))


def test_page_with_all_words_loses_none() -> None:
    page = "<h1>Apogee</h1>\n<p>The <em>highest</em> point,\n42 <code>km</code> &amp; more.</p>"
    assert list(missing(TERM, words(page))) == []


@pytest.mark.parametrize(
    ("page", "path"),
    [
        (
            "<h1>Apogee</h1><p>The <em>highest</em> point, 24 <code>km</code> &amp; more.</p>",
            ("definition",),
        ),
        ("<h1>Apogee</h1><p>The point, 42 <code>km</code> &amp; more.</p>", ("definition",)),
        (
            "<h1>Apoge</h1><p>The <em>highest</em> point, 42 <code>km</code> &amp; more.</p>",
            ("name",),
        ),
    ],
    ids=["digits-changed", "word-dropped", "name-cut"],
)
def test_lost_or_changed_words_are_told(page: str, path: tuple[str, ...]) -> None:
    assert [found for found, _ in missing(TERM, words(page))] == [path]


def test_words_of_linked_records_may_stand_between() -> None:
    term = TERM.model_copy(
        update={"definition": parse_prose("About [](fact:troops) of [them](actor:afp) stay.")}
    )
    page = "<p>Apogee</p><p>About <a>28,500</a> of <a>them</a> stay.</p>"
    assert list(missing(term, words(page))) == []


def test_order_of_words_matters() -> None:
    term = TERM.model_copy(update={"definition": parse_prose("First.\n\nSecond.")})
    assert [path for path, _ in missing(term, words("<p>Apogee Second. First.</p>"))] == [
        ("definition",)
    ]


def test_entities_and_tags_are_no_words() -> None:
    assert words("<p title='x'>a &lt;b&gt;\n c</p>") == "a <b> c"
