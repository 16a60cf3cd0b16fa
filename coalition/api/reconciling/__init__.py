"""The Reconciliation Service API of the W3C community group, version 0.2: what OpenRefine speaks.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
