"""What changed as files for programs that keep a copy: the days, and a small file for each."""

from generator.catalogue import Catalogue
from generator.catalogue.revisions import Revision, Sort
from generator.exports import licence, record_json
from generator.exports.api import answers
from generator.pages.addresses import API
from generator.schema.base import Model

NAME = f"{API}changes.json"


def files(catalogue: Catalogue) -> dict[str, str]:
    """Path below the site's root and text of every such file; none without a history."""
    history = catalogue.history
    if history is None or not history.revisions:
        return {}
    made: dict[str, Model] = {
        path_of(str(day)): answers.ChangedDay(
            format=licence.FORMAT,
            day=str(day),
            added=_of(found, "added"),
            revised=_of(found, "revised"),
            removed=_of(found, "removed"),
        )
        for day, found in history.days.items()
    }
    made[NAME] = answers.Changes(
        format=licence.FORMAT,
        version=record_json.site_version(catalogue),
        as_of=str(catalogue.settings.as_of),
        commit=history.commit,
        days=tuple(
            answers.CountedDay(
                day=str(day),
                added=len(_of(found, "added")),
                revised=len(_of(found, "revised")),
                removed=len(_of(found, "removed")),
                json=path_of(str(day)),
            )
            for day, found in history.days.items()
        ),
    )
    return {path: record_json.dumps(record_json.json_object(whole)) for path, whole in made.items()}


def path_of(day: str) -> str:
    """The file of a day, below the root of the site."""
    return f"{API}changes/{day}.json"


def _of(found: tuple[Revision, ...], sort: Sort) -> tuple[answers.Touched, ...]:
    return tuple(
        answers.Touched(kind=one.kind, id=one.id, fields=one.fields)
        for one in found
        if one.sort == sort
    )
