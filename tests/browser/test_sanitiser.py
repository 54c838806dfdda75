"""The second opinion on pages of the real site; in a long run on all of them.

It is a test and no step of the build, which it would make a third longer: ten seconds for 1,200
pages.
"""

import pytest
from conftest import LONG
from serving import Site

from browser.sanitiser import removed


def test_sanitiser_would_take_nothing_out_of_any_page(site: Site) -> None:
    wrong = []
    files = sorted(site.folder.rglob("*.html"))
    # In the short run those of some records, and every page that no record has.
    for file in files if LONG else [*site.folder.glob("*/*.html"), *files[::6]]:
        wrong += [f"{file}: {what}" for what in removed(file.read_text("utf-8"))]
    assert len(files) > 1_000
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>a()</script>",
        "<img src=x>",
        '<p onclick="a()">x</p>',
        '<p style="color:red">x</p>',
        '<a href="javascript:a()">x</a>',
        "<a href='data:text/html,x'>x</a>",
        "<svg><use href='#x'/></svg>",
        "<svg><script>a()</script></svg>",
        "<iframe></iframe>",
        "<!-- x -->",
        "<p popovertarget=x>x</p>",
    ],
)
def test_sanitiser_tells_what_is_hostile(hostile: str) -> None:
    good = '<h1 id="a">x</h1><p class="b">y &lt;b&gt; <a href="../c/">d</a></p>'
    assert removed(f"<article>{good}</article>") == []
    assert removed(f"<article>{good}{hostile}</article>") != []
