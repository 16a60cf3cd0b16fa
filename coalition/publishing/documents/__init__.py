"""Documents: what each public kind of record says to the world, as JSON-ready dictionaries.

One module per subject. A builder takes a record whose related rows are loaded (`rows_of`) and a
`ReferenceTable`, and runs no query. Keys are added to a document, never renamed.
"""

from coalition.publishing.documents.kinds import (
    KINDS,
    KindOfDocument,
    kind_of_record,
    kind_of_record_or_none,
)

__all__ = ["KINDS", "KindOfDocument", "kind_of_record", "kind_of_record_or_none"]
