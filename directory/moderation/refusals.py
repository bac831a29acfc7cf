"""What can stand in the way of a decision; the message of each says so in a sentence."""

from __future__ import annotations

from directory.cases.deciding import AlreadyDecided, HeldByAnother, ReasonMissing, StillOpen
from directory.cases.holding import NotStaff
from directory.interchange import judging, removal_requests
from directory.listings import deciding, documents, replies
from directory.listings.claims import claiming, voices
from directory.listings.merging.parting import UnmergeImpossible
from directory.listings.merging.rule import MergeImpossible
from directory.moderation.asking import AskedToday, NoAddress
from directory.moderation.task import ChoiceUnknown, DecisionUnknown, FlagGone
from directory.vetting import appealing, appeals, comments, flags, reports
from directory.vetting.checklist import UnknownItem
from directory.vetting.claims import EvidenceNotAccepted
from directory.vetting.decisions import NothingLeft

REFUSALS: tuple[type[Exception], ...] = (
    AlreadyDecided,
    HeldByAnother,
    NotStaff,
    StillOpen,
    ChoiceUnknown,
    DecisionUnknown,
    ReasonMissing,
    FlagGone,
    NothingLeft,
    comments.CommentDecided,
    flags.AttemptInvalid,
    flags.FlagElsewhere,
    flags.ReplyInvalid,
    flags.ReplyNotAsked,
    appealing.AppealInvalid,
    appealing.AppealWaits,
    appeals.AppealNeedsAnother,
    reports.NotHidden,
    AskedToday,
    NoAddress,
    flags.TooEarly,
    claiming.ClaimGone,
    claiming.Disputed,
    voices.OneMoreNeeded,
    deciding.DecidedOtherwise,
    deciding.NpiTaken,
    deciding.RevisionChanged,
    MergeImpossible,
    UnmergeImpossible,
    documents.DocumentGone,
    documents.LicenceElsewhere,
    replies.ReplyGone,
    removal_requests.ListingOwned,
    judging.AskedAlready,
    judging.DifferenceChanged,
    judging.FactNewer,
    judging.NobodyToAsk,
    judging.NotThisDifference,
    EvidenceNotAccepted,
    UnknownItem,
)
"""Raised by what carries a decision out, with nothing written."""
