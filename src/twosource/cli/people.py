"""``twosource people``: who may use the desk, their passwords and tokens, and the log of what was written."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Column, Piece, open_screen
from twosource.cli.settings import Settings, get_settings
from twosource.errors import InputError

if TYPE_CHECKING:
    from twosource.store import Ledger
    from twosource.store.people import Known, Token, Written

_ROLES: Final = ("reader", "reviewer", "admin")
_EXAMPLES: Final = (
    ("Let somebody in; asks for a password", "twosource people add Amina --role reviewer"),
    ("The same from a script: the password comes on standard input", "pass show desk | twosource people add Amina"),
    ("A token for a program; it is shown once", "twosource people token Amina --for 'the nightly mirror'"),
    ("What was written, by whom, from where", "twosource people --audit"),
)  # fmt: skip
_PEOPLE: Final = (
    Column(name="name"),
    Column(name="role", whole=True),
    Column(name="signs in with", whole=True),
    Column(name="since", whole=True),
)
_TOKENS: Final = (
    Column(name="token", whole=True),
    Column(name="of"),
    Column(name="for"),
    Column(name="since", whole=True),
    Column(name="until", whole=True),
)
_LOG: Final = (
    Column(name="when", whole=True),
    Column(name="who"),
    Column(name="what"),
    Column(name="about"),
    Column(name="from", whole=True),
    Column(name="result", whole=True),
)
_MOST_LOG: Final = 50


@click.group(
    "people",
    cls=ManualGroup,
    examples=_EXAMPLES,
)
@click.option("--audit", is_flag=True, help="List what was written through the desk, newest first.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_MOST_LOG,
    show_default=True,
    metavar="NUMBER",
    help="At most so many lines of the log.",
)
@click.pass_context
def COMMAND(ctx: click.Context, /, *, audit: bool, limit: int) -> None:  # noqa: N802
    """Say who may use the desk: names, roles, passwords, tokens.

    While nobody was added, the desk belongs to whoever runs it, and it is served to their machine
    alone. Readers look, reviewers decide as well, admins see who is there and the log besides.
    """
    if ctx.invoked_subcommand is None:
        _show_log(limit) if audit else _show_people()


@command("list", examples=(("Who may use the desk?", "twosource people list"),))
def LIST() -> None:  # noqa: N802
    """List everybody with their tokens."""
    _show_people()


@command("add", examples=(("Let somebody in", "twosource people add Amina --role reviewer"),))
@click.argument("name")
@click.option(
    "--role", type=click.Choice(_ROLES), default="reader", show_default=True, help="What they may do."
)
@click.option("--no-password", is_flag=True, help="They sign in nowhere; tokens act in their name.")
def ADD(name: str, role: Any, *, no_password: bool) -> None:  # noqa: N802
    """Add somebody; their password is asked for, or read from standard input."""
    from twosource.store.people import Known  # noqa: PLC0415

    with get_settings().open_ledger() as ledger:
        if ledger.people.find(name) is not None:
            raise InputError(f"{name!r} is there already", hint="twosource people list shows everybody")
        kept = None if no_password else _ask_password(name)
        ledger.people.add(Known(name=name.strip(), role=role, password=kept, made_at=_now()))
        _note(ledger, "people add", f"{name.strip()} as {role}")
    _say(f"{name.strip()} may use the desk as {role}.", {"name": name.strip(), "role": role})


@command("remove", examples=(("Nobody of that name any more", "twosource people remove Amina"),))
@click.argument("name")
def REMOVE(name: str) -> None:  # noqa: N802
    """Remove somebody with their tokens; what they decided stays signed with their name."""
    with get_settings().open_ledger() as ledger:
        known = ledger.people.get(name)
        ledger.people.remove(known.name)
        _note(ledger, "people remove", known.name)
    _say(f"{known.name} may not use the desk any more.", {"name": known.name})


@command("password", examples=(("Give somebody another password", "twosource people password Amina"),))
@click.argument("name")
def PASSWORD(name: str) -> None:  # noqa: N802
    """Give somebody another password; where they are signed in, they are signed out."""
    with get_settings().open_ledger() as ledger:
        known = ledger.people.get(name)
        ledger.people.change(known.name, password=_ask_password(known.name))
        _note(ledger, "people password", known.name)
    _say(f"{known.name} has another password.", {"name": known.name})


@command("role", examples=(("Let somebody decide", "twosource people role Amina reviewer"),))
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
def ROLE(name: str, role: str) -> None:  # noqa: N802
    """Give somebody another role; where they are signed in, they are signed out."""
    with get_settings().open_ledger() as ledger:
        known = ledger.people.get(name)
        ledger.people.change(known.name, role=role)
        _note(ledger, "people role", f"{known.name} as {role}")
    _say(f"{known.name} may use the desk as {role}.", {"name": known.name, "role": role})


@command(
    "token",
    examples=(
        ("For a mirror that reads", "twosource people token Mirror --for 'the nightly mirror'"),
        ("One that stops by itself", "twosource people token Amina --days 30"),
    ),
)
@click.argument("name")
@click.option("--for", "label", default="", metavar="TEXT", help="What it is for, to know it again.")
@click.option("--days", type=click.IntRange(1, 3650), metavar="NUMBER", help="After how many days it stops.")
def TOKEN(name: str, label: str, days: int | None) -> None:  # noqa: N802
    """Make a token that programs show; it is printed once and can't be had back."""
    from twosource.store.people import TOKEN_NAME, Token, digest_of  # noqa: PLC0415
    from twosource.web.security.tokens import make_token  # noqa: PLC0415

    secret, now = make_token(), _now()
    digest = digest_of(secret)
    with get_settings().open_ledger() as ledger:
        known = ledger.people.get(name)
        until = None if days is None else now + timedelta(days=days)
        token = Token(
            name=digest[:TOKEN_NAME], person=known.name, label=label.strip(), made_at=now, expires_at=until
        )
        ledger.people.add_token(digest, token)
        _note(ledger, "people token", f"{token.name} of {known.name}")
    _say(
        f"{secret}\n\nThis is shown once. Programs send it as  Authorization: Bearer TOKEN",
        {**_token_line(token), "token": secret},
    )


@command("revoke", examples=(("End a token by its name in the list", "twosource people revoke 3fa91c02"),))
@click.argument("token")
def REVOKE(token: str) -> None:  # noqa: N802
    """End a token; its name stands in the list."""
    with get_settings().open_ledger() as ledger:
        found = ledger.people.revoke(token)
        _note(ledger, "people revoke", f"{found.name} of {found.person}")
    _say(f"The token {found.name} of {found.person} is of no use any more.", _token_line(found))


def _show_people() -> None:
    settings = get_settings()
    with settings.open_ledger() as ledger:
        everybody, tokens = ledger.people.all(), ledger.people.tokens()
    if settings.json:
        _print_json_list(
            [
                {
                    **_known_line(each),
                    "tokens": [_token_line(one) for one in tokens if one.person == each.name],
                }
                for each in everybody
            ]
        )
        return
    screen = open_screen(settings)
    if not everybody:
        screen.line("Nobody was added: the desk belongs to whoever runs it, on this machine alone.")
        screen.line(Piece("Let somebody in with twosource people add NAME --role admin", "aside"))
        return
    screen.table(_PEOPLE, [_person_row(each) for each in everybody])
    if tokens:
        screen.heading("Tokens")
        screen.table(_TOKENS, [_token_row(each) for each in tokens])


def _show_log(limit: int) -> None:
    settings = get_settings()
    with settings.open_ledger() as ledger:
        lines = ledger.people.log(most=limit)
    if settings.json:
        _print_json_list([_log_line(each) for each in lines])
        return
    screen = open_screen(settings)
    if not lines:
        screen.line("Nothing was written through the desk.")
        return
    screen.table(_LOG, [tuple(map(str, _log_line(each).values())) for each in lines])


def _person_row(known: "Known") -> tuple[str, ...]:
    way = "password" if known.password else "tokens alone"
    return known.name, known.role, way, f"{known.made_at:%Y-%m-%d}"


def _token_row(token: "Token") -> tuple[str, ...]:
    until = f"{token.expires_at:%Y-%m-%d}" if token.expires_at else "revoked"
    return token.name, token.person, token.label, f"{token.made_at:%Y-%m-%d}", until


def _known_line(known: "Known") -> dict[str, Any]:
    return {
        "name": known.name,
        "role": known.role,
        "has_password": known.password is not None,
        "made_at": known.made_at.isoformat(),
    }


def _token_line(token: "Token") -> dict[str, Any]:
    until = token.expires_at.isoformat() if token.expires_at else None
    return {
        "name": token.name,
        "person": token.person,
        "label": token.label,
        "made_at": token.made_at.isoformat(),
        "expires_at": until,
    }


def _log_line(line: "Written") -> dict[str, Any]:
    return {
        "at": line.at.isoformat(timespec="seconds"),
        "who": line.who,
        "what": line.what,
        "about": line.about,
        "from": line.origin,
        "result": line.result,
    }


def _ask_password(name: str) -> str:
    """Return what is kept of a password that is asked for twice, or comes on standard input."""
    from twosource.web.security.passwords import hash_password  # noqa: PLC0415

    if sys.stdin.isatty():
        return hash_password(
            click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True)
        )
    return hash_password(sys.stdin.readline().rstrip("\r\n"))


def _note(ledger: "Ledger", what: str, about: str) -> None:
    from twosource.cli.serve import owner_name  # noqa: PLC0415
    from twosource.store.people import Written  # noqa: PLC0415

    ledger.people.note(Written(at=_now(), who=owner_name(), what=f"twosource {what}", about=about))


def _say(words: str, line: dict[str, Any]) -> None:
    settings: Settings = get_settings()
    if settings.json:
        from twosource.cli.printing import print_json  # noqa: PLC0415

        print_json(line)
    else:
        click.echo(words)


def _print_json_list(lines: list[dict[str, Any]]) -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415

    print_json_list(lines)


def _now() -> datetime:
    return datetime.now(UTC)


_PARTS: Final[tuple[tuple[Callable[..., Any], str], ...]] = (
    (LIST, "List everybody with their tokens."),
    (ADD, "Let somebody in."),
    (REMOVE, "Let somebody in no more."),
    (PASSWORD, "Give somebody another password."),
    (ROLE, "Give somebody another role."),
    (TOKEN, "Make a token for a program; shown once."),
    (REVOKE, "End a token."),
)
for _command, _short in _PARTS:
    _command.short_help = _short  # type: ignore[attr-defined]
    COMMAND.add_command(_command)  # type: ignore[arg-type]
