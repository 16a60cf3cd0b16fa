"""What all factories share, and what those of records share."""

from __future__ import annotations

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from coalition.models import Stage


class RowFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        # Related rows are saved by their own factories; saving the first one again would only raise
        # its version.
        skip_postgeneration_save = True


class RecordFactory(RowFactory):
    """What all records share: a slug that follows the name, and the stages."""

    class Meta:
        abstract = True

    class Params:
        in_review = factory.Trait(stage=Stage.IN_REVIEW)
        approved = factory.Trait(stage=Stage.APPROVED)

    slug = factory.LazyAttribute(
        lambda record: slugify(getattr(record, "name", None) or getattr(record, "title", ""))[:120]
    )
