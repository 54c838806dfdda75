"""What is reported of a record, without what its editors weighed and list under `ignore`."""

from collections.abc import Iterator, Sequence

from generator.loading import Source
from generator.problems import Problem, shown
from generator.problems.codes import CODES
from generator.schema.kinds import Record


def weighed(
    record: Record, source: Source, problems: Sequence[Problem], sure: bool
) -> Iterator[Problem]:
    """The problems of a record but for those that it lists under `ignore`, and entries in vain.

    A needless entry is reported where all records are `sure` to have been read.
    """
    entries = vars(record).get("ignore", ())  # pydantic takes long to say that there is none
    listed = {(entry.code, entry.text) for entry in entries if _ignorable(entry.code)}
    met = {(problem.code, problem.subject) for problem in problems}
    yield from (problem for problem in problems if (problem.code, problem.subject) not in listed)
    for index, entry in enumerate(entries):
        path = ("ignore", index)
        if not _ignorable(entry.code):
            message = f"`{shown(entry.code)}` cannot be ignored"
            codes = ", ".join(code for code, row in CODES.items() if row.ignorable)
            fix = f"remove the entry and mend what is reported; only {codes} can be ignored"
            yield source.problem((*path, "code"), "R018", message, fix)
        elif sure and (entry.code, entry.text) not in met:
            message = f"{entry.code} is not reported for `{shown(entry.text)}` in this record"
            yield source.problem((*path, "text"), "R018", message, "remove the entry")


def _ignorable(code: str) -> bool:
    return code in CODES and CODES[code].ignorable
