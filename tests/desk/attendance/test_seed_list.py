"""The attendance of the first real report, pasted in our own order: every row is right at once."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from coalition.desk.attendance.matching import Matching
from coalition.desk.attendance.pasting import read_paste
from coalition.desk.attendance.standings import Days
from coalition.models import Attendance

pytestmark = pytest.mark.django_db

LIST = """\
Congress president Mallikarjun Kharge, former party chief Rahul Gandhi
leader in Lok Sabha Adhir Ranjan Chowdhury; deputy leader in Rajya Sabha Pramod Tiwari
general secretaries K C Venugopal and Jairam Ramesh
Gaurav Gogoi, Naseer Hussain and Rajani Patil of the Congress
Elamaram Kareem (CPI-M), Binoy Viswam (CPI)
SP's Ram Gopal Yadav and ST Hasan; Javed Ali Khan of SP
1. Faiyaz Ahmad (RJD)
2. Hasnain Masoodi - NC
- Jayant Chaudhary, RLD
- Jose K Mani of Kerala Congress (M)
Lalan Singh (JD-U), Mahua Majhi (JMM), Mohd Basheer of IUML
N.K. Premachandran (RSP) and Raghav Chadha (AAP)
DMK: T. R. Baalu, Tiruchi Siva
Vaiko (MDMK)
Vandana Chavan (NCP)
No leader of the TMC came.
"""


def test_pasted_list_is_the_attendance_on_record() -> None:
    call_command("load_seeds", stdout=StringIO())
    pasted = read_paste(LIST)
    day = date(2023, 12, 6)
    rows = Matching(pasted, Days(day, day)).rows()
    assert pasted.unread == []
    recorded = Attendance.objects.filter(meeting__attendances__role="host").distinct()
    assert {
        (row["leader"] and row["leader"]["id"], row["party"]["id"], row["status"]) for row in rows
    } == set(recorded.values_list("leader", "party", "status"))
    assert len(rows) == 28
    offices = {row["leader_name"]: row["office"] for row in rows if row["office"]}
    assert offices == {
        "Mallikarjun Kharge": "Congress president",
        "Rahul Gandhi": "former party chief",
        "Adhir Ranjan Chowdhury": "leader in Lok Sabha",
        "Pramod Tiwari": "deputy leader in Rajya Sabha",
        "K C Venugopal": "general secretary",
        "Jairam Ramesh": "general secretary",
    }
    assert [row["leader_name"] for row in rows if row["note"]] == ["N.K. Premachandran"]
