"""Whether every name, id and address belongs to one record, and files are named after their day."""

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.catalogue.link import both
from generator.catalogue.suggestions import one_of
from generator.checks.values import sheets
from generator.loading import Source
from generator.loading.files import RESERVED
from generator.problems import Problem, Refused, shown
from generator.schema.kinds import Article, Event
from generator.schema.registry import RECORDS, VOCABULARIES, WORD_LISTS, having
from generator.values.intended import LEAVE_OUT
from generator.values.scalars import SLUG, parse_ref
from generator.values.times import DayValue
from generator.values.words import with_article

YEAR = re.compile(r"(?:19|20|21)\d{2}")
# A day, month or year at the beginning of a name, as it must be or with a digit left out.
DAY = re.compile(r"(?:19|20|21)\d{2}(?:-\d{1,2}(?!\d)){0,2}(?=-|$)")
# What goes on as the day of a month or the month of a year would.
OF_MONTH = re.compile(r"\d{1,2}(?=-|$)")

WORD_FOR_NOTHING = "remove this entry: records leave the key out where nothing is known"


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Names two records share, addresses two records claim, chains that come back to themselves."""
    yield from _aliases(catalogue)
    yield from _former_ids(catalogue)
    yield from _removals(catalogue)
    yield from _rings(catalogue)
    yield from _words(catalogue)


def _aliases(catalogue: Catalogue) -> Iterator[Problem]:
    """A name that two records share, where such records may have several.

    An alias may lead to several places or terms; to one actor and one system alone.
    """
    for kind in having("aliases"):
        owner: dict[str, tuple[str, tuple[str | int, ...]]] = {}
        for key, record in catalogue.of_kind(kind).items():
            names: list[tuple[tuple[str | int, ...], str]] = [(("name",), record.called)]
            if kind in ("actors", "systems"):
                aliases = getattr(record, "aliases", ())
                names += [(("aliases", i, "name"), a.name) for i, a in enumerate(aliases)]
            for path, name in names:
                other, place = owner.setdefault(name.casefold(), (key, path))
                if other != key:
                    message = f"`{shown(name)}` is also a name of {{}}"
                    one, two = (kind, key, path), (kind, other, place)
                    fix = "keep the name on one of them"
                    yield from both(catalogue, one, two, "R007", (message, fix))


def _former_ids(catalogue: Catalogue) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for kind, key in catalogue.sources:
        if kind not in RECORDS:
            continue
        for index, old in enumerate(catalogue.of_kind(kind)[key].former_ids):
            source = catalogue.sources[kind, key]
            path = ("former_ids", index)
            if old in RESERVED:
                message = f"`{old}` is a reserved name, and was never the id of a record"
                yield source.problem(path, "F002", message, "remove it")
            elif old in catalogue.of_kind(kind) and old != key:
                message = f"`{old}` is the id of one record and a former id of another"
                fix = "remove the former id, or rename the other file"
                ends = (kind, key, path), (kind, old, ())
                yield from both(catalogue, *ends, "R004", (message, fix))
            elif old == key:
                yield source.problem(path, "R004", f"`{old}` is still the id", "remove it")
            elif other := seen.get((kind, old)):
                if other[0] == key:
                    message = f"`{old}` is in `former_ids` twice"
                    yield source.problem(path, "R004", message, "remove it")
                else:
                    message = f"`{old}` belongs to `{{}}`"
                    fix = "keep it on the record that had this id"
                    rival = (kind, other[0], ("former_ids", other[1]))
                    yield from both(catalogue, (kind, key, path), rival, "R004", (message, fix))
            seen.setdefault((kind, old), (key, index))


def _removals(catalogue: Catalogue) -> Iterator[Problem]:
    """Removals told twice, or of records that are still there or whose address leads elsewhere."""
    seen: set[tuple[str, str]] = set()
    for index, removal in enumerate(catalogue.removed):
        source = catalogue.sources["removals", "removals"]
        path = ("removed", index, "id")
        if removal.id in RESERVED:
            message = f"`{removal.id}` is a reserved name, and was never the id of a record"
            yield source.problem(path, "F002", message, "write the id that the record had")
            continue
        if (removal.kind, removal.id) in seen:
            message = f"`{removal.id}` of {removal.kind} is listed twice"
            yield source.problem(path, "R004", message, "keep one of the two entries")
            continue
        seen.add((removal.kind, removal.id))
        known = catalogue.of_kind(removal.kind)
        renamed = {old: key for key, record in known.items() for old in record.former_ids}
        if other := removal.id if removal.id in known else renamed.get(removal.id):
            message = f"`{removal.id}` is not gone: its address belongs to `{other}`"
            yield source.problem(path, "R004", message, "remove this entry, or delete the record")


def _rings(catalogue: Catalogue) -> Iterator[Problem]:
    """Chains of one key, such as `part_of`, that come back to where they began."""
    for kind, field in (
        ("actors", "part_of"),
        ("places", "within"),
        ("systems", "variant_of"),
        ("actors", "country"),
    ):
        for key, record in catalogue.of_kind(kind).items():
            trail = [key]
            above = getattr(record, field)
            while above and above not in trail and above in catalogue.of_kind(kind):
                trail.append(above)
                above = getattr(catalogue.of_kind(kind)[above], field)
            if above == key:
                ring = " → ".join([*trail, key])
                yield catalogue.sources[kind, key].problem(
                    (field,), "R002", f"a ring: {ring}", "cut it at one place"
                )


def _words(catalogue: Catalogue) -> Iterator[Problem]:
    """Words of a vocabulary given twice or that no record can write, and lists nobody reads."""
    for (kind, name), source in catalogue.sources.items():
        if kind != "vocabulary":
            continue
        known = (*VOCABULARIES, *WORD_LISTS)
        if name not in known and name not in sheets.vocabularies(catalogue):
            fix = one_of(name, known, f"keep to {', '.join(known)}")
            fix += ", or name it as the `vocabulary` of a property in claim-properties.yml"
            fix += " or of a field in sheet-fields.yml"
            yield source.problem((), "F008", f"no key takes its words from `{name}`", fix)
            continue
        seen: dict[str, int] = {}
        for index, written in _written(source):
            path = ("entries", index, "id")
            try:
                parse_ref(name, written)
            except Refused as refused:
                fix = WORD_FOR_NOTHING if refused.fix == LEAVE_OUT else refused.fix
                yield source.problem(path, refused.code, refused.message, fix)
            if (first := seen.setdefault(written, index)) != index:
                place = source.place(("entries", first, "id"))
                message = f"the id `{shown(written)}` is used at {place.line}:{place.column} too"
                yield source.problem(path, "R003", message, "keep one of the two entries")
            elif name in sheets.WORDED and (entry := catalogue.words[name].get(written)):
                yield from sheets.declared(catalogue, name, entry, index)


def _written(source: Source) -> Iterator[tuple[int, str]]:
    """Index and id of each entry of a vocabulary, as its file has them."""
    entries = source.tree.data.get("entries")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(word := entry.get("id"), str) and word:
            yield index, word


def of_event(event: Event, source: Source) -> Iterator[Problem]:
    """The name of an event begins with its day, and it lies in the folder of the year."""
    wrong = list(_named(event.id, event.date, source, "date"))
    yield from wrong or _folder(source, event.date.year, f"`date` is {event.date}")


def of_article(article: Article, source: Source) -> Iterator[Problem]:
    """The name of an article, where it begins with a day, begins with that of publication."""
    if not article.published:
        return
    # Of a page that gives a month alone the name may bear the day of the event.
    wrong: list[Problem] = []
    if DAY.match(article.id) and not article.id.startswith(f"{article.published}-"):
        wrong = list(_named(article.id, article.published, source, "published"))
    yield from wrong or _folder(
        source, article.published.year, f"`published` is {article.published}"
    )


def _named(name: str, day: DayValue, source: Source, field: str) -> Iterator[Problem]:
    # Behind a month or a year the name goes on with words, not with a day that nobody knows.
    begins = f"{day}-"
    if f"{name}-".startswith(begins) and (day.day or not OF_MONTH.match(name, len(begins))):
        return
    match = DAY.match(name)
    rest = name[match.end() :].strip("-") if match else name
    wanted = f"{day}-{rest}" if rest else str(day)
    fix = f"correct `{field}`, or rename the file: {wanted}"
    if not SLUG.fullmatch(wanted) or len(wanted) > 80:
        fix = f"correct `{field}`, or begin the file's name with {day}-"
    message = f"`{field}` is {day}, but the record is named {name}"
    yield source.problem((field,), "R020", message, fix, name)


def _folder(source: Source, year: int, stated: str) -> Iterator[Problem]:
    folder = source.relative.split("/")[1:-1]
    if folder and YEAR.fullmatch(folder[0]) and folder[0] != f"{year:04}":
        kind = source.relative.split("/")[0]
        message = f"{stated}, but the file lies in {kind}/{folder[0]}/"
        yield source.problem((), "R020", message, f"move it to {kind}/{year:04}/")


def counted_once(catalogue: Catalogue) -> Iterator[Problem]:
    """Two counted events of one day at one place, at both."""
    seen: dict[tuple[DayValue, str], str] = {}
    what, parts = catalogue.settings.counted, catalogue.settings.parts
    for key, event in catalogue.events.items():
        if what and event.place and event.date.day and catalogue.is_counted(event):
            other = seen.setdefault((event.date, event.place), key)
            if other != key:
                place = (
                    catalogue.places[event.place].name if event.place in catalogue.places else ""
                )
                message = f"{{}} is {with_article(what.one)} of {event.date} "
                message += f"{what.preposition} {place or event.place} too"
                whole = f" with all {parts.many}" if parts else ""
                fix = f"keep one record{whole}, or correct the day or the place"
                one, two = (("events", name, ("date",)) for name in (key, other))
                yield from both(catalogue, one, two, "R021", (message, fix))
