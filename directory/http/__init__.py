"""What web and api share."""
