"""The kinds of record, each a frozen model whose field docstrings are its documentation.

A key that is left out means *not known*: no field holds an empty value or the word "unknown".
Every reference to another record is a `Ref`, so that one walk finds them all.
"""

from generator.schema.base import Alias, Correction, EditorsNote, Model, Record, Sourced
from generator.schema.events import Article, Claim, Event, EventPart, Participation, Whole
from generator.schema.settings import Removal, Removals, Settings
from generator.schema.subjects import (
    Actor,
    Explainer,
    Fact,
    FactVersion,
    Month,
    Place,
    SheetEntry,
    System,
    Term,
)
from generator.schema.topic import Counted, Parts, Things
from generator.schema.vocabularies import Bounds, Entry, Vocabulary

__all__ = [
    "Actor",
    "Alias",
    "Article",
    "Bounds",
    "Claim",
    "Correction",
    "Counted",
    "EditorsNote",
    "Entry",
    "Event",
    "EventPart",
    "Explainer",
    "Fact",
    "FactVersion",
    "Model",
    "Month",
    "Participation",
    "Parts",
    "Place",
    "Record",
    "Removal",
    "Removals",
    "Settings",
    "SheetEntry",
    "Sourced",
    "System",
    "Term",
    "Things",
    "Vocabulary",
    "Whole",
]
