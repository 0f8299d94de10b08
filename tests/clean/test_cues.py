import pytest

from tests.clean.drafts import LEAD, SECOND, THIRD, clean_text, drops

CLUTTER = [
    ("end-mark", "END."),
    ("end-mark", "###"),
    ("end-mark", "-30-"),
    ("end-mark", "(ENDS)"),
    ("end-mark", "_____"),
    ("image-credit", "Representative image. Image Credit: Vhembe Press"),
    ("image-credit", "Smoke rises over the depot. (Photo: Vhembe Press)"),
    ("image-credit", "Firefighters at the gate on Thursday. [Lindiwe Nkuna/AFP]"),
    ("image-credit", "A guard looks on, June 6, 2024. REUTERS/Lindiwe Nkuna"),
    ("comment-form", "Leave a Reply"),
    ("comment-form", "Your email address will not be published. Required fields are marked *"),
    ("share-bar", "Facebook Twitter WhatsApp Email"),
    ("share-bar", "Share this:"),
    ("share-bar", "Follow the Vhembe Courier on Instagram"),
    ("share-bar", "Please enable Javascript to watch this video"),
    ("subscription-prompt", "Sign up for our daily newsletter"),
    ("subscription-prompt", "We use cookies to make this site better. By staying you agree."),
    ("subscription-prompt", "Already a subscriber? Sign in here."),
    ("related-links", "Also read: Fuel prices rise again"),
    ("related-links", "READ MORE: Fuel prices rise again"),
    ("advertisement", "ADVERTISEMENT"),
    ("copyright-line", "© 2024 Vhembe Courier. All rights reserved."),
    ("copyright-line", "Copyright 2024 The Associated Press. All rights reserved."),
    ("tags", "Tags: drones, fuel, Limpopo"),
    ("author-bio", "Lindiwe Nkuna is a reporter for the Courier. Follow her on X: @lnkuna"),
    ("author-bio", "(Reporting by Lindiwe Nkuna; Editing by Sam Ochieng)"),
    ("byline", "By Lindiwe Nkuna"),
    (
        "syndication-note",
        "(This story has not been edited by Courier staff and is auto-generated from a syndicated feed.)",
    ),
    ("stamp-line", "Last updated on 6 June 2024 at 18:40 SAST"),
]


@pytest.mark.parametrize(("reason", "words"), CLUTTER, ids=[words[:30] for _, words in CLUTTER])
def test_drops_what_is_printed_around_the_text(reason: str, words: str) -> None:
    article = clean_text(LEAD, SECOND, words, THIRD, title="Drones hit depot")
    assert (article.text, drops(article)) == (f"{LEAD}\n\n{SECOND}\n\n{THIRD}", [(reason, words)])


BODY = [
    "Police said a photo found on his phone showed the depot from above.",
    "The ministry's website uses cookies, which the attackers had stolen, an analyst said.",
    "Residents are asked to subscribe to the council's warning messages, the mayor added.",
    "Anyone with information is asked to call Crime Stop on 08600 10111.",
    "The end of the fire was in sight, she said.",
    "The law on copyright was debated in parliament on the same day.",
    "Share prices of the fuel company fell by three percent.",
    "Email accounts of two ministers were broken into on Tuesday.",
    "A reporter for a local radio station, Sam Ochieng, was among the wounded.",
    "The rules were updated on 6 June 2024.",
    "Comments by the governor drew protest from the opposition.",
    "Read the statement again, he said, and you will find no apology.",
    "“Watch: they will come back,” a guard said he had told his chief.",
    "By Thursday evening the road was open again.",
    "More than 40 trucks were destroyed.",
    "Follow the smoke on the ridge, the guard had told the firemen.",
    "Advertisement boards along the road were knocked over by the blast.",
    "Anyone who saw them can contact Sgt. Mulaudzi, who can be reached at 015 555 0100.",
    "No arrests have been made.",
]


@pytest.mark.parametrize("words", BODY, ids=[words[:30] for words in BODY])
def test_keeps_sentences_of_the_body(words: str) -> None:
    article = clean_text(LEAD, SECOND, words, THIRD, title="Drones hit depot")
    assert (article.text, article.dropped) == (f"{LEAD}\n\n{SECOND}\n\n{words}\n\n{THIRD}", ())


def test_cuts_a_form_that_is_glued_to_the_last_paragraph() -> None:
    form = "Leave a Reply Your email address will not be published."
    article = clean_text(LEAD, f"{SECOND} {form}", title="Drones hit depot")
    assert (article.text, drops(article)) == (f"{LEAD}\n\n{SECOND}", [("comment-form", form)])


def test_drops_the_headlines_below_a_heading_of_links_and_nothing_after_them() -> None:
    article = clean_text(
        LEAD, "Related articles", "Fuel prices rise again", "Governor visits mine", THIRD, title="Depot"
    )
    assert [reason for reason, _ in drops(article)] == ["related-links"] * 3
    assert article.text == f"{LEAD}\n\n{THIRD}"


def test_keeps_the_dates_that_head_a_chronicle() -> None:
    article = clean_text(
        LEAD, "6 June 2024", SECOND, "7 June 2024", THIRD, "8 June 2024", SECOND[:60], title="Depot"
    )
    assert "7 June 2024" in article.text
    assert "8 June 2024" in article.text
