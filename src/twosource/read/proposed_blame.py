"""How surely, and by whose word, somebody is told to have done it, where only a trained reader saw it told.

Goes by the words that the rules go by: blame, suspicion, arrest and charge make a suspect, owning up
makes a claim; what hedges the clause hedges it. Nobody is found here.
"""

import re
from dataclasses import dataclass

from twosource.model import Certainty, Voice
from twosource.read.found import clause, hedge
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.text import Span

_OWNS = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|t(?:ook|aken|akes|aking)|accept(?:ed|s)?|admit(?:ted|s)?|acknowledg\w+|assum(?:ed|es))\s(?:\w+\s){0,2}?(?:responsibility|credit)\b"
    r"|\bresponsibility\b[^.;]{0,60}?\b(?:claimed|assumed|admitted)\b|\badmitted\s(?:to\s)?(?:having|to|the|that|they|it)\b"
    r"|\bclaim(?:ed|s)\s(?:to\s(?:be|have)|the\s(?:attack|bombing|killing|kidnapping|murder))\b"
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:s|ed)?|disclaim\w*)\b[^.;]{0,40}?\b(?:responsib|involve|accus|charge|part|role|having)"
)
_BLAMES = re.compile(
    r"\b(?:blam(?:e|ed|es|ing)|accus\w+|attribut\w+|ascrib\w+|imput\w+|suspect\w*|charg(?:ed|es|ing)\s(?:with|that|the)|implicat\w+|"
    r"alleg\w+|presum\w+|believed|indict\w+|pointed?\sto|held\sresponsible|hold\w*\s(?:\w+\s){0,4}responsible|supposed\w*|thought\sto|apparently)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """How surely, and in whose voice; None leaves either to the words around."""

    certainty: Certainty | None = None
    voice: Voice | None = None


def blame_of(scene: Scene, sentence: Sentence, who: Span) -> Blame:
    """Return how surely a sentence tells that ``who`` did it, and who says so."""
    span = sentence.span
    if _OWNS.search(scene.low, span.start, span.end):
        denied = _DENIES.search(scene.low, span.start, span.end) is not None
        return Blame(certainty=Certainty.DENIED if denied else Certainty.CLAIMED)
    if _BLAMES.search(scene.low, span.start, span.end):
        return Blame(certainty=Certainty.SUSPECTED)
    return Blame(certainty=hedge(scene, clause(sentence, who), "suspected", "possible"))
