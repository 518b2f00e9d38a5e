"""Whether what an article quotes was said: the quotations in a text, and where the record has them."""
