"""Attendance made fast: names found as they are typed, pasted lists read, unknown names added."""
