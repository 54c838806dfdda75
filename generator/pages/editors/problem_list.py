"""The page of every kind of problem, and of what editors chose to ignore."""

from generator.catalogue import Catalogue
from generator.problems.codes import CODES
from generator.schema.registry import having

LETTERS = {
    "F": "Files and their names",
    "Y": "The text of a file",
    "S": "Keys and values",
    "R": "References, and rules between records",
    "M": "Markup in prose",
}


def problems(catalogue: Catalogue, _: None) -> dict[str, object]:
    """Every kind of problem, and what editors chose to ignore."""
    return {
        "groups": [
            (about, sorted(code for code in CODES.items() if code[0].startswith(letter)))
            for letter, about in LETTERS.items()
        ],
        "ignored": [
            (kind, record, entry)
            for kind in having("ignore")
            for record in catalogue.of_kind(kind).values()
            for entry in getattr(record, "ignore", ())
        ],
    }
