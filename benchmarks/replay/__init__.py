"""News of another day told again as it came: a folder of articles served as living feeds on loopback.

::

    python -m benchmarks.replay FOLDER --speed 1000
    python -m benchmarks.replay "$TWOSOURCE_DATA/gva/docs.jsonl.gz" --most 400 --speed 10000 --gap 6

``stories`` makes pages with times of files, ``timetable`` says when each is told, ``feeds`` writes RSS, Atom,
JSON Feed and sitemaps of what is out, ``serving`` answers for them, ``driving`` runs ``twosource watch`` beside
it, ``timing`` says how long things took, and ``comparing`` whether two ledgers say the same.
"""
