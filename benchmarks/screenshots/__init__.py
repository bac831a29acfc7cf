"""Pictures of every page, at three widths, light and dark."""
