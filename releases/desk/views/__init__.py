"""The desk's own pages beside the stock admin, one file a page."""
