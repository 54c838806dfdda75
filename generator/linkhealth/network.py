"""Connections to public web servers and nobody else, with an end to everything.

The standard library does it: what a library for HTTP adds (pools, retries, redirects, cookies,
decoding) is what has to be switched off here, and what is needed, a look at the very address that
is connected to and one deadline over all reads, is in none of them.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from generator.problems import Refused
from generator.values.scalars import parse_url

# Ranges that carry an IPv4 address within them, which counts instead.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(OSError):
    """The address leads to where only this machine or its neighbours are."""


class Web(NamedTuple):
    """Which network is asked. `instead` sends host names to other ends, for a test's own server.

    It is set by the program that asks; no record and no answer of a server can add to it.
    """

    instead: Mapping[str, tuple[str, int]] = MappingProxyType({})


def may_be_asked(url: str) -> bool:
    """Whether an address obeys the rule of records: http(s), a name with a dot, port 80 or 443."""
    try:
        parse_url(url)
    except Refused:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public Internet, whatever form it is written in."""
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class _Deadline:
    """Gives each read no more than what is left of the whole time."""

    until: float

    def recv_into(self, *given: Any, **named: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.settimeout(left)  # type: ignore[attr-defined]
        return super().recv_into(*given, **named)  # type: ignore[misc,no-any-return]


class _Plain(_Deadline, socket.socket):
    pass


class _Secure(_Deadline, ssl.SSLSocket):
    pass


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = _Secure
    return context


class Connection(http.client.HTTPConnection):
    """One connection to a public host; `url` must be one that may be asked.

    The address that was looked at is the one connected to, so a name that answers differently
    the second time gains nothing.
    """

    def __init__(self, url: str, web: Web, until: float) -> None:
        parts = urlsplit(url)
        self.secure = parts.scheme == "https"
        port = parts.port or (443 if self.secure else 80)
        super().__init__(parts.hostname or "", port)
        self.web = web
        self.until = until

    def connect(self) -> None:
        """Look the name up, refuse what is not public, connect, and speak TLS where asked to."""
        instead = self.web.instead.get(self.host)
        name = instead or (self.host, self.port)
        addresses = socket.getaddrinfo(*name, type=socket.SOCK_STREAM)
        if not instead and not all(is_public(str(row[4][0])) for row in addresses):
            raise NotPublic("leads to an address that is not public")
        plain = self._connected(addresses)
        if self.secure:
            try:
                secure = _trust().wrap_socket(plain, server_hostname=self.host)
            except BaseException:
                plain.close()
                raise
            assert isinstance(secure, _Secure)
            secure.until = self.until
            self.sock = secure
        else:
            self.sock = plain

    def _connected(self, results: list[Any]) -> _Plain:
        last: OSError = TimeoutError("timed out")
        for family, kind, protocol, _, address in results:
            left = self.until - time.monotonic()
            if left <= 0:
                break
            plain = _Plain(family, kind, protocol)
            plain.until = self.until
            try:
                plain.settimeout(left)
                plain.connect(address)
                return plain
            except OSError as error:
                plain.close()
                last = error
        raise last
