"""The test cluster: started before settings are read, thrown away with the run that started it.

Loaded as a plugin (``-p tests.support.cluster``). Every run has a cluster of its own, so several runs at once neither
wait for each other nor end each other; what a killed run left behind is cleared away by the next one. It lies in
memory where there is room, because tests copy databases all the time: making their 1,200 files is what takes long.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmark.local import Cluster

CHECKOUT = Path(__file__).resolve().parents[2]
RUN, FOLDER = "VERGLEICHSRING_TEST_RUN", "VERGLEICHSRING_TEST_FOLDER"
MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3


def _runs() -> Path:
    """Where runs of this checkout lie: in memory if two gigabytes are free there, else in ``.local``."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
        runs = MEMORY / f"vergleichsring-test-{os.getuid()}-{mark}"
        if not runs.exists() or runs.lstat().st_uid == os.getuid():
            return runs
    return CHECKOUT / ".local" / "test"


def _make_passable(folder: Path) -> None:
    """A folder of ours that a borrowed account may pass through without looking around; ours alone otherwise."""
    from benchmark.local.account import Account

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711 if Account.for_server().borrowed else 0o700)


def _start() -> None:
    from benchmark.local import Cluster

    runs = _runs()
    _make_passable(runs)
    for left_behind in runs.glob("[0-9]*"):
        if not Path(f"/proc/{left_behind.name}").exists():
            _throw_away(Cluster(left_behind / "postgres", durable=False))
    folder = runs / os.environ[RUN]
    _make_passable(folder)
    os.environ[FOLDER] = str(folder)
    cluster = Cluster(folder / "postgres", durable=False)
    cluster.start()
    atexit.register(_throw_away, cluster)


def _throw_away(cluster: Cluster) -> None:
    cluster.stop()
    cluster.reset()
    shutil.rmtree(cluster.folder.parent, ignore_errors=True)


if RUN not in os.environ:
    os.environ[RUN] = str(os.getpid())
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmark.config.settings.test"
    _start()
