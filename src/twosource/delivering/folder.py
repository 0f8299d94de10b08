"""CAP messages as files in a folder, with an Atom feed of them, for any web server to hand out.

Each file appears whole or not at all. A message that comes again takes its own place; nothing is deleted.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from twosource.config.channels import CapFolder, Channel
from twosource.delivering.messages import Answer, Message
from twosource.errors import InputError
from twosource.watches import Alert
from twosource.wire.cap import cap_tree, identifier_of, write_tree
from twosource.wire.cap_feed import FeedPlace, cap_feed
from twosource.wire.cap_sender import Sender
from twosource.wire.cap_signing import Keys, sign_cap

#: The feed's name in the folder.
FEED: Final = "alerts.atom"
_MODE: Final = 0o644  # a web server reads them


def write_folder(message: Message, folder: CapFolder) -> Answer:
    """Write a message's alerts and the feed; raises nothing for a disk that fails, which is tried again."""
    sender = sender_of(message.channel, folder)
    try:
        folder.folder.mkdir(parents=True, exist_ok=True)
        for alert in message.alerts:
            _write(folder.folder / name_of(alert), _content(alert, message, folder, sender))
        _write(folder.folder / FEED, _feed(message, folder, sender))
    except (OSError, InputError) as error:
        return Answer(outcome="later", detail=f"{folder.folder}: {error}")
    return Answer(outcome="sent", detail=f"written to {folder.folder}")


def sender_of(channel: Channel, folder: CapFolder) -> Sender:
    """Return who sends, as a channel says it."""
    return Sender(
        address=folder.sender,
        name=folder.sender_name,
        contact=folder.contact,
        language=folder.language,
        desk=channel.desk,
        addresses=folder.addresses,
    )


def name_of(alert: Alert) -> str:
    """Return the name of an alert's file."""
    return f"{''.join(one if one.isalnum() else '_' for one in identifier_of(alert.id))[:100]}.cap.xml"


def _content(alert: Alert, message: Message, folder: CapFolder, sender: Sender) -> bytes:
    earlier = [message.earlier[name] for name in alert.earlier if name in message.earlier]
    tree = cap_tree(alert, sender, earlier, is_test=message.is_test)
    if folder.key is None or folder.certificate is None:
        return write_tree(tree)
    return write_tree(sign_cap(tree, Keys.load(folder.key, folder.certificate)))


def _feed(message: Message, folder: CapFolder, sender: Sender) -> bytes:
    base = folder.base.rstrip("/") + "/" if folder.base else ""
    place = FeedPlace(
        own=f"{base}{FEED}" if base else None,
        home=base or None,
        address_of=lambda alert: f"{base}{name_of(alert)}",
    )
    told = () if message.is_test else message.alerts
    listed = {alert.id: alert for alert in (*message.listed, *told)}
    newest = sorted(listed.values(), key=lambda alert: (alert.raised_at, alert.id), reverse=True)
    return cap_feed(newest[: folder.newest], sender, place)


def _write(path: Path, content: bytes) -> None:
    """Write a file that appears whole, and is still there after power loss."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _MODE)  # noqa: PTH101 - the name comes from mkstemp
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
