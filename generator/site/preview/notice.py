"""The notice in the preview: what is wrong with what was saved, above the pages."""

import re
from html import escape

# The theme leaves this place above the header of each page for what a site announces.
PLACE = '<div data-md-component="announce">'
SHOWN = re.compile(r"<!--notice-->.*?<!--/notice-->", re.DOTALL)


LAST_GOOD = "This is the last good version."
REFUSED = "No build would publish this version."


def put(page: str, words: str, version: str = LAST_GOOD) -> str:
    """A page with a notice in it, in the place of an earlier one; without words with none.

    `version` says which one is shown.
    """
    bare = SHOWN.sub("", page)
    if not words:
        return bare
    notice = (
        '<!--notice--><aside class="md-banner">'
        '<div class="md-banner__inner md-grid md-typeset" role="status">'
        f"<p><strong>{version}</strong> What is wrong now:</p>"
        f"<pre>{escape(words)}</pre></div></aside><!--/notice-->"
    )
    return bare.replace(PLACE, PLACE + notice, 1)
