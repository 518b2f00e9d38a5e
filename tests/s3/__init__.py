"""A real S3-compatible store, for tests of files in buckets."""
