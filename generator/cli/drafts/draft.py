"""The command `digest draft`."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from generator.catalogue import Catalogue, link
from generator.cli import options
from generator.cli.links import INSTEAD, agent, instead
from generator.cli.terminal import print_problems
from generator.drafting.decoding import decoded, is_text
from generator.linkhealth.client import NotFetched, fetch
from generator.linkhealth.network import Web, may_be_asked
from generator.loading import Content, load_content
from generator.problems import shown
from generator.schema.kinds import Event
from generator.site.reading import read
from generator.values.scalars import SLUG, slugged
from generator.writing import Draft, Exists, files, write
from generator.writing.addresses import recorded

if TYPE_CHECKING:
    from generator.drafting.mentions import Sentence
    from generator.drafting.page import Page

LARGEST = 5_000_000
SECONDS = 30.0
# What the extra installs; without one of them the command only says how to install it.
EXTRA = ("trafilatura", "htmldate", "lxml")
HOW = (
    "`digest draft` reads pages with packages that are not installed; run `make draft`, which "
    "installs those of requirements-draft.txt"
)


class Source(NamedTuple):
    """What is read: its bytes, the letters that the server declares, and where it is from."""

    body: bytes
    charset: str
    url: str


@click.command()
@click.argument("source", metavar="ADDRESS|FILE")
@options.content
@options.today
@click.option("--url", default="", help="Where a saved page is from, if it does not say.")
@click.option("--event", default="", metavar="ID", help="The event that it reports.")
@click.option("--id", "name", default="", metavar="ID", help="The id of the article.")
@click.option("--print", "only_print", is_flag=True, help="Print the draft, and write no file.")
def draft(
    source: str, content: Path, today: date, url: str, event: str, name: str, only_print: bool
) -> None:
    """Begin the record of an article from its page: an address, or a page or text saved as a file.

    Title, day, language, publisher, agency, author and addresses are filled in as far as the page
    and the records tell. What it says, who said it and how is left to you: the file has a line for
    each, and `digest check` names those that are still empty.

    Numbers and actors of the text are printed with their sentence, as candidates for claims; they
    are not written, and no word of the text is kept.
    """
    try:
        from generator.drafting import article, mentions, page
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] in EXTRA:
            raise click.UsageError(HOW) from error
        raise
    loaded = load_content(content, str(content))
    catalogue, _ = link(loaded)
    if catalogue is None:
        raise click.UsageError(f"{content} has no digest.yml that can be read; see `digest check`")
    if event and event not in catalogue.events:
        raise click.UsageError(f"there is no event `{shown(event)}`")
    if name and not SLUG.fullmatch(name):
        raise click.UsageError(
            f"--id: `{shown(name)}` is not an id; write {slugged(name) or 'words'}"
        )
    if url and not may_be_asked(url):
        raise click.UsageError(f"--url: {shown(url)} is no address of the web")
    asked = source.lower().startswith(("http://", "https://"))
    _refuse_recorded(catalogue, loaded, url, source if asked else "")
    got = _fetched(source) if asked else _saved(source, url)
    if not is_text(got.body):
        raise click.UsageError(f"{shown(source, 400)} is no text; save what it says as a text file")
    try:
        found = page.read_page(decoded(got.body, got.charset), today, got.url)
    except page.Unreadable as error:
        raise click.UsageError(f"{shown(source, 400)}: {error}") from error
    _refuse_recorded(catalogue, loaded, got.url, found.url, found.archive)
    taken = {key for kind, key in loaded.names if kind == "articles"}
    made = article.drafted(catalogue, found, taken, event, name)
    texts = files([made], loaded.models)
    if only_print:
        click.echo(texts[made.path], nl=False)
        return
    try:
        write(content, texts)
    except Exists as error:
        raise click.UsageError(f"{error}; give another name with --id") from error
    path = content / made.path
    _tell(catalogue, made, path, found)
    _list(mentions.read(catalogue, page.sentences(found.paragraphs)))
    checked = read(content, today)
    left = [problem for problem in checked.problems if Path(problem.path) == path]
    click.echo("What is left to you, as `digest check` reports it:")
    print_problems(left, checked.files)


def _refuse_recorded(catalogue: Catalogue, loaded: Content, *urls: str) -> None:
    from generator.drafting.article import unfinished

    for url in filter(None, urls):
        article = recorded(catalogue, url)
        file = catalogue.sources["articles", article.id].path if article else None
        if file := file or unfinished(loaded, url):
            raise click.UsageError(f"this address is recorded already, in {file}")


def _fetched(url: str) -> Source:
    """A page by one request to its server."""
    if not may_be_asked(url):
        raise click.UsageError(f"{shown(url, 400)} is no address of a public page")
    web = Web(instead(os.environ.get(INSTEAD, "")))
    asking = agent("digest-draft", "an editor reads one page")
    try:
        page = fetch(url, web, asking, SECONDS, LARGEST)
    except NotFetched as error:
        advice = "save the page in a browser, and name the file"
        raise OSError(f"{shown(url, 400)}: {error}; {advice}") from error
    return Source(page.body, page.charset, page.url)


def _saved(name: str, url: str) -> Source:
    path = Path(name)
    if not path.is_file():
        raise click.UsageError(f"{shown(name, 400)} is neither a file nor an address (https://…)")
    with path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise click.UsageError(f"{shown(name, 400)} has more than {LARGEST:,} bytes")
    return Source(body, "", url)


def _tell(catalogue: Catalogue, made: Draft, path: Path, page: "Page") -> None:
    """What was written, and what is recorded of the days that it may report."""
    click.echo(f"Wrote {path}:")
    doubts = {"agency": "does the report carry its words?"}
    if not page.declared:
        doubts["published"] = "a day that its text names: is it that of publication?"
    for key, value in made.data.items():
        if isinstance(value, str) and value:
            doubt = f", {doubts[key]}" if key in doubts else ""
            click.echo(f"  {key}: {shown(value, 400)}{doubt}")
    if near := list(_near(catalogue, page.published)):
        click.echo("\nEvents on record from that day and the two before:")
        for event in near:
            click.echo(f"  {event.id}: {shown(event.title, 400)}")


def _near(catalogue: Catalogue, published: str) -> Iterator[Event]:
    if not published:
        return
    day = date.fromisoformat(published)
    for event in catalogue.events.values():
        if event.date.day and 0 <= (day - date.fromisoformat(str(event.date))).days <= 2:
            yield event


def _list(found: "Iterator[Sentence]") -> None:
    """Every sentence with a number, and the first of each actor that none of them names."""
    sentences = list(found)
    seen = {one.id for sentence in sentences if sentence.numbers for one in sentence.actors}
    if any(sentence.numbers for sentence in sentences):
        click.echo("\nNumbers of the text. What each is of, and whose word it is, you decide:")
    for sentence in sentences:
        if sentence.numbers:
            numbers = ", ".join(f"{one.words} {one.id}" for one in sentence.numbers)
            named = ", ".join(one.id for one in sentence.actors)
            click.echo(f"  {shown(numbers, 200)}{f' · {named}' if named else ''}")
            click.echo(f"    {shown(sentence.text, 600)}")
    others = []
    for sentence in sentences:
        for one in sentence.actors:
            if one.id not in seen:
                seen.add(one.id)
                others.append((one, sentence.text))
    if others:
        click.echo("\nActors named besides:")
    for one, text in others:
        click.echo(f"  {one.id}")
        click.echo(f"    {shown(text, 600)}")
    click.echo("")
