"""Values of facts and events against what the article that they rest on says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.values import Value, fact_kind, readable_value
from generator.evidence.comparison import values_apart
from generator.loading import Source
from generator.loading.document import Path_
from generator.problems import Problem, shown
from generator.schema.kinds import Claim, Entry, Event, Fact
from generator.values.numbers import QuantityValue
from generator.values.scalars import Ref
from generator.values.tolerance import Difference


def of_fact(catalogue: Catalogue, fact: Fact, source: Source) -> Iterator[Problem]:
    """Values of a fact that the article they rest on states otherwise.

    One article may give several earlier values and claim one of them alone.
    """
    kind = fact_kind(fact.unit)
    versions: list[tuple[Path_, str, Ref]] = [(("value",), fact.value, fact.article)]
    for index, old in enumerate(fact.history):
        versions.append((("history", index, "value"), old.value, old.article))
    for index, (path, text, cited) in enumerate(versions):
        claims = catalogue.claims.get(("facts", fact.id), ())
        said = [
            c.value
            for a, c in claims
            if a.id == cited and catalogue.asserted(c) and catalogue.is_about(c, "value")
        ]
        shared = [text] if index == 0 else [other for _, other, key in versions if key == cited]
        values = [readable_value(one, kind) for one in (*shared, *said)]
        if not said or None in values:
            continue
        mine, theirs = values[: len(shared)], values[len(shared) :]
        if not any(_fits(catalogue, a, b, fact.unit) for a in mine for b in theirs):
            message = f"the fact is {shown(text)}, but {cited} claims {_listed(said)}"
            yield source.problem(path, "R024", message, "correct the one that is wrong")


class _Stated(NamedTuple):
    """A value of an event or of one of its parts, which is counted from 1, and its article."""

    entry: Entry
    path: Path_
    value: Any
    cited: Ref
    part: int | None


def _stated(catalogue: Catalogue, event: Event) -> Iterator[_Stated]:
    # A bearing is read off the track that a source draws: no source words it as a claim.
    measures = [one for one in catalogue.measures.values() if one.kind != "bearing"]
    for index, part in enumerate(event.parts):
        for entry in measures:
            if value := part.get(entry.carried_as):
                at: Path_ = (event.HELD["parts"], index, entry.carried_as)
                yield _Stated(entry, at, value, part.article, index + 1)
    for entry in measures:
        if whole := event.whole(entry.carried_as):
            path = (entry.carried_as, "place" if entry.kind == "place" else "value")
            yield _Stated(entry, path, whole.stated, whole.article, None)


def of_event(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """Values of an event and its parts that no claim of the article they cite gives.

    An article that lists no events is cited as a whole, as a database is, and need not claim them.
    """
    said: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for reports, claim in catalogue.claims_on(event):
        if catalogue.asserted(claim):
            said[reports.id, claim.about].append(claim)
    for entry, path, value, cited, part in _stated(catalogue, event):
        article, name = catalogue.articles.get(cited), entry.carried_as
        # What an article does not report it need not claim: that is reported at the article's name.
        if not article or event.id not in article.events:
            continue
        claims = [
            claim
            for claim in said.get((cited, entry.id), ())
            if part is None or claim.part in (None, part)
        ]
        claimed = [catalogue.readable(claim, entry.written) for claim in claims]
        if None in claimed or any(_fits(catalogue, value, one, entry.unit) for one in claimed):
            continue
        text = value.text if isinstance(value, QuantityValue) else str(value)
        message = f"no claim of {cited} gives `{name}` {shown(text)}"
        if claims:
            listed = _listed(claim.value for claim in claims)
            message = f"`{name}` is {shown(text)}, but {cited} claims {listed}"
        fix = "correct it, cite the article that gives it, or list it under `ignore` with a reason"
        yield source.problem(path, "R025", message, fix, text)


def _listed(values: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(shown(value, 40) for value in values))


def _fits(
    catalogue: Catalogue, value: Value | None, claimed: Value | None, unit: str | None
) -> bool:
    """Whether a value can be what is claimed; a variant of a system is that system too."""
    if value is None or claimed is None:
        return value == claimed
    if isinstance(value, Ref) and isinstance(claimed, Ref) and value.kind == "systems":
        one, two = (catalogue.chain("systems", ref, "variant_of") for ref in (value, claimed))
        return value == claimed or claimed in one or value in two
    return values_apart(catalogue, value, claimed, unit) is Difference.NO
