"""The commands `digest build` and `digest render`: the pages as a site, and as plain Markdown."""

import logging
import sys
import time
from datetime import date
from pathlib import Path

import click

from generator.cli import options
from generator.cli.outputs import project, refuse_out, resolved, settings_of_site
from generator.cli.records import checked_records, sound_records
from generator.cli.terminal import Warnings, print_problems, progress
from generator.rendering import TemplateFault
from generator.site import pipeline, shipped
from generator.site.building.phases import Phases
from generator.site.building.staging import staged
from generator.site.markdown import portable_markdown
from generator.site.reading import ContentRefused, only_shown


@click.command()
@options.content
@options.today
@options.published
@click.option(
    "--out",
    type=options.FOLDER,
    default=Path("site"),
    show_default=True,
    help="Where the site goes. It is replaced only when the build succeeded.",
)
@click.option(
    "--whole-history",
    is_flag=True,
    help="Refuse to build where it is not known when records were added and changed.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Make every page anew, whatever the last build kept.",
)
@click.option("--profile", is_flag=True, help="Print how long each phase took.")
def build(
    content: Path,
    today: date,
    published: Path | None,
    out: Path,
    whole_history: bool,
    fresh: bool,
    profile: bool,
) -> None:
    """Check the records, build the site with MkDocs, index it for search.

    The site is built beside OUT and takes its place at the end, so that a failed build leaves the
    last good site as it was. When records were added and changed is read from the commits of the
    repository; where not all of them are here, the pages do not say it.
    """
    # MkDocs is imported here alone: `check` and `render` run without it.
    from generator.site.building.build import build_site
    from generator.site.making import kept

    # A link means the folder it leads to; MkDocs would start from mkdocs.yml instead.
    named, out = out, resolved(out)
    refuse_out(out, content)
    config = settings_of_site()
    started = time.monotonic()
    phases = Phases()
    checked = checked_records(content, today, published, dated=True)
    if whole_history and checked.undated:
        raise OSError(f"the history of the records is not known: {checked.undated}")
    phases.end("reading and checking")
    print_problems(checked.problems, checked.files, checked.ignored)
    if checked.catalogue is None:
        click.echo(f"Nothing was written; {named} is as it was.", err=True)
        sys.exit(1)
    catalogue = only_shown(checked.catalogue)
    del checked
    if sys.stderr.isatty():
        click.echo("Building the pages and the search index …", err=True)
    logging.getLogger("mkdocs").addHandler(Warnings())
    with staged(out) as stage:
        keeping = kept.Keeping(project() / ".cache" / kept.NAME, fresh)
        reused = build_site(config, catalogue, stage, phases, keeping)
        pages = sum(1 for _ in stage.rglob("*.html"))
    phases.end("putting it in place")
    if profile:
        click.echo("\n".join(phases.lines()))
    click.echo(reused)
    click.echo(f"Built {named}: {pages} pages in {time.monotonic() - started:.1f} s.")


@click.command()
@click.argument("folder", type=options.FOLDER)
@options.content
@options.today
def render(folder: Path, content: Path, today: date) -> None:
    """Write the pages as plain Markdown with a nav into FOLDER, without MkDocs.

    FOLDER gets docs/ and a small mkdocs.yml that any builder of the MkDocs family can read. Every
    page keeps its address.
    """
    folder = resolved(folder)
    refuse_out(folder, content)
    catalogue = sound_records(content, today)
    try:
        output = pipeline.render(
            catalogue, shipped.templates(project() / "templates"), progress("pages")
        )
    except TemplateFault as fault:
        raise ContentRefused(str(fault)) from fault
    files = portable_markdown.files(output, shipped.hand_written(project() / "docs"), catalogue)
    with staged(folder) as stage:
        for path, data in files.items():
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    click.echo(f"Wrote {len(output.pages)} pages into {folder}.")
