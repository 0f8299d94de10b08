"""The words that tell of people killed, injured, captured or missing, and how each takes its count.

Data for ``tolls``; works on folded text. Words of planned or possible harm ("to kill") are not here.
"""

import re
from dataclasses import dataclass
from typing import Literal

from twosource.values.count_nouns import word_set

Effect = Literal["killed", "injured", "casualties", "captured", "missing"]
#: How a cue takes its figure: "verb" has it left in the passive and right in the active ("were
#: killed", "killed two"), "taker" only right ("killing two"), "happening" only left ("died"),
#: "state" only left ("12 dead").
Build = Literal["verb", "taker", "happening", "state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One effect word where it stands in a sentence."""

    start: int
    end: int
    effect: Effect
    build: Build


_TO_DEATH = (
    r"(?:shot|stabbed|hacked|beaten|burn(?:ed|t)|bludgeoned|knifed|clubbed|stoned|crushed|trampled|tortured)"
)
#: Shot there, one lives, as a rule; who was shot elsewhere ("in the head") may be dead or wounded.
_LIMB = r"(?:arm|forearm|leg|foot|feet|hand|finger|toe|shoulder|thigh|hip|knee|buttocks?|ankle|calf|shin|wrist|elbow)s?"
#: Shot or hit there, one may be dead or wounded.
_BODY = r"(?:head|face|neck|throat|chest|back|stomach|abdomen|torso|side|groin|body|jaw|eye|pelvis|ribs?|lung|lower|upper)"
_FIRE = (
    r"(?:stray )?(?:bullets?|gunfire|gunshots?|shots?|rounds?|shrapnel|pellets|buckshot|fragments?|crossfire)"
)
_TAKEN = r"(?:taken|rushed|airlifted|transported|brought|flown|admitted|transferred|sent|driven|conveyed|medevaced)"
_HOSPITAL = r"(?:hospitals?|medical cent(?:er|re)|trauma cent(?:er|re)|infirmary|emergency room)"
_ROWS: tuple[tuple[Effect, Build, str], ...] = (
    (
        "killed",
        "verb",
        (rf"{_TO_DEATH} to death|shot dead|shot and killed|gunned down|fatally (?:shot|wounded|stabbed|injured|struck|hit)"
        r"|mortally wounded|killed|slain|murdered|assassinated|massacred|executed|beheaded|lynched|slaughtered"),
    ),
    ("killed", "taker", r"(?:shooting (?:dead )?and killing|fatally (?:shooting|wounding|stabbing)|killing|kills|murdering|slaying)"),
    ("killed", "taker", r"shot(?= (?:him|her)self to death)"),
    ("killed", "state", r"fatally(?=[,.;:)]|$| and\b)"),
    ("killed", "taker", r"(?:claim|cost|tak|took)(?:s|ed|ing|en|e)? the li(?:ves|fe) of|claim(?:ed|s|ing)(?= [^.;]{1,30} lives)"),
    ("killed", "taker", r"bodies of"),
    (
        "killed",
        "taker",
        (r"(?:deaths?|murders?|slayings?|killings?|assassination|fatal (?:shooting|stabbing|wounding)s?) of"
        r"(?! (?:a (?:war|conflict|process|dream)|democracy|the (?:republic|peace|agreement))\b)"),
    ),
    ("killed", "happening", r"died|dies|did(?: not|n't) survive|perished|succumbed|lost (?:their|his|her) li(?:ves|fe)|martyred|were martyred"),
    ("killed", "state", r"dead(?! (?:end|heat|line|sea|set|body|bodies|zone|wood|weight|centre|center|ringer|silence|man's|on arrival))|deceased"),
    ("injured", "verb", rf"shot in (?:(?:the|his|her|their|both|one) )?(?:\w+ )?{_LIMB}"),
    ("injured", "verb", r"shot and (?:wounded|injured)|wounded|injured|maimed|hospitali[sz]ed|hurt"),
    (
        "injured",
        "happening",
        (rf"{_TAKEN}(?: by \w+(?: \w+)?)? to (?:[\w.'&-]+ ){{0,6}}?{_HOSPITAL}\b"
         r"|with (?:[\w-]+ ){0,2}(?:life[- ]threatening|serious|minor|severe|superficial|non-?critical) (?:\w+ )?(?:injur(?:y|ies)|wounds?)"
         rf"|(?:showed up|turned up|arrived|walked in|checked in|appeared) (?:to|at|into|in) (?:[\w.'&-]+ ){{0,6}}?{_HOSPITAL}\b(?=[^.;]{{0,40}}(?:wounds?|injur))"
        r"|(?:suffered|sustained|received|suffering|sustaining)(?: [\w-]+){0,6}?"
        r" (?:injur(?:y|ies)|wounds?|burns|shrapnel|lacerations)"),
    ),
    ("injured", "taker", r"(?:wounding|injuring|maiming|hurting|injures|wounds)"),
    ("injured", "taker", r"(?:injur(?:y|ies) (?:of|to)|wounding of)"),
    ("injured", "taker", rf"(?:sent|sends|sending)(?= [^.;,]{{1,40}} to (?:[\w.'&-]+ ){{0,5}}?{_HOSPITAL}\b)"),
    (
        "injured",
        "happening",
        (r"in (?:an? )?(?:(?:critical|serious|grave|stable|fair|guarded|good)(?: but stable| but critical)?) condition"
        r"|treated for (?:[\w-]+ ){0,4}?(?:wounds?|injur(?:y|ies)|burns)"),
    ),
    (
        "casualties",
        "happening",
        r"(?:with|had|has) (?:an? |multiple |several |apparent |at least \w+ )?(?:gunshot|bullet|stab|shrapnel) wounds?",
    ),
    ("injured", "verb", rf"grazed|(?:struck|hit)(?= (?:[^.;,]{{1,40}} )?in (?:(?:the|his|her|their|both|one|an?) )?(?:\w+ )?{_LIMB}\b)"),
    ("casualties", "verb", rf"(?:struck|hit)(?= (?:[^.;,]{{1,40}} )?(?:in (?:the|his|her|their) (?:\w+ )?{_BODY}\b|by (?:\w+ ){{0,2}}{_FIRE}\b))"),
    ("casualties", "verb", r"shot(?! (?:at|down|by|back|off|up|through)\b)|shot(?= by)"),
    ("casualties", "verb", r"(?:(?<=was )|(?<=were )|(?<=been ))shot(?= at (?!by\b|least\b)\w)"),
    ("casualties", "taker", r"shoots|shooting(?: of(?! (?:video|the film))|(?= (?:an?|the|his|her|their|at least|more|up|another|both|several|dozens|one|two|three|four|five|six|seven|eight|nine|ten|\d)))"),
    (
        "captured",
        "verb",
        (r"(?:taken|herded|marched|led|carried|dragged) away"
        r"(?! (?:by (?:an |the )?(?:ambulance|paramedics?|medics|police|officers)|in (?:an? )?(?:ambulance|handcuffs|stretcher|police|custody)"
        r"|on (?:a )?stretchers?|for|to (?:an? |the )?(?:\w+ )?hospital|from)\b)"),
    ),
    ("captured", "verb", r"kidnapped|abducted|(?:taken|held|took) (?:hostage|captive|prisoner)|captured"),
    ("captured", "taker", r"(?:kidnapping|abducting|kidnaps|abducts|capturing)"),
    ("captured", "state", r"hostage|captive"),
    ("missing", "state", r"missing(?! in action| (?:an?|the|both|his|her|their|its|some|from|out)\b)|unaccounted for"),
    ("missing", "happening", r"disappeared"),
)  # fmt: skip
_CUE = re.compile(r"(?:" + "|".join(f"(?P<c{number}>{row[2]})" for number, row in enumerate(_ROWS)) + r")\b")

#: How the first words of the rows begin. Looking each word's beginning up in a set costs a fifth of
#: trying the rows at every word.
_BEGINNINGS = word_set(
    """
    abd adm air app arr ass bea beh blu bod bro bur cap car che cla clu cos cru dea dec die dis did dra dri exe fat flo gra gun hac had
    has hel her hit hos hur in inj kid kil kni led los lyn mai mar mas med mis mor mur per rec rus sen sho sla sta sto str suc
    suf sus tak too tor tra tre tur una wal wit wou
    """
)
_BEGINNING = re.compile(r"\b[a-z]{2,3}")

_MAX_CUES = 30  # a sentence with more is a list or a trap; the rest is left unread

#: A sentence without any of these tells no toll; asked first because it is cheap.
_STEMS = (
    "kill", "dead", "died", "dies", "death", "wound", "injur", "hurt", "casualt", "fatal", "shot", "slain",
    "murder", "assassin", "massacr", "execut", "behead", "lynch", "perish", "live", "life", "bodies", "toll",
    "hostage", "kidnap", "abduct", "capt", "missing", "unaccounted", "harm", "scath", "hospital", "stab",
    "gunned", "graz", "struck", " hit ", "medical", "surviv", "threatening", "martyr", "succumb", "condition", "disappear", "slaughter", " away", "treated for", "shoot", "slay",
)  # fmt: skip

#: A sentence without effect words tells a toll only by one of these.
_NOUN_STEMS = (
    "death", "fatalit", "casualt", "injur", "toll", "bodies", "body", "corpse", "lives", "hostage", "captive", "captur",
    "number of", "tally", "harm", "scath", "hurt",
)  # fmt: skip

_NOT_REAL = re.compile(
    r"\b(?:could|would|might|may|can|should|will|shall|must|cannot|can't|(?:could|should|would|might|must)'ve)(?: not| also| easily| \w+ly)?"
    r"(?: have| be| have been| get| end up| be left)? (?:\w+ly )?$"
    r"|\b(?:threat(?:en\w*|s)?|plan(?:s|ned|ning)?|plott?(?:s|ed|ing)?|vow(?:s|ed|ing)?|consider(?:s|ed|ing)?"
    r"|avoid(?:s|ed|ing)?|without|prevent(?:s|ed|ing)?|risk(?:s|ed|ing)?)(?: of| to| at)? (?:be )?$"
    r"|\b(?:attempted|avenge\w*|revenge for|retaliation for|retribution for|anniversary of|response to|mourn\w*|griev\w*|condemn\w*"
    r"|charge\w* with)(?: (?:the|a|an|its|their|his|her))? $"
    r"|\b(?:if|unless|of being|to be|to get|from being|from) $"
)
_NEGATED = re.compile(r"\b(?:not|never|n't|neither)(?: been| be| \w+ly| have)? $")


def may_tell_a_toll(folded: str) -> bool:
    """Whether a sentence holds any stem of harm; a cheap test that lets most sentences go."""
    return any(map(folded.__contains__, _STEMS))


def may_tell_by_a_noun(folded: str) -> bool:
    """Whether a sentence may tell a toll without any effect word: "12 deaths", "no casualties"."""
    return any(map(folded.__contains__, _NOUN_STEMS))


def find_cues(folded: str) -> tuple[Cue, ...]:
    """Return the effect words of a sentence that tell of real harm, left to right."""
    found = []
    end = 0
    for beginning in _BEGINNING.finditer(folded):
        if beginning.start() < end or beginning.group() not in _BEGINNINGS:
            continue
        match = _CUE.match(folded, beginning.start())
        if match is None:
            continue
        end = match.end()
        before = folded[max(0, match.start() - 40) : match.start()]
        if _NOT_REAL.search(before) is None:
            effect, build, _ = _ROWS[int(str(match.lastgroup)[1:])]
            found.append(Cue(start=match.start(), end=end, effect=effect, build=build))
    return tuple(found[:_MAX_CUES])


_GRAVELY = re.compile(r"\b(?:seriously|badly|critically|severely|gravely|mortally|fatally) $")


def is_condition(folded: str, cue: Cue) -> bool:
    """Whether a cue tells how somebody is ("in serious condition"), of people told of before."""
    return folded.startswith("in ", cue.start)


def is_grave(folded: str, start: int) -> bool:
    """Whether a word of degree stands before a cue: nobody "seriously hurt" leaves the lightly hurt."""
    return _GRAVELY.search(folded[max(0, start - 14) : start]) is not None


def is_negated(folded: str, start: int) -> bool:
    """Whether "not" or "never" stands just before a cue."""
    return _NEGATED.search(folded[max(0, start - 24) : start]) is not None
