"""Listings as a table that a spreadsheet opens: one row a place of work, in and out without loss."""
