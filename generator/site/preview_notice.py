"""The notice in the preview: what is wrong, above the last good pages."""

import re
from html import escape
from pathlib import Path

# The theme leaves this place above the header of each page for what a site announces.
PLACE = '<div data-md-component="announce">'
SHOWN = re.compile(r"<!--notice-->.*?<!--/notice-->", re.DOTALL)


def put(site: Path, words: str) -> None:
    """Write a notice into every page of a built site, in the place of an earlier one.

    To render the pages again takes half a minute, in which the preview answers nobody; this takes
    a second.
    """
    notice = (
        '<!--notice--><aside class="md-banner">'
        '<div class="md-banner__inner md-grid md-typeset" role="status">'
        "<p><strong>This is the last good version.</strong> What is wrong now:</p>"
        f"<pre>{escape(words)}</pre></div></aside><!--/notice-->"
    )
    for page in site.rglob("*.html"):
        text = SHOWN.sub("", page.read_text("utf-8"))
        page.write_bytes(text.replace(PLACE, PLACE + notice, 1).encode("utf-8"))
