"""`python -m benchmarks.soak.subscribing URL`: let two webhooks listen to an empty newsroom.

Prints their secrets by the path below URL that each is sent to, as JSON.
"""

from __future__ import annotations

import json
import sys

import django

#: Path of the endpoint, the kinds, and whether documents are sent.
SUBSCRIPTIONS: tuple[tuple[str, list[str], bool], ...] = (
    ("/everything", [], True),
    ("/meetings", ["meeting"], False),
)


def main() -> None:
    django.setup()
    from django.contrib.auth.models import User

    from coalition.models import WebhookSubscription
    from coalition.webhooks.messages import new_secret

    owner = User.objects.create_user("soak")
    secrets = {path: new_secret() for path, _kinds, _documents in SUBSCRIPTIONS}
    for path, kinds, with_document in SUBSCRIPTIONS:
        WebhookSubscription.objects.create(
            name=path,
            owner=owner,
            url=sys.argv[1] + path,
            secret=secrets[path],
            kinds=kinds,
            with_document=with_document,
        )
    print(json.dumps(secrets))


if __name__ == "__main__":
    main()
