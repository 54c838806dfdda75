"""Records as nodes of linked data, in the words of schema.org: an event, a person, a place.

Only what a record says is said. Where no property fits what is known, it is left out.
"""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.pages.addresses import address, record_address
from generator.pages.shared import timestamps
from generator.pages.shared.page_citation import LANGUAGE, LICENCE
from generator.pages.shared.sentences import opening, plain_text
from generator.problems import Refused
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Article, Event, Explainer, Fact, Place, System, Term
from generator.schema.registry import KIND
from generator.values import Json, JsonObject
from generator.values.numbers import QuantityValue, parse_quantity

Node = JsonObject
# Records whose kind says no more, such as an outlet, which may be a database or an institute.
TYPES = {"events": "Event", "actors": "Organization", "places": "Place"}


class Where(NamedTuple):
    """Where the site stands; addresses are None where `site_url` is empty."""

    site_url: str

    def url(self, path: str) -> str | None:
        """The whole address of a page or file below the root."""
        return self.site_url + path if self.site_url else None

    def id(self, path: str, part: str) -> str | None:
        """The name of the thing that a page is about, which is not the page."""
        return f"{self.site_url}{path}#{part}" if self.site_url else None

    def of(self, kind: str, key: str) -> str | None:
        """The name of the thing that a record is about."""
        path, _, anchor = record_address(kind, key).partition("#")
        return self.id(path, anchor or KIND[kind].one)


def node(type_: str, id: str | None = None, **values: Json) -> Node:
    """A node of a type, by its name as a thing if it has one, without what is not known."""
    every = {"@type": type_, "@id": id, **values}
    return {name: value for name, value in every.items() if value not in (None, "", [], {})}


def named(
    catalogue: Catalogue,
    record: Actor | Event | Place | System,
    kind: str,
    where: Where,
    **more: Json,
) -> Node:
    """Another record in a few words: its type, its name and where to find more."""
    special = isinstance(record, Actor | Place) and catalogue.word(record.kind).schema_org
    return node(
        special or TYPES.get(kind, "Thing"), where.of(kind, record.id), name=record.called, **more
    )


def event(catalogue: Catalogue, record: Event, where: Where) -> Node:
    """Something that happened. It gets no `eventStatus`: all of its values are about plans."""
    present: list[Node] = []
    others = [
        named(catalogue, catalogue.systems[ref], "systems", where)
        for ref in record.held("thing") or ()
    ]
    for part in record.actors:
        actor = catalogue.actors[part.id]
        # Who did not attend, as who ordered it, is what it is about; a state attends nothing.
        here = catalogue.word(part.role).side == "attends" and not catalogue.is_a(actor, "Country")
        (present if here else others).append(named(catalogue, actor, "actors", where))
    status = catalogue.status(record).name.lower()
    places = [catalogue.places[ref] for ref in record.all_places]
    at = [named(catalogue, place, "places", where, geo=_geo(place)) for place in places]
    return named(
        catalogue,
        record,
        "events",
        where,
        disambiguatingDescription="" if catalogue.sure(record) else f"Status: {status}",
        startDate=_start(record),
        endDate=record.ends and str(record.ends),
        location=at if len(at) > 1 else next(iter(at), None),
        attendee=present,
        about=others,
    )


def _start(record: Event) -> str:
    """The day, or the minute at which it began by its clock where a source gives it exactly."""
    times = [part.held("time") for part in record.parts[:1] if part.held("time")]
    times += [record.held("time").value] if record.held("time") else []
    for time in times:
        at = time.on(record.date)
        if at and time.local and not time.about and time.until is None:
            there = timestamps.moment(at, time.local)
            return datetime.fromisoformat(there).isoformat(timespec="minutes")
    return str(record.date)


def _geo(record: Place) -> Node | None:
    """Its position."""
    if record.lat is None or record.lon is None:
        return None
    about = "Stands for a wider area." if record.position == "approximate" else ""
    latitude, longitude = float(record.lat), float(record.lon)
    return node("GeoCoordinates", description=about, latitude=latitude, longitude=longitude)


def place(catalogue: Catalogue, record: Place, where: Where) -> Node:
    """A place with its position, its other names and what it lies in."""
    within = catalogue.places[record.within] if record.within else None
    return named(
        catalogue,
        record,
        "places",
        where,
        geo=_geo(record),
        alternateName=aliases(record.aliases),
        address=record.province and node("PostalAddress", addressRegion=record.province),
        containedInPlace=named(catalogue, within, "places", where) if within else None,
    )


def actor(catalogue: Catalogue, record: Actor, where: Where) -> Node:
    """A person, a state or a body."""
    whole = catalogue.actors[record.part_of] if record.part_of else None
    more: Node = {}
    alone = catalogue.is_a(whole, "Person", "Country") or catalogue.is_a(record, "Country")
    if whole and not alone:
        part = "memberOf" if catalogue.is_a(record, "Person") else "parentOrganization"
        more[part] = named(catalogue, whole, "actors", where)
    return named(
        catalogue,
        record,
        "actors",
        where,
        alternateName=aliases(record.aliases),
        description=record.role,
        url=record.url,
        **more,
    )


def system(catalogue: Catalogue, record: System, where: Where) -> Node:
    """A thing. A Product is something on offer, which it is not."""
    return named(
        catalogue,
        record,
        "systems",
        where,
        alternateName=aliases(record.aliases),
        disambiguatingDescription=catalogue.called(kind) if (kind := record.held("class")) else "",
    )


def fact(_: Catalogue, record: Fact, where: Where) -> Node:
    """A number with its unit; bounds stay bounds, and a day is a day."""
    more: Node = {"value": record.value}
    if record.unit != "date":
        more["unitText"] = record.unit
        quantity = _quantity(record.value)
        if quantity and quantity.form != "about":
            # Some words exclude the bound itself, so the text is given beside it.
            more |= {"minValue": _number(quantity.low), "maxValue": _number(quantity.high)}
            if quantity.exact is not None:
                more = {"value": _number(quantity.exact), "unitText": record.unit}
    return node("PropertyValue", where.of("facts", record.id), name=record.name, **more)


def _quantity(text: str) -> QuantityValue | None:
    try:
        return parse_quantity(text)
    except Refused:
        return None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def term(catalogue: Catalogue, record: Term, where: Where) -> Node:
    """A term with the first paragraph of its definition."""
    return node(
        "DefinedTerm",
        where.of("terms", record.id),
        name=record.name,
        alternateName=list(record.aliases),
        description=plain_text(opening(catalogue, record.definition)),
    )


def article(catalogue: Catalogue, record: Article, where: Where, whole: bool = False) -> Node:
    """A work of somebody else. Its name is its headline only where that is as published."""
    more: Node = {}
    if whole:
        publisher = catalogue.actors[record.publisher]
        agency = catalogue.actors[record.agency] if record.agency else None
        # A work that carries the report of a news agency.
        source = None if catalogue.is_a(agency, "Country", "Person") else agency
        more = {
            "headline": record.title if record.title_basis == "published" else None,
            "inLanguage": record.language,
            "creditText": record.author,
            "version": record.version,
            "publisher": None
            if catalogue.is_a(publisher, "Country")
            else named(catalogue, publisher, "actors", where),
            "sourceOrganization": named(catalogue, source, "actors", where) if source else None,
        }
    return node(
        catalogue.word(record.kind).schema_org or "CreativeWork",
        None,
        name=record.title,
        url=record.url,
        datePublished=record.published and str(record.published),
        **more,
    )


def aliases(names: tuple[Alias, ...]) -> list[Json]:
    """Other names; those that are not English tell their language."""
    return [
        alias.name if alias.lang == "en" else {"@value": alias.name, "@language": alias.lang}
        for alias in names
    ]


def explainer(catalogue: Catalogue, record: Explainer, where: Where) -> Node:
    """A text of the digest's own, with what it rests on."""
    path = record_address("explainers", record.id)
    cited = (catalogue.articles[key] for key in record.articles)
    return node(
        "Article",
        where.id(path, "article"),
        headline=record.title,
        description=record.summary,
        inLanguage=LANGUAGE,
        license=LICENCE[1],
        dateModified=str(catalogue.settings.as_of),
        mainEntityOfPage=where.url(path),
        citation=[article(catalogue, found, where) for found in cited],
    )


def glossary(catalogue: Catalogue, where: Where) -> Node:
    """All terms as one set."""
    kind = KIND["terms"]
    return node(
        "DefinedTermSet",
        where.id(address(kind.path("").removesuffix("#")), "terms"),
        name=f"{catalogue.settings.title}: {kind.title}",
        hasDefinedTerm=[term(catalogue, one, where) for one in catalogue.terms.values()],
    )
