"""An event, with the article that reports it."""

from collections.abc import Sequence

import click

from generator.cli.adding.articles import EVENT, Article
from generator.cli.adding.flow import filled, singular
from generator.loading.document import Data
from generator.problems import Refused, shown
from generator.schema.kinds import Event
from generator.schema.models import Models
from generator.writing import Draft, ids, statements
from generator.writing.questions import Question, of_model

ASKED = ("type", "date", "place", "actors", "title", "status", "summary")
RARE = ("ends", "zone", "related", "note")


class EventWithArticle(Article):
    """Adds an event and the article that reports it."""

    ABOUT = """Add an event with the article that reports it.

    What the report says is asked once: the claims of the article and the values of the event follow
    from it, each with its source. The id follows from day and place, the status from who says so.
    """
    PREFIX = "article-"

    @classmethod
    def questions(cls, models: Models) -> Sequence[Question]:
        """Those on the article, then those on the event."""
        found = [one for one in super().questions(models) if one is not EVENT]
        return [*found, *map(singular, of_model(models["events"], (*ASKED, *RARE), None))]

    def ask(self) -> None:
        """The article, the event, and what the one says of the other."""
        self.asker.head("The article that reports it")
        article = self.article()
        self.asker.head("The event")
        data: dict[str, Data] = {"article": self.id}
        kind = data["type"] = self.asker.one(self.question("events", "type"))
        words = self.catalogue.words["event-types"]
        counted = kind in words and words[kind].group == "counted"
        # Most is reported on its day; without a person to see it that would be a guess.
        of_report = str(article["published"]) if self.asker.asks else ""
        day = self.asker.one(self.question("events", "date"), of_report)
        around = [self.catalogue.events[key] for key in self.recorded(day)]
        for event in around:
            click.echo(f"  recorded: {event.date} {event.title} ({event.id})", err=True)
        place = self.asker.one(self.question("events", "place"))
        if counted:
            self._same(around, day, place)
        data |= {"date": day, "place": place}
        who = self.question("events", "actors")
        about = f"{who.about} As `NAME ROLE`; the roles are {', '.join(self.known.of('roles'))}."
        data["actors"] = [*self.asker.several(who._replace(about=about), self._participant)]
        for key in RARE:
            data[key] = self.asker.by_option(self.question("events", key))
        said = self.said(article, counted)
        title = ""
        if counted:
            data |= statements.values(self.catalogue, said, self.id, place)
            title = statements.headline(self.known, kind, data, place)
        data["title"] = self.asker.one(self.question("events", "title"), title)
        of_title = "" if place and counted else str(data["title"])
        derived = ids.of_event(day, place if counted else "", of_title, self.known.of("events"))
        key = self.chosen_id("events", derived)
        claims: list[Data] = [one.claim(key, statements.part_key(self.catalogue)) for one in said]
        silent: list[Data] = [] if claims else [key]
        article |= {"claims": claims, "events": silent}
        self.known.add(Draft("articles", self.id, filled(article)))
        self.known.rest_on(self.id)
        borne_out = self.session.statuses(self.known.drafts, Draft("events", key, filled(data)))
        status = self.question("events", "status")
        data["status"] = self.asker.one(status, borne_out[0] if claims and borne_out else "")
        data["summary"] = self.asker.one(self.question("events", "summary"))
        self.known.add(Draft("events", key, filled(data)))

    def _participant(self, text: str) -> Data:
        """Who took part and in what role: `Ada Envoy attended`."""
        name, _, role = text.rpartition(" ")
        if not name:
            fix = f"write {shown(text)} and one of: {', '.join(self.known.of('roles'))}"
            raise Refused("S002", "the role is missing", fix)
        part = str(self.known.find("roles", role))
        return {"id": str(self.known.find("actors", name)), "role": part}

    def _same(self, around: Sequence[Event], day: str, place: str) -> None:
        """Says that one of that day and place is recorded."""
        what = self.catalogue.counted
        for event in around:
            same = str(event.date) == day and event.place == place
            if same and self.catalogue.is_counted(event):
                text = f"A {what.one} of that day and {what.place} is recorded. If it is the same, "
                text += f"end here (Ctrl-C) and run: digest new article --event {event.id}"
                click.secho(f"  {text}", err=True, fg="yellow")
