"""Where a job's data lies: a directory of this machine, or a bucket of an object store, behind one set of verbs.

A file appears whole or not at all: on disk by renaming, in an object store because objects do. Everything
is named by paths with slashes below one address.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from twosource.archive.filesystems import find_scheme, local_path, open_filesystem, translated

Handle = Any  # pyarrow.NativeFile; pyarrow has no types of its own
_SMALL_BYTES: Final = 1_000_000  # read in the time in which a request to an object store is answered
_PART: Final = ".part"  # a file that is being written


class Storage:
    """A directory or the like under one address: "wires/out", "s3://bucket/out"."""

    def __init__(self, address: str) -> None:
        self.address = address if find_scheme(address) else str(Path(local_path(address)).absolute())
        self._files, self._base = open_filesystem(address)

    def open(self, path: str) -> Handle:
        """Open a file to read anywhere in it; raises ArchiveError where it can't be had."""
        with translated(self._named(path)):
            opened = self._files.open_input_file(self._at(path))
            return opened if self._is_local() else _fetch_small(opened)

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises ArchiveError where it can't be had."""
        with translated(self._named(path)), self._files.open_input_file(self._at(path)) as stream:
            return bytes(stream.read())

    def write(self, path: str, content: Any) -> None:
        """Write a file whole, in place of one that was there; ``content`` is bytes or a buffer of Arrow."""
        target = self._at(path)
        with translated(self._named(path)):
            if not self._is_local():
                with self._files.open_output_stream(target, compression=None) as stream:
                    stream.write(content)
                return
            self._files.create_dir(target.rpartition("/")[0], recursive=True)
            self._replace(target, content)

    def _replace(self, target: str, content: Any) -> None:
        """Write a file of this machine beside its place and move it there; what stops that leaves nothing."""
        partial = f"{target}.{uuid4().hex[:8]}{_PART}"
        try:
            with self._files.open_output_stream(partial, compression=None) as stream:
                stream.write(content)
            os.replace(partial, target)  # noqa: PTH105 - moves over what is there, on every system
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise

    def has(self, path: str) -> bool:
        """Whether a file is there."""
        from pyarrow.fs import FileType  # noqa: PLC0415

        with translated(self._named(path)):
            (found,) = self._files.get_file_info([self._at(path)])
            return bool(found.type == FileType.File)

    def names(self, under: str) -> list[str]:
        """Return the paths of all files under a folder, sorted; none where it is missing."""
        from pyarrow.fs import FileSelector, FileType  # noqa: PLC0415

        with translated(self._named(under)):
            chosen = FileSelector(self._at(under), allow_not_found=True, recursive=True)
            found = self._files.get_file_info(chosen)
        cut = len(self._base) + 1 if self._base else 0
        paths = (one.path[cut:] for one in found if one.type == FileType.File)
        return sorted(path for path in paths if not path.endswith(_PART))

    def delete(self, path: str) -> None:
        """Remove a file; one that is not there is left so."""
        if self.has(path):
            with translated(self._named(path)):
                self._files.delete_file(self._at(path))

    def _at(self, path: str) -> str:
        return f"{self._base}/{path}" if path else self._base

    def _named(self, path: str) -> str:
        """Return a file's address, as people write it."""
        return f"{self.address.rstrip('/')}/{path}" if path else self.address

    def _is_local(self) -> bool:
        return bool(self._files.type_name == "local")


def _fetch_small(opened: Handle) -> Handle:
    """Return a small object as it lies in memory: one request in place of one for each part that is looked at."""
    from pyarrow import BufferReader  # noqa: PLC0415 - 0.2 s

    return BufferReader(opened.read_buffer()) if opened.size() <= _SMALL_BYTES else opened


@lru_cache(maxsize=16)
def open_storage(address: str) -> Storage:
    """Return the storage at an address, opened once in a process."""
    return Storage(address)
