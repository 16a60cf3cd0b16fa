"""Hindi as the Hindi press sets it; what is not here is as Django has it."""

# Lakhs and crores: three digits, then two at a time.
NUMBER_GROUPING = (3, 2, 0)
