"""What a record still lacks, and what in it looks odd: the panel beside its form."""
