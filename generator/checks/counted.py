"""What a counted event says of its parts and its status, against itself and the claims."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.loading import Source
from generator.problems import Problem
from generator.schema.kinds import Claim, Event
from generator.schema.vocabularies import TAKING_BACK
from generator.values.numbers import QuantityValue
from generator.values.times import ClockValue
from generator.values.words import with_article

HALF_A_DAY = 720
STATE = "Country"
OFFICIAL = (STATE, "GovernmentOrganization")


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Values of what is counted in an event that is not, and values that contradict each other."""
    known = event.type in catalogue.words["event-types"]
    given = [name for name in _of_counted(catalogue, event) if getattr(event, name)]
    words = catalogue.settings.counted
    if known and given and not catalogue.is_counted(event) and words:
        listed = ", ".join(f"`{name}`" for name in given)
        message = f"`{event.type}` is no {words.one} but has {listed}"
        fix = f"choose a type of {words.one}, or remove what only {with_article(words.one)} has"
        yield source.problem(("type",), "R009", message, fix)
    yield from _class(catalogue, event, source)
    if count := event.whole(event.HELD.get("count", "")):
        yield from _count(catalogue, event, count.stated, source)
    yield from _order(catalogue, event, source)
    first = event.whole(key := event.HELD.get("time", ""))
    if first and not _fits(event, first.stated):
        listed = ", ".join(str(time) for _, time in _timed(event))
        message = f"`{key}` is {first.stated}, but the {_parts(catalogue)} are at {listed}"
        fix = f"correct one of the two, or remove `{key}`: the {_parts(catalogue)} give it"
        yield source.problem((key, "value"), "R011", message, fix)
    yield from _whole(catalogue, event, source)


def _of_counted(catalogue: Catalogue, event: Event) -> Iterator[str]:
    """The keys of what only a counted event has, in the order of the model."""
    own = {m.carried_as for m in catalogue.measures.values() if m.group == "counted"}
    own |= {event.HELD[name] for name in ("parts", "thing") if name in event.HELD}
    yield from (name for name in type(event).model_fields if name in own)


def _parts(catalogue: Catalogue) -> str:
    """The word for several parts."""
    return catalogue.settings.parts.many if catalogue.settings.parts else "parts"


def _class(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A class beside a thing of another class; the thing gives its class by itself."""
    own, key = event.held("class"), event.HELD.get("class", "")
    for thing in event.things if own else ():
        found = catalogue.systems.get(thing)
        if found and found.held("class") != own:
            message = f"`{key}` is {own}, but {thing} is {found.held('class')}"
            fix = f"remove `{key}`, or correct the one or the other"
            yield source.problem((key,), "R022", message, fix)
            return


def of_number(value: QuantityValue) -> bool:
    """Whether things can be counted so: in whole numbers."""
    return "." not in value.text and all(
        bound % 1 == 0 for bound in (value.low, value.high) if bound is not None
    )


def most(value: QuantityValue) -> int | None:
    """The greatest whole number that the value allows; None where it has no upper bound."""
    if value.high is None or value.form == "about":
        return None
    return int(value.high) - (value.form == "less than" and value.high % 1 == 0)


def _count(
    catalogue: Catalogue, event: Event, value: QuantityValue, source: Source
) -> Iterator[Problem]:
    parts, one = catalogue.settings.parts, catalogue.settings.counted
    key, listed = event.HELD["count"], len(event.parts)
    path = (key, "value")
    each, every = (parts.each, parts.all) if parts else ("part", "parts")
    if not of_number(value):
        yield source.problem(
            path, "S015", f"{value} is no number of {every}", "write a whole number"
        )
        return
    greatest = most(value)
    nought = value.low == 0 and value.form != "more than"
    if nought or (greatest is not None and greatest < 1):
        fix = f"write how many there were; leave `{key}` out if that is not known"
        whole = with_article(one.one if one else "whole")
        without = f"{value} would be {whole} without {with_article(each)}"
        yield source.problem(path, "S015", without, fix)
    elif greatest is not None and listed > greatest:
        message = f"{listed} {_parts(catalogue)} are listed but `{key}` is {value}"
        fix = f"correct the count or the {_parts(catalogue)}"
        yield source.problem((event.HELD["parts"],), "R011", message, fix)


def _after(one: ClockValue, other: ClockValue) -> bool:
    """Whether one is surely later than the other; half a day and more is a series over midnight."""
    gap = one.interval(widened=True)[0] - other.interval(widened=True)[1]
    return 0 < gap < HALF_A_DAY


def _timed(event: Event) -> list[tuple[int, ClockValue]]:
    """The parts whose time is known, counted from 0, with it."""
    times = ((index, part.held("time")) for index, part in enumerate(event.parts))
    return [(index, time) for index, time in times if time]


def _order(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    key = event.HELD.get("parts", "")
    for (above, before), (index, time) in pairwise(_timed(event)):
        if _after(before, time) and (words := catalogue.settings.parts):
            message = (
                f"{words.one} {index + 1} at {time} is below {words.one} {above + 1} at {before}"
            )
            fix = f"list the {words.many} in order of time, and mend `{words.one}` in the claims "
            at = (key, index, event.parts[index].HELD["time"])
            yield source.problem(at, "S023", message, f"{fix}about them")


def _all_listed(event: Event) -> bool:
    """Whether no part is known of beside those that are listed."""
    listed = Decimal(len(event.parts))
    count = event.whole(event.HELD.get("count", ""))
    return bool(listed) and (count is None or count.stated.exact == listed)


def _fits(event: Event, first: ClockValue) -> bool:
    """Whether the first part can have its time then, as the times of the parts are."""
    timed = _timed(event)
    begins = timed[0][1] if timed and timed[0][0] == 0 and _all_listed(event) else None
    late = begins is not None and _after(begins, first)
    return not late and not any(_after(first, time) for _, time in timed)


def _whole(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A number of the whole event that no part comes near."""
    for entry in catalogue.measures.values():
        whole, name = event.whole(entry.carried_as), entry.carried_as
        if not whole or entry.field or not _all_listed(event):
            continue
        values = [part.get(name) for part in event.parts]
        if not all(values):
            continue
        stated = whole.stated
        if isinstance(stated, QuantityValue) and all(
            stated.differs(value, entry.unit)
            for value in values
            if isinstance(value, QuantityValue)
        ):
            listed = ", ".join(dict.fromkeys(str(value) for value in values))
            message = f"`{name}` is {stated}, but the {_parts(catalogue)} have {listed}"
            fix = f"correct one of the two, or remove `{name}`: the {_parts(catalogue)} give it"
            yield source.problem((name, "value"), "R011", message, fix)


def of_status(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A status that the claims do not bear out; without any claim nothing is said of it."""
    claims = [claim for _, claim in catalogue.claims_on(event)]
    if not claims:
        return
    stances = {catalogue.stance(claim) for claim in claims}
    # Who only remarks on it does not say that it took place.
    said = [claim for claim in claims if catalogue.stance(claim) not in {*TAKING_BACK, "remarks"}]
    counted = [claim for claim in said if _of_counted_event(catalogue, claim)]
    sides = _sides(catalogue, event)
    sure = next((c for c in counted if _outsider(catalogue, c, sides, sure=True)), None)
    listed = [c for c in counted if c.by in catalogue.settings.confirming]
    marked = any(catalogue.stance(claim) == "lists" for claim in listed)
    message, fix, rule = "", "", catalogue.rule(event)
    sure_word, unsure_word = catalogue.with_rule("borne-out"), catalogue.with_rule("one-sided")
    if rule == "one-sided" and (sure or (listed and not marked)):
        claim = sure or listed[0]
        message = f"`{claim.by}` {claim.verb} it, so it is more than `{event.status}`"
        fix = f"write {sure_word}"
    elif rule == "borne-out":
        outside = any(_outsider(catalogue, claim, sides, sure=False) for claim in said)
        if not outside and (marked or not listed):
            message = "no government or armed force but that of the acting side says so"
            message += ", and the database marks it as unconfirmed" if marked else ""
            fix = f"write {unsure_word}, or add the claim that confirms it"
    elif rule == "denied" and "denies" not in stances:
        message, fix = "no claim denies it", f"add the claim that does, or write {sure_word}"
    elif rule == "taken-back" and not stances & {*TAKING_BACK, "corrects"}:
        message, fix = "no claim takes it back", f"add the claim that does, or write {unsure_word}"
    if message:
        text = f"`status` is {event.status}, but {message}"
        yield source.problem(("status",), "R026", text, fix, event.status)


def _of_counted_event(catalogue: Catalogue, claim: Claim) -> bool:
    """Whether a claim is about the event itself, and no remark on it."""
    entry = catalogue.measures.get(claim.about)
    own = entry is not None and entry.group == "counted"
    return own or (
        catalogue.is_about(claim, "status") and catalogue.stance(claim) in ("confirms", "observes")
    )


def _outsider(catalogue: Catalogue, claim: Claim, sides: set[str], *, sure: bool) -> bool:
    """Whether a state or its forces say so of another side; `sure` where nobody can doubt it.

    Nobody observes what is their own doing.
    """
    actor = catalogue.actors.get(claim.by)
    if not catalogue.is_a(actor, *OFFICIAL):
        return False
    state = _state(catalogue, claim.by)
    if state and sides:
        return state not in sides
    return catalogue.stance(claim) == "observes" or not sure


def _state(catalogue: Catalogue, key: str) -> str | None:
    """The state that an actor is or belongs to, be it as part of one of its bodies."""
    for above in catalogue.chain("actors", key, "part_of"):
        actor = catalogue.actors[above]
        if catalogue.is_a(actor, STATE):
            return above
        if actor.country:
            return actor.country
    return None


def _sides(catalogue: Catalogue, event: Event) -> set[str]:
    """The states of the acting side: those of who acted, or the one that the place lies in."""
    roles = catalogue.words["roles"]
    acting = [part for part in event.actors if part.role in roles and roles[part.role].side]
    states = {_state(catalogue, p.id) for p in acting if roles[p.role].side == "acts"}
    if sides := {state for state in states if state}:
        return sides
    around = [
        catalogue.places[key] for key in catalogue.chain("places", event.place or "", "within")
    ]
    country = next((place.name for place in around if catalogue.is_a(place, STATE)), None)
    return {key for key, name in _states(catalogue) if name == country}


@per_catalogue
def _states(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The id and name of every actor that is a state."""
    actors = catalogue.actors.items()
    return tuple((key, one.name) for key, one in actors if catalogue.is_a(one, STATE))
