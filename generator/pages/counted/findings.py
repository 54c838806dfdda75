"""What a chart shows, as the sentence that is its title: computed, and true of what is drawn.

None ends with a full stop. Where several share the first place all of them are named, or their
number is.
"""

from collections.abc import Mapping, Sequence

from generator.catalogue import Catalogue
from generator.schema.kinds import Entry
from generator.values.times import MONTHS, DayValue
from generator.values.words import capital, counted, listed, number_word

# So many that share a place are named.
NAMED = 3


def tops(counts: Mapping[str, int]) -> tuple[list[str], int]:
    """The names with the greatest count, in their order, and that count."""
    most = max(counts.values())
    return [name for name, count in counts.items() if count == most], most


def of_years(catalogue: Catalogue, counts: Mapping[int, int]) -> str:
    """The year with the most counted events; `counts` has every year that has one."""
    what, as_of = catalogue.counted, catalogue.settings.as_of
    total = sum(counts.values())
    best, most = tops({str(year): counts[year] for year in sorted(counts)})
    so_far = " so far" if str(as_of.year) in best else ""
    if len(counts) == len(best) <= NAMED:
        whole = _all(total, what.one, what.many)
        return f"{capital(whole)} on record{so_far} {_was(total)} in {listed(best)}"
    if len(best) > NAMED:
        times = f"{number_word(len(best))} had as many" if len(best) < len(counts) else ""
        rest = times or "each year with any had as many"
        return f"No year had more than {what.number(most)}{so_far}; {rest}"
    each = f"{most:,} each, of {total:,}" if len(best) > 1 else f"{most:,} of {total:,}"
    return f"{listed(best)} had the most {what.many} on record{so_far}: {each}"


def of_months(catalogue: Catalogue, counts: Mapping[tuple[int, int], int]) -> str:
    """The month with the most counted events; those of which no month is known have month 0."""
    what, as_of = catalogue.counted, catalogue.settings.as_of
    named = {
        f"{MONTHS[month]} {year}": number
        for (year, month), number in sorted(counts.items())
        if month
    }
    if not named:
        return f"Of no {what.one} on record is the month known"
    best, most = tops(named)
    last = as_of.last
    so_far = " so far" if f"{MONTHS[last.month]} {last.year}" in best else ""
    if len(best) > NAMED:
        as_many = f"{number_word(len(best))} months had as many"
        return f"No month had more than {what.number(most)}{so_far}; {as_many}"
    each = f"{most:,} each" if len(best) > 1 else f"{most:,}"
    return f"{listed(best)} had the most {what.many} of any month{so_far}: {each}"


def of_one_year(catalogue: Catalogue, year: int, counts: Mapping[int, int]) -> str:
    """The month of a year with the most counted events, by month; 0 is a month not known."""
    what = catalogue.counted
    total = sum(counts.values())
    so_far = " so far" if year == catalogue.settings.as_of.year else ""
    named = {MONTHS[month]: counts[month] for month in sorted(counts) if month and counts[month]}
    if not named:
        return f"Of no {what.one} of {year} is the month known"
    best, most = tops(named)
    if len(named) == len(best) <= NAMED and most * len(best) == total:
        whole = _all(total, what.one, what.many)
        return f"{capital(whole)} of {year}{so_far} {_was(total)} in {listed(best)}"
    if len(best) > NAMED:
        as_many = f"{number_word(len(best))} months had as many"
        return f"No month of {year} had more than {what.number(most)}{so_far}; {as_many}"
    each = f"{most:,} each, of {total:,}" if len(best) > 1 else f"{most:,} of {total:,}"
    return f"{listed(best)} had the most {what.many} of {year}{so_far}: {each}"


def of_pauses(catalogue: Catalogue, days: Sequence[int], half: float) -> str:
    """How long pauses between days with a counted event were; `half` is their median."""
    between = f"between {catalogue.counted.one} days"
    longest = counted(max(days), "day")
    if len(days) == 1:
        return f"The only pause {between} that is measured was {longest}"
    if min(days) == max(days):
        return f"{capital(_all(len(days), 'pause', 'pauses'))} {between} were {longest}"
    short = f"{half:g} {'day' if half == 1 else 'days'}"
    return f"Half of the pauses {between} were {short} or less; the longest was {longest}"


def of_groups(
    entry: Entry, groups: Mapping[str, int], unknown: int, total: int, drawn: tuple[str, str]
) -> str:
    """The most frequent group by a measure; `groups` are those that are one word or record.

    `drawn` are the words for one and for several of what is counted.
    """
    one, many = drawn
    name = entry.name.lower()
    if total == 1:
        return f"One {one} is drawn by {name}"
    if 2 * unknown > total:
        return f"{capital(name)} is not known for {unknown:,} of {total:,} {many}"
    if not any(groups.values()):
        return f"No {name} stands out among {total:,} {many}"
    best, most = tops(groups)
    if len(best) > NAMED:
        return f"No {name} is given for more than {most:,} of {total:,} {many}"
    if len(best) == 1:
        return f"{capital(best[0])} is the most frequent {name}: {most:,} of {total:,} {many}"
    return f"{capital(listed(best))} are the most frequent: {most:,} each of {total:,} {many}"


def of_pairs(
    nouns: tuple[str, str], measure: Entry, value: str, number: int, names: Sequence[str]
) -> str:
    """The greatest of one measure among `number` with both; `names` are all that share it.

    `nouns` are the words for one and for several of them.
    """
    name = measure.name.lower()
    if number == 1:
        return f"The {name} of the one {nouns[0]} with both numbers is {value}: {names[0]}"
    greatest = f"The greatest {name} among {number:,} {nouns[1]} with both numbers is {value}"
    if len(names) == 1:
        return f"{greatest}: {names[0]}"
    return f"{greatest}, shared by {number_word(len(names))}"


def of_record(catalogue: Catalogue, name: str, counts: Mapping[int, int]) -> str:
    """How many counted events a thing has on record, and in which year most."""
    what = catalogue.counted
    total, years = sum(counts.values()), sorted(counts)
    if len(years) == 1:
        whole = "" if total == 1 else "both " if total == 2 else "all "
        return f"{what.number(total)} of {name} on record, {whole}in {years[0]}"
    best, most = tops({str(year): counts[year] for year in years})
    span = f"{what.number(total)} of {name} on record, {years[0]} to {years[-1]}"
    if len(best) > NAMED:
        return span
    return f"{span}; most in {listed(best)}: {most:,}{' each' * (len(best) > 1)}"


def of_days(name: str, number: int, days: Sequence[DayValue]) -> str:
    """How many there are, and in which years: `Floods in Ahr: 14 on record, 1998 to 2026`."""
    years = sorted({day.year for day in days})
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else f"{years[0]}"
    return f"{name}: {number:,} on record, {span}"


def _all(number: int, one: str, many: str) -> str:
    """`the one flood`, `the two floods`, `all three floods`."""
    if number < 3:
        return f"the {number_word(number)} {one if number == 1 else many}"
    return f"all {number_word(number)} {many}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
