"""The words of time: months, days, parts of the day, zones, figures. Tables, nothing else.

Keys are lower case. What the words mean together is in the ``when_*`` modules beside this one.
"""

from datetime import time

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_NAMES = tuple(name.capitalize() for name in list(MONTHS)[:12])

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
WEEKDAY_NAMES = tuple(name.capitalize() for name in WEEKDAYS)

#: A weekday before one of these, both capitalised, names a paper or a programme.
AFTER_DAY_NAMES = frozenset(
    [
        "times",
        "telegraph",
        "mirror",
        "express",
        "mail",
        "herald",
        "world",
        "post",
        "independent",
        "tribune",
        "star",
        "sun",
        "people",
        "standard",
        "age",
        "vision",
        "nation",
    ]
)
#: A weekday after one of these is a name, not a day.
BEFORE_DAY_NAMES = frozenset({"bloody", "sheffield", "man"})

#: First month of each season and how many months it lasts, as northern newsrooms mean it.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

#: Local earliest and latest time of day that a part of the day admits. The press calls
#: 4 a.m. "morning" and lets nights run over midnight, so the bounds are wide.
PARTS = {
    "morning": (time(0), time(12)),
    "early hours": (time(0), time(6)),
    "early morning": (time(0), time(9)),
    "late morning": (time(9), time(12)),
    "dawn": (time(3), time(8)),
    "afternoon": (time(12), time(18)),
    "lunchtime": (time(11), time(15)),
    "early afternoon": (time(12), time(16)),
    "late afternoon": (time(14), time(19)),
    "dusk": (time(16), time(21)),
    "evening": (time(16), time(23, 59, 59)),
    "early evening": (time(16), time(20)),
    "late evening": (time(19), time(23, 59, 59)),
    "night": (time(18), time(6)),
    "late night": (time(20), time(4)),
    "early": (time(0), time(10)),
    "late": (time(16), time(23, 59, 59)),
}
#: Other names of the same parts.
PART_NAMES = {
    "pre-dawn hours": "early hours", "predawn hours": "early hours", "small hours": "early hours",
    "wee hours": "early hours", "pre-dawn": "early hours", "predawn": "early hours",
    "early morning hours": "early hours", "early hours of the morning": "early hours",
    "daybreak": "dawn", "sunrise": "dawn", "first light": "dawn", "sunset": "dusk", "nightfall": "dusk",
    "mid-morning": "morning", "midmorning": "morning", "mid-afternoon": "afternoon",
    "mid morning": "morning", "mid afternoon": "afternoon",
    "late at night": "late night", "late in the evening": "late evening",
    "late in the afternoon": "late afternoon", "early in the morning": "early morning",
    "early in the evening": "early evening",
}  # fmt: skip

#: What zone abbreviations stand for: offsets in minutes, likeliest first. Those with one reading
#: are certain; the others are decided by evidence (see ``when_zones.read_zone``).
ZONES: dict[str, tuple[int, ...]] = {
    "gmt": (0,), "utc": (0,), "z": (0,), "wet": (0,), "bst": (60, 360), "cet": (60,), "cest": (120,),
    "eet": (120,), "eest": (180,), "msk": (180,), "trt": (180,), "eat": (180,), "wat": (60,), "cat": (120,),
    "sast": (120,), "ist": (330, 120, 60), "idt": (180,), "irst": (210,), "gst": (240,), "aft": (270,),
    "pkt": (300,), "npt": (345,), "wib": (420,), "ict": (420,), "hkt": (480,), "sgt": (480,), "pht": (480,),
    "jst": (540,), "kst": (540,), "aest": (600,), "aedt": (660,), "nzst": (720,), "nzdt": (780,),
    "est": (-300,), "edt": (-240,), "cst": (-360, 480), "cdt": (-300,), "mst": (-420,), "mdt": (-360,),
    "pst": (-480,), "pdt": (-420,), "ast": (-240, 180), "brt": (-180,), "art": (-180,), "cot": (-300,),
    "et": (), "ct": (), "pt": (),
}  # fmt: skip
#: Abbreviations too open to be read without evidence from the place or the page.
OPEN_ZONES = frozenset({"ist", "cst", "ast"})
#: Zones whose papers write the month first; every other zone's write the day first.
MONTH_FIRST_ZONES = frozenset({"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "pt"})

FIGURES: dict[str, tuple[int, int]] = {
    "a": (1, 1), "an": (1, 1), "one": (1, 1), "two": (2, 2), "three": (3, 3), "four": (4, 4),
    "five": (5, 5), "six": (6, 6), "seven": (7, 7), "eight": (8, 8), "nine": (9, 9), "ten": (10, 10),
    "eleven": (11, 11), "twelve": (12, 12), "thirteen": (13, 13), "fourteen": (14, 14),
    "fifteen": (15, 15), "sixteen": (16, 16), "eighteen": (18, 18), "twenty": (20, 20),
    "thirty": (30, 30), "forty": (40, 40), "fifty": (50, 50),
    "a couple of": (2, 3), "a couple": (2, 3), "couple of": (2, 3), "a few": (2, 6), "few": (2, 6),
    "several": (3, 9), "a dozen": (12, 12), "half a": (1, 1),
}  # fmt: skip

#: Shortest and longest length of a unit, in days.
UNIT_DAYS = {
    "minute": (1 / 1440, 1 / 1440), "hour": (1 / 24, 1 / 24), "day": (1.0, 1.0), "night": (1.0, 1.0),
    "week": (7.0, 7.0), "fortnight": (14.0, 14.0), "month": (28.0, 31.0), "year": (365.0, 366.0),
    "decade": (3652.0, 3653.0), "century": (36524.0, 36525.0),
}  # fmt: skip

#: Verbs whose past has no -ed, for telling whether a sentence looks back.
PAST_VERBS = (
    "said told was were had has have did went came began took shot fell struck hit left broke made met saw"
    " held sent found got gave ran led rose won lost kept stood sat set put cut blew burst fled drove flew"
    " wrote spoke became thought brought fought caught bought"
)
