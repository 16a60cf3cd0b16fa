"""Endpoints: which addresses messages are sent to at all."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.outbound import OutboundRefused, Rules, check_url


def rules() -> Rules:
    """The public internet with TLS; while developing without it too, and this very machine only
    if OUTBOUND_LOOPBACK says so."""
    is_loose = settings.DEBUG or settings.OUTBOUND_LOOPBACK
    return Rules(allows_http=is_loose, allows_loopback=settings.OUTBOUND_LOOPBACK)


def refuse_unusable(url: str) -> None:
    """Raise ValidationError for an address to which nothing would ever be sent.

    For whoever enters it. A name may lead elsewhere tomorrow, so what guards the network is the
    check of `newsroom.outbound` at each connection.
    """
    try:
        check_url(url, rules=rules())
    except OutboundRefused as refused:
        raise ValidationError(
            _("%(why)s Give one on the public internet, such as https://partner.example/hooks."),
            code="unusable",
            params={"why": refused},
        ) from None
