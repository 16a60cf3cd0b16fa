"""One account per role, for a look at the desk."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

# User name and the group whose rights it has; the groups come with the migrations.
ROLES = {"reporter": "Reporters", "editor": "Editors", "administrator": "Administrators"}

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Command(BaseCommand):
    help = (
        "Create one account per role with a generated password, and print them. Accounts and "
        "passwords that are there already are kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--file",
            type=Path,
            default=Path(settings.BASE_DIR) / "var" / "demo-accounts.txt",
            help="where the passwords are kept, readable for you alone (default: %(default)s)",
        )

    @transaction.atomic
    def handle(self, *, file: Path, **options: Any) -> None:
        if urlsplit(settings.SITE_URL).hostname not in _LOOPBACK:
            raise CommandError(
                f"SITE_URL is {settings.SITE_URL}: demo accounts are for a site on this machine "
                "only. Use createsuperuser."
            )
        passwords = _read(file)
        for name, group in ROLES.items():
            if not get_user_model().objects.filter(username=name).exists():
                passwords.setdefault(name, secrets.token_urlsafe(12))
                _create(name, group=group, password=passwords[name])
        _write(file, passwords)
        self.stdout.write("Demo accounts for /admin/ (user name, password):")
        for name in ROLES:
            self.stdout.write(f"  {name:<14} {passwords.get(name, '(set by you)')}")


def _create(name: str, *, group: str, password: str) -> None:
    user = get_user_model().objects.create_user(username=name, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    pairs = (line.split() for line in file.read_text().splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _write(file: Path, passwords: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.writelines(f"{name} {password}\n" for name, password in passwords.items())
