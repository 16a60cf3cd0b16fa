"""What an author is called on the desk's pages."""

from typing import Any

from django.utils.translation import gettext as _


def author_name(user: Any) -> str:
    """The full name with the account, for there may be two of that name."""
    if user is None:
        return _("a command")
    name, account = user.get_full_name(), user.get_username()
    return f"{name} ({account})" if name else str(account)
