"""`python -m benchmark.local start|stop|status|reset`: the embedded PostgreSQL by hand."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmark.local.cluster import Cluster
from benchmark.local.refusals import LocalRefusal

CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when done, 1 with a sentence on stderr when refused, 3 when `status` finds no server."""
    chosen = _parser().parse_args(arguments)
    cluster = Cluster(chosen.folder)
    try:
        return COMMANDS[chosen.command](cluster)
    except LocalRefusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"Das Betriebssystem hat „{error.filename}“ verweigert: {error.strerror}.", file=sys.stderr)
    return 1


def _start(cluster: Cluster) -> int:
    already = cluster.is_running()
    cluster.start()
    cluster.release()
    sentence = "Der Datenbankserver läuft bereits" if already else "Der Datenbankserver läuft"
    print(f"{sentence}. Verbindung über den Ordner {cluster.superuser_dsn()['host']}.")
    return 0


def _stop(cluster: Cluster) -> int:
    was_running = cluster.is_running()
    cluster.stop()
    print("Der Datenbankserver ist angehalten." if was_running else "Es lief kein Datenbankserver.")
    return 0


def _status(cluster: Cluster) -> int:
    if cluster.is_running():
        print(f"Der Datenbankserver läuft. Verbindung über den Ordner {cluster.superuser_dsn()['host']}.")
        return 0
    print("Der Datenbankserver läuft nicht.")
    return 3


def _reset(cluster: Cluster) -> int:
    cluster.reset()
    print("Die Daten des lokalen Datenbankservers sind gelöscht.")
    return 0


COMMANDS = {"start": _start, "stop": _stop, "status": _status, "reset": _reset}


def _parser() -> argparse.ArgumentParser:
    local = Path(os.environ.get("VERGLEICHSRING_LOCAL", CHECKOUT / ".local"))
    parser = argparse.ArgumentParser(prog="python -m benchmark.local", description="PostgreSQL auf diesem Rechner.")
    parser.add_argument("command", choices=COMMANDS, help="start, stop, status, oder reset (löscht alle Daten)")
    parser.add_argument("--folder", type=Path, default=local / "postgres", help="Ordner (sonst .local/postgres)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
