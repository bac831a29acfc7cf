"""Search: what was asked, which engine answers, how hits are ranked, and why each stands there."""
