"""The nested serializers: the same documents as most Django projects would answer with them.

A third site beside the floors. It reads the records of the same newsroom, prefetches what a page
needs, and writes it with nested ModelSerializers of Django REST framework. It knows no edition, so
it leaves out what only editions know; everything else is compared before anything is timed.
"""
