"""The sentence that opens an article's main incident, or none where the article tells of none."""

import re

from twosource.knowledge.triggers import load_triggers
from twosource.model import Article
from twosource.read.asides import most_of_one_world
from twosource.read.bygone import has_own_day, is_bygone, is_habit
from twosource.read.events import find_events, find_weapons
from twosource.read.scene import Scene, inside, read_text
from twosource.read.sentences import Sentence
from twosource.read.signs import ENOUGH, count_signs, is_bloody, is_news_day, is_series, places_of, realised
from twosource.text import lower, plain
from twosource.values.when import TimeMention

#: The main incident is told in the first sentences or not at all: news has its news on top.
LEAD_SENTENCES = 7
#: An article about an old incident says so at once.
OLD_LEAD_SENTENCES = 3
#: Signs with which a sentence under a title that tells of an incident needs neither a day nor a place.
PLAINLY_TOLD = 5
#: Words of one other world (sport, markets, arts) in an article before it is taken to be about that.
OTHER_WORLD_WORDS = 3
#: How many more signs an article about another world needs: a toll, an agent and a day together.
OTHER_WORLD_SIGNS = 3

#: A line of a list of videos, by its running time ("2:35 ...").
_CAPTION = re.compile(r"\d{1,2}:\d{2}\s(?![ap]\.?m\b)")
#: A dead person told of by the body alone.
_BODY_FOUND = re.compile(
    r"\b(?:body|bodies|remains)\b[^.;]{0,40}\bfound\b|\bfound\b[^.;]{0,40}\b(?:body|bodies|remains)\b"
    r"|\bfound\b[^.;]{0,40}\b(?:dead|deceased|unresponsive)\b|\b(?:was|were) (?:deceased|unresponsive)\b"
)


def may_open(article: Article) -> bool:
    """Whether any sentence of the lead, or the title, has a word that an anchor needs: a look before the full one.

    Most articles that pass the gate have none, and need no places, times or voices to be found in them.
    """
    text, sentences = read_text(article)
    low = lower(text)
    weapons = find_weapons(low)
    told = any(find_events(low, sentence, weapons) for sentence in sentences[:LEAD_SENTENCES])
    return told or _title_tells(article.title)


def find_main_anchor(scene: Scene) -> Sentence | None:
    """Return the sentence that opens the main strand, None where the article tells of no incident.

    It has enough signs, in the newsroom's own words, and a day or a located place beside it; more
    signs are asked of an article about sport or markets. Once the lead has told of a court case or
    of an old incident, what follows belongs to that unless it names a day of the news for itself.
    """
    enough = ENOUGH + (OTHER_WORLD_SIGNS if is_of_another_world(scene) else 0)
    long_past = False
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if not _tells(scene, sentence, enough):
            continue
        if is_bygone(scene, sentence) or (long_past and not has_own_day(scene, sentence)):
            long_past = True
        elif _is_anchored(scene, sentence) or _as_in_title(scene, sentence):
            return sentence
    if long_past or enough > ENOUGH:
        return None
    return _anchor_under_title(scene) or _anchor_in_quotation(scene)


def find_old_anchor(scene: Scene) -> Sentence | None:
    """Return the sentence at the top where an article that tells of no new incident tells of an old one.

    Court cases and commemorations are such articles. The event word must be a strong one.
    """
    if is_of_another_world(scene):
        return None
    for sentence in scene.sentences[:OLD_LEAD_SENTENCES]:
        if (
            _tells(scene, sentence, ENOUGH)
            and is_bygone(scene, sentence)
            and any(event.strong for event in realised(scene, sentence))
        ):
            return sentence
    return None


def _tells(scene: Scene, sentence: Sentence, enough: int) -> bool:
    """Whether a sentence tells of one incident in the newsroom's own words, today's or an old one."""
    return (
        count_signs(scene, sentence) >= enough
        and not is_series(scene, sentence)
        and not is_habit(scene, sentence)
        and not _only_quoted(scene, sentence)
    )


def _anchor_in_quotation(scene: Scene) -> Sentence | None:
    """Return the first sentence where a witness's own words tell of arms or of harm, and a day or a place is told."""
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if count_signs(scene, sentence) < ENOUGH or not _only_quoted(scene, sentence):
            continue
        armed = any(event.weapon is not None for event in realised(scene, sentence))
        if (armed or any(map(is_bloody, scene.tolls[sentence.index]))) and _is_anchored(scene, sentence):
            return sentence
    return None


def _anchor_under_title(scene: Scene) -> Sentence | None:
    """Return the first sentence with an event word, a toll or a body found where the title itself tells of an incident.

    Lines of a list of videos tell of other incidents.
    """
    if not _title_tells(scene.article.title):
        return None
    for sentence in scene.sentences[:LEAD_SENTENCES]:
        if _CAPTION.match(scene.low, sentence.span.start):
            continue
        told = (
            realised(scene, sentence)
            or any(map(is_bloody, scene.tolls[sentence.index]))
            or _BODY_FOUND.search(scene.low, sentence.span.start, sentence.span.end)
        )
        if told and is_bygone(scene, sentence):
            return None
        if told and _is_anchored(scene, sentence):
            return sentence
    return None


def _as_in_title(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells so plainly what the title tells that it needs no day or place on the map."""
    return count_signs(scene, sentence) >= PLAINLY_TOLD and _title_tells(scene.article.title)


def _title_tells(printed: str) -> bool:
    """Whether a strong event word of the title stands there as told, not as feared or as a figure of speech."""
    title = lower(plain(printed))
    triggers = load_triggers()
    if triggers.refuse.search(title):
        return False
    strong = (found for found in triggers.pattern.finditer(title) if triggers.forms[found.group()].strong)
    return any(triggers.hypothetical.search(title, 0, found.start()) is None for found in strong)


def is_of_another_world(scene: Scene) -> bool:
    """Whether an article uses so many words of sport, markets or the arts that it is about them."""
    return most_of_one_world(scene.low, lower(scene.article.title)) >= OTHER_WORLD_WORDS


def _only_quoted(scene: Scene, sentence: Sentence) -> bool:
    events = realised(scene, sentence)
    return bool(events) and all(any(event.span in q.span for q in scene.quotations) for event in events)


def _is_anchored(scene: Scene, sentence: Sentence) -> bool:
    """Whether a day or a place on the map stands in a sentence, in the next two, or in the title."""
    for near in scene.sentences[sentence.index : sentence.index + 3]:
        if any(place.lat is not None for place in places_of(scene, near)):
            return True
        if any(is_news_day(scene, time) and _has_day(time) for time in inside(scene.times, near.span)):
            return True
    return any(mention.place.lat is not None for mention in scene.places if mention.place.kind != "country")


def _has_day(time: TimeMention) -> bool:
    """Whether a time says on which day: "Sunday morning" and "last night" do, "in the evening" does not."""
    when = time.when
    return when.precision != "part" or when.weekday is not None or when.earliest is not None
