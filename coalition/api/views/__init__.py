"""The public half of the API: reads of live editions, one module per sort of answer."""
