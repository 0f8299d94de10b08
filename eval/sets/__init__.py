"""The data sets the program is scored on, one module each; the order is the scorecard's."""

from importlib import import_module

from eval.tasks import Task

#: Name of each set, which is its module and its folder; "ledger" alone draws on others.
NAMES = (
    "gva", "gvc", "muc4", "gvdb", "hrdsattack", "wikievents", "re3d", "ner_worldwide", "polnear",
    "timex", "geo", "factuality", "maverick", "feeds", "newsml", "ninjs", "cap", "ledger",
)  # fmt: skip


def get_task(name: str) -> Task:
    """Return the task of a set; ValueError for a name there is none of."""
    if name not in NAMES:
        raise ValueError(f"no set is called {name!r}; there are {', '.join(NAMES)}")
    task = import_module(f"eval.sets.{name}").TASK
    assert isinstance(task, Task)
    return task
