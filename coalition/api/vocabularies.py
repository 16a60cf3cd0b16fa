"""The words that documents and filters use: part of the contract, so spelt out here.

They never shrink within `/api/v1/`. A test compares them with what editors can record.
"""

Vocabulary = list[tuple[str, str]]

KIND: Vocabulary = [
    ("party", "Party"),
    ("leader", "Leader"),
    ("alliance", "Alliance"),
    ("election", "Election"),
    ("meeting", "Meeting"),
    ("seat_sharing_talk", "Seat-sharing talk"),
    ("statement", "Statement"),
]
CAUSE: Vocabulary = [
    ("published", "A first edition, or a later one without a correction"),
    ("corrected", "A correction, with a note that says what was wrong"),
    ("refreshed", "Names, addresses or carried documents inside it were brought up to date"),
    ("withdrawn", "No longer public; the note is the reason"),
    ("republished", "Public again after a withdrawal, or after a merge that was undone"),
    ("merged", "Part of another record from now on, to which its addresses lead"),
]
CATEGORY: Vocabulary = [
    ("summit", "Summit"),
    ("floor_leaders", "Floor leaders"),
    ("committee", "Committee"),
    ("bilateral", "Bilateral"),
    ("dinner", "Dinner"),
    ("rally", "Rally"),
    ("press_conference", "Press conference"),
    ("other", "Other"),
]
OCCURRENCE: Vocabulary = [
    ("tentative", "Planned, not fixed"),
    ("confirmed", "Planned and fixed"),
    ("held", "It took place"),
    ("postponed", "Postponed"),
    ("cancelled", "Cancelled"),
]
ATTENDANCE_STATUS: Vocabulary = [
    ("attended", "Attended"),
    ("absent", "Absent, says a source; who is not named is not absent"),
    ("expected", "Expected"),
    ("invited", "Invited"),
    ("declined", "Declined"),
]
ROLE: Vocabulary = [
    ("host", "Host"),
    ("convener", "Convener"),
    ("chair", "Chair"),
    ("participant", "Participant"),
]
#: Whoever merely took part is found without a role.
LEADING_ROLE: Vocabulary = [entry for entry in ROLE if entry[0] != "participant"]
REASON_GIVEN: Vocabulary = [
    ("given", "A reason was given"),
    ("not_given", "Asked, or the report says that none was given"),
    ("not_asked", "Nobody asked"),
]
QUALIFIER: Vocabulary = [
    ("exactly", "exactly"),
    ("at_least", "at least"),
    ("about", "about"),
    ("at_most", "at most"),
]
TALK_STATUS: Vocabulary = [
    ("proposed", "Proposed"),
    ("ongoing", "Ongoing"),
    ("stalled", "Stalled"),
    ("agreed", "Agreed"),
    ("collapsed", "Collapsed"),
]
POSITION: Vocabulary = [
    ("claims", "claims"),
    ("offers", "offers"),
    ("agrees", "agrees to"),
]
STANCE: Vocabulary = [
    ("support", "Support"),
    ("concern", "Concern"),
    ("displeasure", "Displeasure"),
    ("demand", "Demand"),
    ("denial", "Denial"),
    ("plan", "Plan"),
]
LEVEL: Vocabulary = [
    ("national", "National"),
    ("regional", "State or province"),
    ("local", "Local"),
    ("supranational", "Supranational"),
]
RESULT: Vocabulary = [
    ("won", "Won"),
    ("largest", "Largest, without a majority"),
    ("lost", "Lost"),
]
NAME_KIND: Vocabulary = [
    ("alias", "Alias"),
    ("native_script", "Native script"),
    ("former", "Former name"),
]
ENDING: Vocabulary = [
    ("left", "Left"),
    ("expelled", "Expelled"),
    ("merged", "Merged into another"),
    ("dissolved", "Dissolved"),
]
ACTION: Vocabulary = [
    ("changed", "Another value: see before and after"),
    ("added", "A row that was not there before"),
    ("removed", "A row that is not there any more"),
    ("moved", "The same rows in another order"),
]
NAMED_KIND: Vocabulary = [
    ("leader", "Leader"),
    ("party", "Party"),
    ("alliance", "Alliance"),
    ("election", "Election"),
]
PUBLIC_NAME_KIND: Vocabulary = [
    ("name", "The record's own name"),
    ("abbreviation", "Its abbreviation"),
    *NAME_KIND,
]
MATCHED_BY: Vocabulary = [
    ("identifier", "Its uid, slug or Wikidata identifier was given"),
    ("same", "The same letters, spaces and stops aside"),
    ("words", "The same words in another order"),
    ("initials", "Initials that stand for its words"),
    ("spelling", "Another spelling or script of the whole name"),
    ("shortened", "Beginnings of its words"),
    ("without_initials", "All but the initials, which only one of both has"),
    ("part", "Some words of it"),
    ("more", "All of it and more"),
    ("other_initials", "The same but for initials that differ"),
]
