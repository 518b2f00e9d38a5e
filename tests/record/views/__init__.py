"""Tests of the public views."""
