"""``python -m tests.bench``: measures everything once, prints one table and writes ``.local/bench.json``.

It has a cluster of its own, so tests may run beside it, and nothing of it is left afterwards.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmark.local import Cluster, LocalRefusal, stoppable

if TYPE_CHECKING:
    from tests.bench.pairs import Pair

TABLES = (0, 1, 2, 3, 4, 5)  # the larger instances take minutes: python -m tests.bench.suppression 6 7
LOCAL = Path(__file__).resolve().parents[2] / ".local"


def main() -> None:
    """Found a world, measure, print, throw the world away."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures in pairs.")
    asked.add_argument("--schemas", type=int, default=100, help="municipalities to migrate (default: 100)")
    asked.add_argument("--repetitions", type=int, default=2, help="of each migration; the rest is repeated more often")
    given = asked.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    cluster = Cluster(LOCAL / "bench" / "postgres", durable=False)
    try:
        with stoppable():
            cluster.start()
            try:
                _run(given.schemas, given.repetitions)
            finally:
                cluster.stop()
                cluster.reset()
                shutil.rmtree(LOCAL / "bench", ignore_errors=True)
    except LocalRefusal as refusal:
        sys.exit(str(refusal))


def _run(schemas: int, repetitions: int) -> None:
    import django

    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.bench import audit, bars, report, suppression
    from tests.bench.memory import most_megabytes
    from tests.bench.statistics_files import contents
    from tests.support import worlds

    setup_test_environment()
    _say("preparing the small demonstration")
    from tests.support.demo_world import make_demo_template

    worlds.copy_of(make_demo_template())
    pairs, queries = _measure(schemas, repetitions)
    _say("memory of readers")
    limits = bars.bars(pairs, most_megabytes(contents()))
    connection.close()
    _say("suppression beside tau-ARGUS")
    pairs += suppression.pairs(TABLES)
    _say("audit of a large release")
    figures = [*audit.costs(), *audit.utility()]
    limits += [bars.Bar(one.name, one.value, one.target, one.unit) for one in figures if one.target is not None]
    for line in report.lines(pairs, queries):
        print(line)
    print()
    for line in (*(one.line() for one in figures), "", *bars.lines(limits)):
        print(line)
    report.write(LOCAL / "bench.json", pairs, queries, limits)
    print("\nwritten to .local/bench.json")


def _measure(schemas: int, repetitions: int) -> tuple[list[Pair], dict[str, int]]:
    from tenants.border import Role
    from tenants.border.roles import password_for, role_name
    from tests.bench import importing, joining, opening, pages, spreadsheets
    from tests.bench import schemas as of_schemas
    from tests.bench.peer import peer_process

    _say("pages")
    client = pages.signed_in()
    pairs = pages.indicator_page(client, 5 * repetitions)
    queries = pages.queries_per_page(client)
    _say("public profile among all Gemeinden")
    pairs += joining.profile_pages(3 * repetitions)
    _say("preview of a spreadsheet")
    pairs.append(spreadsheets.preview(client, 2 * repetitions))
    _say("import")
    pairs += importing.pairs(2 * repetitions)
    _say("opening of uploaded files")
    pairs += opening.pairs(2 * repetitions)
    owner = role_name(Role.OWNER)
    with peer_process(owner, password_for(owner)) as peer:
        _say("provisioning")
        pairs.append(of_schemas.provisioning(peer, 2 * repetitions))
        _say(f"making {schemas} schemas")
        of_schemas.fill_up(schemas)
        of_schemas.let_the_peer_catch_up(peer)
        _say("migrations")
        pairs.append(of_schemas.nothing_to_do(peer, schemas, repetitions))
        pairs.append(of_schemas.one_column(peer, schemas, repetitions))
    return pairs, queries


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
