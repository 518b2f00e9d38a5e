"""Whether the process can do its work: what it needs, part by part."""
