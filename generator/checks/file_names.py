"""Whether the name of a record, its folder and its day say the same, and one record each launch."""

import re
from collections.abc import Iterator

from generator.catalogue.link import Catalogue, both
from generator.loading import Source
from generator.problems import Problem
from generator.schema.kinds import Article, Event
from generator.values.scalars import SLUG
from generator.values.times import DayValue

YEAR = re.compile(r"(?:19|20|21)\d{2}")
# A day, month or year at the beginning of a name, as it must be or with a digit left out.
DAY = re.compile(r"(?:19|20|21)\d{2}(?:-\d{1,2}(?!\d)){0,2}(?=-|$)")


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
    goes_on = r"-" if day.day else r"-(?!\d{1,2}(?:-|$))"
    if re.match(rf"{day}{goes_on}", f"{name}-"):
        return
    found = DAY.match(name)
    rest = name[found.end() :].strip("-") if found else name
    wanted = f"{day}-{rest}" if rest else str(day)
    fix = f"correct `{field}`, or rename the file: {wanted}"
    if not SLUG.fullmatch(wanted) or len(wanted) > 80:
        fix = f"correct `{field}`, or begin the file's name with {day}-"
    told = f"`{field}` is {day}, but the record is named {name}"
    yield source.problem((field,), "R020", told, fix)._replace(subject=name)


def _folder(source: Source, year: int, told: str) -> Iterator[Problem]:
    folder = source.relative.split("/")[1:-1]
    if folder and YEAR.fullmatch(folder[0]) and folder[0] != f"{year:04}":
        kind = source.relative.split("/")[0]
        message = f"{told}, but the file lies in {kind}/{folder[0]}/"
        yield source.problem((), "R020", message, f"move it to {kind}/{year:04}/")


def launches_once(catalogue: Catalogue) -> Iterator[Problem]:
    """Two launches of one day from one site, at both."""
    seen: dict[tuple[DayValue, str], str] = {}
    for key, event in catalogue.events.items():
        if event.place and event.date.day and catalogue.is_launch(event):
            other = seen.setdefault((event.date, event.place), key)
            if other != key:
                place = (
                    catalogue.places[event.place].name if event.place in catalogue.places else ""
                )
                told = f"{{}} is a launch of {event.date} from {place or event.place} too"
                fix = "keep one record with all flights, or correct the day or the place"
                one, two = (("events", name, ("date",)) for name in (key, other))
                yield from both(catalogue, one, two, "R021", (told, fix))
