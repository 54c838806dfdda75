"""From files to records, with the place of every value; no record is compared with another here.

`files` finds and reads, `tree` parses text without ever guessing types, `records` builds models.
"""

from generator.loading.records import Content, Loaded, load_content
from generator.loading.source import Source

__all__ = ["Content", "Loaded", "Source", "load_content"]
