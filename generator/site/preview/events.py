"""Saved files as the system tells of them. MkDocs looks at every file twice a second instead, which
for two thousand records takes a part of a processor for as long as the preview is open.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

log = logging.getLogger(f"mkdocs.plugins.{__name__}")

# The system also reports that a file was opened or read, and then each build would begin another.
FILES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent)
]
# Seconds without another event after which a file is taken to be saved, since some editors write it
# in several steps; of a step that comes later the server hears again.
QUIET = 0.03
FOLDERS: list[type[FileSystemEvent]] = [DirCreatedEvent, DirDeletedEvent, DirMovedEvent]


class Watch(NamedTuple):
    """A path that MkDocs wants to hear of, and the handler it has for it."""

    handler: FileSystemEventHandler
    path: str
    recursive: bool


class Watching:
    """An observer for the server of MkDocs, by events; where there can be none, by looking."""

    def __init__(self, polling: bool = False) -> None:
        """`polling` is for folders of which the system hears nothing, as on a network."""
        self._observer: BaseObserver = PollingObserver() if polling else Observer()
        self._watches: list[Watch] = []
        self._heard: SimpleQueue[str] = SimpleQueue()

    def heard(self) -> frozenset[str]:
        """Each path of which something was heard since this was asked last."""
        found = set[str]()
        while not self._heard.empty():
            found.add(self._heard.get())
        return frozenset(found)

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> Watch:
        """Have a handler told of every change of a file, or below a folder."""
        watch = Watch(handler, path, recursive)
        self._watches.append(watch)
        return watch

    def unschedule(self, watch: Watch) -> None:
        """Forget a watch that has not begun."""
        self._watches.remove(watch)

    def start(self) -> None:
        """Begin; a system that cannot watch so many folders is asked again and again instead."""
        try:
            self._begin()
        except OSError as fault:
            log.info(f"Looking at every file for changes: {fault}")
            self._observer = PollingObserver()
            self._begin()

    def stop(self) -> None:
        """End, where it has begun."""
        if self._observer.is_alive():
            self._observer.stop()

    def join(self) -> None:
        """Wait for the end."""
        if self._observer.is_alive():
            self._observer.join()

    def _begin(self) -> None:
        for handler, path, recursive in self._watches:
            # A file that an editor puts in the place of another is another file to the system.
            folder = path if os.path.isdir(path) else os.path.dirname(path)
            only = None if folder == path else path
            told = _Told(handler, only, self._heard)
            self._observer.schedule(told, folder, recursive=recursive and not only)
        self._observer.start()


class _Told(FileSystemEventHandler):
    """Passes on what was saved; a folder that came or went stands for the files in it."""

    def __init__(
        self, handler: FileSystemEventHandler, only: str | None, heard: "SimpleQueue[str]"
    ) -> None:
        self.handler = handler
        self.only = only
        self.heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        """As the observer calls it, from a thread of its own."""
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        if self.only and self.only not in paths:
            return
        if isinstance(event, (*FOLDERS, *FILES)):
            for path in paths:
                self.heard.put(path)
        if isinstance(event, tuple(FOLDERS)):
            self.handler.dispatch(FileModifiedEvent(event.src_path))
        elif isinstance(event, tuple(FILES)):
            self.handler.dispatch(event)


def watch_by_events(server: Any, polling: bool) -> Callable[[], frozenset[str]]:
    """Give the server of MkDocs another observer, with what it watches so far.

    Gives a function that says which paths something was heard of since it was asked last.
    """
    watched = [Path(path) for path in server._watched_paths]
    for path in watched:
        server.unwatch(str(path))
    server.observer = watching = Watching(polling)
    server.build_delay = QUIET
    for path in watched:
        server.watch(str(path))
    return watching.heard


def reload_browsers(server: Any) -> None:
    """Have each open page loaded anew, unless a rebuild has begun, after which all are."""
    with server._rebuild_cond, server._epoch_cond:
        if server._visible_epoch == server._wanted_epoch:
            server._visible_epoch = server._wanted_epoch = server._visible_epoch + 1
            server._epoch_cond.notify_all()
