"""The kinds of record, each a frozen model whose field docstrings are its documentation.

A key that is left out means *not known*: no field holds an empty value or the word "unknown".
Every reference to another record is a `Ref`, so that one walk finds them all.
"""

from generator.schema.base import Alias, Correction, EditorsNote, Model, Record, Sourced
from generator.schema.events import Article, Claim, Count, Event, Flight, Landing, Participation
from generator.schema.settings import Removal, Removals, Settings
from generator.schema.subjects import (
    Actor,
    ChartName,
    Explainer,
    Fact,
    FactVersion,
    Month,
    Place,
    SheetEntry,
    System,
    Term,
)
from generator.schema.vocabularies import Bounds, Entry, Vocabulary

__all__ = [
    "Actor",
    "Alias",
    "Article",
    "Bounds",
    "ChartName",
    "Claim",
    "Correction",
    "Count",
    "EditorsNote",
    "Entry",
    "Event",
    "Explainer",
    "Fact",
    "FactVersion",
    "Flight",
    "Landing",
    "Model",
    "Month",
    "Participation",
    "Place",
    "Record",
    "Removal",
    "Removals",
    "Settings",
    "SheetEntry",
    "Sourced",
    "System",
    "Term",
    "Vocabulary",
]
