"""Certificates can be re-checked without a solver, and find every kind of damage."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from comparisons.releases.disclosure.tables import (
    Cell,
    Certificate,
    Dimension,
    FaultKind,
    Insiders,
    Rules,
    Share,
    Table,
    cross_table,
    recheck,
    round_table,
    suppress,
)
from tests.method.table_instances import INSTANCES, RULES, table_of
from tests.method.table_worlds import spread

ROWS = {"a": [20, 178, 60], "b": [204, 140, 75], "c": [106, 118, 90], "d": [152, 366, 81]}


def small() -> Table:
    inner = {
        (row, column): [Share("alone", value)] if value == 20 else spread(value, row + column)
        for row, values in ROWS.items()
        for column, value in zip("fmx", values, strict=True)
    }
    return cross_table(inner, [Dimension.flat("total", tuple(ROWS)), Dimension.flat("total", "fmx")])


def kinds(table, withheld, certificate) -> set[FaultKind]:
    return {fault.kind for fault in recheck(table, withheld, certificate)}


@pytest.fixture
def no_solver(monkeypatch):
    """Every door to the solver is closed."""
    from comparisons.releases.disclosure.tables import greedy, programme, reach

    def close() -> None:
        for module, name in ((reach, "linprog"), (reach, "milp"), (programme, "milp"), (greedy, "linprog")):
            monkeypatch.setattr(module, name, None)

    return close


@pytest.mark.requirement("I4.6")
@pytest.mark.parametrize("insiders", list(Insiders))
def test_a_certificate_is_rechecked_without_a_solver_and_after_storage(no_solver, insiders):
    table = table_of(INSTANCES[0])
    pattern = suppress(table, RULES, insiders=insiders)
    no_solver()
    stored = Certificate.from_json(json.loads(json.dumps(pattern.record.certificate.as_json())))
    assert stored == pattern.record.certificate
    assert recheck(table, pattern.withheld, stored) == []


@pytest.mark.requirement("I4.6")
def test_damage_is_found():
    table = small()
    pattern = suppress(table, RULES)
    certificate, withheld = pattern.record.certificate, pattern.withheld
    assert not recheck(table, withheld, certificate)
    first = dict(certificate.worlds[0])
    key = next(iter(first))
    assert kinds(table, withheld | {("nowhere",)}, certificate) == {FaultKind.UNKNOWN_CELL}
    assert FaultKind.SENSITIVE_SHOWN in kinds(table, withheld - {("a", "f")}, certificate)
    assert kinds(table, withheld, replace(certificate, worlds=certificate.worlds[:1])) == {FaultKind.NOT_COVERED}
    assert kinds(table, withheld, replace(certificate, worlds=())) == {FaultKind.NOT_COVERED}
    bent = replace(certificate, worlds=({**first, key: first[key] + 1}, *certificate.worlds))
    assert FaultKind.NOT_ADDITIVE in kinds(table, withheld, bent)
    strange = replace(certificate, worlds=({**first, ("nowhere",): 1}, *certificate.worlds))
    assert kinds(table, withheld, strange) == {FaultKind.UNKNOWN_CELL}
    half = replace(certificate, worlds=({**first, key: first[key] + 0.5}, *certificate.worlds))
    assert kinds(table, withheld, half) == {FaultKind.UNKNOWN_CELL}
    for cell in withheld - {("a", "f")}:
        assert kinds(table, withheld - {cell}, certificate)


@pytest.mark.requirement("I4.6")
def test_a_world_must_not_contradict_what_everybody_can_see():
    table = small()
    pattern = suppress(table, RULES)
    far = replace(
        pattern.record.certificate,
        worlds=({key: 1000 * value for key, value in pattern.record.certificate.worlds[0].items()},),
    )
    assert FaultKind.NOT_POSSIBLE in kinds(table, pattern.withheld, far)


@pytest.mark.requirement("I4.6")
def test_worlds_for_people_outside_do_not_convince_an_owner():
    inner = {("a",): [Share("A", 25)], ("b",): [Share("B", 15)], ("c",): spread(60, "c"), ("d",): spread(70, "d")}
    table = cross_table(inner, [Dimension.flat("total", tuple("abcd"))])
    outside = suppress(table, RULES, insiders=Insiders.NONE)
    assert not recheck(table, outside.withheld, outside.record.certificate)
    claimed = replace(outside.record.certificate, insiders=Insiders.CELLS)
    assert kinds(table, outside.withheld, claimed) == {FaultKind.NOT_COVERED}


@pytest.mark.requirement("I4.6")
def test_public_cells_are_never_withheld():
    table = cross_table({("a",): 5, ("b",): 6}, [Dimension.flat("t", "ab")], public=[("t",)])
    empty = Certificate(Rules(threshold=None, contributors=False), False, Insiders.NONE, ())
    assert kinds(table, {("t",)}, empty) == {FaultKind.PUBLIC_WITHHELD}


@pytest.mark.requirement("I4.6")
@pytest.mark.requirement("T22")
def test_rounding_has_a_certificate_of_its_own():
    table = cross_table(dict.fromkeys([("a",), ("b",), ("c",), ("d",)], 2), [Dimension.flat("t", "abcd")])
    found = round_table(table, Rules(threshold=3, contributors=False))
    certificate = found.pattern.record.certificate
    assert certificate.rounded
    assert not recheck(table, found.pattern.withheld, certificate)
    assert kinds(table, (), certificate)  # nothing withheld: some worlds would show
    assert kinds(table, found.pattern.withheld, replace(certificate, rounded=False))


@pytest.mark.requirement("I4.6")
def test_other_values_need_another_certificate():
    table = small()
    pattern = suppress(table, RULES)
    changed = Table(
        tuple(
            Cell(cell.key, cell.value, (Share("alone", cell.value),)) if cell.key == ("b", "m") else cell
            for cell in table.cells
        ),
        table.equations,
    )
    assert kinds(changed, pattern.withheld, pattern.record.certificate)
