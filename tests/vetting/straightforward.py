# ruff: noqa: N803, N806 - the letters of the formulas
"""The score once more, in plain Python, for one practitioner at a time, as its rules are worded.

Written from the rules and not from `directory.vetting.score`; slow, and without any care for
anything but being read.
"""

from dataclasses import dataclass, field
from math import exp, log, sqrt

YES, PARTLY, NO = 1.0, 0.5, 0.0


@dataclass
class Said:
    """One member's answers: item number to a value of 0, .5 or 1; items not answered are left out."""

    answers: dict[int, float]
    proved: bool
    weight: float
    """Weight in members: 1 is an independent visit this month."""


@dataclass
class Person:
    """All that speaks for one practitioner, by number of the item."""

    members: list[Said] = field(default_factory=list)
    claims: set[int] = field(default_factory=set)
    documents: dict[int, float] = field(default_factory=dict)


@dataclass
class Rated:
    uncapped: float
    score: float
    low: float
    high: float
    points: list[float]
    evidence_n: float


def rate(person, shares, accepts_claim, accepts_document, cap):
    """Score one practitioner by the rules of version chain-1."""
    items = range(len(shares))
    u = [sqrt(share) for share in shares]
    u = [one / sum(u) for one in u]
    mu, M, s, U = 0.55, 2, 8, 6

    A, N, c = [], [], []
    for k in items:
        yp = sum(m.weight * m.answers[k] for m in person.members if m.proved and k in m.answers)
        np = sum(m.weight for m in person.members if m.proved and k in m.answers)
        yu = sum(m.weight * m.answers[k] for m in person.members if not m.proved and k in m.answers)
        nu = sum(m.weight for m in person.members if not m.proved and k in m.answers)
        q = U / (nu + U)
        claim = 1 if k in person.claims and accepts_claim[k] else 0
        document = person.documents.get(k, 0) if accepts_document[k] else 0
        c.append(0.3 * claim + 2 * document)
        A.append(yp + q * yu + c[k])
        N.append(np + q * nu + c[k])

    C = [0.3 * 0.65 * accepts_claim[k] + 2 * 0.2 * accepts_document[k] for k in items]
    cu = sum(u[k] * C[k] for k in items)
    L0 = mu + cu * (mu - 1) / M
    b = [mu + C[k] * (mu - 1) / s for k in items]
    top = M * L0 + sum(u[k] * A[k] for k in items)
    L = top / (M + sum(u[k] * N[k] for k in items))
    theta = [(s * min(max(b[k] + L - mu, 0.02), 0.98) + A[k]) / (s + N[k]) for k in items]
    S = sum(shares[k] * theta[k] for k in items)

    n = sum(shares[k] * (N[k] - c[k] / 2) for k in items)
    low, high = interval(S, n, mu)
    score = min(100 * S, cap)
    return Rated(
        uncapped=100 * S,
        score=score,
        low=min(100 * low, score),
        high=min(cap, max(100 * high, 100 * S)),
        points=[100 * shares[k] * theta[k] for k in items],
        evidence_n=n,
    )


def interval(S, n, mu):
    """The share's 90 % interval."""
    tau2, sigma2 = 0.0169, 0.0625
    kappa = sigma2 / tau2
    S = min(max(S, 0.005), 0.995)
    V = tau2 * kappa / (kappa + n) * S * (1 - S) / (mu * (1 - mu))
    sd = sqrt(V) / (S * (1 - S))
    logit = log(S / (1 - S))
    return expit(logit - 1.645 * sd), expit(logit + 1.645 * sd)


def expit(x):
    return 1 / (1 + exp(-x))
