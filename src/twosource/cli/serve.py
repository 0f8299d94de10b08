"""``twosource serve``: the desk in a browser."""

from typing import Final

import click

from twosource.cli.manual import command
from twosource.cli.settings import get_settings

HOST: Final = "127.0.0.1"
PORT: Final = 8765


@command(
    "serve",
    examples=(
        ("Open the desk over twosource.db", "twosource serve"),
        ("Over the demo's ledger, on another port", "twosource --db twosource-demo.db serve --port 9000"),
    ),
)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="Port to listen on."
)
def COMMAND(port: int) -> None:  # noqa: N802
    """Serve the desk on this machine: list, map, incidents, review and tallies in a browser."""
    import uvicorn  # noqa: PLC0415

    from twosource.web import DeskSettings, make_app  # noqa: PLC0415

    settings = get_settings()
    settings.open_ledger().close()
    uvicorn.run(make_app(DeskSettings(ledger=settings.place)), host=HOST, port=port, log_level="warning")
