"""Pages on which people prove who they are, and keep what they prove it with."""
