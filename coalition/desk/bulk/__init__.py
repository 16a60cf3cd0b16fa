"""Bulk work: tables of parties, leaders, memberships and attendance, in and out as CSV and XLSX.

Columns, their readers and the loop over rows are django-import-export's (`resources`). Its admin
pages are not used: they keep what was uploaded in a folder of one machine or a cache of one worker,
trust a file name that the browser sends back, write no version, and style themselves inline.
"""
