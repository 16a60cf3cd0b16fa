"""An API key for an account, or for a new partner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from coalition.access import KeyRefused, allowed_scopes, issue
from coalition.models import ApiKey, Scope

_PARTNERS = "Partners"


class Command(BaseCommand):
    help = (
        "Issue an API key that acts as the account NAME, and print its text, which cannot be shown "
        "again, alone on standard output. Without such an account, a partner's is created: in the "
        "group Partners, without a password. Each call issues another key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the user name of the account")
        parser.add_argument(
            "--scope",
            dest="scopes",
            action="append",
            choices=Scope.values,
            help="what the key may do; may be repeated (default: all that the role allows)",
        )
        parser.add_argument(
            "--expires-in-days", type=int, metavar="DAYS", help="(default: never expires)"
        )
        parser.add_argument(
            "--label", help="what uses the key, as the desk lists it (default: the command's name)"
        )

    def handle(
        self,
        *,
        name: str,
        scopes: list[str] | None,
        expires_in_days: int | None,
        label: str | None,
        **options: Any,
    ) -> None:
        if expires_in_days is not None and expires_in_days < 1:
            raise CommandError("--expires-in-days: use a whole number, 1 or more.")
        now = timezone.now()
        try:
            expires_at = None if expires_in_days is None else now + timedelta(days=expires_in_days)
        except OverflowError:
            raise CommandError("--expires-in-days: that is beyond the calendar.") from None
        with transaction.atomic():
            user, is_new = _account(name)
            try:
                key, text = issue(
                    name=_free_name(user) if label is None else label,
                    user=user,
                    scopes=scopes or allowed_scopes(user),
                    by=None,
                    expires_at=expires_at,
                    now=now,
                )
            except KeyRefused as refused:
                raise CommandError(str(refused)) from None
        # Alone on its stream, so that a script can take it as it is.
        self.stdout.write(text)
        if is_new:
            self.stderr.write(f"Created the partner account {name}, which has no password.")
        until = "never expires" if expires_at is None else f"expires on {expires_at:%Y-%m-%d}"
        self.stderr.write(
            f"Key “{key.name}” acts as {name}, may {', '.join(key.scopes.split())}, and {until}. "
            "Keep its text: it is not shown again."
        )


def _account(name: str) -> tuple[Any, bool]:
    """The account, and whether it had to be created."""
    users = get_user_model().objects
    found = users.filter(username=name).first()
    if found is not None:
        return found, False
    # Without a password it cannot sign in anywhere, and it is not staff.
    user = users.model(username=name)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as invalid:
        raise CommandError(f"{name!r}: {' '.join(invalid.messages)}") from None
    user.save()
    group, _created = Group.objects.get_or_create(name=_PARTNERS)
    user.groups.add(group)
    return user, True


def _free_name(user: Any) -> str:
    """`issue_token`, or that with a number, as each call issues another key."""
    taken = set(
        ApiKey.objects.filter(
            user=user, revoked_at__isnull=True, replaced_at__isnull=True
        ).values_list("name", flat=True)
    )
    number, name = 1, "issue_token"
    while name in taken:
        number += 1
        name = f"issue_token {number}"
    return name
