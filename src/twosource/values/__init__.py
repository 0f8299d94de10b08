"""Values with bounds: times, counts, places, parties.

Each module holds one kind of value: how it is found in a text, parsed, compared, formatted and
explained. Vague words stay vague: a value never claims more than its words do.
"""
