"""What was known when: the statements on an event as steps in order of time."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence.agreement import alike, apart, contradict, subject
from generator.evidence.claims import Statement, origins
from generator.evidence.comparison import equal
from generator.schema.kinds import Actor
from generator.values.times import DayValue
from generator.values.tolerance import Difference

# What a line of a step changes in what was known before.
CHANGES = {
    "new": "first word on",
    "gives": "gives",
    "adds": "another",
    "differs": "differs on",
    "close": "differs slightly on",
    "denies": "denies",
    "corrects": "corrects",
    "withdraws": "withdraws",
    "confirms": "confirms",
    "fits": "fits what was known",
    "same": "the same again",
}
# More lines than this that change nothing are folded away.
LINES = 3


class Line(NamedTuple):
    """One value of one origin in a step, with every statement that gives it then.

    `against` are the statements it contradicts: of earlier steps, or of the same one, where
    nothing says which came first.
    """

    statements: tuple[Statement, ...]
    against: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The statement that stands for the line."""
        return self.statements[0]


class Change(NamedTuple):
    """The lines of one origin that change what was known in one way, a key of `CHANGES`."""

    key: str
    lines: tuple[Line, ...]

    @property
    def quiet(self) -> bool:
        """Whether it leaves what was known as it was, at a length that need not be read at once."""
        return self.key in ("same", "fits") and len(self.lines) > LINES


class Speaker(NamedTuple):
    """What one origin said in a step."""

    origin: Actor
    changes: tuple[Change, ...]


class Step(NamedTuple):
    """What became known on one day (or in one month, where no more is known).

    `basis` is `said` for what was said or published then, `listed` for what a database had on that
    day by its own account, `compiled` for entries of databases as read on that day, `undated` where
    no day is on record (`day` is None).
    """

    basis: str
    day: DayValue | None
    speakers: tuple[Speaker, ...]


Moment = tuple[str, DayValue | None]


def moment(statement: Statement) -> Moment:
    """When a statement became known: its basis and its day.

    An entry of a database is no report of the day of its event: it stands at the day on which it
    was read, unless the entry itself says when it was written.
    """
    if statement.claim.said:
        return "listed" if statement.compiled else "said", statement.claim.said
    if statement.listed:
        day = statement.article.retrieved or statement.article.published
        return ("compiled", day) if day else ("undated", None)
    if statement.article.published:
        return "said", statement.article.published
    if statement.article.retrieved:
        return "compiled", statement.article.retrieved
    return "undated", None


def steps(catalogue: Catalogue, statements: Iterable[Statement]) -> tuple[Step, ...]:
    """The steps in order. A month stands after its days; what has no day stands last.

    Empty where nothing but compilations is on record: the days on which they were read tell nothing
    of when a thing became known. Within a day few statements have a time, so none of them is called
    earlier than another; those with a time stand first, in its order.
    """
    by_moment: dict[Moment, list[Statement]] = {}
    for statement in statements:
        by_moment.setdefault(moment(statement), []).append(statement)
    if not any(basis == "said" for basis, _ in by_moment):
        return ()
    known: list[Statement] = []
    result = []
    for key in sorted(by_moment, key=_order):
        members = sorted(by_moment[key], key=_minute)
        result.append(Step(*key, _speakers(catalogue, members, known)))
        known += members
    return tuple(result)


def _order(key: Moment) -> tuple[bool, object, bool]:
    basis, day = key
    return basis == "undated", (day.last, day) if day else (), basis != "said"


def _minute(statement: Statement) -> tuple[bool, str]:
    instant = statement.at.instant if statement.at else None
    return instant is None, str(instant)


def _speakers(
    catalogue: Catalogue, members: list[Statement], known: list[Statement]
) -> tuple[Speaker, ...]:
    """The statements of a step by origin, change and value, each as it first comes."""
    speakers = []
    for origin in origins(members):
        changes: dict[str, list[Line]] = {}
        for statements in _grouped(
            [statement for statement in members if statement.origin == origin]
        ):
            key, line = _line(catalogue, statements, members, known)
            changes.setdefault(key, []).append(line)
        ordered = [Change(key, tuple(changes[key])) for key in CHANGES if key in changes]
        speakers.append(Speaker(origin, tuple(ordered)))
    return tuple(speakers)


def _grouped(members: list[Statement]) -> list[list[Statement]]:
    """Statements with the same property, part and value together, property by property."""
    groups: list[list[Statement]] = []
    for statement in members:
        same = next((group for group in groups if _together(group[0], statement)), None)
        if same is None:
            groups.append([statement])
        else:
            same.append(statement)
    return groups


def _together(a: Statement, b: Statement) -> bool:
    stances = {a.stance, b.stance}
    apart = a.claim.verb != b.claim.verb and stances & {"corrects", "confirms"}
    return not apart and subject(a) == subject(b) and alike(a, b)


def _line(
    catalogue: Catalogue,
    statements: list[Statement],
    members: list[Statement],
    known: list[Statement],
) -> tuple[str, Line]:
    """A line and the key of what it changes."""
    statement = statements[0]
    basis, _ = moment(statement)
    earlier = [
        old
        for old in known
        # What a database had on a day it has from others, so it never comes before their word.
        if subject(old) == subject(statement)
        and not (basis == "said" and moment(old)[0] == "listed")
    ]
    beside = [new for new in members if subject(new) == subject(statement)]
    repeated = any(alike(old, statement) for old in earlier)
    against = [] if repeated else [old for old in earlier if contradict(catalogue, old, statement)]
    against += [new for new in beside if contradict(catalogue, new, statement)]
    close = any(apart(catalogue, old, statement) is Difference.MINOR for old in earlier)
    key = _change(statement, earlier, repeated, "differs" if against else "close" if close else "")
    if key == "new" and basis in ("listed", "compiled"):
        key = "gives"
    return key, Line(tuple(statements), _distinct(against))


def _change(statement: Statement, earlier: list[Statement], repeated: bool, apart: str) -> str:
    if repeated:
        return "same"
    if statement.stance in CHANGES:
        return statement.stance
    if not earlier:
        return "new"
    if apart:
        return apart
    return "adds" if statement.entry.kind == "text" else "fits"


def _distinct(statements: list[Statement]) -> tuple[Statement, ...]:
    """One statement for each value that is contradicted, the earliest."""
    distinct: list[Statement] = []
    for one in statements:
        if not any(equal(one.value, other.value) for other in distinct):
            distinct.append(one)
    return tuple(distinct)
