"""What an event says of its missiles and its status, compared with itself and with the claims."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.catalogue.link import Catalogue
from generator.loading import Source
from generator.problems import Problem
from generator.schema.kinds import Claim, Event
from generator.schema.vocabularies import TAKING_BACK
from generator.values.numbers import QuantityValue
from generator.values.times import ClockValue

# Only a launch has these.
OF_A_LAUNCH = (
    *("systems", "missile_class", "count", "time", "range_km", "apogee_km"),
    *("flights", "landing"),
)
HALF_A_DAY = 720
STATES = {"state", "government", "military"}


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Values of a launch where nothing was launched, and values that contradict each other."""
    known = event.type in catalogue.words["event-types"]
    given = [name for name in OF_A_LAUNCH if getattr(event, name)]
    if known and given and not catalogue.is_counted(event):
        message = f"`{event.type}` is no launch but has {', '.join(f'`{name}`' for name in given)}"
        fix = "choose a launch type, or remove what only a launch has"
        yield source.problem(("type",), "R009", message, fix)
    yield from _class(catalogue, event, source)
    if event.count:
        yield from _count(event.count.value, len(event.flights), source)
    yield from _order(event, source)
    if event.time and not _fits(event, event.time.value):
        listed = ", ".join(str(flight.time) for flight in event.flights if flight.time)
        message = f"`time` is {event.time.value}, but the flights are at {listed}"
        fix = "correct one of the two, or remove `time`: the flights give it"
        yield source.problem(("time", "value"), "R011", message, fix)
    yield from _whole(event, source)


def _class(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A class beside a missile of another class; the missile gives its class by itself."""
    if not event.missile_class:
        return
    for key in event.things:
        system = catalogue.systems.get(key)
        if system and system.missile_class != event.missile_class:
            message = (
                f"`missile_class` is {event.missile_class}, but {key} is {system.missile_class}"
            )
            fix = "remove `missile_class`, or correct the missile"
            yield source.problem(("missile_class",), "R022", message, fix)
            return


def of_number(value: QuantityValue) -> bool:
    """Whether things can be counted so: in whole numbers."""
    return all(bound % 1 == 0 for bound in (value.low, value.high) if bound is not None)


def most(value: QuantityValue) -> int | None:
    """The greatest whole number that the value allows; None where it has no upper bound."""
    if value.high is None or value.form == "about":
        return None
    return int(value.high) - (value.form == "less than" and value.high % 1 == 0)


def _count(value: QuantityValue, flights: int, source: Source) -> Iterator[Problem]:
    path = ("count", "value")
    if not of_number(value):
        yield source.problem(
            path, "S015", f"{value} is no number of missiles", "write a whole number"
        )
        return
    greatest = most(value)
    nought = value.low == 0 and value.form != "more than"
    if nought or (greatest is not None and greatest < 1):
        fix = "write how many were fired; leave `count` out if that is not known"
        yield source.problem(path, "S015", f"{value} would be a launch without a missile", fix)
    elif greatest is not None and flights > greatest:
        message = f"{flights} flights are listed but `count` is {value}"
        yield source.problem(("flights",), "R011", message, "correct the count or the flights")


def _after(one: ClockValue, other: ClockValue) -> bool:
    """Whether one is surely later than the other; half a day and more is a salvo over midnight."""
    gap = one.interval(widened=True)[0] - other.interval(widened=True)[1]
    return 0 < gap < HALF_A_DAY


def _order(event: Event, source: Source) -> Iterator[Problem]:
    timed = [(index, flight.time) for index, flight in enumerate(event.flights) if flight.time]
    for (above, before), (index, time) in pairwise(timed):
        if _after(before, time):
            message = f"flight {index + 1} at {time} is below flight {above + 1} at {before}"
            fix = "list the flights in order of launch, and mend `flight` in the claims about them"
            yield source.problem(("flights", index, "time"), "S023", message, fix)


def _all_listed(event: Event) -> bool:
    """Whether no missile is known of beside the flights."""
    listed = Decimal(len(event.flights))
    return bool(listed) and (event.count is None or event.count.value.exact == listed)


def _fits(event: Event, first: ClockValue) -> bool:
    """Whether the first missile can have been launched then, as the flights tell."""
    times = [flight.time for flight in event.flights if flight.time]
    begins = event.flights[0].time if _all_listed(event) else None
    late = begins is not None and _after(begins, first)
    return not late and not any(_after(first, time) for time in times)


def _whole(event: Event, source: Source) -> Iterator[Problem]:
    """A range or height of the whole launch that no flight comes near."""
    for name in ("range_km", "apogee_km"):
        measure = getattr(event, name)
        values = [getattr(flight, name) for flight in event.flights]
        if not measure or not all(values) or not _all_listed(event):
            continue
        if all(measure.value.differs(value, "km") for value in values):
            listed = ", ".join(dict.fromkeys(str(value) for value in values))
            message = f"`{name}` is {measure.value}, but the flights have {listed}"
            fix = f"correct one of the two, or remove `{name}`: the flights give it"
            yield source.problem((name, "value"), "R011", message, fix)


def of_launch(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A status that the claims do not bear out; without any claim nothing is said of it."""
    claims = [claim for _, claim in catalogue.claims_on(event)]
    if not claims:
        return
    stances = {catalogue.stance(claim) for claim in claims}
    # Who only remarks on it does not say that it took place.
    said = [claim for claim in claims if catalogue.stance(claim) not in {*TAKING_BACK, "remarks"}]
    launch = [claim for claim in said if _of_launch(catalogue, claim)]
    sides = _sides(catalogue, event)
    sure = next((c for c in launch if _outsider(catalogue, c, sides, sure=True)), None)
    listed = [c for c in launch if c.by in catalogue.settings.confirming]
    marked = any(catalogue.stance(claim) == "lists" for claim in listed)
    message, fix = "", ""
    if event.status == "reported" and (sure or (listed and not marked)):
        claim = sure or listed[0]
        message = f"`{claim.by}` {claim.verb} it, so it is more than `reported`"
        fix = "write confirmed"
    elif event.status == "confirmed":
        outside = any(_outsider(catalogue, claim, sides, sure=False) for claim in said)
        if not outside and (marked or not listed):
            message = "no government or armed force but that of the launching side says so"
            message += ", and the database marks it as unconfirmed" if marked else ""
            fix = "write reported, or add the claim that confirms it"
    elif event.status == "disputed" and "denies" not in stances:
        message, fix = "no claim denies it", "add the claim that does, or write confirmed"
    elif event.status == "false-alarm" and not stances & {*TAKING_BACK, "corrects"}:
        message, fix = "no claim takes it back", "add the claim that does, or write reported"
    if message:
        text = f"`status` is {event.status}, but {message}"
        yield source.problem(("status",), "R026", text, fix, event.status)


def _of_launch(catalogue: Catalogue, claim: Claim) -> bool:
    """Whether a claim is about the launch itself, and no remark on it."""
    entry = catalogue.words["claim-properties"].get(claim.about)
    own = entry is not None and entry.group == "counted"
    return own or (claim.about == "status" and catalogue.stance(claim) in ("confirms", "observes"))


def _outsider(catalogue: Catalogue, claim: Claim, sides: set[str], *, sure: bool) -> bool:
    """Whether a state or its forces say so that did not launch; `sure` where nobody can doubt it.

    Nobody detects a launch of their own.
    """
    actor = catalogue.actors.get(claim.by)
    if not actor or actor.kind not in STATES:
        return False
    state = _state(catalogue, claim.by)
    if state and sides:
        return state not in sides
    return catalogue.stance(claim) == "observes" or not sure


def _state(catalogue: Catalogue, key: str) -> str | None:
    """The state that an actor is or belongs to, be it as part of one of its bodies."""
    for above in catalogue.chain("actors", key, "part_of"):
        actor = catalogue.actors[above]
        if actor.kind == "state":
            return above
        if actor.country:
            return actor.country
    return None


def _sides(catalogue: Catalogue, event: Event) -> set[str]:
    """The states that launched: those of who `launched`, or the one that the site lies in."""
    roles = catalogue.words["roles"]
    acting = [part for part in event.actors if part.role in roles and roles[part.role].side]
    states = {_state(catalogue, p.id) for p in acting if roles[p.role].side == "acts"}
    if sides := {state for state in states if state}:
        return sides
    around = [
        catalogue.places[key] for key in catalogue.chain("places", event.place or "", "within")
    ]
    country = next((place.name for place in around if place.kind == "country"), None)
    return {
        key for key, one in catalogue.actors.items() if one.kind == "state" and one.name == country
    }
