"""Accounts: who members, owners and staff are, how they prove it, and what each may do."""
