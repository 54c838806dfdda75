"""YAML text to records, with the place of every value.

`files` finds and reads, `tree` parses text without ever guessing types, `records` builds models.
"""

from generator.load.records import Content, Loaded, load_content
from generator.load.source import Source

__all__ = ["Content", "Loaded", "Source", "load_content"]
