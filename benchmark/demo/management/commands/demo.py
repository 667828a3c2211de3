"""manage.py demo: database, one whole round, web and worker; stops cleanly with Ctrl-C."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benchmark.demo.plan_words import sign_in_lines
from benchmark.local import Cluster, LocalRefusal, Supervisor, stoppable

READY_SECONDS = 90


class Command(BaseCommand):
    help = "Starts the demonstration on this machine and prints its addresses and sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="first port to try")

    def handle(self, *args: Any, **options: Any) -> None:
        port = _free_port(options["port"])
        with stoppable():
            try:
                self._run(port)
            except KeyboardInterrupt:
                self.stdout.write("\nVorführung beendet.")
            except LocalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal

    def _run(self, port: int) -> None:
        logs = Path(settings.LOCAL_DIR) / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        cluster = None if os.environ.get("DATABASE_URL") else Cluster(Path(settings.LOCAL_DIR) / "postgres")
        self._say("Datenbank starten")
        try:
            if cluster:
                cluster.start()
            self._manage("seed_demo")
            self._say("Gestaltung zusammenstellen")
            self._manage("collectstatic", "--noinput", "--verbosity", "0")
            with Supervisor() as parts:
                self._start_parts(parts, port, logs)
                ended = parts.wait()
            raise CommandError(
                f"{ended.name} hat sich beendet (Code {ended.code}). Näheres steht in {logs / ended.name}.log."
            )
        finally:
            if cluster:
                cluster.stop()

    def _start_parts(self, parts: Supervisor, port: int, logs: Path) -> None:
        web = [sys.executable, "-m", "gunicorn", "benchmark.config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        web += [
            "--no-control-socket",
            "--workers",
            "2",
            "--threads",  # a slow sender keeps one thread busy, not a whole worker
            "4",
            "--timeout",
            "60",
            "--graceful-timeout",
            "5",
            "--worker-tmp-dir",
            str(logs),
        ]
        worker = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "benchmark.config.celery",
            "worker",
            "--beat",
            "--concurrency",
            "1",
        ]
        worker += ["--loglevel", "WARNING", "--without-mingle", "--without-gossip", "-n", "worker@localhost"]
        for name, command in (("worker", worker), ("web", web)):
            parts.start(
                name, command, environment=_environment(name, port), folder=settings.BASE_DIR, log=logs / f"{name}.log"
            )
        address = f"http://localhost:{port}/"
        _wait_for(address + "gesund")
        self.stdout.write("")
        for line in sign_in_lines(port):
            self.stdout.write(line)
        self.stdout.write(f"READY {address}")
        self.stdout.flush()

    def _manage(self, *command: str) -> None:
        """Run another command in a process of its own, which reads its settings when the database is there."""
        process = subprocess.Popen(
            [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *command],
            env=_environment("command", None),
            cwd=settings.BASE_DIR,
            start_new_session=True,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
        if code:
            raise CommandError(
                f"Der Schritt „{command[0]}“ ist gescheitert (Code {code}). Nichts Fertiges ging verloren."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _environment(part: str, port: int | None) -> dict[str, str]:
    chosen = {**os.environ, "VERGLEICHSRING_PART": part, "DJANGO_SETTINGS_MODULE": "benchmark.config.settings.local"}
    if port:
        chosen["VERGLEICHSRING_PORT"] = str(port)
    return chosen


def _free_port(first: int) -> int:
    """The first free port from here on. Raises CommandError where a hundred are taken."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise CommandError(f"Zwischen {first} und {first + 99} ist kein Anschluss frei. Bitte wählen Sie einen mit --port.")


def _wait_for(address: str) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own address on this machine
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise CommandError(f"Die Anwendung antwortet nach {READY_SECONDS} Sekunden nicht unter {address}.")
