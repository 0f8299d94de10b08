"""Archives: a year of a wire, or the world's, through the same pure stages as ``twosource add``.

The job is a row of stages over datasets on storage. A stage is many tasks that know nothing of one another; an
engine runs them, on this machine's processors or on a cluster. What a task makes is committed when it is whole,
named by all that it depends on; so a job that was stopped goes on where it was, and the same inputs give the
same incidents however they are cut, in whatever order tasks end, on every engine.

``driver`` runs a job. Nothing here writes a ledger but ``ledger_output``.
"""
