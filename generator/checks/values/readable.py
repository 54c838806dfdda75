"""Whether a value can be read as what its property or field is written as, and leads somewhere."""

from collections.abc import Iterator, Set
from decimal import Decimal

from generator.catalogue import Catalogue
from generator.catalogue.link import new_id, quantity_fix, time_fix
from generator.catalogue.suggestions import suggestion
from generator.catalogue.values import parsed_value, refers
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, Refused, Wanted, shown
from generator.schema.kinds import Claim, Entry
from generator.values.numbers import QUANTITY, QuantityValue
from generator.values.scalars import Ref
from generator.values.times import CLOCK


def readable(
    catalogue: Catalogue,
    text: str,
    kind: str,
    path: Path_,
    source: Source,
    names: Set[tuple[str, str]],
    claim: Claim | None = None,
    entry: Entry | None = None,
) -> Iterator[Problem]:
    """A value that is not written as its `kind`, or refers to nothing.

    `names` are the kind and id of every file: a reference to one that could not be read is no
    problem of its own. The value is that of a `claim`, where it is one, and of an `entry` that
    says what its numbers are.
    """
    of_kind = refers(kind)
    known = catalogue.words.get(of_kind) or catalogue.records.get(of_kind, {})
    try:
        value = catalogue.parsed(claim, kind) if claim else parsed_value(text, kind)
    except Refused as refused:
        fix = suggestion(Wanted(of_kind, text, "value"), known) if known else refused.fix
        if refused.wanted.kind == CLOCK:
            fix = time_fix(catalogue.settings, text)
        if refused.wanted.kind == QUANTITY and entry:
            fix = quantity_fix(entry, text)
        yield source.problem(path, refused.code, refused.message, fix)
        return
    if not isinstance(value, Ref) or value in known:
        return
    unread = (of_kind, str(value)) in names
    unread |= not known and ("vocabulary", of_kind) in names
    if not unread:
        fix = suggestion(Wanted(of_kind, text, "value"), known)
        if renamed := new_id(value, known):
            fix = f"write {renamed}, its new id"
        what = "record" if of_kind in catalogue.records else "vocabulary word"
        message = f"no {what} `{shown(value)}` in {of_kind}"
        yield source.problem(path, "R001", message, fix)


def above_limit(
    entry: Entry, vocabulary: str, value: QuantityValue, path: Path_, source: Source
) -> Iterator[Problem]:
    """A quantity above what its property or field, an entry of the vocabulary, holds possible."""
    largest = max((n for n in (value.low, value.high) if n is not None), default=Decimal(0))
    if entry.most is not None and largest > entry.most:
        unit = f" {entry.unit}" if entry.unit else ""
        message = f"{value}{unit} is above the plausible limit of {entry.most:,}{unit}"
        fix = f"check the number and its unit; the limit is in vocabulary/{vocabulary}.yml"
        yield source.problem(path, "S015", message, fix)
