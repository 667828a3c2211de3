"""The operating system account that PostgreSQL runs under: our own, or an unprivileged one when we are root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

UNPRIVILEGED = ("postgres", "nobody")
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True)
class Account:
    """An account by name and numbers; `borrowed` says that it is not the account we run under ourselves."""

    name: str
    uid: int
    gid: int
    borrowed: bool

    @classmethod
    def for_server(cls) -> Account:
        """PostgreSQL refuses to run as root, so root borrows `postgres`, or `nobody` where that is missing."""
        if os.geteuid() != 0:
            return cls.current()
        for name in UNPRIVILEGED:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid, borrowed=True)
        return cls("65534", 65534, 65534, borrowed=True)

    @classmethod
    def current(cls) -> Account:
        return cls(str(os.geteuid()), os.geteuid(), os.getegid(), borrowed=False)

    def run(
        self, command: Sequence[str], *, output: IO[bytes] | int | None = None, timeout: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, away from our terminal and our process group, with a clean environment.

        Without `output` both streams are captured as text. Raises OSError where the account may not run the program.
        """
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
        streams: dict[str, Any] = {"capture_output": True} if output is None else {"stdout": output, "stderr": output}
        borrowed: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.borrowed else {}
        return subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            umask=0o077,
            start_new_session=True,
            text=True,
            timeout=timeout,
            check=False,
            **streams,
            **borrowed,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can reach the folder, asked of the operating system rather than computed from modes."""
        try:
            return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]).returncode == 0
        except OSError:
            return False

    def own(self, path: Path) -> None:
        """Give a file or folder that we have just made to this account."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
