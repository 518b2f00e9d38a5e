"""Pages of the site, scored by the scanner of headers that Mozilla offers."""
