"""Pending changes: what a record says and its live edition does not say yet."""

from coalition.models import Edition, Record
from coalition.publishing.canonical import content
from coalition.publishing.carrying import carry
from coalition.publishing.columns import is_past_event
from coalition.publishing.documents import kind_of_record
from coalition.publishing.ledger import document_of
from coalition.publishing.references import ReferenceTable, keep_names, reference_of_edition


def has_unpublished_changes(record: Record, live: Edition) -> bool:
    """Whether publishing `record` now would change what readers see.

    The document is built and compared, for versions do not tell: an edit that was undone again
    leaves nothing to publish. It takes no lock, so opening a form never waits for a publisher.
    """
    kind = kind_of_record(record)
    loaded = kind.rows(kind.model.objects.filter(pk=record.pk)).get()
    targets = kind.targets(loaded)
    refs = ReferenceTable()
    refs.add(reference_of_edition(live))
    refs.add_live(target.uid for target in targets)
    if not all(target.uid in refs for target in targets):
        return True
    earlier = document_of(live)
    document = {
        "id": str(loaded.uid),
        "kind": str(kind.kind),
        "slug": loaded.slug,
        **kind.build(loaded, refs),
    }
    if is_past_event(earlier):
        keep_names(document, earlier)
    carry([document])
    return content(document) != content(earlier)
