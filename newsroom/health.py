"""Two questions of whoever runs us: is the process alive, and can it serve?"""

from __future__ import annotations

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from newsroom.outage import RETRY_AFTER_SECONDS


# Exempt, so that `require_safe` is reached: else a form would be called too old.
@csrf_exempt
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. A database that is away is no reason to restart us, so it is not asked."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers and has every migration this code was written for."""
    try:
        missing = _last_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return _not_ready("The database does not answer.")
    if missing:
        return _not_ready("Migrations are missing: run manage.py migrate.")
    return JsonResponse({"status": "ok"})


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The newest migration of each app on disk, which cannot change while we run."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _not_ready(reason: str) -> HttpResponse:
    return JsonResponse(
        {"status": "unavailable", "reason": reason},
        status=503,
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )
