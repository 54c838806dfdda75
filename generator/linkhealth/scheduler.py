"""One round over all addresses: one request at a time, a pause for each host, and an end."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.linkhealth.addresses import Address
from generator.linkhealth.client import Answer, OutOfTurn, ask
from generator.linkhealth.network import Web
from generator.linkhealth.saved_state import AddressState

# Seconds to stay away from a host that asked for it without saying for how long.
AWAY = 60
# A host that asks for more than this is left alone until the next round.
TOO_LONG = 120


class RateLimit(NamedTuple):
    """How much is asked, and how fast. Seconds, but for `requests`."""

    agent: str
    pause: float = 2.0
    requests: int = 1_000
    total: float = 1_800.0
    each: float = 15.0


class _Clock:
    """Whose turn it is: counts the requests, and keeps the pauses between those to one host."""

    def __init__(self, limit: RateLimit) -> None:
        self.limit = limit
        self.left = limit.requests
        self.end = time.monotonic() + limit.total
        self.ready: defaultdict[str, float] = defaultdict(float)

    def turn(self, host: str) -> bool:
        """Wait until a host may be asked again; False where the round would be over by then."""
        at = max(self.ready[host], time.monotonic())
        if not self.left or at >= self.end:
            return False
        time.sleep(max(0.0, at - time.monotonic()))
        self.left -= 1
        self.ready[host] = time.monotonic() + self.limit.pause
        return True

    def stay_away(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while, or for the rest of the round."""
        until = time.monotonic() + seconds if seconds <= TOO_LONG else math.inf
        self.ready[host] = max(self.ready[host], until)


def run_round(
    addresses: Sequence[Address], known: Mapping[str, AddressState], web: Web, limit: RateLimit
) -> dict[str, Answer]:
    """The answers of a round, by address; what there was no time for is left out.

    What was asked longest ago comes first, so that several rounds reach everything.
    """
    clock = _Clock(limit)
    waiting: defaultdict[str, deque[str]] = defaultdict(deque)
    for url in sorted(
        (address.url for address in addresses),
        key=lambda url: (known[url].asked if url in known else date.min, url),
    ):
        waiting[urlsplit(url).hostname or ""].append(url)
    answers: dict[str, Answer] = {}
    while waiting:
        host = min(waiting, key=lambda name: (clock.ready[name], name))
        url = waiting[host].popleft()
        if not waiting[host]:
            del waiting[host]
        try:
            answers[url] = ask(url, web, limit.agent, limit.each, clock.turn)
        except OutOfTurn:
            # Another host may still have its turn, unless requests or time have run out.
            if not clock.left or time.monotonic() >= clock.end:
                break
            waiting.pop(host, None)
            continue
        if answers[url].wait or answers[url].why.startswith("HTTP 429"):
            clock.stay_away(host, answers[url].wait or AWAY)
    return answers


def updated_state(
    addresses: Sequence[Address],
    known: Mapping[str, AddressState],
    answers: Mapping[str, Answer],
    today: date,
) -> dict[str, AddressState]:
    """What to keep: the day on which a state began stays while the state does."""
    kept: dict[str, AddressState] = {}
    for address in addresses:
        before, answer = known.get(address.url), answers.get(address.url)
        if answer is None:
            if before is not None:
                kept[address.url] = before
            continue
        same = before is not None and before.state == answer.state
        since = before.since if before is not None and same else today
        failed = 0
        if answer.state == "failing":
            # Two runs on one day are one round.
            again = before is None or not same or before.asked < today
            failed = (before.failed if before is not None and same else 0) + again
        kept[address.url] = AddressState(answer.state, since, today, answer.why, failed, answer.to)
    return kept
