"""A municipality at home with a way to upload, map and store as its pages do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tenants.membership.roles import RoleCode


@pytest.fixture
def office(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.INTEGRATION_OFFICE)


@pytest.fixture
def statistics(ahausen: Any, person: Callable[..., Any]) -> Any:
    return person(ahausen, RoleCode.STATISTICS_OFFICE)


@pytest.fixture
def at_home(ahausen: Any, office: Any, statistics: Any) -> Iterator[Any]:
    """Everything in the test happens inside Ahausen; its people are known before, each by an own connection."""
    from tenants.border import inside

    with inside(ahausen):
        yield ahausen


@pytest.fixture
def desk(at_home: Any, office: Any) -> Any:
    """Short ways through taking in, mapping, previewing and storing."""
    return Desk(at_home, office)


class Desk:
    """What a person does with files, without pages."""

    def __init__(self, municipality: Any, by: Any) -> None:
        from benchmark.spreadsheets.reading.own_rows import Own

        self.own, self.by = Own(municipality.ags, municipality.name), by

    def take_in(self, data: bytes, name: str = "tabelle.xlsx", **more: Any) -> Any:
        from benchmark.spreadsheets import actions

        return actions.take_in(name=name, data=data, own=self.own, by=self.by, **more)

    def mapping(self, upload_id: int) -> Any:
        from benchmark.spreadsheets import selectors

        found = selectors.upload(upload_id)
        assert found is not None
        return found.mapping

    def change(self, upload_id: int, **said: Any) -> None:
        from benchmark.spreadsheets import actions, selectors

        found = selectors.upload(upload_id)
        assert found is not None
        actions.change_mapping(
            upload_id=upload_id, mapping=replace(found.mapping, **said), signature=found.signature, by=self.by
        )

    def judgement(self, upload_id: int) -> Any:
        from benchmark.catalogue.selectors import indicators
        from benchmark.figures.selectors import current_figures
        from benchmark.spreadsheets import selectors
        from benchmark.spreadsheets.desk import desk_of
        from benchmark.spreadsheets.judging import judge

        found, opened = selectors.upload(upload_id), selectors.cells_of(upload_id)
        assert found is not None
        assert opened is not None
        definitions = {one.code: one for one in indicators()}
        return judge(desk_of(found, opened).applied(), definitions, current_figures())

    def store(self, upload_id: int, *, name: str = "Bevölkerung", source: str = "Melderegister", **more: Any) -> Any:
        from benchmark.spreadsheets import actions

        digest = more.pop("digest", None) or self.judgement(upload_id).digest
        return actions.store_figures(upload_id=upload_id, digest=digest, name=name, source=source, by=self.by, **more)
