"""Where a cluster keeps its things, chosen so that no mode of any folder that is not ours is ever changed.

`folder` (for instance `.local/postgres`) belongs to us and holds the password, the record of the places and the log.
`home` belongs to the account of the server. It is `folder/server`, unless root starts the server and the borrowed
account cannot reach that folder (a checkout in a 0700 home); then it is a folder of its own under /var/lib, or under
/var/tmp or /tmp.
The socket folder is `home/socket`, or a short private folder where that path would be too long for a socket.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmark.local.account import Account
from benchmark.local.refusals import FolderNotOurs, NoPlace, OtherAccount

RECORD = "places.json"
PASSWORD = "password"  # noqa: S105  (a file name)
LOCK = "lock"
SERVER = "server"
SOCKETS = "socket"
LONGEST_SOCKET_FOLDER = 90  # bytes; the socket's own name follows, and 107 is the limit of the operating system
LASTING = ("/var/lib/vergleichsring", "/var/tmp/vergleichsring", "/tmp/vergleichsring")  # noqa: S108  (made 0711 by us)
PASSING = ("/tmp/vergleichsring", "/var/tmp/vergleichsring")  # noqa: S108


@dataclass(frozen=True)
class Places:
    """Paths of one cluster and the port number that names its socket."""

    home: Path
    sockets: Path
    port: int = 5432

    @property
    def data(self) -> Path:
        return self.home / "data"


def prepare_folder(folder: Path, account: Account) -> None:
    """Make the cluster's own folder; an existing one must be empty or ours, and keeps its mode."""
    if folder.is_dir():
        if any(folder.iterdir()) and not (folder / LOCK).exists():
            raise FolderNotOurs(folder)
        return
    folder.mkdir(parents=True)
    folder.chmod(0o711 if account.borrowed else 0o700)  # 0711 lets the borrowed account pass through, not look around


def read_places(folder: Path) -> Places | None:
    """The places recorded by an earlier start, or None.

    A folder that was moved keeps its server; a copy, recognised by the original that still exists, does not share it.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    original = Path(record["folder"])
    home, sockets = Path(record["home"]), Path(record["sockets"])
    if original != folder:
        inside = home.is_relative_to(original)
        if original.exists() and not inside:
            return None
        home = folder / home.relative_to(original) if inside else home
        sockets = home / SOCKETS
    return Places(home, sockets, int(record["port"]))


def settle(folder: Path, account: Account, *, durable: bool) -> Places:
    """The places of this cluster, made where they are missing, and recorded."""
    known = read_places(folder)
    home = known.home if known and known.home.is_dir() else folder / SERVER
    if home.is_dir() and home.stat().st_uid != account.uid:
        raise OtherAccount(home, account.name)
    if not (home.is_dir() and account.can_enter(home)):
        home = _make_home(folder, account, durable=durable)
    places = Places(home, _socket_folder(home, known, account))
    record = {"folder": str(folder), "home": str(places.home), "sockets": str(places.sockets), "port": places.port}
    write_private(folder / RECORD, json.dumps(record, indent=1, ensure_ascii=False))
    return places


def write_private(path: Path, text: str) -> None:
    """Write a small file that only we may read, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    unfinished.replace(path)


def make_private(folder: Path, account: Account) -> None:
    """Make a new folder that only the account may enter."""
    folder.mkdir(mode=0o700)
    account.own(folder)


def remove_places(places: Places) -> None:
    """Delete data and sockets for good."""
    shutil.rmtree(places.home, ignore_errors=True)
    shutil.rmtree(places.sockets, ignore_errors=True)


def _make_home(folder: Path, account: Account, *, durable: bool) -> Path:
    candidates = [folder / SERVER]
    if account.borrowed:
        name = secrets.token_hex(6)
        candidates += [Path(base) / name for base in (LASTING if durable else PASSING)]
    for home in candidates:
        if _try_home(home, account):
            return home
    raise NoPlace(account.name, candidates)


def _try_home(home: Path, account: Account) -> bool:
    """Make the folder for the account; take it back and say False where the account cannot reach it."""
    try:
        if not home.parent.is_dir():
            home.parent.mkdir()
            home.parent.chmod(0o711)
        elif home.parent.lstat().st_uid != os.geteuid():
            return False  # a folder of somebody else under our name: they could swap what we put there
        make_private(home, account)
    except OSError:
        return False
    if account.can_enter(home):
        return True
    home.rmdir()
    return False


def _socket_folder(home: Path, known: Places | None, account: Account) -> Path:
    inside = home / SOCKETS
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        if not inside.is_dir():
            make_private(inside, account)
        return inside
    if known and _is_private(known.sockets, account):
        return known.sockets
    chosen = Path(tempfile.mkdtemp(prefix="vergleichsring-", dir=_short_base(account)))
    account.own(chosen)
    return chosen


def _short_base(account: Account) -> str:
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    fits = runtime.is_absolute() and runtime.is_dir() and len(os.fsencode(runtime)) <= LONGEST_SOCKET_FOLDER - 30
    return str(runtime) if fits and not account.borrowed and os.access(runtime, os.W_OK) else "/tmp"  # noqa: S108


def _is_private(folder: Path, account: Account) -> bool:
    """A real folder of this account that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == 0o700
