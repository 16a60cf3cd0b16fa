"""Which addresses belong to the public internet, as far as a server of ours may call them.

Whoever names an address for us to call could name one of our own machines, a neighbour's in the
data centre, or the one that hands out its credentials. The lists are IANA's registries of
special-purpose addresses. `ipaddress.is_global` is not asked: what it says of mapped, translated
and tunnelled forms differs between versions of Python.
"""

from __future__ import annotations

import socket
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

_SPECIAL_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by the customers of a carrier
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

#: All that was ever given out for use in the internet. Mapped (::ffff:0:0/96), translated
#: (::ffff:0:0:0/96), compatible (::/96), private and link-local forms lie outside.
_UNICAST_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: holds an IPv4 address, behind a relay of anybody's
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
#: A network without IPv4 reaches the IPv4 internet through these alone.
_NAT64 = IPv6Network("64:ff9b::/96")

_LOOPBACK_6 = IPv6Address("::1")
_LOOPBACK_4 = IPv4Network("127.0.0.0/8")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _UNICAST_6 and not any(address in network for network in _SPECIAL_6)


def is_loopback(address: IPv4Address | IPv6Address) -> bool:
    """127.0.0.0/8 and ::1 alone; no other form of them is ever wanted."""
    if isinstance(address, IPv4Address):
        return address in _LOOPBACK_4
    return address == _LOOPBACK_6


def parse(text: str) -> IPv4Address | IPv6Address:
    """The address that a resolver gave; ValueError if that is none."""
    return ip_address(text)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that `host` is, or None if it is a name.

    `127.1`, `0x7f000001` and `2130706433` are addresses too: a resolver reads them as C does. And
    `localhost`, with whatever stands before it, is always this machine (RFC 6761).
    """
    host = host.removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        return parse(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
