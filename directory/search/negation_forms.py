"""The forms in which people write what they do not do, in English. Pure data.

They were gathered from how people write about their own work. A form says what begins a denial,
what ends it, and what turns it into something else: "not only", "never a knee without its hip".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from directory.search.bounded import bounded

HINT = re.compile(
    r"\b(?:no|not|never|cannot|cant|dont|doesnt|wont|without|unlike|instead|rather|opposed|except"
    r"|exception|excluding|exclusions|neither|nor|refer|avoid|stay|stopped|gave|decline|outside"
    r"|unable|beyond|out of|in place)\b|n['’`]t\b"
)
"""Without one of these in lower case a text is not looked at any closer."""

SENTENCE = re.compile(r"(?:[^.!?;\r\n]|(?<=\b[Dd]r)\.|[.!?](?=\S))+")

_AUXILIARY = r"""(?: (?: (?:do|does|did|will|would|can|could) (?:\s+not|n['’`]t) | cannot
    | can['’`]?t | won['’`]?t | dont | doesnt | (?:(?:do|will|have)\s+)? never | no\s+longer )
  (?: \s+ (?:and|or) \s+ (?:will|do|can|would) \s+ not )? )"""
_OFTEN = r"(?: (?: currently|generally|usually|normally|typically|personally|routinely|ever|also) \s+){0,3}"
_TREAT = r"""(?: treat(?:ing)? | see(?:ing)? | accept(?:ing)? | tak(?:e|ing) | coach(?:ing)?
  | train(?:ing)? | handle | manage | assess | diagnose | bill | cover(?!\s+up\b) | speciali[sz]e\s+in
  | work(?:ing)?\s+(?:with|on|in) | deal\s+with | participate\s+(?:in|with) | operate\s+on )"""
_USE = r"""(?: offer(?:ing)? | provid(?:e|ing) | perform(?:ing)? | practi[cs](?:e|ing)
  | prescrib(?:e|ing) | do(?:ing)? | us(?:e|ing) | sell(?:ing)? | teach(?:ing)? | adjust | crack
  | manipulate | massage | needle | inject | recommend | rely\s+on | believe\s+in | involv(?:e|ing)
  | includ(?:e|ing) )"""
_PLACES = r"""(?: clinic|practice|team|studio|office|cent(?:er|re)|company|staff|therapists|coaches
  |work|approach|sessions|services|coaching )"""
_WHO = rf"""(?: \b(?:I|we|she|he) | ^\s*they | \b(?:my|our|this|the)\s+(?:\w+\s+)?{_PLACES}
  | \b(?-i:Dr\.?\s+[A-Z][\w'’-]{{1,30}}) | \b(?-i:[A-Z][\w'’-]{{1,30}}\s+[A-Z][\w'’-]{{1,30}}) )"""
_BEGIN = r"(?: ^ | [,:(–—] | \s-\s ) \s* (?:(?:and|but|or|so|please|sorry|currently) ,? \s+)?"
_AND = r"\b(?:I|we)(?:['’`]\w+)? \s [^,]{0,60}? \s (?:and|but) \s+"
_TECHNIQUES = r"""(?: needl | crack | adjust | manipul | massag | surg | inject | medica | drug | pill
  | tape\b | taping | cupping | scrap | ultrasound | laser | opioid | cortisone | steroid | popp
  | thrust | machines | gadgets | orthotics | braces )"""
_PAINS = r"\b(?: pain\w* | ache\w* | hurt\w* | stiff\w* | limp\w* | niggle\w* | fear | shame )\b"
_PARTLY = r"""\b(?: just | merely | simply | solely | purely | alone | isolat\w+ | separate\w*
  | every\w* | (?<!at\s)all | same | lightly | enough | without | before | like | (?<!such\s)as )\b"""
"""Words that turn a "not" into a "not that alone": "I never treat a knee without its hip"."""

_ENDS = r"""[:()–—] | \s-\s | ,\s*(?:just|merely)\b | \b(?: but | only | unless | until | because
  | since | so | which | who | whom | that | if | when | while | where | though | although
  | however | instead | rather | except | then | to | here | anymore
  | and\s+(?:I|we|you|she|he|it|my|our|your|instead|focus\w*|speciali\w+|refer\w*|send|prefer
    |work|treat|see|help|use|look|coach|love|am)
  | (?:I|we|you|she|he|it(?!\s+bands?\b)) )\b"""
_CONDITION = bounded(
    r"\b(?: if|when|whenever|unless|until|whether|why|what|who|where|how|nor ) \b [^,]{0,120} $"
)
_PERSON = r"""(?: people | persons? | humans? | runners? | athletes? | bod(?:y|ies) | causes? | whole
  | movement | you )"""
_FOLK = (
    *("people", "persons", "patients", "clients", "runners", "athletes", "children", "kids"),
    *("adults", "women", "men", "anyone", "anybody", "someone", "those", "cases", "you"),
)
_WITH_WHAT = rf"""(?: {"|".join(_FOLK)} | (?!should|fing|disord)\w{{1,20}}ers
  | help | experience | training | trained | network )"""
"""After these a "with" says with whom or what: "patients with knee pain"."""
_BY_MEANS = rf"""\A \s*+ (?!with\b) (?! .{{0,240}} \b{_WITH_WHAT}\s+with\b ) .{{1,240}}?
  (?<!\bor) (?<!\band) (?<!\bnor) \s (?:with|by|using|through|via)\b"""
"""Words that make it one way of doing it: "I don't manage knee pain with rest"."""
_FOR_WHAT = (
    *_FOLK,
    *("experience", "training", "background", "suitable", "equipped", "insured", "qualified"),
    *("trained", "licensed", "certified", "set up", "place", "clinic", "practice", "studio"),
    *("coach", "therapist", "person"),
)
_FOR = rf"""{"".join(rf"(?<!{word.replace(' ', '[ ]')})" for word in _FOR_WHAT)} \s for\b"""
"""What something is for is not denied: "we accept no insurance for knee rehab"."""


_NOTS = (
    "not",
    "n't",
    "n’t",
    "n`t",
    "never",
    "no longer",
    "cant",
    "dont",
    "doesnt",
    "wont",
    "unable",
)
_NOT_THAT_ALONE = bounded(rf"{_PARTLY} | {_BY_MEANS}")
_ALWAYS_ENDS = bounded(rf"{_ENDS} | {_FOR}")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to say no.

    Attributes:
        cues: Of these one stands in any sentence in lower case that it is in.
        trigger: Finds it; the span begins at its group "no", what is denied where it ends.
        void: In what is denied, this says that it is not a denial after all.
        unless_before: In the sentence before it, the same.
        ends: What ends it, besides what always does.
        longest: Words that it may have; a longer one is another kind of sentence.
        lists: Whether it may go on over the commas of a list.
    """

    cues: tuple[str, ...]
    trigger: re.Pattern[str]
    void: re.Pattern[str] = _NOT_THAT_ALONE
    unless_before: re.Pattern[str] = _CONDITION
    ends: re.Pattern[str] = _ALWAYS_ENDS
    longest: int = 30
    lists: bool = True


FORMS = (
    # I do not treat knees; we no longer see acute injuries; don't work with children
    Form(
        _NOTS,
        bounded(
            rf"(?:{_WHO} \s+ {_OFTEN} | {_BEGIN} | {_AND}) (?P<no>{_AUXILIARY}) \s+ {_OFTEN} {_TREAT} \b"
        ),
    ),
    # I do not use needles: what for is another matter
    Form(
        _NOTS,
        bounded(
            rf"(?:{_WHO} \s+ {_OFTEN} | {_BEGIN} | {_AND}) (?P<no>{_AUXILIARY}) \s+ {_OFTEN} {_USE} \b"
        ),
        ends=bounded(rf"{_ENDS} | \b(?:for|on|in)\b"),
    ),
    # nor do I treat shoulders; I offer neither massage nor needling
    Form(
        ("nor ", "neither"),
        bounded(
            rf"\b(?P<no>nor\s+(?:do|will|can)\s+(?:I|we)) \s+ (?:{_TREAT}|{_USE}) \b"
            rf"| \b(?:{_TREAT}|{_USE}) \s+ (?P<neither>neither) \b"
        ),
    ),
    # I am not a physical therapist; we're not taking new knee patients; not a doctor
    Form(
        _NOTS,
        bounded(
            rf"""(?: {_WHO} (?:\s+(?:am|are|is)|['’`](?:m|re|s)) \s+ (?:\w+ly\s+)? | {_BEGIN}
              | \b(?:I\s+am|I['’`]m|we\s+are|we['’`]re) \s+ an? \s [^,]{{0,60}}? \s and \s+
              | \bthis\s+is\s+ (?=not\s+(?:a|the)\s+(?:\w+\s+)?(?:place|clinic|practice|studio)\b) )
            (?P<no>not | unable(?=\s+to\b) | (?<=are)n['’`]t | (?<=is)n['’`]t ) \s+ (?:currently\s+)?
            (?: an? | (?:licen[sc]ed|certified|trained|qualified|registered|equipped|insured
              |suitable|set\s+up|the\s+right\s+\w+|the\s+place) (?=\s) | (?:able\s+)?to\s+(?:{_TREAT}|{_USE}|help) | for | in[\s-]network
              | (?:taking|accepting|offering|treating|seeing|using|doing|providing|performing) ) \b
            (?!\s+(?:stranger|single|day|week|moment|secret|problem|second|bad|question|one)\b)"""
        ),
    ),
    # we are not doctors
    Form(
        ("not",),
        bounded(
            r"\bwe (?:\s+are|['’`]re) \s+ (?P<no>not) \s+ (?=(?:\w+\s+){0,2}\w+(?:s|S)\s*(?:$|[,:]))"
        ),
        longest=3,
    ),
    # Hips and backs, no knee pain; no needles
    Form(
        ("no ",),
        bounded(rf"""(?: {_BEGIN} | \bbut\s+ ) (?P<no>no) \s+ (?! (?:matter|wait\w*|doubt|question\w*|longer|one|wonder
          |surprise\w*|problem|reason|excuse|secret|stranger|prize|need|less|more|better|single|two
          |pain|gain|rush|idea|thanks|magic|nonsense|other|body|amount|such)\b )"""),
        void=bounded(
            rf"{_PARTLY} | {_BY_MEANS} | \b(?:is|are|was|were|too|has|have|will|can|goes|should|must|needed|required)\b"
        ),
        unless_before=bounded(
            r"\b(?: you\w* | run\w* | again | back\s+(?:to|on|at) | return\w* | finish\w* | with | until | result\w* )\b"
        ),
        longest=6,
    ),
    # I have no training in dry needling; we accept no insurance
    Form(
        ("no ",),
        bounded(
            rf"""\b(?:I|we) \s+ (?: have \s+ (?P<no>no) \s+ (?:experience|training|background)
            | (?:{_TREAT}|{_USE}) \s+ (?P<none>no) (?!\s+(?:reason|point|need|limit|difference)\b) ) \b"""
        ),
    ),
    # exercise, not adjustments; but "the runner, not the knee" is a manner of speaking
    Form(
        ("not",),
        bounded(r"""(?: (?: [,(–—] | \s-\s ) \s* (?:(?:and|but)\s+)? | ^ \s* (?=not\s+(?:\w+\s+)?\w+s\s*$) )
          (?P<no>not) \s+ (?! (?:only|just|merely|simply
          |to|at|in|by|for|with|from|on|of|always|yet|sure|because|when|until|the|your|my|our|his|her
          |so|even|if|an?|one|\w+ly|that|limited|what|how|where|who|this|these|those|it)\b )"""),
        unless_before=bounded(rf"\b{_PERSON}\b | \b(?:not|no|if|when|why|whether|or)\b"),
        longest=5,
    ),
    # never needles, never any cracking
    Form(
        ("never",),
        bounded(rf"""{_BEGIN} (?P<no>never) \s+ (?:any\s+)? (?=(?:\w+\s+)?(?:\w+ing|\w+[^s\W]s)\b)
          (?! (?:boring|missing|as|always|less|miss\w*|stop\w*|forget\w*|too|being|going|running)\b )"""),
        longest=4,
    ),
    # instead of massage, rather than cracking backs
    Form(
        ("instead", "rather", "opposed", "place"),
        bounded(r"\b(?P<no>instead\s+of|rather\s+than|as\s+opposed\s+to|in\s+place\s+of) \b"),
        void=bounded(rf"{_PARTLY} | {_BY_MEANS} | {_PAINS} | \b(?:the|your|that|only|any|one)\b"),
        longest=8,
        lists=False,
    ),
    # unlike chiropractors; but "unlike other coaches" is a coach
    Form(
        ("unlike",),
        bounded(
            r"\b(?P<no>unlike) \s+ (?! (?:other|most|many|some|your|typical|traditional|\w+al|standard)\b )"
        ),
        longest=8,
        lists=False,
    ),
    # without dry needling; but "run without knee pain" is what people come for
    Form(
        ("without",),
        bounded(rf"\b(?P<no>without) \s+ (?=(?:\w+[\s-]{{1,9}}){{0,2}}{_TECHNIQUES})"),
        void=bounded(_PAINS),
        unless_before=bounded(r"\b(?: or | not | never ) \s* $"),
        ends=bounded(rf"{_ENDS} | , | \b(?:for|on|in|at|with|after|before)\b"),
        lists=False,
    ),
    # all knees except ACL tears; but "nothing except" is all there is
    Form(
        ("except", "excluding"),
        bounded(
            r"""(?P<no>\bexcept(?:\s+for)? | \bexcluding | \bwith\s+the\s+exception\s+of) \s+
            (?! (?:when|that|on|in|if|during|by|at|to|perhaps|maybe)\b )"""
        ),
        unless_before=bounded(
            r"\b(?: no | not | nothing | nobody | none | never | empty | without | nor ) \b | n['’`]t\b"
        ),
    ),
    # we refer out fractures; I refer fractures elsewhere
    Form(
        ("refer",),
        bounded(
            r"""\b(?:I|we) \s+ (?:\w+\s+)? (?P<no>refer \s+ (?: out (?:\s+(?:for|all|any))? \b
            | (?= (?:(?!you\b|people\b|patients\b|clients\b|runners\b|back\b|when\b|if\b)\w+\s+){1,4}
                (?:out|elsewhere|to)\b ) ))"""
        ),
        void=bounded(r"\b(?:you|your)\b"),
    ),
    # I avoid manipulation; we stopped offering massage; I stay away from needles
    Form(
        ("avoid", "decline", "stay", "gave", "stopped"),
        bounded(
            r"""\b(?:I|we) \s+ (?:have\s+)? (?P<no>avoid|decline|stay\s+away\s+from|gave\s+up
            |stopped\s+(?:treating|seeing|offering|doing|using|accepting|taking)) \b"""
        ),
        void=bounded(rf"{_PARTLY} | {_BY_MEANS} | {_PAINS}"),
    ),
)

PEOPLE_FIRST = bounded(
    rf"\b(?:I|we) \s+ (?:\w+\s+)? (?:treat|coach|see|train|help|work\s+with) \s+ (?:(?:the|an?)\s+)? {_PERSON}\b"
)
"""What follows when "I don't treat knees" was a manner of speaking: "I treat people"."""

NARROWED = bounded(r"\s* (?:that|which|whom?)\b")
"""What follows when only some are meant: "I never see a knee that does not get better"."""

LABEL = bounded(
    rf"""(?: \bnot \s+ (?:covered|accepted|treated|offered|included|available|seen|provided|taken)
      | \b(?:I|we) \s+ {_AUXILIARY} \s+ {_OFTEN} (?:{_TREAT}|{_USE}) (?:\s+the\s+following)?
      | \bexclusions ) \s* :
      (?: [ \t]*+ [^\s] [^\r\n]*+ | [ \t]*+ (?:\r?\n[ \t]*+[-*•·][^\r\n]*+)++ )"""
)
PASSIVE = bounded(
    rf"""(?:\s*:\s*|\s) (?: (?: (?:(?:is|are) \s+)? (?:(?:is|are|will)n['’`]t
      |cannot|will\s+not|not|no\s+longer) \s+ (?:be\s+)? (?:currently\s+)?
      (?:treated|offered|accepted|covered|seen|provided|performed|available|included|taken|done|used
        |my\s+(?:field|area|thing|focus|special\w+)|something\s+(?:I|we)\s+(?:{_TREAT}|{_USE})
        |(?:a\s+)?part\s+of\s+(?:my|our)\s+\w+) )
      | (?:is|are) \s+ (?:outside|beyond|out\s+of) (?:\s+of)? \s+ (?:my|our) \s+ \w+
      | (?:(?:is|are)\s+something\s+)? (?:I|we) \s+ {_AUXILIARY} \s+ (?:{_TREAT}|{_USE}) )
      (?= \s* (?: $ | [,:)–—] | here\b | by\s+(?:me|us)\b | at\s+(?:this|our|my)\b | in\s+(?:this|our|my)\b) )"""
)
PASSIVE_CUES = (*_NOTS, "outside", "beyond", "out of")
CLAUSES = re.compile("[,:()–—]")
CLAUSE_WITHIN = bounded(
    r"\b(?: that|which|who|if|when|because|but|only|why|what|and\s+(?:is|are)|often|you|nothing|no|all|every )\b"
)
