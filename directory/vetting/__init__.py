"""Vetting: the checklist, members' assessments, other evidence, and the score they give."""
