"""Who may do what, as the site answers it: a world to ask about, every address, and a body for each post."""
