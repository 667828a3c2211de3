"""A real web server in a process of its own, as in operation: gunicorn without the worker's key."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

READY_SECONDS = 60


@contextmanager
def web_server(database: str, application: str = "tests.support.served:application") -> Iterator[int]:
    """Serve one test database; gives the port. Municipalities are at ``http://<slug>.localhost:<port>/``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(settings.LOCAL_DIR) / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        "1",
        "--threads",
        "4",
        "--graceful-timeout",
        "2",
        "--no-control-socket",
        "--worker-tmp-dir",
        str(folder),
    ]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmark.config.settings.test",
        "VERGLEICHSRING_PART": "web",
        "VERGLEICHSRING_TEST_DATABASE": database,
        "PYTHONWARNINGS": "default",
    }
    log = folder / f"web-{database}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, port, log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    pause = threading.Event()
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gesund", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.1)
    raise AssertionError(f"the web server does not answer:\n{log.read_text(encoding='utf-8')[-2000:]}")
