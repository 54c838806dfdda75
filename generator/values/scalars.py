"""The types of fields: each the text of one value, read by one strict parser.

YAML hands over text and nothing else, so that `NO` stays a word and `12:30` a time. Times and
numbers have modules of their own; ids, words and addresses are here.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema

from generator.problems import Refused, Wanted, shown
from generator.values.clocks.zones import parse_zone
from generator.values.intended import LEAVE_OUT, is_nothing, plain_signs
from generator.values.languages import LANGUAGES, meant
from generator.values.numbers import (
    COORDINATE,
    QUANTITY_SHAPE,
    QuantityValue,
    parse_coordinate,
    parse_quantity,
    parse_whole,
)
from generator.values.sized import DURATION, MONEY, parse_duration, parse_money
from generator.values.times import LABEL, ClockValue, DayValue, parse_clock, parse_day


class Ref(str):
    """The id of another record, which knows the kind of record it names."""

    __slots__ = ("kind",)  # there are some twenty in a record
    kind: str

    def __new__(cls, kind: str, text: str) -> "Ref":
        self = super().__new__(cls, text)
        self.kind = kind
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to another process, where it is the same as all that name the record."""
        return parse_ref, (self.kind, str(self))


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FRACTION = re.compile("[\u00bc-\u00be\u2150-\u215e]")
PROPERTY = re.compile(r"[a-z]+(?:_[a-z]+)*")
PLAIN_LIMIT = 300
"""The characters that a text on one line may have."""
TAG = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"


def slugged(text: str) -> str:
    """An id made of the letters and digits of a text; empty where it has none of them."""
    # The slash of a fraction such as ½ is not ASCII: `2½` is no 212.
    whole = FRACTION.sub(r" \g<0>", text)
    plain = unicodedata.normalize("NFKD", plain_signs(whole)).replace("\u2044", "-")
    fold = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", fold.replace("'", "")).strip("-")[:80].strip("-")


def parse_slug(text: str) -> str:
    """A record's id: lower-case letters and digits in words joined by single hyphens."""
    if not SLUG.fullmatch(text) or len(text) > 80:
        hint = slugged(text)
        fix = f"write {hint}" if hint else "use letters a to z, digits and single hyphens"
        raise Refused("S040", f"`{shown(text)}` is not an id", fix)
    return text


@lru_cache(maxsize=65536)  # most are named many times
def parse_ref(kind: str, text: str) -> Ref:
    """The id of a record of `kind`."""
    if is_nothing(text):
        raise Refused("S040", f"`{shown(text)}` is not an id", LEAVE_OUT)
    if kind == "claim-properties" and not PROPERTY.fullmatch(text):
        message, fix = f"`{shown(text)}` is not a property", "use the ids of claim-properties.yml"
        raise Refused("S040", message, fix, wanted=Wanted(kind, text))
    if kind != "claim-properties":
        try:
            parse_slug(text)
        except Refused as refused:
            refused.wanted = Wanted(kind, text)
            raise
    return Ref(kind, text)


def parse_plain(text: str) -> str:
    """Short text, never Markdown: one line, no padding."""
    if not text.strip():
        raise Refused("S002", "the value is empty", "write it, or leave the key out if not known")
    if text.endswith("\n") and "\n" not in text.strip():
        raise Refused(
            "Y015", "this text must be on one line", "write it behind its key, without the |"
        )
    if text != text.strip():
        raise Refused("Y017", "space at the beginning or end of the text", "remove the space")
    if "\n" in text:
        raise Refused("Y015", "this text must be on one line", "join the lines")
    if len(text) > PLAIN_LIMIT:
        message = f"{len(text)} characters, at most {PLAIN_LIMIT} fit here"
        raise Refused("S016", message, "shorten the text")
    return text


def parse_position(text: str) -> tuple[Decimal, Decimal]:
    """Latitude and longitude in decimal degrees, with a comma between them."""
    lat, comma, lon = text.partition(",")
    if not comma:
        fix = "write latitude and longitude such as 48.9, 2.4, in quotation marks"
        raise Refused("S010", f"`{shown(text)}` is not a position", fix)
    return parse_coordinate(90, "lat", lat.strip()), parse_coordinate(180, "lon", lon.strip())


def parse_centre(text: str) -> tuple[Decimal, Decimal] | None:
    """A position; None for `fitted`."""
    return None if text == "fitted" else parse_position(text)


def parse_language(text: str) -> str:
    """A language by its BCP 47 tag, such as `en`, `ko`, `ja`, `ko-Latn`."""
    if not re.fullmatch(TAG, text):
        tidy = _tidy_tag(text)
        known = re.fullmatch(TAG, tidy) and tidy.partition("-")[0] in LANGUAGES
        fix = f"write {tidy if known else 'en, ko, ja, …'}"
        raise Refused("S041", f"`{shown(text)}` is not a language tag", fix)
    code = text.partition("-")[0]
    if code not in LANGUAGES:
        shortest = meant(code)
        fix = f"write {shortest}{text.removeprefix(code)}" if shortest else "write en, ko, ja, …"
        raise Refused("S041", f"`{text}` does not begin with the code of a language", fix)
    return text


def _tidy_tag(text: str) -> str:
    """A tag in the letters of BCP 47: `EN` as `en`, `zh_hant_tw` as `zh-Hant-TW`."""
    code, *parts = re.split("[-_]", text.strip().lower())
    return "-".join((code, *(part.title() if len(part) == 4 else part.upper() for part in parts)))


def parse_url(text: str) -> str:
    """A web address: http or https, an ASCII host with a dot, no user name, no spaces."""

    def refuse(why: str, fix: str) -> Refused:
        return Refused("S030", f"`{shown(text)}` {why}", fix)

    others = "cite the page by an address in letters a to z, such as an archive's copy"
    named = re.match(r"https?://([^/?#]*)", text)
    if named and not named[1].isascii():
        raise refuse("has a host in letters that others look like", others)
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise refuse("has characters no address may hold", "copy it percent-encoded")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise refuse("is not a web address", "write https://host/path") from error
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"}:
        raise refuse("is not a web address", "write an address that begins with https://")
    if "@" in parts.netloc:
        raise refuse(f"has a user name that hides the host {host}", "remove everything up to the @")
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*", host):
        raise refuse("has no plain host name", "write the host's name in letters a to z")
    if any(label.startswith("xn--") for label in host.split(".")):
        raise refuse("has a host in look-alike letters (xn--)", others)
    if re.search("%(?:[01][0-9a-f]|7f)", text, re.IGNORECASE):
        raise refuse("has a control character in code", "copy the address again")
    if port not in (None, 80, 443) or re.search(r'[<>"`{}|\\^\[\]]', text):
        raise refuse("has a port or characters no source needs", "copy the address again")
    return text


EMPTY = "write it, or remove the key"
"""The fix of a value that is empty; of one that is needed it is to write it."""


def scalar(parse: Callable[[str], object]) -> PlainValidator:
    """A pydantic validator of a field whose value is one text."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            given = "a mapping" if isinstance(value, dict) else "a list"
            raise Refused("S003", f"one value is expected here, not {given}", "write one value")
        if not value:
            raise Refused("S002", "the value is empty", EMPTY)
        return parse(value)

    return PlainValidator(check)


def ref(kind: str) -> PlainValidator:
    """A pydantic validator of a field that names a record of `kind`."""
    return scalar(partial(parse_ref, kind))


def shape(
    description: str, *examples: str, pattern: str = "", kind: str = "", media: str = ""
) -> WithJsonSchema:
    """The type as an editor's JSON Schema tells it.

    An editor reads `350` and `2026` as numbers, so a number is allowed wherever a text is. `kind`
    is the kind of record a reference names; the ids themselves are filled in by `digest schema`.
    `media` is the type of a text of several lines.
    """
    schema: dict[str, object] = {
        "type": ["string", "number"] if any(e[:1].isdigit() for e in examples) else "string",
        "description": description,
    }
    if examples:
        schema["examples"] = list(examples)
    if pattern:
        schema["pattern"] = pattern
    if kind:
        schema["x-kind"] = kind
    if media:
        schema["contentMediaType"] = media
    return WithJsonSchema(schema)


class PublishedMarker(NamedTuple):
    """An annotation that says whether a field is a published value, where its type does not.

    A day, time, number, reference or one of a few words is one; a text is none. Of a published
    value a change is a correction, which the record must own up to.
    """

    published: bool


PUBLISHED = PublishedMarker(True)
EDITORIAL = PublishedMarker(False)


SLUG_SHAPE = shape(
    "An id: words of a to z and digits, joined by hyphens.",
    "harbour-office",
    pattern=f"^{SLUG.pattern}$",
)
Slug = Annotated[str, scalar(parse_slug), SLUG_SHAPE]
Plain = Annotated[
    str, scalar(parse_plain), shape("Plain text on one line.", "Two pumps fail", "350")
]
Language = Annotated[
    str, scalar(parse_language), shape("A language tag.", "en", "ko", "ja", pattern=f"^{TAG}$")
]
HttpUrl = Annotated[
    str, scalar(parse_url), shape("A web address.", "https://example.org/a", pattern="^https?://")
]
Day = Annotated[
    DayValue,
    scalar(parse_day),
    shape(
        "A day, month or year.",
        "2026-01-27",
        "1991-07",
        "1984",
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
    ),
]
Clock = Annotated[
    ClockValue,
    scalar(parse_clock),
    shape(
        "A time with its zone.",
        "15:50 BST",
        "06:54 UTC",
        "about 07:41 to 07:51 UTC+4:30",
        pattern=rf"^(about )?\d{{2}}:\d{{2}}( to \d{{2}}:\d{{2}})? ({LABEL})$",
    ),
]
ZoneName = Annotated[
    str,
    scalar(parse_zone),
    shape("A time zone of the IANA database.", "Europe/London", "America/New_York"),
]
Quantity = Annotated[
    QuantityValue,
    scalar(parse_quantity),
    shape(
        "A number with its bounds.",
        "350",
        "about 350",
        "at least 2",
        "up to 400",
        "340 to 350",
        "several",
        pattern=f"^(?:{QUANTITY_SHAPE})$",
    ),
]
Money = Annotated[
    QuantityValue,
    scalar(parse_money),
    shape(
        "An amount of money.",
        "about 1.2 million USD",
        "more than 500 EUR",
        pattern=f"^(?:{MONEY.pattern})$",
    ),
]
Duration = Annotated[
    QuantityValue,
    scalar(parse_duration),
    shape(
        "A length of time.",
        "at least 3 hours",
        "40 to 50 minutes",
        pattern=f"^(?:{DURATION.pattern})$",
    ),
]
DEGREES = rf"^{COORDINATE.pattern}$"
Latitude = Annotated[
    Decimal,
    scalar(partial(parse_coordinate, 90, "lat")),
    shape("Decimal degrees.", "39.15", pattern=DEGREES),
]
Longitude = Annotated[
    Decimal,
    scalar(partial(parse_coordinate, 180, "lon")),
    shape("Decimal degrees.", "127.44", pattern=DEGREES),
]
Position = Annotated[
    tuple[Decimal, Decimal],
    scalar(parse_position),
    shape("Latitude and longitude in decimal degrees.", "48.9, 2.4"),
]
Centre = Annotated[
    tuple[Decimal, Decimal] | None,
    scalar(parse_centre),
    shape("Latitude and longitude in decimal degrees, or `fitted`.", "fitted", "48.9, 2.4"),
]
Bearing = Annotated[
    int, scalar(partial(parse_whole, 0, 359)), shape("Whole degrees.", "62", pattern=r"^\d{1,3}$")
]
Limit = Annotated[
    int,
    scalar(partial(parse_whole, 1, 10**9)),
    shape("A whole number.", "200", pattern=r"^\d{1,10}$"),
]
Ordinal = Annotated[
    int, scalar(partial(parse_whole, 1, 99)), shape("Counted from 1.", "1", pattern=r"^\d{1,2}$")
]

# The kinds of record to which texts link, by the word that does so. What else a kind is, the
# registry of `schema` says.
LINK_KINDS = {
    "event": "events",
    "article": "articles",
    "actor": "actors",
    "system": "systems",
    "place": "places",
    "fact": "facts",
    "term": "terms",
    "explainer": "explainers",
    "month": "months",
}
EventId = Annotated[Ref, ref("events"), shape("An event.", kind="events")]
ArticleId = Annotated[Ref, ref("articles"), shape("An article.", kind="articles")]
ActorId = Annotated[Ref, ref("actors"), shape("An actor.", kind="actors")]
SystemId = Annotated[Ref, ref("systems"), shape("A thing.", kind="systems")]
PlaceId = Annotated[Ref, ref("places"), shape("A place.", kind="places")]
FactId = Annotated[Ref, ref("facts"), shape("A fact.", kind="facts")]
ExplainerId = Annotated[Ref, ref("explainers"), shape("An explainer.", kind="explainers")]
TermId = Annotated[Ref, ref("terms"), shape("A term.", kind="terms")]
EventType = Annotated[Ref, ref("event-types"), shape("A type of event.", kind="event-types")]
EventStatus = Annotated[
    Ref, ref("event-statuses"), shape("How sure an event is.", kind="event-statuses")
]
ActorKind = Annotated[Ref, ref("actor-kinds"), shape("A kind of actor.", kind="actor-kinds")]
PlaceKind = Annotated[Ref, ref("place-kinds"), shape("A kind of place.", kind="place-kinds")]
ArticleKind = Annotated[
    Ref, ref("article-kinds"), shape("A kind of article.", kind="article-kinds")
]
Verb = Annotated[Ref, ref("claim-verbs"), shape("How it was said.", kind="claim-verbs")]
Property = Annotated[Ref, ref("claim-properties"), shape("A property.", kind="claim-properties")]
SheetField = Annotated[Ref, ref("sheet-fields"), shape("A field.", kind="sheet-fields")]
Role = Annotated[Ref, ref("roles"), shape("A part in an event.", kind="roles")]
EditorRole = Annotated[
    Ref, ref("editor-roles"), shape("What an editor signs as.", kind="editor-roles")
]

VALUES: Mapping[str, Any] = MappingProxyType(
    {
        **{"quantity": Quantity, "money": Money, "duration": Duration, "bearing": Bearing},
        **{"clock": Clock, "day": Day, "actor": ActorId, "place": PlaceId},
        **{"system": SystemId, "event": EventId, "text": Plain},
    }
)
"""What a value of each kind that a digest may declare is read as, but for words."""
