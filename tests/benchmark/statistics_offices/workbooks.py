"""Workbooks in the layout of published tables, written by us with invented numbers and the traps of real ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter

TERRITORIES = "Kreisfreie Stadt\nLandkreis\n(Großstadt, Umland)\nStatistische Region\nLand"
FOOT = (
    "Quelle: Erfundene Statistik",
    "",
    "Niedersächsisches Ministerium für Soziales, Gesundheit und Gleichstellung (Hrsg.),",
    "© Landesamt für Statistik Niedersachsen, Hannover 2024,\u00a0\u00a0",
    "Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet.",
)
Merge = tuple[int, int, int, int]


def workbook(
    *sheets: tuple[str, Sequence[Sequence[Any]], Iterable[Merge]], rich: Callable[..., Any] | None = None
) -> bytes:
    """Sheets with rows of cells and merged areas (first row, first column, last row, last column; counted from 0)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, rows, merges in sheets:
        sheet = book.add_worksheet(title)
        covered = list(merges)
        starts = {(merge[0], merge[1]) for merge in covered}
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell not in ("", None) and (row, column) not in starts:
                    sheet.write(row, column, cell)
        for merge in covered:
            sheet.merge_range(*merge, rows[merge[0]][merge[1]])
        if rich is not None:
            rich(book, sheet)
    book.close()
    return out.getvalue()


def minimum_income(*, odd: Any = 700, key_of_peine: Any = 157, marks: bool = True) -> bytes:
    """As table 6.2.1: a year column, names without keys in the newest year, an old Kreis, footnote marks on names."""
    mark = "1)" if marks else ""
    rows: list[list[Any]] = [
        ["", "", "Migration und Teilhabe in Niedersachsen - Integrationsmonitoring 2024"],
        [],
        ["", "", "Tabelle 6.2.1: Erfundene Empfängerinnen und Empfänger nach Kreisen"],
        ["", "AGS", TERRITORIES, "Jahr", f"Empfängerinnen{mark}", "", "", "Quote je 1000 der Gruppe", "", ""],
        ["", "", "", "", *["Insgesamt2)", "Deutsche", "Ausländerinnen und Ausländer3)"] * 2],
        ["", "", "", "", "Anzahl", "", "", "Quote", "", ""],
        ["", "AGS", "1", "2", "3", "4", "5", "6", "7", "8"],
        ["", "", "Osnabrück, Stadt", 2022, 900, 400, 500, 90, 50, 290],
        ["", "", f"Göttingen{mark}", 2022, odd, 300, 400, 86, 57, 324],
        ["", "", "Statistische Region Braunschweig", 2022, 9000, 4000, 5000, 91, 58, 334],
        ["", "", "Region Hannover", 2022, 1400, 700, 700, 123, 72, 381],
        ["", "", "dav. Hannover, Lhst.", 2022, 800, 300, 500, 130, 80, 390],
        ["", "", "dav. Hannover, Umland", 2022, 600, 400, 200, "", "", ""],
        ["", "", "Oldenburg (Oldb), Stadt", 2022, 500, 250, 250, 80, 50, 300],
        ["", "", "Oldenburg", 2022, 300, 150, 150, 40, 25, 200],
        ["", "", "Osnabrück", 2022, 400, 200, 200, 45, 30, 250],
        ["", "", "Peine²", 2022, "120*", 60, 60, "-", ".", "(12,5)"],
        ["", "", "Niedersachsen", 2022, 90000, 40000, 50000, 92, 60, 330],
        ["", 404, "Osnabrück, Stadt", 2010, 800, 500, 300, 88, 60, 250],
        ["", 152, "Göttingen", 2010, 600, 400, 200, 96, 86, 240],
        ["", 156, "Osterode", 2010, 100, 80, 20, 111, 105, 250],
        ["", key_of_peine, "Peine", 2010, 110, 60, "x", 80, 50, 290],
        ["", "402 / 457", "Emden, Stadt / Leer", 2010, 10, 5, 5, 80, 50, 290],
        ["", 4, "Statistische Region Weser-Ems", 2010, 9000, 4000, 5000, 83, 76, 196],
        ["", 0, "Niedersachsen", 2010, 80000, 40000, 40000, 92, 81, 242],
        [],
        ["", "", "1) Am Wohnort. Ab 2023: etwas anderes."],
        *[["", "", line] for line in FOOT],
    ]
    merges: list[Merge] = [(3, 2, 5, 2), (3, 3, 5, 3), (3, 4, 3, 6), (3, 7, 3, 9), (5, 4, 5, 6), (5, 7, 5, 9)]
    merges.append((26, 2, 26, 9))  # the note is as wide as the table
    return workbook(("Tabelle1", rows, merges), ("Tabelle2", [], []))


def foreign_population(*, year_row: Sequence[Any] = (2023, 2024), number: str = "1.2.1", foot: bool = True) -> bytes:
    """As table 1.2.1: years as columns below one merged label, keys without the Land, no spaces behind commas."""
    rows: list[list[Any]] = [
        ["", "", "Migration und Teilhabe in Niedersachsen - Integrationsmonitoring 2025"],
        [],
        ["", "", f"Tabelle {number}: Erfundene Ausländerinnen und Ausländer"],
        ["", "AGS", TERRITORIES, "Ausländerinnen und Ausländer am 31.12.", ""],
        ["", "", "", *year_row],
        ["", "", "", "Anzahl", ""],
        ["", "1", 1, 2, 3],
        ["", 101, "Braunschweig,Stadt", 36655, 36380],
        ["", 157, "Peine", 1990, 2005],
        ["", 1, "Stat. Region Braunschweig", 212145, 214785],
        ["", 241, "Hannover  Region", 223200, 227495],
        ["", 241001, "dav. Hannover, Landeshauptstadt", 132115, 135035],
        ["", 241999, "dav. Hannover, Umland", 91085, 92460],
        ["", 0, "Niedersachsen", 1085315, 1093110],
        [],
        *([["", "", line] for line in FOOT] if foot else []),
    ]
    return workbook(("Tabelle1", rows, [(3, 1, 5, 1), (3, 2, 5, 2), (3, 3, 3, 4), (5, 3, 5, 4)]))


def school_leavers() -> bytes:
    """As table 4.1.4: counts and shares in two tables below each other, two columns per year."""
    rows: list[list[Any]] = []
    merges: list[Merge] = []
    for unit, peine, hannover in (
        ("Anzahl", [44, 12, 55, "-"], [100, 40, 120, 50]),
        ("Prozent", _SHARES, [5.5, 20, 6.25, 25]),
    ):
        start = len(rows)
        rows += [
            ["", "", f"Tabelle 4.1.4: Erfundene Abgänge ({unit})"],
            ["", "AGS", "Land\nStatistische Region", "Abgängerinnen und Abgänger1)", "", "", ""],
            ["", "", "", 2023, "", 2024, ""],
            ["", "", "", *["Deutsche", "Ausländerinnen und Ausländer"] * 2],
            ["", "", "", unit, "", "", ""],
            ["", "1", 1, 2, 3, 4, 5],
            ["", 157, "Peine", *peine],
            ["", 241, "Region Hannover", *hannover],
            [],
            ["", "", "1) einschließlich Förderschulen"],
            [],
        ]
        merges += [
            (start + 1, 3, start + 1, 6),
            (start + 2, 3, start + 2, 4),
            (start + 2, 5, start + 2, 6),
            (start + 4, 3, start + 4, 6),
        ]
    rows += [["", "", line] for line in FOOT]
    return workbook(("Tabelle1", rows, merges))


_SHARES: list[Any] = [4 + 4 / 7, 20.338983050847457, 55 / 11.55, "-"]


def without_family() -> bytes:
    """Keys, ages and two numbers; no title, no publisher, no year, as somebody rebuilt it."""
    rows: list[list[Any]] = [["kid2019", "", "", "total", "foreigners"]]
    for _block in range(2):
        rows += [
            ["03101", "      Braunschweig, Stadt", "unter 3 Jahre", 270, 60],
            ["03101", "", "3 bis 5 Jahre", 245, 50],
        ]
    return workbook(("12411-03-03-4", rows, []))
