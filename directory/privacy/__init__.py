"""Privacy: export and deletion of one's own data across rooms, and what is forgotten with time."""
