"""Files that people send: what they are, how they are drawn anew, where they are kept."""
