"""The subjects of the desk. Importing them registers them with the admin site."""

from coalition.desk import (  # noqa: F401
    claims,
    editions,
    elections,
    leaders,
    meetings,
    parties,
    seat_sharing,
    sources,
    statements,
)
from coalition.desk.api_keys import admin as api_keys  # noqa: F401
from coalition.desk.merges import admin  # noqa: F401
from coalition.desk.webhooks import admin as webhooks  # noqa: F401
from coalition.desk.webhooks import deliveries  # noqa: F401
