"""What can stand in the way of a decision; the message of each says so in a sentence."""

from __future__ import annotations

from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.moderation.task import DecisionUnknown, FlagGone
from directory.vetting import appeals, comments, flags
from directory.vetting.decisions import NothingLeft

REFUSALS: tuple[type[Exception], ...] = (
    AlreadyDecided,
    DecisionUnknown,
    ReasonMissing,
    FlagGone,
    NothingLeft,
    comments.CommentDecided,
    flags.AttemptInvalid,
    flags.FlagElsewhere,
    flags.ReplyInvalid,
    flags.ReplyNotAsked,
    appeals.AppealNeedsAnother,
    flags.TooEarly,
)
"""Raised by what carries a decision out, with nothing written."""
