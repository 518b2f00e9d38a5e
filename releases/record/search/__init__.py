"""Finding what was said: the index, the language of queries, and the answer."""
