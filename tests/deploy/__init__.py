"""The files of docs/deploy/, each run."""
