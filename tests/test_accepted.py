"""Records that look dangerous and are right: accepted, and shown to the last letter.

Each file of tests/accepted says in its first line where it goes, as those of tests/invalid do.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import one_page
from markdown import Markdown
from test_invalid import case
from test_prose import Text, signs

from generator.loading.document import Data
from generator.loading.files import Text as File
from generator.loading.records import read_source
from generator.pages.table import record_path
from generator.problems import as_text
from generator.site.reading import Checked

FILES = sorted((Path(__file__).parent / "accepted").glob("*.yml"))
# Values that are ids or dates stand on the page under other words.
WORDS = ("title", "name", "role", "summary", "note", "other-list")


def written(data: Data, key: str = "") -> Iterator[str]:
    """Every text an author wrote for readers."""
    if isinstance(data, str):
        if key in WORDS:
            yield data
    elif isinstance(data, list):
        for item in data:
            yield from written(item, key)
    else:
        for name, item in data.items():
            yield from written(item, name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_odd_record_is_accepted_and_shown_to_the_last_letter(
    file: Path, read_with: Callable[..., Checked]
) -> None:
    odd = case(file)
    checked = read_with({odd.path: odd.text})
    assert checked.catalogue is not None, "\n".join(map(as_text, checked.problems))
    assert checked.problems == ()
    kind, key = odd.path.split("/")[0], Path(odd.path).stem
    rendered = one_page(checked.catalogue, record_path(kind, key)).text
    body = rendered.split("\n---\n", 1)[1]
    shown = Text(Markdown(extensions=["toc"]).convert(body))
    source, _ = read_source(File(odd.path, kind, key, odd.text))
    assert source is not None
    texts = list(written(source.tree.data))
    assert texts
    for text in texts:
        assert signs(text) in signs(shown.text), text
    assert "script" not in shown.tags
