"""What a report says, as claims, and the values of a new event that follow from them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.link import quantity_fix, time_fix
from generator.catalogue.suggestions import one_of
from generator.catalogue.values import parsed_value, refers
from generator.checks.counted import of_number
from generator.loading.document import Data
from generator.problems import Refused, shown
from generator.schema.events import Claim
from generator.schema.kinds import Entry
from generator.schema.vocabularies import TAKING_BACK
from generator.values.numbers import QUANTITY, QuantityValue, parse_quantity
from generator.values.times import CLOCK
from generator.values.words import capital, number_word, plural
from generator.writing.known import Known

LISTED = 30
"""More parts than this are not listed one by one."""


class Statement(NamedTuple):
    """One thing that a report says: of which property, which value, by whom, how.

    `part` is the part of the event that it is about, counted from 1; None of the whole. An empty
    verb is one that is left open.
    """

    about: str
    value: str
    by: str
    verb: str
    via: tuple[str, ...] = ()
    part: int | None = None

    def claim(self, event: str, part_key: str) -> dict[str, Data]:
        """The statement as a claim about an event; `part_key` is how claims name a part."""
        part: dict[str, Data] = {part_key: str(self.part)} if self.part else {}
        via: dict[str, Data] = {"via": list(self.via)} if self.via else {}
        said: dict[str, Data] = {"about": self.about, "value": self.value, "by": self.by}
        verb: dict[str, Data] = {"verb": self.verb} if self.verb else {}
        return {"event": event, **part, **said, **via, **verb}


def properties(catalogue: Catalogue, counted: bool) -> Mapping[str, Entry]:
    """What a statement about an event may be about: of what is not counted, fewer."""
    return {
        key: one
        for key, one in catalogue.measures.items()
        if one.field != "value" and (counted or one.group != "counted")
    }


def read(known: Known, text: str, by: str, verb: str, *, counted: bool) -> Statement:
    """A statement such as `height_m about 350`, `strike 2 end harbour` or, by another than `by`,
    `BY VERB: count several` and `BY via OTHER VERB: count several`.

    Raises Refused.
    """
    words = known.catalogue.words["claim-verbs"]
    head, colon, rest = text.partition(": ")
    via: tuple[str, ...] = ()
    said = head.rsplit(None, 1)
    if colon and len(said) == 2 and said[1] in words:
        names = [name.strip() for name in said[0].split(" via ")]
        by, *through = (str(known.find("actors", name)) for name in names)
        via, verb, text = tuple(through), said[1], rest
    part, text = _part(known.catalogue, text.strip())
    about, value = _property(properties(known.catalogue, counted), text)
    return Statement(about.id, valued(known, about, value), by, verb, via, part)


def _part(catalogue: Catalogue, text: str) -> tuple[int | None, str]:
    """The number of the part that a statement begins with, and what is behind it."""
    parts = catalogue.settings.parts
    word, _, rest = text.partition(" ")
    number, _, behind = rest.partition(" ")
    if not parts or word != parts.one or not number.isdecimal():
        return None, text
    if not 1 <= int(number) <= LISTED:
        fix = f"count from 1; beyond {LISTED} say it of the whole"
        raise Refused("S015", f"no `{shown(f'{word} {number}')}` is listed", fix)
    return int(number), behind.strip()


def _property(known: Mapping[str, Entry], text: str) -> tuple[Entry, str]:
    """The property that a statement begins with, by id or name, and its value."""
    lower = text.lower()
    names = {name.lower(): one for key, one in known.items() for name in (key, one.name)}
    for name in sorted(names, key=len, reverse=True):
        if lower.startswith(f"{name} ") and (value := text[len(name) :].strip()):
            return names[name], value
    word = text.partition(" ")[0]
    if word.lower() in names:
        fix = f"write it behind the property: {word} …"
        raise Refused("S002", f"`{word}` has no value", fix)
    fix = f"{one_of(word, known)} Then the value, as in `{next(iter(known), 'statement')} …`"
    raise Refused("S003", f"`{shown(word)}` is no property", fix)


def valued(known: Known, about: Entry, text: str) -> str:
    """The value of a property as a record writes it; raises Refused where it cannot be one."""
    if kind := refers(about.written):
        return str(known.find(kind, text))
    try:
        value = parsed_value(text, about.written)
    except Refused as refused:
        if refused.wanted.kind == QUANTITY:
            refused.fix = quantity_fix(about, text)
        elif refused.wanted.kind == CLOCK:
            refused.fix = time_fix(known.catalogue.settings, text)
        raise
    if isinstance(value, QuantityValue) and about.number == "whole" and not of_number(value):
        raise Refused("S015", f"{value} cannot be counted", "write a whole number")
    return text


def values(
    catalogue: Catalogue, statements: Iterable[Statement], article: str, place: str
) -> dict[str, Data]:
    """The keys of a counted event at a place that follow from what a report says of it.

    Of two values of one property the first is taken. Where a whole number of parts is said, each
    has an entry. What nobody asserts is no value.
    """
    model, part_model = catalogue.models["events"], catalogue.models.part
    held = getattr(model, "HELD", {})
    whole: dict[str, Data] = {}
    of_parts: dict[int, dict[str, Data]] = {}
    of_only: dict[str, Data] = {}
    thing, count = "", 0
    for one in statements:
        entry = catalogue.measures[one.about]
        verb = catalogue.words["claim-verbs"].get(one.verb)
        if verb and verb.stance in TAKING_BACK:
            continue
        key = entry.carried_as
        if one.part:
            of_parts.setdefault(one.part, {}).setdefault(key, one.value)
        elif entry.carried and entry.carried.part and not entry.carried.event:
            of_only.setdefault(key, one.value)
        elif entry.field == "thing":
            thing = thing or one.value
            things = whole.setdefault(held.get("thing", ""), [])
            if isinstance(things, list) and one.value not in things:
                things.append(one.value)
        elif entry.field == "place":
            others = whole.setdefault(key if key in model.model_fields else "", [])
            if isinstance(others, list) and one.value not in (place, *others):
                others.append(one.value)
        elif key in model.model_fields and entry.carried and entry.carried.event:
            whole.setdefault(key, _whole(entry, one.value, article))
        if entry.field == "count":
            count = count or _exact(one.value)
    whole.pop("", None)
    if whole.get(held.get("thing", "")):
        whole.pop(held.get("class", ""), None)
    if parts := held.get("parts"):
        own = part_model.HELD.get("thing", "")
        listed = max(of_parts, default=0) if count > LISTED else max(count, *of_parts, 0)
        of_one = of_only | _single(catalogue, whole) if listed == 1 else {}
        only = {own: thing} if own and len(_list(whole.get(held.get("thing", "")))) == 1 else {}
        entries = [
            {**only, **of_one, **of_parts.get(number, {}), "article": article}
            for number in range(1, listed + 1)
        ]
        if entries:
            whole[parts] = list(entries)
    return whole


def _list(value: Data | None) -> list[Data]:
    return value if isinstance(value, list) else []


def _whole(entry: Entry, value: str, article: str) -> Data:
    """A value of the event as a whole, as its model has it."""
    if entry.field == "class":
        return value
    return {"place" if entry.kind == "place" else "value": value, "article": article}


def _exact(text: str) -> int:
    """A whole number of parts; 0 where bounds or words are given."""
    try:
        exact = parse_quantity(text).exact
    except Refused:
        return 0
    return int(exact) if exact is not None and exact % 1 == 0 else 0


def _single(catalogue: Catalogue, whole: dict[str, Data]) -> dict[str, Data]:
    """Takes out of the values of the whole those that are of its only part."""
    found: dict[str, Data] = {}
    for entry in catalogue.measures.values():
        value = whole.get(entry.carried_as)
        carried = entry.carried and entry.carried.part and entry.carried.event
        if carried and entry.field != "count" and isinstance(value, dict):
            found[entry.carried_as] = value.get("value") or value["place"]
            del whole[entry.carried_as]
    return found


def part_key(catalogue: Catalogue) -> str:
    """How claims name a part; empty where the digest has none."""
    claim: type[Claim] = catalogue.models.claim
    return claim.PART


def headline(known: Known, type_: str, found: Mapping[str, Data], place: str) -> str:
    """A title of a counted event of a type from its values: *Two bombs dropped on the harbour*.

    Empty where the digest has no parts, or the number or the place is not known.
    """
    catalogue = known.catalogue
    what, parts = catalogue.settings.counted, catalogue.settings.parts
    model = catalogue.models["events"]
    count = found.get(getattr(model, "HELD", {}).get("count", ""))
    if not (what and parts and place and isinstance(count, dict)):
        return ""
    text = str(count["value"])
    number = _exact(text)
    noun = catalogue.words["event-types"][type_].part or parts.each
    several = parts.all if noun == parts.each else plural(noun)
    things = _list(found.get(getattr(model, "HELD", {}).get("thing", "")))
    name = f"{known.called('systems', str(things[0]))} " if len(things) == 1 else ""
    one = f"{capital(number_word(number) if number else text)} {name}"
    where = known.called("places", place)
    return f"{one}{noun if number == 1 else several} {what.happened} {where}"
