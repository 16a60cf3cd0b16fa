"""The application that gunicorn runs for the nested serializers."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.serializers.settings"

application = get_wsgi_application()
