"""The path that was asked for, without the prefix of a proxy."""

from starlette.types import Scope


def own_path(scope: Scope) -> str:
    """Return the path below the desk's own root; "/" for the root itself."""
    path: str = scope.get("path", "")
    root: str = scope.get("app_root_path", scope.get("root_path", ""))
    return path.removeprefix(root) or "/"


def inner_path(wanted: str) -> str:
    r"""Return an address to go on to if it is a path of this desk and nothing else, else "/".

    Neither another site ("//elsewhere", "/\elsewhere", "https:...") nor signs that a browser drops
    (tabs, line ends) come through.
    """
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and wanted.isprintable() and "\\" not in wanted else "/"
