"""The peer in a process of its own: django-tenants as it comes, asked over a pipe, measured by its own clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class Peer:
    """The running peer process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def seconds(self, task: str, schema: str = "") -> float:
        """Have one task done and return how long it took there. Raises RuntimeError where the peer ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"task": task, "schema": schema}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the peer ended in the middle of {task}")
        return float(json.loads(answer))


@contextmanager
def peer_process(user: str, password: str) -> Iterator[Peer]:
    """Start the peer as this owner on the database in use; ended with the block."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.peer_settings"}
    environment |= {"BENCH_USER": user, "BENCH_PASSWORD": password}
    command = [sys.executable, "-m", "tests.bench.peer"]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Peer(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def _create_schema(schema: str) -> None:
    from tenants.municipalities.models import Municipality

    Municipality(schema_name=schema).create_schema(check_if_exists=True, verbosity=0)


def _migrate(_schema: str) -> None:
    from django.core.management import call_command

    call_command("migrate_schemas", tenant=True, executor="standard", interactive=False, verbosity=0)


TASKS: dict[str, Callable[[str], None]] = {"create_schema": _create_schema, "migrate_schemas": _migrate}


def answer_questions() -> None:
    """Do what standard input asks, one line each, and answer with seconds."""
    import django

    django.setup()
    answers = sys.stdout
    with redirect_stdout(sys.stderr):
        for line in sys.stdin:
            question = json.loads(line)
            begun = time.perf_counter()
            TASKS[question["task"]](question["schema"])
            answers.write(json.dumps(time.perf_counter() - begun) + "\n")
            answers.flush()


if __name__ == "__main__":
    answer_questions()
