"""What a table has and the records have not, by content: its rows as events, new ones as drafts.

The number of a row is no name: rows are inserted, moved and numbered anew.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.drafting.tables import Meant
from generator.loading.document import Data
from generator.schema.kinds import Event
from generator.schema.topic import WatchedTable
from generator.values.times import parse_day
from generator.writing import Draft, ids
from generator.writing.known import Known
from generator.writing.statements import Statement, headline, part_key, values


class Occasion(NamedTuple):
    """Rows of one day at one place, which are parts of one event, or an event each."""

    day: str
    place: str
    rows: tuple[Meant, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its rows."""
        return tuple(one.row.id for one in self.rows)


def occasions(
    catalogue: Catalogue, table: WatchedTable, rows: Iterable[Meant]
) -> tuple[Occasion, ...]:
    """The rows by day and place, in order of the table; those without a day are left out."""
    together = catalogue.settings.parts is not None and not _counts(catalogue, table)
    found: dict[tuple[str, ...], list[Meant]] = {}
    for one in rows:
        if one.day:
            key = (one.day, one.place) if together else (one.day, one.place, one.row.id)
            found.setdefault(key, []).append(one)
    return tuple(Occasion(key[0], key[1], tuple(of)) for key, of in found.items())


def _counts(catalogue: Catalogue, table: WatchedTable) -> bool:
    """Whether a column says how many parts there were, so that a row is an event."""
    return any(catalogue.measures[one.about].field == "count" for one in table.columns)


class Compared(NamedTuple):
    """Occasions that no record has, and those taken for an event of another place or day, each
    with its id; both in order of the table."""

    new: tuple[Occasion, ...]
    doubtful: tuple[tuple[Occasion, str], ...]


def compared(catalogue: Catalogue, table: WatchedTable, found: Sequence[Occasion]) -> Compared:
    """The occasions of a table beside the records.

    A record has one if it is of its day and place. Sources differ in both, so an event of the
    table's type that no row matched is also one of its day at another place, or of its place a day
    before or after; a person must look at those.
    """
    left: dict[str, list[Event]] = {}
    for event in catalogue.events.values():
        if event.type == table.type or catalogue.is_counted(event):
            left.setdefault(str(event.date), []).append(event)
    open_: list[Occasion] = []
    for one in found:
        same = next(_at_place(catalogue, left, [one.day], one), None)
        if same is None:
            open_.append(one)
        else:
            left[one.day].remove(same)
    new: list[Occasion] = []
    doubtful: list[tuple[Occasion, str]] = []
    for one in open_:
        near = (*left.get(one.day, ()), *_at_place(catalogue, left, _beside(one.day), one))
        taken = next((event for event in near if event.type == table.type), None)
        if taken is None:
            new.append(one)
            continue
        left[str(taken.date)].remove(taken)
        if one.place:
            doubtful.append((one, taken.id))
    return Compared(tuple(new), tuple(doubtful))


def _at_place(
    catalogue: Catalogue, left: Mapping[str, list[Event]], days: Iterable[str], one: Occasion
) -> Iterator[Event]:
    """The events of some days at the place of an occasion."""
    for day in days:
        yield from (event for event in left.get(day, ()) if _same_place(catalogue, event, one))


def _beside(day: str) -> list[str]:
    """The days before and after a day; none of a month."""
    if not parse_day(day).day:
        return []
    here = date.fromisoformat(day)
    return [(here + timedelta(days=step)).isoformat() for step in (-1, 1)]


def _same_place(catalogue: Catalogue, event: Event, one: Occasion) -> bool:
    """Whether an event was at the place of an occasion, or within it, or around it."""
    if not one.place:
        return False
    around = catalogue.chain("places", one.place, "within")[:2]
    return any(
        place in around or one.place in catalogue.chain("places", place, "within")[:2]
        for place in event.all_places
    )


def drafts(
    catalogue: Catalogue, table: WatchedTable, one: Occasion, taken: Container[str], today: date
) -> tuple[Draft, Draft]:
    """The drafts of an occasion: its event, and the article that has what the table says of it."""
    known, work = Known(catalogue), catalogue.articles[table.article]
    day = parse_day(one.day)
    article = ids.unused(f"{table.id}-{one.day}", taken)
    spots = [key for key, entry in catalogue.measures.items() if entry.field == "place"]
    place = next((one.rows[0].values[key] for key in spots if key in one.rows[0].values), "")
    event = ids.of_event(one.day, place, str(table.type), taken)
    said, each = _statements(catalogue, table, one, str(work.publisher))
    found = values(catalogue, [*said, *each], article, place)
    # Where rows have no ids of their own, a place in the table may have been another row's before.
    given = {row for other in catalogue.events.values() for row in other.same_as.get(table.id, ())}
    own: list[Data] = [row for row in one.ids if row not in given]
    title = headline(known, str(table.type), found, place)
    data: dict[str, Data] = {
        "title": title,
        "type": str(table.type),
        "date": one.day,
        "place": place,
        "status": _status(catalogue, str(work.publisher)),
        "article": article,
        **found,
        "same_as": {table.id: own} if own else {},
    }
    claims = dict.fromkeys((*said, *_once(each, len(one.rows))))
    bearings = {key for key, entry in catalogue.measures.items() if entry.kind == "bearing"}
    report: dict[str, Data] = {
        "title": f"{work.title}, entry of {day.words}",
        "title_basis": "described",
        "kind": str(work.kind),
        "publisher": str(work.publisher),
        "retrieved": today.isoformat(),
        "language": work.language,
        "url": work.url or "",
        "claims": [
            claim.claim(event, part_key(catalogue))
            for claim in claims
            if claim.about not in bearings
        ],
    }
    return Draft("events", event, data, ("summary",)), Draft("articles", article, report)


def _statements(
    catalogue: Catalogue, table: WatchedTable, one: Occasion, by: str
) -> tuple[list[Statement], list[Statement]]:
    """What the rows say of the event as a whole, and what each says of its part."""
    verb = str(table.verb)
    whole: list[Statement] = []
    each: list[Statement] = []
    count, thing = catalogue.measure_of("count"), catalogue.measure_of("thing")
    # One thing of all would be taken for that of the rows that name none.
    named = thing is not None and all(thing.id in row.values for row in one.rows)
    if catalogue.settings.parts and count and not _counts(catalogue, table):
        whole.append(Statement(count.id, str(len(one.rows)), by, verb))
    for number, row in enumerate(one.rows, 1):
        for about, value in row.values.items():
            entry = catalogue.measures[about]
            statement = Statement(about, value, by, verb)
            of_part = len(one.rows) > 1 and entry.carried is not None and entry.carried.part
            if entry is thing and of_part and named and statement not in whole:
                whole.append(statement)
            if of_part:
                each.append(statement._replace(part=number))
            elif statement not in whole:
                whole.append(statement)
    return whole, each


def _once(each: Sequence[Statement], parts: int) -> Iterator[Statement]:
    """What is said of each part; of all at once where all have the same value."""
    for about in dict.fromkeys(one.about for one in each):
        own = [one for one in each if one.about == about]
        if len(own) == parts and len({one.value for one in own}) == 1:
            yield own[0]._replace(part=None)
        else:
            yield from own


def _status(catalogue: Catalogue, publisher: str) -> str:
    """The word for an event on the word of one table alone."""
    rule = "borne-out" if publisher in catalogue.settings.confirming else "one-sided"
    words = catalogue.words["event-statuses"].items()
    return next((key for key, word in words if word.rule == rule), "")
