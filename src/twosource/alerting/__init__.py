"""From what changed in the ledger to what people are told: alerts, updates and cancellations.

Deciding is pure: does an incident meet a watch (``meeting``), what about it raises an alert
(``triggers``), what is told otherwise than before (``differences``), what follows (``deciding``), and when
it is sent (``due``). ``raising`` does it over the ledger, ``rehearsing`` over the past without a trace.
"""

from twosource.alerting.due import decide_due
from twosource.alerting.raising import Raised, raise_alerts
from twosource.alerting.rehearsing import rehearse_watch

__all__ = ["Raised", "decide_due", "raise_alerts", "rehearse_watch"]
