"""Names in Hangul in Latin letters, computed by rule: how a reader may spell a name in Hangul.

They are searched and never shown: no source spells the name so.
"""

import re
import unicodedata
from collections.abc import Iterable

from ko_pron import romanise

from generator.catalogue.per_record import per_record
from generator.schema.kinds import Actor, Place, System

RULES = ("rr", "mr")
"""Revised Romanization and McCune-Reischauer, as `ko_pron` calls them."""
HANGUL = re.compile(r"([가-힣]+)")
# The words for "type" after a number, and for city, county and ward after a name.
TYPE = re.compile(r"(?<=\d)형$|(?<=\d[가-힣])형$")
AREA = re.compile(r"(?<=[가-힣]{2})(특별시|구역|시|군)$")
FAMILY_NAME = re.compile(r"^(.)(?=..$)")


@per_record
def romanised(record: System | Place | Actor, person: bool = False) -> tuple[str, ...]:
    """The names in Hangul by each rule, without those that a name of the record has in letters.

    Words that readers leave out are left out: `화성-17형` is looked for as `Hwaseong-17`, `구성시`
    as `Guseong`. A person's family name, the first of three syllables, stands alone.
    """
    known = {_letters(name) for name in (record.name, *(alias.name for alias in record.aliases))}
    found: dict[str, str] = {}
    written = [alias.name for alias in record.aliases if alias.lang == "ko"]
    for one in (*written, *filter(HANGUL.search, record.found_by)):
        name = AREA.sub("", TYPE.sub("", one))
        for spelt in _spelt(FAMILY_NAME.sub(r"\1 ", name) if person else name):
            found.setdefault(_letters(spelt), spelt)
    return tuple(spelt for letters, spelt in found.items() if letters not in known)


def _spelt(name: str) -> Iterable[str]:
    """The name by each rule; the library's hyphens between syllables are ones no reader types."""
    for rule in RULES:
        yield "".join(
            romanise(part, rule).replace("-", "").capitalize() if HANGUL.match(part) else part
            for part in HANGUL.split(name)
        )


def _letters(name: str) -> str:
    """Letters and digits alone, without accents, as search compares names."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name))).lower()
