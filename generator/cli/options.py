"""The options that several commands share."""

from datetime import date, datetime
from pathlib import Path

import click

from generator.values.clock import latest_day

# What may not be read is a matter of the machine, told when it is met, and not of usage.
FOLDER = click.Path(file_okay=False, readable=False, path_type=Path)


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
