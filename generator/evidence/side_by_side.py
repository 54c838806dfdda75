"""What each source says of an event, side by side: a column a source, a row a property."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.evidence import claims
from generator.evidence.agreement import contradict, subject
from generator.evidence.claims import Statement, short_name
from generator.evidence.matrix import Group, GroupedValue, Part, worst
from generator.evidence.resolved import ResolvedValue
from generator.schema.kinds import Actor, Entry, Event
from generator.values.numbers import QuantityValue

PARTS = 4
"""How many parts have rows of their own; what is said of others is among the statements."""

# The sign of a value by how it compares with the headline's, a key of `matrix.MARKS`.
SIGNS = {"differs": "differ", "minor": "minor"}
# In this order within a cell.
SIGNED = ("differ", "denies", "used", "minor", "", "gone")

COLUMNS = 6
"""How many sources have a column where the topic names none."""

READINGS = {
    "one": "1 source",
    "apart": "1 source",
    "each": "1 source",
    "origin": "1, repeated",
    "echo": "1, repeated",
    "near": "1, repeated",
    "lists": "databases",
    "same": "agree",
    "compatible": "fit",
    "dated": "other day",
    "minor": "close",
    "differ": "differ",
}
"""What a row comes to in a word or two; its keys are those of `agreement.VERDICTS`."""


class Column(NamedTuple):
    """One source: the bodies of one state or organisation together.

    `speakers` are those of them who are on record; a source that has none is silent, unless it
    `cites` others in a database of its own. The last column may be that of all others, whose values
    each have their speaker.
    """

    key: str
    name: str
    speakers: tuple[tuple[str, Actor], ...]
    others: bool = False
    cites: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing of it is on record."""
        return not (self.speakers or self.others or self.cites)


class Said(NamedTuple):
    """One value in a cell. `sign` is one of `SIGNED`.

    `by` names whose word it is where the column does not.
    """

    text: str
    sign: str
    by: str


class Row(NamedTuple):
    """One property; `cells` in the order of the columns, without values where one is silent.

    `leads` is true of its first row: one link to its statements is enough. `zone` names the clock
    of its times, where it is one clock.
    """

    entry: Entry
    head: str
    verdict: str
    leads: bool
    zone: str
    cells: tuple[tuple[Said, ...], ...]

    @property
    def words(self) -> bool:
        """Whether its values are words, too long for a narrow column."""
        return self.entry.kind not in ("quantity", "duration", "clock")


class Block(NamedTuple):
    """The rows of one part, or with `number` None of the event as a whole."""

    number: int | None
    rows: tuple[Row, ...]


class Comparison(NamedTuple):
    """The sources of an event side by side; `left_out` are parts without rows."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    left_out: tuple[int, ...]

    @property
    def signs(self) -> frozenset[str]:
        """The signs in its cells."""
        return frozenset(
            said.sign
            for block in self.blocks
            for row in block.rows
            for cell in row.cells
            for said in cell
        )


def comparison(catalogue: Catalogue, event: Event, groups: Sequence[Group]) -> Comparison | None:
    """The comparable properties of an event by source; None where one source alone speaks.

    Texts are not compared.
    """
    compared = [group for group in groups if group.entry.kind != "text"]
    statements = [s for group in compared for s in group.statements]
    if len({s.body for s in statements}) < 2:
        return None
    columns = _columns(catalogue, event, statements)
    several = len(event.parts) > 1 or any((s.claim.part or 0) > 1 for s in statements)
    rows: dict[int | None, list[Row]] = {None: []}
    for group in compared:
        for number, parts in _by_number(group, several).items():
            rows.setdefault(number, []).append(_row(catalogue, group, parts, columns))
    numbers = sorted(number for number in rows if number is not None)
    by_weight = sorted(numbers, key=lambda n: all(row.verdict != "differ" for row in rows[n]))
    shown = sorted(by_weight[:PARTS])
    return Comparison(
        columns,
        tuple(_led([Block(n, tuple(rows[n])) for n in (None, *shown) if rows[n]])),
        tuple(n for n in numbers if n not in shown),
    )


def said_by(catalogue: Catalogue, group: Group, speaker: str, zone: str = "") -> tuple[Said, ...]:
    """What one actor says of a property, each value once with its sign, as in a cell.

    `zone` is the clock that the head of the column names.
    """
    return _distinct(
        dict.fromkeys(
            Said(_text(s, zone), _sign(catalogue, group, part, value.mark, s), "")
            for part in group.parts
            for value, s in _held(part)
            if s.origin.id == speaker
        )
    )


def _held(part: Part) -> Iterator[tuple[GroupedValue, Statement]]:
    """The statements of a part; of a value that its speaker took back only that it did."""
    withdrawn = {
        (s.origin.id, s.text) for value in part.values for s in value.statements if s.withdrawn
    }
    for value in part.values:
        for s in value.statements:
            if s.withdrawn or (s.origin.id, s.text) not in withdrawn:
                yield value, s


def _led(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with the first row of each property as the one that leads to its statements."""
    seen: set[str] = set()
    for block in blocks:
        yield block._replace(
            rows=tuple(row._replace(leads=row.entry.id not in seen) for row in block.rows)
        )
        seen |= {row.entry.id for row in block.rows}


def _columns(
    catalogue: Catalogue, event: Event, statements: Iterable[Statement]
) -> tuple[Column, ...]:
    """Of a counted event, the sources that the topic names, in its order, and one for all others.

    Of any other event, and where the topic names none, those who speak, as they first do.
    """
    by_body: dict[str, dict[str, Actor]] = {}
    keepers: set[str] = set()
    for statement in statements:
        by_body.setdefault(statement.body, {})[statement.origin.id] = statement.origin
        if statement.listed:
            keepers.add(_keeper(catalogue, statement))
    named = catalogue.settings.sources if catalogue.is_counted(event) else ()
    actors = [catalogue.actors[ref] for ref in named] or [
        next(iter(speakers.values())) for speakers in by_body.values()
    ][:COLUMNS]
    main = {claims.body(catalogue, actor): actor for actor in actors}
    columns = [
        Column(
            body,
            # A state is called by its name, anybody else by the letters it goes by.
            catalogue.actors[body].name if body == actor.country else short_name(actor),
            tuple((short_name(one), one) for one in by_body.get(body, {}).values()),
            cites=body in keepers,
        )
        for body, actor in main.items()
    ]
    if by_body.keys() - main.keys():
        columns.append(Column("", "Others", (), others=True))
    return tuple(columns)


def _by_number(group: Group, several: bool) -> dict[int | None, list[Part]]:
    """The values of a group by part; of an event of one part all are of the event."""
    by_number: dict[int | None, list[Part]] = {}
    for part in group.parts:
        number = subject(part.values[0].statements[0])[1] if several else None
        by_number.setdefault(number, []).append(part)
    return by_number


def _row(
    catalogue: Catalogue, group: Group, parts: Sequence[Part], columns: Sequence[Column]
) -> Row:
    whole = len(parts) == len(group.parts)
    verdict = group.verdict if whole else worst([part.verdict for part in parts])
    entry = group.entry
    labels = {
        s.clocks.each[0][1].label
        for part in parts
        for value in part.values
        for s in value.statements
        if s.clocks
    }
    zone = labels.pop() if len(labels) == 1 else ""
    unit = zone or entry.unit
    known = unit and unit.lower() not in entry.name.lower()
    named = {column.key for column in columns}
    cells = []
    for column in columns:
        said: dict[Said, None] = {}
        for part in parts:
            for value, s in _held(part):
                own = s.body == column.key
                if own or (column.others and s.body not in named):
                    by = "" if own else short_name(s.origin)
                    sign = _sign(catalogue, group, part, value.mark, s)
                    said[Said(_text(s, zone), sign, by)] = None
                elif s.listed and _keeper(catalogue, s) == column.key:
                    said[Said(_text(s, zone), "", f"citing {short_name(s.origin)}")] = None
        cells.append(_distinct(said))
    head = f"{entry.name}, {unit}" if known else entry.name
    return Row(entry, head, verdict, False, zone, tuple(cells))


def _keeper(catalogue: Catalogue, statement: Statement) -> str:
    """The body that keeps the database in which a statement of somebody else is."""
    return claims.body(catalogue, catalogue.actors[statement.article.publisher])


def _distinct(said: Iterable[Said]) -> tuple[Said, ...]:
    """Each value once: with its sign, and not again as what a database cites.

    What only fits a value with a sign, such as "several" beside 5, says no more and is left out,
    and so is a number whose speaker gave it with an "about" too.
    """
    kept: list[Said] = []
    for one in sorted(said, key=lambda one: (one.by != "", SIGNED.index(one.sign))):
        if not any((one.text, one.by) == (other.text, other.by) or
                   (one.text == other.text and not one.sign) for other in kept):  # fmt: skip
            kept.append(one)
    signed = {one.by for one in kept if one.sign in ("differ", "denies", "used")}
    return tuple(
        one
        for one in kept
        if (one.sign or one.by not in signed) and one._replace(text=f"about {one.text}") not in kept
    )


def _text(statement: Statement, zone: str) -> str:
    """The value without the unit or the clock that is in the head of the row."""
    if statement.clocks:
        return statement.clocks.each[0][0] if zone else statement.clocks.short[0]
    if isinstance(statement.value, QuantityValue):
        return str(statement.value)
    return statement.text


def _sign(
    catalogue: Catalogue, group: Group, part: Part, mark: str | None, statement: Statement
) -> str:
    """How the value compares with the one that is used.

    A database that passes on the value of another has no sign: that stays with the origin. Its
    day may be by another clock, which is a lesser matter.
    """
    if statement.withdrawn:
        return "gone"
    if statement.denied:
        return "denies"
    if part.resolved_value and any(
        rest.statement and rest.statement.anchor == statement.anchor
        for rest in part.resolved_value.provenance
    ):
        return "used" if mark in ("same", "fits") else SIGNS.get(mark or "", "")
    if part.resolved_value and _one_of_several(part.resolved_value, statement):
        return "used"
    if statement.given_by:
        return ""
    if part.resolved_value is None:
        # Nothing is used: all that contradict each other do so in red.
        others = (s for value in part.values for s in value.statements)
        return "differ" if any(contradict(catalogue, statement, s) for s in others) else ""
    return "minor" if mark == "differs" and group.verdict == "dated" else SIGNS.get(mark or "", "")


def _one_of_several(resolved_value: ResolvedValue, statement: Statement) -> bool:
    """Whether several values are used, such as places, and an article that is used has this one."""
    articles = {rest.article for rest in resolved_value.provenance}
    several = len(resolved_value.values) > 1
    return several and statement.article.id in articles and statement.value in resolved_value.values
