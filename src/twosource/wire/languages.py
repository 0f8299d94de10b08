"""Languages by their three letters, where a format asks for these: ISO 639-1 codes to ISO 639-3."""

from typing import Final

#: The languages that the cleaner tells apart in news and that FollowTheMoney knows.
_ALPHA3: Final = {
    "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat",
    "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fa": "fas",
    "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind",
    "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "ku": "kur", "lt": "lit", "lv": "lav", "mk": "mkd",
    "nl": "nld", "no": "nor", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "so": "som", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "th": "tha", "tr": "tur",
    "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho",
}  # fmt: skip


def find_alpha3(language: str | None) -> str | None:
    """Return the three letters of a language; None for one that is not known.

    >>> find_alpha3("en"), find_alpha3("en-GB"), find_alpha3("tlh")
    ('eng', 'eng', None)
    """
    return None if language is None else _ALPHA3.get(language.partition("-")[0].lower())
