"""An article: its address, what it is, and what it says of events."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import ClassVar

import click

from generator.cli.adding.flow import Flow, filled, singular
from generator.loading.document import Data
from generator.problems import Refused
from generator.schema.models import Models
from generator.values.scalars import parse_url
from generator.values.times import parse_day
from generator.writing import Draft, addresses, ids, statements
from generator.writing.questions import Question, of_model
from generator.writing.statements import Statement

ASKED = ("url", "publisher", "title", "published", "kind", "language", "title_in_english")
ASKED_TOO = ("agency", "summary")
RARE = ("title_basis", "author", "archive", "retrieved", "version", "mentions")
# Keys that an event has too, or that its words would mean.
SHARED = frozenset({"title", "title_in_english", "kind", "summary"})
DATED = re.compile(r"(?<!\d)((?:20|19)\d\d)([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])")
DAY = timedelta(days=1)
LONG = timedelta(days=40)
EVENT = Question("event", "An event that it reports, by its id.", str, many=True, of="events")
BY = Question("by", "Who says it: the origin, who is said to know.", str, True, of="actors")
OTHER = BY._replace(about="Who else says something; an empty line ends.", needed=False)
VERB = Question("verb", "How it is said.", str, needed=True, of="claim-verbs")


class Article(Flow):
    """Adds an article, with its claims on events."""

    ABOUT = """Add an article: its address, what it is, and what it says of events.

    Trackers are taken off the address, and one that is recorded is refused. Publisher, kind,
    language and day are proposed by the address and by the publisher's other articles.
    """
    PREFIX: ClassVar[str] = ""
    id = ""

    @classmethod
    def questions(cls, models: Models) -> Sequence[Question]:
        """Those on the article, and on what it says."""
        found = of_model(models["articles"], (*ASKED, *ASKED_TOO, *RARE), None)
        return [*(cls._prefixed(singular(one)) for one in found), EVENT, BY, VERB, _says(models)]

    def ask(self) -> None:
        """The article, then each event that it reports."""
        data = self.article()
        self.asker.head("What it reports")
        near = self.recorded(str(data["published"]))
        events = self.asker.several(EVENT, lambda text: EVENT.read(self.known, text), near)
        if len(events) > 1 and self.asker.given.get("says"):
            raise click.UsageError("--says is about one event: give --event once")
        claims: list[Data] = []
        silent: list[Data] = []
        for event in events:
            record = self.catalogue.events[event]
            self.asker.tell(f"What it says of {record.date}, {record.title}:")
            said = self.said(data, self.catalogue.is_counted(record))
            claims += [one.claim(event, statements.part_key(self.catalogue)) for one in said]
            silent += [] if said else [event]
        data |= {"events": silent, "claims": claims}
        self.known.add(Draft("articles", self.id, filled(data)))
        self.known.rest_on(self.id)

    def article(self) -> dict[str, Data]:
        """What the article is; its id is known then."""
        data: dict[str, Data] = {}
        url = data["url"] = self.asker.one(self._of("url"), read=self._address)
        usual = {"publisher": addresses.publisher(self.catalogue, url) if url else ""}
        if found := DATED.search(url):
            usual["published"] = "-".join(found.group(1, 3, 4))
        for key in (*ASKED[1:], *ASKED_TOO):
            if key == "kind":
                usual |= addresses.usual(self.catalogue, str(data["publisher"]))
            if key == "title_in_english" and str(data["language"]).startswith("en"):
                data[key] = self.asker.by_option(self._of(key))
                continue
            data[key] = self.asker.one(self._of(key), usual.get(key, ""))
        for key in RARE:
            data[key] = self.asker.by_option(self._of(key))
        title = str(data["title_in_english"] or data["title"])
        parts = (str(data["published"] or data["retrieved"]), str(data["publisher"]), title)
        common = ids.common_words(self.catalogue)
        self.id = ids.of_article(*parts, self.known.of("articles"), common)
        if not self.PREFIX:
            self.id = self.chosen_id("articles", self.id)
        return data

    @classmethod
    def _prefixed(cls, question: Question) -> Question:
        """What the event has too has a longer option where both are added."""
        longer = cls.PREFIX and question.key in SHARED
        return question._replace(option=f"{cls.PREFIX}{question.key}") if longer else question

    def _of(self, key: str) -> Question:
        return self._prefixed(self.question("articles", key))

    def _address(self, text: str) -> str:
        """An address without trackers, which no other article has."""
        address = addresses.plain(parse_url(text))
        if address != text:
            click.echo(f"  without what counts visits: {address}", err=True)
        if article := addresses.recorded(self.catalogue, address):
            path = self.catalogue.sources["articles", article.id].path
            reports = f", which reports {', '.join(article.events)}" if article.events else ""
            message = f"this address is recorded in {path}{reports}"
            raise Refused("R016", message, "add to that file what it says more")
        return address

    def recorded(self, text: str) -> list[str]:
        """The events that are recorded of a day and of those beside it."""
        day = parse_day(text) if text else None
        if not day or day.last - day.first > LONG:
            return []
        return [
            key
            for key, event in self.catalogue.events.items()
            if event.date.first <= day.last + DAY
            and (event.ends or event.date).last >= day.first - DAY
        ]

    def said(self, article: Mapping[str, Data], counted: bool) -> list[Statement]:
        """What the report says of an event, speaker by speaker; in its own voice by its agency."""
        own = str(article["agency"] or article["publisher"])
        found: list[Statement] = []
        by_option = bool(self.asker.given.get("says"))
        if not self.asker.asks and not by_option:
            return found
        listed = ", ".join(statements.properties(self.catalogue, counted))
        question = _says(self.catalogue.models)
        question = question._replace(about=f"{question.about} The properties are {listed}.")
        asker, by = self.asker, self.asker.one(BY, own)
        while by:
            # Each statement of an option may name its own speaker and verb.
            verb = asker.one(VERB._replace(needed=not by_option))
            found += asker.several(question, partial(self._statement, by, verb, counted))
            asker = self.asker.with_answers({})
            question = question._replace(about="What does that one say?")
            by = "" if by_option else asker.one(OTHER)
        return list(dict.fromkeys(found))

    def _statement(self, by: str, verb: str, counted: bool, text: str) -> Statement:
        """What a line says, and, where it names a record, which."""
        found = statements.read(self.known, text, by, verb, counted=counted)
        if self.asker.given.get("says") and not found.verb:
            raise Refused("S002", "nobody says it", f"write NAME VERB: {text}")
        if self.asker.asks and not text.endswith(found.value):
            click.echo(f"  {found.about} {found.value}", err=True)
        return found


def _says(models: Models) -> Question:
    """What a report says, with an example of this digest's own."""
    measures, parts = models.declared.measures, models.declared.parts
    first = next((one.id for one in measures if one.group == "counted"), "statement")
    part = f", or `{parts.one} 1 PROPERTY VALUE`" if parts else ""
    about = f"What it says: `PROPERTY VALUE`, such as `{first} …`{part}. What another says has the "
    about += "speaker and the verb before it: `NAME VERB: PROPERTY VALUE`."
    return Question("says", about, str, many=True)
