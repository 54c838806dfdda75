"""The options that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator.values.clock import latest_day


class _Folder(click.Path):
    """A folder that has a name: what a script left empty is not the one in which it runs."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if value == "":
            self.fail("it is empty; write . for the folder in which you are", param, ctx)
        return super().convert(value, param, ctx)


# What may not be read is a matter of the machine, told when it is met, and not of usage.
FOLDER = _Folder(file_okay=False, readable=False, path_type=Path)


def _day(context: click.Context, option: click.Parameter, value: datetime) -> date:
    return value.date()


content = click.option(
    "--content",
    type=FOLDER,
    default=Path("content"),
    show_default=True,
    help="The folder that holds events/, articles/ and the other records.",
)
today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: latest_day().isoformat(),
    callback=_day,
    show_default="the newest day that has begun anywhere, UTC+14",
    help="The day that counts as today: later dates are refused, reviews due by it are reported.",
)
published = click.option(
    "--published",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="manifest.json of the published site: records that it has may not vanish.",
)
since = click.option(
    "--since",
    default="",
    metavar="REV",
    help="A git revision that readers have, such as origin/main: a value that differs from it "
    "needs an entry under `corrections`, and its records may not vanish.",
)
