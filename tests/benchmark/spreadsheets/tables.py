"""Spreadsheets as municipalities really have them, made up in the layouts this room must read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

YEARS = (2020, 2021, 2022, 2023)
PEOPLE = {2020: (134801, 12345), 2021: (135002, 13001), 2022: (137010, 15120), 2023: (138111, 16004)}


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    """An Excel workbook of these sheets; `merged` names ranges of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def german(number: int) -> str:
    """1234567 as 1.234.567."""
    return f"{number:,}".replace(",", ".")


def odd_workbook(years: Sequence[int] = YEARS, *, title_year: int = 2024, extra: int = 0) -> bytes:
    """Title lines, a head of two rows with merged cells, numbers as text, signs, a sum, footnotes."""
    rows: list[list[Any]] = [
        [f"Statistikstelle Landkreis Ahausen – Bericht {title_year}"],
        [],
        ["Jahr", "Einwohner (Melderegister)", "", "Bemerkung"],
        ["", "insgesamt", "Ausländer1)", ""],
    ]
    for year in years:
        people, foreign = PEOPLE[year] if year in PEOPLE else (139000 + year - 2024, 17000 + year - 2024)
        rows.append([year, german(people + extra), german(foreign), "vorläufig" if year == max(years) else ""])
    rows += [["Summe", german(9999999), german(99999), ""], [], ["1) ohne Zweitwohnsitze"], ["Quelle: Melderegister"]]
    return workbook(("Tabelle1", rows), ("Hinweise", [["Bitte lesen"]]), merged=("A1:D1", "B3:C3"))


def years_in_head(style: str = "german", years: Sequence[int] = YEARS) -> bytes:
    """Measures in rows, years in columns, as CSV in Windows-1252."""
    written = german if style == "german" else (lambda number: f"{number:,}")
    lines = [["Kennzahlen Ausländerbehörde"], ["", *[str(year) for year in years]]]
    lines.append(["Einwohner insgesamt", *[written(PEOPLE[year][0]) for year in years]])
    lines.append(["davon männlich", *["." for _ in years]])
    lines.append(["Ausländische Bevölkerung", *[written(PEOPLE[year][1]) for year in years]])
    lines.append(["Einbürgerungen", *["-" if year == 2020 else str(year - 1900) for year in years]])
    return "\r\n".join(";".join(line) for line in lines).encode("cp1252")


def one_sheet_per_year(years: Sequence[int] = (2022, 2023)) -> bytes:
    """One sheet for each year, several municipalities, the key without its leading zero."""
    return workbook(
        *[
            (
                f"Stand {year}",
                [
                    ["Bevölkerung im Vergleich"],
                    ["AGS", "Name", "Bevölkerung", "Ausländer"],
                    [3153, "Landkreis Bedorf", 200000, 20000],
                    [3157, "Landkreis Ahausen", *PEOPLE[year]],
                    [3, "Land", 8000000, 900000],
                ],
            )
            for year in years
        ]
    )
