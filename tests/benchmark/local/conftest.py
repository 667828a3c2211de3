"""Throw-away clusters, removed after each test wherever the launcher has put them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from benchmark.local import Cluster
from benchmark.local.places import read_places

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def new_cluster() -> Iterator[Callable[[Path], Cluster]]:
    """Makes clusters that are reset afterwards."""
    made: list[Cluster] = []

    def make(folder: Path) -> Cluster:
        made.append(Cluster(folder, durable=False))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()
    for folder in {cluster.folder for cluster in made}:
        Cluster(folder).reset()


@pytest.fixture
def cluster(new_cluster: Callable[[Path], Cluster], tmp_path: Path) -> Cluster:
    """A cluster that is not started yet."""
    return new_cluster(tmp_path / "postgres")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A running cluster that several tests look at and none changes."""
    cluster = Cluster(tmp_path_factory.mktemp("running") / "postgres", durable=False)
    try:
        with cluster:
            yield cluster
    finally:
        cluster.reset()


def ask(cluster: Cluster, statement: str, **changes: Any) -> Any:
    """First value of a statement, as superuser unless changed; commits."""
    connection = psycopg2.connect(**(cluster.superuser_dsn() | changes))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None
    finally:
        connection.close()


def data_of(cluster: Cluster) -> Path:
    places = read_places(cluster.folder)
    assert places is not None
    return places.data


def run_python(code: str, *arguments: str, umask: int = 0o022) -> subprocess.CompletedProcess[str]:
    """Run a few lines in a process of their own, in the checkout."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
