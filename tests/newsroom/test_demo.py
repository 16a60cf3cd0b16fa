from __future__ import annotations

import socket
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from newsroom import demo


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "demo-accounts.txt"


def create_accounts(file: Path) -> str:
    output = StringIO()
    call_command("create_demo_accounts", file=file, stdout=output)
    return output.getvalue()


def passwords(file: Path) -> dict[str, str]:
    return dict(line.split() for line in file.read_text().splitlines())


def signed_in(name: str, password: str) -> User | None:
    request = RequestFactory().post("/admin/login/")
    return authenticate(request, username=name, password=password)


@pytest.mark.django_db
class TestAccounts:
    def test_one_account_per_role_with_the_rights_of_its_group(self, file: Path) -> None:
        create_accounts(file)
        roles = {user.username: user.groups.get().name for user in get_user_model().objects.all()}
        assert roles == {
            "reporter": "Reporters",
            "editor": "Editors",
            "administrator": "Administrators",
        }
        assert not get_user_model().objects.filter(is_staff=False).exists()
        assert not get_user_model().objects.filter(is_superuser=True).exists()

    def test_printed_password_signs_in(self, file: Path) -> None:
        output = create_accounts(file)
        password = passwords(file)["editor"]
        assert password in output
        assert signed_in("editor", password) is not None

    def test_passwords_are_for_their_owner_alone(self, file: Path) -> None:
        create_accounts(file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_second_run_keeps_and_prints_the_passwords(self, file: Path) -> None:
        first = create_accounts(file)
        assert create_accounts(file) == first
        assert get_user_model().objects.count() == 3
        assert signed_in("editor", passwords(file)["editor"]) is not None

    def test_password_somebody_changed_is_kept(self, file: Path) -> None:
        create_accounts(file)
        file.unlink()
        assert "(set by you)" in create_accounts(file)

    def test_new_database_gets_the_old_passwords(self, file: Path) -> None:
        create_accounts(file)
        before = passwords(file)
        get_user_model().objects.all().delete()
        create_accounts(file)
        assert passwords(file) == before
        assert signed_in("reporter", before["reporter"]) is not None

    def test_site_on_the_network_gets_no_demo_accounts(self, file: Path, settings) -> None:
        settings.SITE_URL = "https://desk.example.org"
        with pytest.raises(CommandError, match="on this machine only"):
            create_accounts(file)
        assert not get_user_model().objects.exists()


class TestEnvironment:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(demo, "VAR", tmp_path / "var")
        monkeypatch.setattr(demo, "ENVIRONMENT", tmp_path / "var" / "demo.env")

    def test_key_is_made_once_and_for_its_owner_alone(self) -> None:
        demo._write_environment()
        first = demo.ENVIRONMENT.read_text()
        demo._write_environment()
        assert demo.ENVIRONMENT.read_text() == first
        assert stat.S_IMODE(demo.ENVIRONMENT.stat().st_mode) == 0o600

    def test_another_installation_has_another_key(self) -> None:
        demo._write_environment()
        first = demo.ENVIRONMENT.read_text()
        demo.ENVIRONMENT.unlink()
        demo._write_environment()
        assert demo.ENVIRONMENT.read_text() != first


def test_taken_port_is_explained() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(SystemExit, match="PORT=8001 make demo"):
            demo._refuse_taken_port(port)
    demo._refuse_taken_port(port)
