"""Which addresses are called: the public ones, and no other in any disguise."""

from __future__ import annotations

import pytest

from newsroom.internet_addresses import is_loopback, is_public, parse


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1"),
        *("127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8"),
        *("192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7"),
        *("203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        # Unspecified, loopback, private, link-local, site-local, multicast.
        *("::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
        # IPv4 within: mapped, translated, compatible, by NAT64, by 6to4, by Teredo.
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"),
        *("::127.0.0.1", "::8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1"),
        *("64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:808:808::1"),
        *("2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1"),
        *("100::1", "5f00::1", "4000::1"),
    ],
)
def test_address_that_is_not_public_is_told(address: str) -> None:
    assert not is_public(parse(address))


@pytest.mark.parametrize(
    "address",
    [
        *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"),
        *("172.15.255.255", "172.32.0.0", "192.167.255.255", "223.255.255.255"),
        *("2606:4700:4700::1111", "2a00:1450::1", "2001:4860:4860::8888", "64:ff9b::8.8.8.8"),
    ],
)
def test_address_beside_the_special_ones_is_public(address: str) -> None:
    assert is_public(parse(address))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
    ],
)
def test_loopback_is_known_in_its_own_forms_only(address: str, expected: bool) -> None:
    assert is_loopback(parse(address)) is expected
