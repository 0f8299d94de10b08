"""Toy."""

from twosource.archive.datasets import CLEANED


def work(task, given):
    made = list(
        task.each(
            [1, 2, 3],
            str,
            lambda n: (
                {"id": f"a_{n}", "arrival": n, "body": json.dumps(task.item), "sketch": [1, 2]}
                if n != 2
                else 1 / 0
            ),
        )
    )
    return {"cleaned": CLEANED.table(made)}


import json
