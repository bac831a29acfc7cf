"""Listings: submitted and owned by practitioners, kept true by them and by visitors."""
