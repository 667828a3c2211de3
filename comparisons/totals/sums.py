"""From the numbers of a circle to an additive table, and from its shown cells to what everybody then knows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from comparisons.releases.disclosure.audit import KnownRow, Primitive, Row, SumRow
from comparisons.releases.disclosure.tables import Cell, Equation, Key, Share, Standing, Table
from comparisons.totals.agreed import WHOLE, AgreedEntry
from comparisons.totals.gathering import Gathered, Given


def table_of(gathered: Gathered, *, withheld_before: Iterable[Key] = ()) -> Table:
    """Size classes and all Gemeinden together, by group, with every equation that holds between them.

    A sum that follows from published totals of the Kreis is public; so is one to which nobody contributed.
    """
    entry, before = gathered.entry, frozenset(withheld_before)
    cells = tuple(
        _cell(gathered, row, group, is_withheld_before=(row, group) in before)
        for row, _class in entry.rows
        for group in entry.columns.shown
    )
    return Table(cells, tuple(_equations(entry)))


def members_of(gathered: Gathered, row: str) -> tuple[Given, ...]:
    """Whose numbers are in a row."""
    keys = dict(gathered.entry.rows)[row]
    return gathered.given if keys is None else tuple(one for one in gathered.given if one.ags in keys.keys)


def primitive_of(entry: AgreedEntry, one: Given, group: str, year: int) -> Primitive:
    """The number of one Gemeinde; a corrected one is another version."""
    return Primitive(one.member, f"{family_of(entry)}|{group}", year, one.version)


def family_of(entry: AgreedEntry) -> str:
    """What is counted, whatever circle it is added up in: indicator and concept."""
    return f"{entry.code}|{entry.concept}"


def values_of(gathered: Gathered) -> dict[Primitive, Decimal]:
    """All numbers behind a table."""
    return {
        primitive_of(gathered.entry, one, group, gathered.year): Decimal(one.counts[group])
        for one in gathered.given
        for group in gathered.entry.columns.shown
    }


def known_rows(gathered: Gathered) -> list[KnownRow]:
    """Numbers that everybody knows without us."""
    return [
        KnownRow(primitive_of(gathered.entry, one, group, gathered.year), Decimal(one.counts[group]))
        for one in gathered.given
        for group in sorted(one.known)
    ]


def identity_rows(gathered: Gathered) -> list[SumRow]:
    """That a total is the sum of its parts, for each Gemeinde."""
    columns = gathered.entry.columns
    if not columns.total:
        return []
    return [
        SumRow.identity(
            {
                primitive_of(gathered.entry, one, group, gathered.year): 1 if group == columns.total else -1
                for group in (columns.total, *columns.parts)
            }
        )
        for one in gathered.given
    ]


def official_rows(gathered: Gathered) -> list[SumRow]:
    """Published exact totals of the Kreis over the Gemeinden in the table, where nobody unknown is missing."""
    return [
        SumRow.exact(
            [primitive_of(gathered.entry, one, group, gathered.year) for one in gathered.given],
            sum(one.counts[group] for one in gathered.given),
        )
        for group in gathered.entry.columns.shown
        if is_official(gathered, group) and gathered.given
    ]


def all_rows(gathered: Gathered, told: Iterable[SumRow]) -> list[Row]:
    """Everything an attacker can write down after this table is shown."""
    return [*told, *identity_rows(gathered), *official_rows(gathered), *known_rows(gathered)]


def is_official(gathered: Gathered, group: str) -> bool:
    """Whether the sum of a column is published: the Kreis total is, and so is everybody who is not in the table."""
    return group in gathered.official and not gathered.outside[group]


def _cell(gathered: Gathered, row: str, group: str, *, is_withheld_before: bool) -> Cell:
    shares = tuple(
        Share(one.member, one.counts[group], Standing.KNOWN if group in one.known else Standing.PROTECTED)
        for one in members_of(gathered, row)
    )
    return Cell(
        key=(row, group),
        value=sum(share.amount for share in shares),
        shares=shares,
        public=not shares or (row == WHOLE and is_official(gathered, group)),
        withheld_before=is_withheld_before,
    )


def _equations(entry: AgreedEntry) -> Iterable[Equation]:
    rows = [row for row, _class in entry.rows]
    for group in entry.columns.shown:
        if len(rows) > 1:
            yield Equation((WHOLE, group), tuple((row, group) for row in rows if row != WHOLE))
    if entry.columns.total:
        for row in rows:
            yield Equation((row, entry.columns.total), tuple((row, part) for part in entry.columns.parts))
