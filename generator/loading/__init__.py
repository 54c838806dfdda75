"""From files to records, with the place of every value; no record is compared with another here.

`files` finds and reads, `tree` parses text without ever guessing types, `records` builds models.
"""

from generator.loading.records import (
    Content,
    Each,
    Loaded,
    load_content,
    load_saved,
    load_texts,
    one_by_one,
)
from generator.loading.source import Source

__all__ = [
    "Content",
    "Each",
    "Loaded",
    "Source",
    "load_content",
    "load_saved",
    "load_texts",
    "one_by_one",
]
