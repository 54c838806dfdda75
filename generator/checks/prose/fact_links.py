"""Links to facts whose words state another number or day than the fact."""

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.catalogue.values import fact_kind, readable_value
from generator.loading import Source
from generator.problems import Problem, shown
from generator.schema.kinds import Fact, Record
from generator.values.prose import ProseText
from generator.values.times import MONTHS, DayValue


def check(catalogue: Catalogue, record: Record, source: Source) -> Iterator[Problem]:
    """A fact link whose words state another number than the fact."""
    for name, prose in vars(record).items():
        if not isinstance(prose, ProseText):
            continue
        for link in prose.links:
            fact = catalogue.facts.get(link.ref) if link.ref.kind == "facts" else None
            if fact and _differs(link.text, fact):
                message = f"the text says {shown(link.text)}, the fact says {fact.value}"
                fix = f"leave the words out: [](fact:{fact.id})"
                yield source.prose_problem(
                    (name,), link.line_offset, link.column, "R011", message, fix
                )


def _differs(words: str, fact: Fact) -> bool:
    """Whether the words of a link to a fact state another number or day than it."""
    digits = "".join(c for c in words if c.isdigit())
    wanted = "".join(c for c in fact.value if c.isdigit())
    if fact_kind(fact.unit) != "day":
        return bool(digits) and (digits != wanted or bool(re.search(r"\d\.\d{3}\b", words)))
    day = readable_value(fact.value, "day")
    if not isinstance(day, DayValue):
        return False
    # A month in words: of a text such as "27 July 1953" a part may stand alone.
    named = [month for month in MONTHS[1:] if re.search(rf"\b{month}\b", words)]
    if not named:
        return bool(digits) and digits not in (wanted, wanted[:4])
    of_day = str(day.day or "")
    right = ("", of_day, str(day.year), f"{of_day}{day.year}", f"{day.year}{of_day}")
    return named != [MONTHS[day.month]] or digits not in right
