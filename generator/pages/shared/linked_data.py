"""Records as nodes of linked data, in the words of schema.org: an event, a person, a place.

Only what a record says is said. Where no property fits what is known, it is left out.
"""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.pages.addresses import address, record_address
from generator.pages.shared.page_citation import LANGUAGE, LICENCE
from generator.pages.shared.sentences import opening, plain_text
from generator.problems import Refused
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Article, Event, Explainer, Fact, Place, System, Term
from generator.schema.registry import KIND
from generator.values import Json, JsonObject
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.times import KST

Node = JsonObject
PLACES = {"sea": "SeaBodyOfWater", "city": "City", "country": "Country"}
# An outlet may be a database or an institute, so it is no more than an organisation.
ACTORS = {
    "person": "Person",
    "state": "Country",
    "government": "GovernmentOrganization",
    "military": "GovernmentOrganization",
    "agency": "NewsMediaOrganization",
}
# By the kind of record: the types of some, and that of all others.
TYPES: dict[str, tuple[dict[str, str], str]] = {
    "events": ({}, "Event"),
    "actors": (ACTORS, "Organization"),
    "places": (PLACES, "Place"),
}
ARTICLES = {
    "news": "NewsArticle",
    "state-media": "NewsArticle",
    "official": "Report",
    "analysis": "Article",
}
# Roles in which one is present at an event. The others (who ordered it) are what it is about.
PRESENT = frozenset({"attended", "hosted", "visited", "met", "observed", "signed", "participated"})


class Where(NamedTuple):
    """Where the site stands; addresses are None where `site_url` is empty."""

    site_url: str

    def url(self, path: str) -> str | None:
        """The whole address of a page or file below the root."""
        return self.site_url + path if self.site_url else None

    def id(self, path: str, part: str) -> str | None:
        """The name of the thing that a page is about, which is not the page."""
        return f"{self.site_url}{path}#{part}" if self.site_url else None

    def at(self, path: str) -> Node:
        """A page's own name and address."""
        return {"@id": self.url(path), "url": self.url(path)} if self.site_url else {}

    def of(self, kind: str, key: str) -> str | None:
        """The name of the thing that a record is about."""
        path, _, anchor = record_address(kind, key).partition("#")
        return self.id(path, anchor or KIND[kind].one)


def known(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def named(record: Actor | Event | Place | System, kind: str, where: Where) -> Node:
    """Another record in a few words: its type, its name and where to find more."""
    special, usual = TYPES.get(kind, ({}, "Thing"))
    return known(
        {
            "@type": special.get(getattr(record, "kind", ""), usual),
            "@id": where.of(kind, record.id),
            "name": record.title if isinstance(record, Event) else record.name,
        }
    )


def event(catalogue: Catalogue, record: Event, where: Where) -> Node:
    """Something that happened. It gets no `eventStatus`: all of its values are about plans."""
    present: list[Node] = []
    others: list[Node] = []
    for part in record.actors:
        actor = catalogue.actors[part.id]
        # A state is no one who attends.
        here = part.role in PRESENT and actor.kind != "state"
        (present if here else others).append(named(actor, "actors", where))
    systems = [named(catalogue.systems[ref], "systems", where) for ref in record.systems]
    status = record.status.replace("-", " ")
    return known(
        {
            **named(record, "events", where),
            "disambiguatingDescription": None if status == "confirmed" else f"Status: {status}",
            "startDate": _start(record),
            "endDate": str(record.ends) if record.ends else None,
            "location": place(catalogue, catalogue.places[record.place], where, False)
            if record.place
            else None,
            "attendee": present,
            "about": [*systems, *others],
        }
    )


def _start(record: Event) -> str:
    """The day, or the minute of the first launch in Korean time where a source gives it exactly."""
    times = [flight.time for flight in record.flights[:1] if flight.time]
    times += [record.time.value] if record.time else []
    for time in times:
        at = time.on(record.date, "KST")
        if at and not time.about and time.until is None:
            hours = KST // timedelta(hours=1)
            return f"{at.isoformat(timespec='minutes')}+{hours:02}:00"
    return str(record.date)


def place(catalogue: Catalogue, record: Place, where: Where, whole: bool = True) -> Node:
    """A place with its position; `whole` adds its other names and what it lies in."""
    geo = None
    if record.lat is not None and record.lon is not None:
        about = "Stands for a wider area." if record.position == "approximate" else None
        geo = known(
            {
                "@type": "GeoCoordinates",
                "description": about,
                "latitude": float(record.lat),
                "longitude": float(record.lon),
            }
        )
    node = {**named(record, "places", where), "geo": geo}
    if whole:
        province = {"@type": "PostalAddress", "addressRegion": record.province}
        node |= {
            "alternateName": aliases(record.aliases),
            "address": province if record.province else None,
            "containedInPlace": named(catalogue.places[record.within], "places", where)
            if record.within
            else None,
        }
    return known(node)


def actor(catalogue: Catalogue, record: Actor, where: Where) -> Node:
    """A person, a state or a body."""
    node = {
        **named(record, "actors", where),
        "alternateName": aliases(record.aliases),
        "description": record.role,
        "url": record.url,
    }
    whole = catalogue.actors[record.part_of] if record.part_of else None
    if whole and whole.kind not in ("person", "state") and record.kind != "state":
        part = "memberOf" if record.kind == "person" else "parentOrganization"
        node[part] = named(whole, "actors", where)
    return known(node)


def system(catalogue: Catalogue, record: System, where: Where) -> Node:
    """A missile or rocket. A Product is something on offer, which it is not."""
    return known(
        {
            **named(record, "systems", where),
            "alternateName": aliases(record.aliases),
            "disambiguatingDescription": catalogue.word(record.missile_class).name,
        }
    )


def fact(_: Catalogue, record: Fact, where: Where) -> Node:
    """A number with its unit; bounds stay bounds, and a day is a day."""
    node: Node = {
        "@type": "PropertyValue",
        "@id": where.of("facts", record.id),
        "name": record.name,
    }
    if record.unit == "date":
        return known({**node, "value": record.value})
    quantity = _quantity(record.value)
    if quantity is None or quantity.form == "about":
        return known({**node, "value": record.value, "unitText": record.unit})
    if quantity.exact is not None:
        return known({**node, "value": _number(quantity.exact), "unitText": record.unit})
    # A bound that is given is itself excluded by some words, so they stand beside it.
    return known(
        {
            **node,
            "value": record.value,
            "minValue": _number(quantity.low),
            "maxValue": _number(quantity.high),
            "unitText": record.unit,
        }
    )


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
    return known(
        {
            "@type": "DefinedTerm",
            "@id": where.of("terms", record.id),
            "name": record.name,
            "alternateName": list(record.aliases),
            "description": plain_text(opening(catalogue, record.definition)),
        }
    )


def article(catalogue: Catalogue, record: Article, where: Where, whole: bool = False) -> Node:
    """A work of somebody else. Its name is its headline only where that is as published."""
    published = record.title_basis == "published"
    type_ = ARTICLES.get(record.kind, "CreativeWork")
    node: Node = {
        "@type": type_,
        "name": record.title,
        "url": record.url or None,
        "datePublished": str(record.published) if record.published else None,
    }
    if whole:
        publisher = catalogue.actors[record.publisher]
        agency = catalogue.actors[record.agency] if record.agency else None
        node |= {
            "headline": record.title if published else None,
            "inLanguage": record.language,
            "creditText": record.author,
            "version": record.version,
            "publisher": named(publisher, "actors", where) if publisher.kind != "state" else None,
            # A work that carries the report of a news agency.
            "sourceOrganization": named(agency, "actors", where)
            if agency and agency.kind not in ("state", "person")
            else None,
        }
    return known(node)


def aliases(names: tuple[Alias, ...]) -> list[Json]:
    """Other names; those that are not English tell their language."""
    return [
        alias.name if alias.lang == "en" else {"@value": alias.name, "@language": alias.lang}
        for alias in names
    ]


def explainer(catalogue: Catalogue, record: Explainer, where: Where) -> Node:
    """A text of the digest's own, with what it rests on."""
    path = record_address("explainers", record.id)
    return known(
        {
            "@type": "Article",
            "@id": where.id(path, "article"),
            "headline": record.title,
            "description": record.summary,
            "inLanguage": LANGUAGE,
            "license": LICENCE[1],
            "dateModified": str(catalogue.settings.as_of),
            "mainEntityOfPage": where.url(path),
            "citation": [
                article(catalogue, catalogue.articles[key], where) for key in record.articles
            ],
        }
    )


def glossary(catalogue: Catalogue, where: Where) -> Node:
    """All terms as one set."""
    kind = KIND["terms"]
    return known(
        {
            "@type": "DefinedTermSet",
            "@id": where.id(address(kind.path("").removesuffix("#")), "terms"),
            "name": f"{catalogue.settings.title}: {kind.title}",
            "hasDefinedTerm": [term(catalogue, one, where) for one in catalogue.terms.values()],
        }
    )
