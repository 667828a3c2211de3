"""The test cluster: started before settings are read, stopped with the run that started it.

Loaded as a plugin (``-p tests.support.cluster``). Several runs at once share the cluster and use databases of their own.
"""

from __future__ import annotations

import atexit
import os
import time
from pathlib import Path

LOCAL = Path(__file__).resolve().parents[2] / ".local" / "test"
RUN = "VERGLEICHSRING_TEST_RUN"


def _start() -> None:
    from benchmark.local import Cluster
    from benchmark.local.refusals import InUse

    cluster = Cluster(LOCAL / "postgres", durable=False)
    try:
        cluster.start()
    except InUse:
        until = time.monotonic() + 60
        while not cluster.is_running() and time.monotonic() < until:  # the other run is still starting it
            time.sleep(0.1)
        return
    atexit.register(cluster.stop)


if RUN not in os.environ:
    os.environ[RUN] = str(os.getpid())
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmark.config.settings.test"
    _start()
