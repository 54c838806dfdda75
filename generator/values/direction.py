"""Which texts are written from right to left."""

import re
from collections.abc import Iterator

# Letters whose direction is right to left (R and AL in Unicode): Hebrew, Arabic, Syriac, Thaana,
# N'Ko and their neighbours, the forms of Hebrew and Arabic letters, and the second plane's scripts.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def goes_left(text: str) -> bool:
    """Whether any letter of a text goes from right to left."""
    return not text.isascii() and RIGHT_TO_LEFT.search(text) is not None


# What is between quotation marks, without them.
QUOTED = re.compile("((?<=[‘“])[^‘’“”]*(?=[’”]))")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in its parts, each with whether it goes from right to left and is to be set apart.

    That is the whole text, or where our words quote another only what is quoted.
    """
    if not goes_left(text):
        yield text, False
    elif goes_left(QUOTED.sub("", text)):
        yield text, True
    else:
        for piece in filter(None, QUOTED.split(text)):
            yield piece, goes_left(piece)
