"""The desk: where editors record what happened, check it, and publish it. The stock Django admin.

`subjects` registers one module per subject. What they share: `record_admin` (a record's form),
`row_admin` (the page of one row inside a record), `rows` and `row_claims` (rows on a record's
form), `version_guard` (nobody's change is lost), `steps` (the buttons, and what they do).
"""
