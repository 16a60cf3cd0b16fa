"""Write `access.csv` anew: `python -m tests.desk`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.desk.access import write_table  # noqa: E402

setup_test_environment()
connection.creation.create_test_db(verbosity=0)
write_table()
