"""What the words of a question do: which tell, which are general, which only fill. Pure.

Stop words (`directory.search.words`) are left out of listings and questions alike. The words here
stay in the index; they weigh less, or nothing, in a question that has something better to offer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from directory.search.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILLERS = frozenset(
    """
    able above absolutely accept accepted accepting accepts across actually advice advise afterward
    afterwards again against ago agony all almost along alongside already although always annoying
    another anybody anymore anyones anything anyway anywhere apart apparently appointment
    appointments appreciate area arent around ask asked asking available away awful awhile bad badly
    barely based became become becomes becoming bed before began begin begins being believe bend
    bending bent better between big bit block blocks book booked booking both bother bothering
    bothers bring brings brought build building called came cannot cause caused causes causing city
    close completely consider considering constant constantly contact couldnt county couple
    currently daily day days deal dealing dear december decent deep definitely desperate desperately
    didnt doesnt down dozen drive driving due dull during eight especially etc even evening
    eventually everybody everyone everything everywhere exactly excellent expect experience
    experienced expert experts extremely fairly february fed fee feel feeling feels fees felt few
    figure finally finds fine finish finished first five fix fixed fixes fixing flare flares focus
    focused focuses focusing follow followed following forever four friday fully generally getting
    gone gotten great guess guys handle handles happen happening happens hard hate hates havent hear
    heard hello helpful hey hi highly hire hopeful hopefully hoping horrible hour hours however
    hubby huge hundred husband idea ideally immediately including increase increased increasing
    insane instead interested involved it january july keep keeping keeps kilometer kilometers
    kilometre kilometres kind kinds km kms knew knowing knowledgeable known knows lacing lady last
    lately later least leave left lesson lessons lets lie lives living local locally longer looked
    looks lot lots lovely lying mainly major man manage manages managing matter maybe mean means
    meet mention mentioned mi mid middle mild mile mileage miles min mine minor mins minute minutes
    monday month months morning mornings mostly moved mum myself nagging name nasty nearby nearest
    neighborhood neighbourhood new next nice night nights nine nope normal normally nothing noticed
    november now occasionally october offer offering offers often ok okay old once ones ongoing
    onset onto open other others otherwise ouch particularly partner past people perhaps persistent
    person place places plenty plus point possible possibly practitioner practitioners prefer
    preferably prepare preparing pretty previous probably professional professionals properly
    provider providers push pushing qualified question quick quickly quite ramp ramped ramping
    random ranges rather reading reasonable recent recently reckon reckons recommendation
    recommendations recommended recurring regular regularly related return returned returning rid
    right rough roughly round said sat saturday saw say says search searching second seeing seem
    seemed seems seen sees september serious seriously serve serves session sessions seven several
    severe shall sharp shooting shouldnt shows sick side similar simple since sit sits sitting six
    slight slightly slow slowly small solve somehow sometimes soon sort sorted sounds speak speaker
    speakers speaking speaks specialise specialised specialises specialising specialist specialists
    specialize specialized specializes specializing specific specifically spoken spot spots stabbing
    stand standing stands start started starting starts state stay steady step steps stop stopped
    stopping stops strange struggle struggles struggling stubborn stuck stuff sub sudden suddenly
    suffer suffering suggest suggestion suggestions sunday super supposed sure taken takes taking
    teach teaches teaching tell telling ten tends terrible thank theres theyre think thinking though
    thought three through thursday till time times today together told tomorrow tonight took top
    total totally town treat treated treating treats tried tries trouble truly trustworthy try
    trying tuesday turn turned twelve twice two type types understand understanding understands
    unfortunately unsure use used useful uses using usually various visit wake wakes waking walked
    walks wanted wanting wasnt way wednesday week weekend weekly weeks weird welcome well went weve
    whatever whenever whether whichever whoever wife willing within without woke wonder wondering
    wont word worked working works world worried worry worse worst worth worthwhile wouldn wouldnt
    write writes wrong yeah year years yes yesterday yet youre yr yrs
    """.split()  # noqa: SIM905 - as a list of quoted words it fills pages
)
"""Openers, hedges, distances and times: "hi, for about 3 weeks now I sometimes feel ..."."""

PAIN_WORDS = frozenset(
    """
    ache ached aches aching achy burning burns discomfort hurt hurting hurts killing niggle niggles
    niggling pain painful pains sore soreness tender tenderness throbbing throbs
    """.split()  # noqa: SIM905
)

GENERAL_WORDS = PAIN_WORDS | frozenset(
    """
    analyses analysis assess assessment assessments band care clinic clinical coaching complaint condition
    conditions disorder exercise exercises fitness health injured injuries injury issue issues
    massage movement physical problem problems program programme rehab rehabilitation release
    sport sports strain symptom symptoms syndrome tear technique techniques tendon test testing
    tests therapies therapist therapists therapy tight tightness train training treatment
    treatments whole work workout workouts
    """.split()  # noqa: SIM905
)
"""Words that say too little alone: who asks for "knee pain" is not served by "forefoot pain"."""

EMPTY_ALONE = PAIN_WORDS | frozenset(
    """
    assess assessment assessments care clinic complaint condition conditions disorder fitness health
    injured injuries injury issue issues physical problem problems program programme sport sports
    symptom symptoms syndrome technique techniques test testing tests therapies therapist
    therapists therapy train training treatment treatments work workout workouts whole
    """.split()  # noqa: SIM905
)
"""General words that are left out beside others, unless they are part of a known phrase."""

RUNNING_WORDS = frozenset(
    "run runs runner runners running ran jog jogs jogger joggers jogging".split()  # noqa: SIM905
)
"""Nearly every listing has them, and nearly every question could."""

_SIDES = """
    anterior back behind bottom front inner inside lateral lower medial outer outside posterior side sides
    top upper
"""
DIRECTIONS = frozenset(_SIDES.split())
"""Words that say where on a body part; alone they say nothing."""

ALIKE = {
    word: alike
    for alike, several in {
        "pain": " ".join(PAIN_WORDS),
        "outside": "outer lateral",
        "inside": "inner medial",
        "front": "anterior",
        "behind": "posterior",
        "stairs": "downstairs upstairs stair staircase stairway",
        "downhill": "downhills descending descents",
        "sitting": "sit sits seated sat",
        "tight": "tightness stiff stiffness stiffens tense tension",
        "torn": "tear tears tore rupture ruptured ripped",
        "pulled": "pull pulling strain strained tweaked tweak",
        "sprain": "sprained rolled rolling twisted twist twisting",
        "swollen": "swelling swells puffy",
        "numb": "numbness tingling tingle tingles tingly",
        "clicking": "click clicks clicky popping pops snapping snaps crunching grinding",
        "kneecap": "kneecaps patella",
        "giveway": "unstable wobbly buckles buckling",
    }.items()
    for word in several.split()
}
"""Words that are alike within a complaint, whatever else they mean elsewhere."""

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|x|am|pm|mi|km|yo|yrs?|mins?|hrs?)?")
_RETURNING = frozenset(
    """
    bounce bounced bouncing came come comes coming ease easing get gets getting go goes going got
    return returned returning step straight went
    """.split()  # noqa: SIM905
)
_BODY_BEFORE = frozenset("a bad her his low lower mid middle my sore the upper your".split())  # noqa: SIM905
_STARTING = frozenset("start started starting starts".split())  # noqa: SIM905
_ONSET = frozenset("after as hurting if it once pain that when whenever which".split())  # noqa: SIM905
_AGED = frozenset({"over", "aged", "past"})

_TURNED = {"insurance": frozenset({"no", "without"}), "network": frozenset({"of"})}
"""Words whose sense a small word before them turns round: no insurance, out of network."""

_PAIRS = frozenset(
    {("hands", "on"), ("warm", "up"), ("personal", "best"), ("burned", "out"), ("burnt", "out")}
)
"""Words that are something of their own with the small word that follows."""


class Said(NamedTuple):
    """A content word of a question or a phrase, and what its neighbours make of it."""

    word: str
    meant: str


def is_filler(word: str) -> bool:
    """Whether a word only fills: "weeks", "sometimes", "3". Pure."""
    return word in FILLERS or _NUMBER.fullmatch(word) is not None


def said(folded: Sequence[str]) -> Iterator[Said]:
    """The content words of a text, each with what it means where it stands. Pure.

    Args:
        folded: All words of the text in order, stop words among them; they tell the back one
            has from coming back, and pain that starts on a run from starting to run.
    """
    for at, word in enumerate(folded):
        if word not in STOP_WORDS:
            before, after = folded[max(0, at - 2) : at], folded[at + 1 : at + 2]
            yield Said(word, _meaning(word, before, after))


def _meaning(word: str, before: Sequence[str], after: Sequence[str]) -> str:
    last = before[-1] if before else ""
    following = after[0] if after else ""
    if word == "back":
        return _meaning_of_back(last, following)
    if word in _STARTING and not _ONSET.isdisjoint(before):
        return "onset"
    if (word, following) in _PAIRS:
        return word + following
    if last in _AGED and word.isdigit():
        return "age"
    if word in _TURNED and last in _TURNED[word]:
        return f"no{word}"
    return word


def _meaning_of_back(before: str, after: str) -> str:
    if after == "of":
        return "behind"
    if before in _RETURNING or (after in {"to", "into"} and before not in _BODY_BEFORE):
        return "return"
    return "back"
