"""A static copy of the public site: complete, signed, and kept up with every publication."""
