"""The desk's screens in a real browser: nothing inaccessible, blocked, or out of the window.

The rules are those of WCAG 2.2, levels A and AA.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from coalition.access import issue
from coalition.models import (
    Claim,
    Edition,
    Leader,
    Meeting,
    Occurrence,
    Party,
    Scope,
    SeatSharingTalk,
    Source,
    Stage,
)
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def newsroom() -> dict[str, str]:
    """The seeds, with something to see on every screen: name of a screen -> its path."""
    call_command("load_seeds", verbosity=0)
    factories.alice()
    held = Meeting.objects.get(occurrence=Occurrence.HELD, attendances__role="host")
    planned = Meeting.objects.get(occurrence=Occurrence.TENTATIVE)
    talk = SeatSharingTalk.objects.first()
    leader = Leader.objects.get(name="Vaiko")
    twin = factories.LeaderFactory(name="Vaikko")
    party = Party.objects.get(abbreviation="SP")
    source = Source.objects.get()
    other = factories.SourceFactory(title="A second report", publisher="The Other Paper")
    factories.ClaimFactory(
        source=other, meeting=held, field="start", value="20:00", quote="around eight"
    )
    held.purpose = "To coordinate."
    held.save()
    waiting = factories.MeetingFactory(title="A meeting to review", stage=Stage.IN_REVIEW)
    assert talk is not None

    def of(record: Any, page: str = "change") -> str:
        return reverse(f"admin:coalition_{record._meta.model_name}_{page}", args=[record.pk])

    edition = Edition.objects.get(uid=held.uid)
    return {
        "index": reverse("admin:index"),
        "meetings": reverse("admin:coalition_meeting_changelist"),
        "leaders": reverse("admin:coalition_leader_changelist"),
        "search": reverse("admin:coalition_meeting_changelist") + "?q=patna",
        "add": reverse("admin:coalition_meeting_add") + f"?default_source={source.pk}",
        "meeting": of(held),
        "planned": of(planned),
        "attendance": of(held.attendances.first()),
        "claim": of(Claim.objects.filter(meeting=held).first()),
        "talk": of(talk),
        "leader": of(leader),
        "party": of(party),
        "source": of(source),
        "publish": of(held, "publish"),
        "withdraw": of(held, "withdraw"),
        "return": of(waiting, "return"),
        "preview": of(held, "preview"),
        "document": of(held, "preview_document"),
        "history": of(held, "history"),
        "editions": of(held, "editions"),
        "edition": of(edition),
        "conflicts": of(held, "conflicts"),
        "another-report": of(held, "conflicts_add"),
        "mark-held": of(planned, "mark-held"),
        "cancel": of(planned, "cancel"),
        "merge": of(leader, "merge") + f"?other={twin.pk}",
    }


def administration() -> dict[str, str]:
    """The screens that only an administrator has, each with something to see."""
    carol = factories.carol()
    key, _text = issue(
        name="A map of elections", user=factories.paula(), scopes=[Scope.READ], by=carol
    )
    pages = ("change", "rotate", "revoke", "history")
    return {
        "keys": reverse("admin:coalition_apikey_changelist"),
        "new key": reverse("admin:coalition_apikey_add"),
        **{
            f"key, {page}": reverse(f"admin:coalition_apikey_{page}", args=[key.pk])
            for page in pages
        },
    }


def sign_in(page: Page, server: LiveServer, username: str) -> None:
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(("username", "build"), [("alice", newsroom), ("carol", administration)])
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_screens_work_for_everybody(
    browser: Browser,
    live_server: LiveServer,
    theme: Any,
    width: int,
    username: str,
    build: Callable[[], dict[str, str]],
) -> None:
    """A refused script or style is an error in the console, and so is a file that is missing."""
    screens = build()
    page = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 800}
    ).new_page()
    found: list[str] = []
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: answer.status >= 400 and complaints.append(answer.url))
    sign_in(page, live_server, username)
    for name, path in screens.items():
        page.goto(live_server.url + path)
        page.wait_for_load_state("load")
        # The axe that is let into the page writes styles of its own, which are refused too.
        found += [f"{name}: {complaint}" for complaint in complaints]
        for violation in Axe().run(page, options={"runOnly": LEVELS}).response["violations"]:
            targets = [node["target"] for node in violation["nodes"]][:3]
            found.append(f"{name}: {violation['id']} {targets}")
        complaints.clear()
        beyond = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if beyond > 0:
            found.append(f"{name} {path} stands out by {beyond} pixels")
    page.context.close()
    assert not found, "\n".join(found)
