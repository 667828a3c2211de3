"""Two connections import the same file at the same time: one stores it, the other finds it there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from benchmark.statistics_offices import actions
from benchmark.statistics_offices.actions import Imported, import_file
from benchmark.statistics_offices.models import OfficialValue, SourceFile
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as
from tenants.membership.people import Person

BY = Person(reference="p_operator", name="Betrieb")
ROWS = "13211-02-05-4_rows.csv"

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("B10")]


@pytest.mark.parametrize("change", [(b"", b""), (b"Stand: 05.03.2021", b"Stand: 06.03.2021")])
def test_one_stores_the_other_finds(
    world: None, bytes_of: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch, change: tuple[bytes, bytes]
) -> None:
    """The same bytes, and the same figures in other bytes; both are past all looking up when the first one stores."""
    together = threading.Barrier(2, timeout=60)
    digest = actions.content_digest

    def wait_for_the_other(*args: Any) -> str:
        together.wait()
        return digest(*args)

    monkeypatch.setattr(actions, "content_digest", wait_for_the_other)
    data = bytes_of(ROWS)

    def imported(content: bytes) -> Imported:
        try:
            with acting_as(Role.OWNER):
                return import_file(data=content, name=ROWS, by=BY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(imported, [data, data.replace(*change) if change[0] else data]))
    assert sorted(one.already_there for one in done) == [False, True]
    assert done[0].source.pk == done[1].source.pk
    with acting_as(Role.OWNER):
        assert SourceFile.objects.count() == 1
        assert OfficialValue.objects.count() == done[0].source.values_stored > 0
        assert AuditEvent.objects.filter(event="statistics.imported", person="p_operator").count() == 1
