"""What a fact's page asks: its value now and then, its use, whether it is due for review."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from generator.catalogue import Catalogue, parsed_value
from generator.catalogue.values import Value, fact_kind
from generator.evidence import claims
from generator.pages.digests import periods
from generator.pages.shared import backlinks, source_list
from generator.schema.kinds import Explainer, Fact, FactVersion
from generator.values.numbers import QuantityValue, parse_quantity
from generator.values.times import DayValue
from generator.values.words import span

Version = Fact | FactVersion


class Review(NamedTuple):
    """When somebody looks at a record again; `due` is judged on the day of the digest."""

    by: DayValue | None
    due: bool


class DatedValue(NamedTuple):
    """A value of a fact at one time; `change` against the time before is computed, or not known."""

    version: Version
    value: str
    change: str | None


class FactView(NamedTuple):
    """Everything on a fact's page. `dated_values` runs from the newest value to the oldest."""

    fact: Fact
    dated_values: tuple[DatedValue, ...]
    review: Review
    statements: tuple[claims.Statement, ...]
    links: backlinks.Backlinks
    months: tuple[DayValue, ...]
    sources: dict[str, source_list.Source]


class FactRow(NamedTuple):
    """A fact in a list."""

    fact: Fact
    review: Review
    uses: int


def view(catalogue: Catalogue, fact: Fact) -> FactView:
    """One fact with its earlier values and its use, the months that tell of it included."""
    days = (fact.as_of, *(old.as_of for old in fact.history))
    months = {day.month_id for day in days}
    return FactView(
        fact,
        dated_values(fact),
        review(catalogue, fact),
        claims.about(catalogue, "facts", fact.id),
        backlinks.backlinks(catalogue, "facts", fact.id),
        tuple(month for month in periods.months(catalogue)[::-1] if str(month) in months),
        source_list.sources(catalogue, source_list.cited(fact)),
    )


def rows(catalogue: Catalogue) -> tuple[FactRow, ...]:
    """Every fact by name, with the number of records that use it."""
    return tuple(
        FactRow(fact, review(catalogue, fact), len(catalogue.mentions.get(("facts", key), ())))
        for key, fact in catalogue.facts.items()
    )


def review(catalogue: Catalogue, record: Fact | Explainer) -> Review:
    """Whether the day of review has come, as of the day of the digest."""
    by = record.review_by
    return Review(by, by is not None and by.last <= catalogue.settings.as_of.last)


def value(fact: Fact, version: Version | None = None) -> Value:
    """A fact's value, or an earlier one, as read."""
    return parsed_value((version or fact).value, fact_kind(fact.unit))


def value_text(fact: Fact, version: Version | None = None) -> str:
    """A fact's value, or an earlier one, as a sentence says it: `28,500`, `27 July 1953`."""
    found = value(fact, version)
    return found.words if isinstance(found, DayValue) else str(found)


def with_unit(fact: Fact, version: Version | None = None) -> str:
    """The value with its unit: `28,500 people`, `27 July 1953`."""
    text = value_text(fact, version)
    return text if fact.unit == "date" else f"{text} {fact.unit}"


def dated_values(fact: Fact) -> tuple[DatedValue, ...]:
    """The value and its history, newest first, each with its change against the time before."""
    versions: tuple[Version, ...] = (fact, *fact.history)
    return tuple(
        DatedValue(
            version,
            with_unit(fact, version),
            change(value(fact, version), [value(fact, old) for old in before(version, versions)]),
        )
        for version in versions
    )


def before(version: Version, versions: Iterable[Version]) -> tuple[Version, ...]:
    """The values of the latest earlier time: several where sources of one time differ."""
    earlier = [old for old in versions if old.as_of.surely_before(version.as_of)]
    return tuple(
        old for old in earlier if not any(old.as_of.surely_before(o.as_of) for o in earlier)
    )


def change(new: Value, olds: Iterable[Value]) -> str | None:
    """`10,000 lower`, `9,000 to 10,000 lower`, `no change`; None where a value is a bound or a day.

    Against several earlier values it spans all of them. It is no more exact than they are.
    """
    found = [new, *olds]
    numbers = [n for n in found if isinstance(n, QuantityValue) and n.low == n.high]
    if len(numbers) != len(found) or len(found) == 1:
        return None
    differences = [_number(numbers[0]) - _number(old) for old in numbers[1:]]
    about = "about " if any(number.form == "about" for number in numbers) else ""
    if set(differences) == {0}:
        return "about the same" if about else "no change"
    if not (min(differences) > 0 or max(differences) < 0):
        return None
    size = span(parse_quantity(f"{abs(n.normalize()):f}") for n in differences)
    return f"{about}{size} {'higher' if differences[0] > 0 else 'lower'}"


def _number(quantity: QuantityValue) -> Decimal:
    return quantity.low or Decimal(0)
