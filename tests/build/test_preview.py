"""After any edits the preview serves what a clean build of the same records makes, byte for byte.

The server of MkDocs and the preview in front of it run in this process, without a socket and
without events: a test saves files, then has the preview take them in, as an event would.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import LONG, PROJECT
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from build.building import project
from generator.loading import files
from generator.site.plugin import DigestPlugin
from generator.site.preview import notice, served
from generator.site.reading import read
from generator.values.clock import latest_day

HOST = "http://127.0.0.1:8000/"
SCRIPT = re.compile(rb"<script>(?:(?!</script>).)*livereload\(\d.*?</script>", re.DOTALL)
VISIT = "content/events/2026/2026-02-09-harbour-visit.yml"
EARLIER = VISIT.replace("09", "08")
LAUNCH = "content/events/2026/2026-02-10-sandok.yml"
SPEAKER = "content/actors/joint-staff.yml"
FACT = "content/facts/guards-at-the-cape.yml"
EXPLAINER = Path("content/explainers/reading-a-flight.md")
TAB = "- Explainers: explainers/index.md"


def built(root: Path, site: Path) -> tuple[MkDocsConfig, DigestPlugin]:
    """A whole build of a project for a preview, by MkDocs."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = HOST
    build(config, serve_url=HOST)
    plugin = config.plugins["digest"]
    assert isinstance(plugin, DigestPlugin)
    return config, plugin


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site but the search index."""
    files = {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in files.items() if not name.startswith("pagefind/")}


class Open:
    """A preview that is open, and the folder of a clean build beside it."""

    def __init__(self, root: Path) -> None:
        self.root = project(root / "project").root
        # The menu has the title of this page from its record.
        settings = self.root / "mkdocs.yml"
        tabs = settings.read_text("utf-8")
        assert tabs.count(TAB) == 1
        settings.write_text(
            tabs.replace(TAB, f"{TAB}\n  - explainers/{EXPLAINER.stem}.md"), "utf-8"
        )
        self.beside = root / "clean"
        site = root / "site"
        config, self.plugin = built(self.root, site)

        def whole() -> None:
            again = load_config(str(self.root / "mkdocs.yml"), site_dir=str(site))
            again.site_url = HOST
            build(again, serve_url=HOST)

        self.server = LiveReloadServer(whole, "127.0.0.1", 0, str(site))
        config.plugins.on_serve(self.server, config=config, builder=whole)
        assert self.plugin.preview
        self.preview = self.plugin.preview
        self.answer = self.server.get_app()
        # The records as every sequence finds them.
        shutil.rmtree(self.root / "other")
        shutil.copytree(self.root / "content", self.root / "other")
        self.known = set(tree(site))
        self.good = root / "good"
        self.sound = True

    def get(self, path: str) -> tuple[str, bytes]:
        """The status of an address, and what a browser gets, the script that reloads aside."""
        heads: list[str] = []
        assert self.answer
        body = self.answer(
            {"PATH_INFO": f"/{path}"},
            lambda status, headers, *_: heads.append(status),  # type: ignore[arg-type]
        )
        text = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return heads[0][:3], SCRIPT.sub(b"", text)

    def watched(self) -> dict[str, bytes]:
        """Every file of which the preview hears when it is saved."""
        found = {"mkdocs.yml": (self.root / "mkdocs.yml").read_bytes()}
        for folder in ("content", "docs", "templates"):
            files = tree(self.root / folder).items()
            found |= {f"{folder}/{name}": text for name, text in files}
        return found

    def take_in(self, save: Callable[[Path], object]) -> None:
        """Save something, and have the preview take it in; keeps the records that are sound."""
        before = self.watched()
        save(self.root)
        after = self.watched()
        saved = {name for name in before | after if before.get(name) != after.get(name)}
        heard = frozenset(str(self.root / name) for name in saved)
        self.preview.heard = lambda: heard
        self.sound = read(self.root / "content", latest_day(), "content").catalogue is not None
        if self.sound:
            shutil.rmtree(self.good, ignore_errors=True)
            shutil.copytree(self.root / "content", self.good)
        self.preview.rebuild()

    def clean(self) -> dict[str, bytes]:
        """What a clean build makes of the last sound records."""
        shutil.rmtree(self.beside, ignore_errors=True)
        now = self.root / "content"
        now.rename(self.root / "as-saved")
        shutil.copytree(self.good, now)
        # In a process of its own: MkDocs keeps one instance of a plugin in each.
        apart = f"import sys; sys.path[:0] = {[str(PROJECT), str(PROJECT / 'tests')]!r};"
        apart += "from pathlib import Path; from build.test_preview import built;"
        apart += f"built(Path({str(self.root)!r}), Path({str(self.beside)!r}))"
        subprocess.run([sys.executable, "-c", apart], check=True, stderr=subprocess.DEVNULL)
        shutil.rmtree(now)
        (self.root / "as-saved").rename(now)
        return tree(self.beside)

    def compare(self, asked_first: str | None = None) -> None:
        """Ask for everything there is and was, and compare it with a clean build.

        What is wrong with a record may be known only once its page was served.
        """
        if not self.sound:
            self.preview.finish()
        wanted = self.clean()
        self.known |= set(wanted)
        for name in sorted(self.known, key=lambda name: name != asked_first):
            status, body = self.get(name)
            if name not in wanted:
                assert status == "404", f"{name} is still served"
                continue
            assert status == "200", name
            if name.endswith(".html"):
                text = body.decode("utf-8")
                bare = notice.put(text, "")
                assert (text == bare) == self.sound, name
                body = bare.encode("utf-8")
            assert body == wanted[name], name


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with pytest.MonkeyPatch.context() as patch:
        # Here a file is never saved twice at one time, and all that was read may be kept at once.
        patch.setattr(files, "TICK", 0)
        opened = Open(tmp_path_factory.mktemp("preview"))
        yield opened
    opened.preview.close()
    opened.preview.finish()


class Edit(NamedTuple):
    """Something that an editor saves, by the root of the project."""

    name: str
    save: Callable[[Path], object]


def begun(root: Path) -> None:
    """The records as every sequence finds them."""
    shutil.rmtree(root / "content")
    shutil.copytree(root / "other", root / "content")


def reworded(root: Path) -> None:
    path = root / VISIT
    text = path.read_text("utf-8")
    other = "Once more" if "title: Ada" in text else "Ada Envoy"
    path.write_text(re.sub("title: (?:Ada Envoy|Once more)", f"title: {other}", text), "utf-8")


def without_its_note(root: Path) -> None:
    """Fewer words, on its page and in the files of records."""
    path = root / LAUNCH
    text = path.read_text("utf-8")
    path.write_text(re.sub("(?m)^note: .*\n.*\n", "", text), "utf-8")


def added(root: Path) -> None:
    """An event, and the article that reports it."""
    text = (root / VISIT).read_text("utf-8").replace("2026-02-09", "2026-02-08")
    text = re.sub("(?m)^title: .*$", "title: An earlier visit", text)
    (root / EARLIER).write_text(text, "utf-8")
    _reporting(
        root, "2026-02-09-harbour-visit]", f"2026-02-09-harbour-visit, {Path(EARLIER).stem}]"
    )


def deleted(root: Path) -> None:
    (root / EARLIER).unlink(missing_ok=True)
    _reporting(root, f", {Path(EARLIER).stem}]", "]")


def _reporting(root: Path, old: str, new: str) -> None:
    (article,) = (root / "content/articles").rglob("2026-02-10-odd-weekly-two-flights.yml")
    article.write_text(article.read_text("utf-8").replace(old, new), "utf-8")


def renamed(root: Path) -> None:
    """With the former id, so the old address says where it went; and back."""
    old, new = root / "content/terms/apogee.yml", root / "content/terms/greatest-height.yml"
    was, now = ("apogee", "greatest-height") if old.exists() else ("greatest-height", "apogee")
    for path in (root / "content").rglob("*.*"):
        text = path.read_text("utf-8")
        text = text.replace(f"term:{was}", f"term:{now}").replace(f"[{was}]", f"[{now}]")
        path.write_text(text, "utf-8")
    if old.exists():
        text = old.read_text("utf-8")
        old.unlink()
        new.write_text(f"former_ids: [apogee]\n{text}", "utf-8")
    else:
        text = new.read_text("utf-8")
        new.unlink()
        old.write_text(re.sub("former_ids: .*\n", "", text), "utf-8")


def broken(root: Path) -> None:
    path = root / VISIT
    path.write_text(path.read_text("utf-8").replace("status:", "statsu:"), "utf-8")


def mended(root: Path) -> None:
    path = root / VISIT
    path.write_text(path.read_text("utf-8").replace("statsu:", "status:"), "utf-8")


def demoted(root: Path) -> None:
    """A speaker, by whose word a launch is confirmed, is of a kind whose word does not do that."""
    path = root / SPEAKER
    path.write_text(path.read_text("utf-8").replace("kind: military", "kind: person"), "utf-8")


def restored(root: Path) -> None:
    path = root / SPEAKER
    path.write_text(path.read_text("utf-8").replace("kind: person", "kind: military"), "utf-8")


def unlinked(root: Path) -> None:
    """The speaker names the launch no more; an article names both."""
    path = root / SPEAKER
    path.write_text(re.sub(r"\[([^]]+)\]\(event:[^)]+\)", r"\1", path.read_text("utf-8")), "utf-8")


def recounted(root: Path) -> None:
    """The settings, which all pages show."""
    path = root / "content/digest.yml"
    path.write_text(re.sub("(?m)^title: .*$", r"\g<0>s", path.read_text("utf-8")), "utf-8")


def relabelled(root: Path) -> None:
    """A word of a vocabulary, which pages of many records show."""
    path = root / "content/vocabulary/outcomes.yml"
    names = ("name: Success", "name: It flew well")
    path.write_text(_swapped(path.read_text("utf-8"), names), "utf-8")


def retitled(root: Path) -> None:
    """A record by which the menu of every page names it."""
    path = root / EXPLAINER
    names = ("title: Reading a flight", "title: How to read a flight")
    path.write_text(_swapped(path.read_text("utf-8"), names), "utf-8")


def dated_back(root: Path) -> None:
    """A title as long as before, in a file as old as before."""
    path = root / LAUNCH
    times = path.stat()
    names = ("title: Two ", "title: Duo ")
    path.write_text(_swapped(path.read_text("utf-8"), names), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def put_back(root: Path) -> None:
    """A file that another one takes the place of, as long and as old."""
    path = root / LAUNCH
    text, times = path.read_text("utf-8"), path.stat()
    path.unlink()
    path.write_text(_swapped(text, ("missiles fired", "missiles shot*")), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _swapped(text: str, words: tuple[str, str]) -> str:
    """The one in place of the other, whichever is there."""
    old, new = words if words[0] in text else words[::-1]
    assert old in text
    return text.replace(old, new)


def undated(root: Path) -> None:
    """A fact becomes a day; what an article says of it cannot be read as one."""
    path = root / FACT
    text = path.read_text("utf-8")
    text = text.replace("unit: people", "unit: date").replace("value: 28500", "value: 2026-02")
    text = text.replace("value: about 37500", "value: 2004").replace("value: 38500", "value: 2003")
    path.write_text(text, "utf-8")


EDIT = {
    save.__name__: Edit(save.__name__, save)
    for save in (
        reworded, without_its_note, added, deleted, renamed, broken, mended, recounted,
        demoted, restored, relabelled, retitled, dated_back, put_back,
    )
}  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    # To make a sequence shorter would take many builds.
    phases=[Phase.explicit, *([Phase.generate] if LONG else [])],
    derandomize=False,
)
@given(
    edits=st.lists(st.sampled_from(list(EDIT.values())), min_size=1, max_size=5),
    waiting=st.booleans(),
    first=st.sampled_from(["events/index.html", "data/events.csv", "about.md", None]),
)
@example(
    [EDIT[name] for name in ("added", "deleted", "renamed", "relabelled", "retitled", "put_back")],
    False,
    "glossary/index.html",
)
@example([EDIT["added"], EDIT["demoted"], EDIT["broken"]], True, None)
def test_served_tree_is_that_of_a_clean_build(
    preview: Open, edits: list[Edit], waiting: bool, first: str | None
) -> None:
    preview.take_in(begun)
    for edit in edits:
        preview.take_in(edit.save)
        preview.get("events/2026-02-09-harbour-visit/")
    if waiting:
        preview.preview.finish()
    preview.compare(first)


def test_what_only_a_check_of_all_records_finds_takes_the_page_back(preview: Open) -> None:
    preview.take_in(begun)
    preview.take_in(unlinked)
    preview.preview.finish()
    preview.take_in(demoted)
    assert not preview.sound
    preview.preview.finish()
    preview.compare()
    preview.take_in(restored)
    preview.compare()


def test_last_good_version_counts_also_where_the_next_came_at_once(
    preview: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview.take_in(begun)
    preview.preview.finish()
    # So that both are saved before all rules are asked of the first.
    monkeypatch.setattr(served, "SETTLING", 3)
    preview.take_in(added)
    preview.take_in(demoted)
    assert not preview.sound
    preview.compare()


def test_page_that_cannot_be_made_before_all_rules_are_asked_is_the_last_good_one(
    preview: Open,
) -> None:
    preview.take_in(begun)
    preview.preview.finish()
    preview.take_in(undated)
    assert not preview.sound
    status, body = preview.get(f"facts/{Path(FACT).stem}/")
    assert status == "200" and b"28500" in body and b"last good version" in body
    preview.compare()


def test_browser_is_told_once_a_check_takes_the_page_back(preview: Open) -> None:
    preview.take_in(begun)
    preview.preview.finish()
    preview.take_in(unlinked)
    preview.preview.finish()
    _, before = preview.get("livereload/0/1")
    preview.take_in(demoted)
    preview.preview.finish()
    _, after = preview.get("livereload/0/1")
    assert int(after) > int(before)


def test_page_by_hand_that_cannot_be_made_leaves_the_last_good_site(preview: Open) -> None:
    preview.take_in(begun)
    preview.preview.finish()
    about = preview.root / "docs/about.md"
    words = about.read_text("utf-8")
    shown = {path: preview.get(path) for path in ("", "about/", "events/", "assets/digest.css")}
    preview.take_in(lambda _: about.write_text(f"{words}\n{{{{ nobody", "utf-8"))
    # It stays due when a record alone is saved.
    preview.take_in(reworded)
    for path, (status, body) in shown.items():
        now, text = preview.get(path)
        assert (status, now) == ("200", "200"), path
        assert notice.put(text.decode("utf-8"), "").encode("utf-8") == body or "css" in path, path
        assert (b"last good version" in text) == ("css" not in path), path
    preview.take_in(lambda _: about.write_text(words, "utf-8"))
    preview.compare()


def test_page_that_leads_to_files_is_made_without_a_word(
    preview: Open, caplog: pytest.LogCaptureFixture
) -> None:
    preview.take_in(begun)
    status, body = preview.get("data/")
    assert (status, b'href="../api/v1/openapi.json"' in body) == ("200", True)
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == []
