"""What stands twice, and records that refer to themselves or to the wrong kind of record."""

from collections.abc import Iterable, Iterator, Sequence

from generator.catalogue import Catalogue
from generator.catalogue.link import at_reference, both, references_in
from generator.checks.article_addresses import same_page
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.base import Part
from generator.schema.kinds import Actor, Article, Entry, Event, EventPart, Record

AGENCY = "NewsMediaOrganization"
# A former id has rules of its own.
REPEATED = {"former_ids"}
# A ring is told of these, also the smallest.
CHAINS = {"part_of", "within", "variant_of", "country"}


def of_record(
    catalogue: Catalogue, kind: str, record: Record, parts: Sequence[Part], source: Source
) -> Iterator[Problem]:
    """Entries of a record's lists that stand there twice; references to itself."""
    yield from _entries(parts, source)
    for path, ref in references_in(parts):
        if (ref.kind, ref) == (kind, record.id) and path[0] not in CHAINS:
            message, fix = "the record refers to itself", "remove it, or name another record"
            yield at_reference(source, record, path, ref, ("R016", message, fix))
    if isinstance(record, Actor) and record.country and record.country != record.id:
        yield from _kind_of_actor(catalogue, record.country, "country", "Country", source)
    if isinstance(record, Article) and record.agency:
        yield from _kind_of_actor(catalogue, record.agency, "agency", AGENCY, source)
    if isinstance(record, Event | Article):
        yield from _kinds_of_places(catalogue, record, source)


def _entries(parts: Iterable[Part], source: Source) -> Iterator[Problem]:
    for path, value in parts:
        if type(value) is not tuple or len(value) < 2 or path[-1] in REPEATED:
            continue
        if any(isinstance(one, EventPart) for one in value):
            continue  # two equal parts of an event are two
        first: dict[object, int] = {}
        for index, item in enumerate(value):
            before = first.setdefault(item, index)
            if before != index:
                place = source.place((*path, before))
                what = f"`{shown(item)}`" if isinstance(item, str) else "this entry"
                at = f"{place.line}:{place.column}"
                message = f"{what} is in `{path[-1]}` twice (first at {at})"
                yield source.problem((*path, index), "R016", message, "remove one of the two")


def _kind_of_actor(
    catalogue: Catalogue, key: str, field: str, wanted: str, source: Source
) -> Iterator[Problem]:
    actor = catalogue.actors.get(key)
    if actor and not catalogue.is_a(actor, wanted):
        kinds = catalogue.words["actor-kinds"].items()
        words = " or ".join(f"`{kind}`" for kind, one in kinds if one.schema_org == wanted)
        message = f"`{key}` is of the kind `{actor.kind}`, not {words or f'a `{wanted}`'}"
        fix = f"leave `{field}` out"
        if words:
            fix = f"name an actor of the kind {words}, or {fix}"
        yield source.problem((field,), "R019", message, fix)


def _kinds_of_places(
    catalogue: Catalogue, record: Event | Article, source: Source
) -> Iterator[Problem]:
    """Places of a kind that a measure never has, such as a sea where only sites can be."""
    named: list[tuple[Entry, Path_, str]] = []
    of_places = {key: one for key, one in catalogue.measures.items() if one.places}
    for entry in of_places.values():
        key = entry.carried_as
        if not isinstance(record, Event):
            continue
        if entry.field == "place" and record.place and catalogue.is_counted(record):
            named.append((entry, ("place",), record.place))
        if whole := record.whole(key):
            named.append((entry, (key, "place"), whole.stated))
        for index, part in enumerate(record.parts):
            if place := part.get(key):
                named.append((entry, (record.HELD["parts"], index, key), place))
    for index, claim in enumerate(record.claims if isinstance(record, Article) else ()):
        if claimed := of_places.get(claim.about):
            named.append((claimed, ("claims", index, "value"), claim.value))
    for entry, path, key in named:
        found = catalogue.places.get(key)
        if found and found.kind not in entry.places:
            kinds = ", ".join(entry.places)
            message = f"`{key}` is of the kind `{found.kind}`, no {entry.name.lower()}"
            yield source.problem(path, "R019", message, f"name a place of the kind {kinds}")


def between(catalogue: Catalogue) -> Iterator[Problem]:
    """Addresses of articles and rows of databases that two records give as their own."""
    addresses: dict[str, str] = {}
    for key, article in catalogue.articles.items():
        # Many dated entries of a list share its address.
        if article.url and not catalogue.collection(article):
            other = addresses.setdefault(same_page(article.url), key)
            if other != key:
                fix = "keep one record of the article, or write the address of this one"
                yield from both(
                    catalogue,
                    ("articles", key, ("url",)),
                    ("articles", other, ("url",)),
                    "R016",
                    ("{} has this address too", fix),
                )
    rows: dict[tuple[str, str], tuple[str, int]] = {}
    for key, event in catalogue.events.items():
        for database, numbers in event.same_as.items():
            for index, row in enumerate(numbers):
                other, place = rows.setdefault((database, row), (key, index))
                if other != key:
                    yield from both(
                        catalogue,
                        ("events", key, ("same_as", database, index)),
                        ("events", other, ("same_as", database, place)),
                        "R016",
                        (
                            f"row `{shown(row)}` of {database} is given for {{}} too",
                            "keep it on the event that the row is about",
                        ),
                    )
