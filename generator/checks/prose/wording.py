"""Words that the digest's own prose avoids: those that judge, one name of two, units of elsewhere.

Which words these are, the vocabularies say. What is quoted is somebody else's and left alone, but
for its length.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalogue import Catalogue
from generator.catalogue.once import per_catalogue
from generator.checks.claims import too_long
from generator.checks.prose import counting
from generator.checks.prose.attribution import sentences
from generator.loading.document import Path_
from generator.loading.source import Fault, Source
from generator.problems import Problem, shown
from generator.schema.base import Model, Part
from generator.schema.kinds import Entry, Event, Explainer, Fact, Place
from generator.values.prose import ProseText

# Plain texts of ours, beside those that are prose.
PLAIN = {"note", "role"}
HEADS: Mapping[type[Model], set[str]] = {Event: {"title"}, Explainer: {"title", "summary"}}
# What a correction or an ignored problem repeats was or is wrong on purpose.
REPEATING = {"corrections", "ignore"}
QUOTATION = re.compile(r'"(?:[^"\n]|\n(?![ \t]*\n))*"|“(?:[^“”\n]|\n(?![ \t]*\n))*”')
# Besides quotations: where links lead, code, and paragraphs that are quoted as a whole.
UNREAD = re.compile(r"\]\([^)\s]*\)|`[^`\n]*`|^>.*$", re.MULTILINE)
LETTER = re.compile(r"\S")
JOINT = " / "
Pattern = re.Pattern[str]


class _Forms(NamedTuple):
    """The words of a list: each form in small letters with its entry, and two patterns.

    `words` finds a form as a word of its own, `numbers` a number with one behind it.
    """

    entries: Mapping[str, Entry]
    words: Pattern
    numbers: Pattern


def of_record(
    catalogue: Catalogue, record: Model, parts: Iterable[Part], source: Source
) -> Iterator[Problem]:
    """Every word of a record's own texts that the standards replace, and long quotations."""
    for path, text in _texts(record, parts):
        own = _own(str(text))
        faults = [*_one_name(catalogue, text, own), *_loaded(catalogue, own)]
        if isinstance(text, ProseText):
            unit = record.unit if isinstance(record, Fact) else ""
            faults += [*_units(catalogue, own, unit), *_long_quotations(text.text)]
        for fault in faults:
            yield source.problem_in(path, str(text), fault)


def of_counted(catalogue: Catalogue, event: Event, source: Source) -> Iterator[Problem]:
    """A superlative in a summary of what is counted, where the sentence names nobody for it."""
    forms = _forms(catalogue, "superlatives")
    if not event.summary or not forms.entries:
        return
    for sentence in sentences(event.summary.text, event.summary.links):
        if any(link.ref.kind in ("actors", "articles") for link in sentence.links):
            continue
        for match in _matches(forms, _own(sentence.text)):
            message = f"`{shown(match[0])}` without anybody who says so"
            fix = "name and link who says so, or leave it out: the site computes such records"
            fault = Fault(sentence.start + match.start(), match[0], "R045", message, fix)
            yield source.problem_in(("summary",), event.summary.text, fault)


def _texts(record: Model, parts: Iterable[Part]) -> Iterator[tuple[Path_, str | ProseText]]:
    """The texts in which the digest speaks for itself."""
    heads = next((of for kind, of in HEADS.items() if isinstance(record, kind)), set())
    for path, value in parts:
        if isinstance(value, ProseText):
            ours = path[0] not in REPEATING
        elif type(value) is str:
            head = len(path) == 1 and path[0] in heads
            ours = head or (path[-1] in PLAIN and path[0] not in (*REPEATING, "claims"))
        else:
            continue
        if ours:
            yield path, value


def _own(text: str) -> str:
    """A text in which all that is not ours is blank, so that what is left keeps its place."""
    for pattern in (UNREAD, QUOTATION):
        text = pattern.sub(lambda match: LETTER.sub(" ", match[0]), text)
    return text


def _one_name(catalogue: Catalogue, text: str | ProseText, own: str) -> Iterator[Fault]:
    """One name of a place that has two, in a text that never gives the other."""
    links = text.links if isinstance(text, ProseText) else ()
    for place, names in _two_names(catalogue):
        if not any(name.partition(" ")[0] in own for name, _ in names):
            continue  # as in most texts
        by_name = {name: pattern.search(own) for name, pattern in names}
        given = [match for match in by_name.values() if match]
        if given and len(given) < len(names):
            if any(link.ref == place.id and not link.text for link in links):
                continue
            first = min(given, key=lambda match: match.start())
            other = next(name for name, match in by_name.items() if not match)
            yield Fault(
                first.start(),
                " ".join(first[0].split()),
                "M017",
                f"`{' '.join(first[0].split())}` without its other name, {other}",
                f"write {place.name} where it comes first; where the name itself is the subject, "
                "put it in quotation marks",
            )


@per_catalogue
def _two_names(catalogue: Catalogue) -> tuple[tuple[Place, tuple[tuple[str, Pattern], ...]], ...]:
    """Each place with more than one name, and how each of them is found in a text."""
    parted = ((place, place.name.split(JOINT)) for place in catalogue.places.values())
    return tuple(
        (place, tuple((name, _named(name)) for name in names))
        for place, names in parted
        if len(names) > 1
    )


def _named(name: str) -> Pattern:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _loaded(catalogue: Catalogue, own: str) -> Iterator[Fault]:
    forms = _forms(catalogue, "loaded-words")
    for match in _matches(forms, own):
        entry = forms.entries[match[0].casefold()]
        instead = f"write {' or '.join(entry.instead)}" if entry.instead else "leave it out"
        yield Fault(
            match.start(),
            match[0],
            "M018",
            f"`{shown(match[0])}` in the digest's own voice",
            f"{instead}; as somebody's word, name them and put it in quotation marks",
        )


def _units(catalogue: Catalogue, own: str, unit: str) -> Iterator[Fault]:
    """A number in a unit of elsewhere, in a sentence that has none in the unit used here.

    Beside a fact is its value in `unit`.
    """
    forms = _forms(catalogue, "other-units")
    if not _may_have(forms, own):
        return
    for sentence in sentences(own, ()):
        for match in forms.numbers.finditer(sentence.text):
            entry = forms.entries[match["unit"].casefold()]
            words = {unit, *re.findall(r"[\w/]+", sentence.text.lower())}
            if not words & set(entry.instead):
                text = " ".join(match[0].split())
                message = f"{shown(text)} without the value in {entry.instead[0]}"
                fix = (
                    "convert it, and give what was printed in brackets: "
                    f"… {entry.instead[0]} ({shown(text)})"
                )
                yield Fault(sentence.start + match.start(), text, "M019", message, fix)


def _long_quotations(text: str) -> Iterator[Fault]:
    for match in QUOTATION.finditer(text):
        if message := too_long(match[0]):
            fix = "quote fewer, or say it in the digest's own words"
            yield Fault(match.start(), match[0], "S016", message, fix)


@per_catalogue
def _forms(catalogue: Catalogue, name: str) -> _Forms:
    """The forms of the words of a list, and how they are found in a text."""
    entries = {
        form.casefold(): entry
        for entry in catalogue.watched[name].values()
        for form in (entry.forms or (entry.name,))
    }
    either = "|".join(map(re.escape, sorted(entries, key=len, reverse=True)))
    return _Forms(
        entries,
        re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE),
        re.compile(
            rf"{counting.BEGIN}(?P<number>{counting.NUMBER}){counting.GAP}(?P<unit>(?i:{either}))"
            rf"{counting.END}"
        ),
    )


def _matches(forms: _Forms, own: str) -> Iterator[re.Match[str]]:
    """Where a text has one of the forms as a word of its own."""
    if _may_have(forms, own):
        yield from forms.words.finditer(own)


def _may_have(forms: _Forms, own: str) -> bool:
    """Whether any of the forms is in a text, maybe within a word: most texts are done with here."""
    small = own.casefold()
    return any(form in small for form in forms.entries)
