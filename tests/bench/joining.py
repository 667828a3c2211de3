"""The public profile, cold and warm, with all Gemeinden and every official figure at hand, against an empty page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.cache import cache
from django.test import Client

from tests.bench.pairs import Pair, paired, timed

DATA = Path(__file__).resolve().parents[2] / "benchmark" / "demo" / "data" / "context"
OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "regionalstatistik"
OF_ALL_GEMEINDEN = ("12111-01-01-5_00.csv", "12411-01-01-5_00.csv", "13111-02-02-5_00.csv")
PLACES = {"Landkreis Peine": "/profil/03157/", "Stadt Verl": "/profil/05754044/", "Altenstadt": "/profil/09190111/"}
EMPTY = "/hinweise/impressum/"


def read_in() -> int:
    """Public context, and tables of all Gemeinden where the official files are at hand; how many values there are."""
    from benchmark.statistics_offices.actions import import_file
    from benchmark.statistics_offices.models import OfficialValue
    from benchmark.statistics_offices.territory_keys import load_directory
    from tenants.border import Role, acting_as
    from tenants.membership.people import Person

    with acting_as(Role.OWNER):
        directory = load_directory()
        for path in _files():
            import_file(data=path.read_bytes(), name=path.name, by=Person("operator", "Betrieb"), directory=directory)
        return OfficialValue.objects.count()


def _files() -> Iterator[Path]:
    yield from sorted(DATA.glob("*.csv"))
    yield from (path for name in OF_ALL_GEMEINDEN if (path := OFFICIAL / name).exists())


def profile_pages(repetitions: int) -> list[Pair]:
    """One pair per place and state of the cache."""
    values = read_in()
    client = Client(headers={"host": "localhost"})
    for path in (*PLACES.values(), EMPTY):
        _answer(client, path)
    pairs = []
    for name, path in PLACES.items():
        for state, before in (("cold", cache.clear), ("warm", _nothing)):
            pairs.append(
                paired(
                    f"profile of {name}, {state}",
                    (f"{path} among {values} official values", lambda path=path: timed(lambda: _answer(client, path))),
                    (f"{EMPTY}: same middleware, same frame", lambda: timed(lambda: _answer(client, EMPTY))),
                    repetitions=repetitions,
                    before_each=before,
                )
            )
    return pairs


def _nothing() -> None:
    """The cache stays as it is."""


def _answer(client: Client, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} gave {status}")
