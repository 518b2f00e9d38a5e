"""Reading transcripts: bytes and a file name in, a document with its doubts out. No Django."""
