"""Words of the things that belong to an incident: what is told of them is told of it."""

import re
from typing import Final

#: Things that belong to the incident, so that a time told of them is its time.
OF_IT: Final = re.compile(
    r"\b(?:attack(?:s|ers?)?|assailants?|gunm[ae]n|shooters?|shooting|shots?|gunfire|gunshots?|bombs?|bombings?|blasts?|explosions?|devices?|incident|911|emergency calls?|raids?"
    r"|rockets?|missiles?|drones?|shells?|shelling|ambush|stabbing|robbery|victims?|occurred|happened|took place|unfolded|dispatched|responded|insurgents|militants|bandits|rebels|crash|fire)\b"
)
