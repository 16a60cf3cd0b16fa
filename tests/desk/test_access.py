"""Every role at every address of the desk, in every state of its record: see `access.csv`.

`permissions.csv` beside it says what each role can *do* to a record; this says what opens at all,
and proves that what does not open cannot be posted to either.
"""

from __future__ import annotations

import csv

import pytest

from tests.desk.access import (
    ROLES,
    STATES,
    TABLE,
    World,
    addresses,
    client_of,
    observe,
    routes,
    told,
    what_stands,
)

pytestmark = pytest.mark.django_db

CLOSED = {"login", "forbidden", "absent"}
#: What may be told to a POST there; some pages are only read, by whoever may.
REFUSED = CLOSED | {"not-this-way"}


def table() -> dict[tuple[str, str], dict[str, str]]:
    """(address, role) -> state -> what is told there."""
    with TABLE.open(newline="") as file:
        return {(row.pop("url"), row.pop("role")): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_role_is_told_what_the_table_says(role: str, state: str) -> None:
    seen = observe(client_of(role), World(state), all_addresses=state == STATES[0])
    expected = {
        url: states[state] for (url, of), states in table().items() if of == role and states[state]
    }
    assert seen == expected


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_what_does_not_open_cannot_be_posted_to(role: str, state: str) -> None:
    client, world = client_of(role), World(state)
    closed = {
        url for (url, of), states in table().items() if of == role and states[state] in CLOSED
    }
    before = what_stands(world)
    for address in addresses(world):
        if address.name in closed and address.name != "login":
            assert told(client.post(address.path)) in REFUSED, address.name
    assert what_stands(world) == before


def test_table_has_every_address_for_every_role() -> None:
    named = {name for name, _route in routes()} - {"logout", "jsi18n"}
    walked = {
        address.name for state in ("drafting", "withdrawn") for address in addresses(World(state))
    }
    assert named - walked == NOT_WALKED
    assert {(url, role) for url in walked for role in ROLES} == table().keys()


#: Rows of the brake on passwords, which no world has, and the admin's redirect to public pages.
NOT_WALKED = {
    "view_on_site",
    *(
        f"axes_{model}_{page}"
        for model in ("accessattempt", "accessfailurelog", "accesslog")
        for page in ("change", "delete", "history")
    ),
}
