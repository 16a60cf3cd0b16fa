"""The shape of a record's editions."""

from coalition.api import vocabularies
from coalition.api.shapes.fields import link, moment, shape, text, truth, whole, word
from coalition.api.shapes.parts import many

DocumentChange = shape(
    "DocumentChange",
    "One thing that an edition says otherwise than the one before, in words for people.",
    field=text("The key of the document."),
    label=text("What changed, such as `Attendance: Vaiko (MDMK), status`."),
    action=word(vocabularies.ACTION, "Whether it came, went, or is another now."),
    before=text(
        "What it was; null if there was nothing, or if a whole row came or went.", null=True
    ),
    after=text("What it is; null if there is nothing, or if a whole row came or went.", null=True),
)

EditionOfRecord = shape(
    "EditionOfRecord",
    "One edition of a record.",
    edition=whole("Its number, counted for each record.", least=1),
    sequence=whole("The sequence of `changes`: its place among all editions.", least=1),
    cause=word(vocabularies.CAUSE, "Why there is a new edition."),
    note=text("Of a correction, a withdrawal or a merge; null if there is none.", null=True),
    published_at=moment(),
    is_live=truth("Whether it is the present one."),
    is_shown=truth(
        "Whether its document may still be shown. Not if it carries something that was withdrawn "
        "since; and the end of a record has none."
    ),
    document_url=link("Its document, in this API; null if it is not shown.", null=True),
    changes=many(
        DocumentChange,
        "What it says otherwise than the one before; null where that cannot be told: of the first "
        "one, and beside one that is not shown.",
        null=True,
    ),
)

EditionPage = shape(
    "EditionPage",
    "One page of a record's editions.",
    next=link("Earlier editions; null on the last page.", null=True),
    previous=link("Later editions; null on the first page.", null=True),
    results=many(EditionOfRecord, "The editions, the newest first."),
)
