"""How the whole site answers over HTTP, also while listings change."""
