"""The status of a launch against the claims about it, by the rule that the model states."""

from collections.abc import Iterator

from generator.catalogue.link import Catalogue
from generator.loading import Source
from generator.problems import Problem
from generator.schema.kinds import Claim, Event

STATES = {"state", "government", "military"}
# Who says one of these does not say that it took place.
SILENT = {"denied", "denounced", "hoped", "ordered", "praised", "presumed", "warned", "withdrew"}
WITHDRAWN = {"corrected", "denied", "withdrew"}
UNCONFIRMED = "listed-unconfirmed"


def of_launch(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A status that the claims do not bear out; without any claim nothing is said of it."""
    claims = [claim for _, claim in catalogue.claims.get(("events", event.id), ())]
    if not claims:
        return
    verbs = {str(claim.verb) for claim in claims}
    said = [claim for claim in claims if claim.verb not in SILENT]
    launch = [claim for claim in said if _of_launch(catalogue, claim)]
    sides = _sides(catalogue, event)
    sure = next((c for c in launch if _outsider(catalogue, c, sides, sure=True)), None)
    listed = [c for c in launch if c.by in catalogue.settings.confirming]
    marked = any(claim.verb == UNCONFIRMED for claim in listed)
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
    elif event.status == "disputed" and "denied" not in verbs:
        message, fix = "no claim denies it", "add the claim that does, or write confirmed"
    elif event.status == "false-alarm" and not verbs & WITHDRAWN:
        message, fix = "no claim takes it back", "add the claim that does, or write reported"
    if message:
        told = f"`status` is {event.status}, but {message}"
        yield source.problem(("status",), "R026", told, fix)._replace(subject=event.status)


def _of_launch(catalogue: Catalogue, claim: Claim) -> bool:
    """Whether a claim is about the launch itself, and no remark on it."""
    entry = catalogue.words["claim-properties"].get(claim.about)
    own = entry is not None and entry.group == "launch"
    return own or (claim.about == "status" and claim.verb in ("confirmed", "detected"))


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
    return claim.verb == "detected" or not sure


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
    found = {_state(catalogue, part.id) for part in event.actors if part.role == "launched"}
    if sides := {state for state in found if state}:
        return sides
    around = [
        catalogue.places[key] for key in catalogue.chain("places", event.place or "", "within")
    ]
    country = next((place.name for place in around if place.kind == "country"), None)
    return {
        key for key, one in catalogue.actors.items() if one.kind == "state" and one.name == country
    }
