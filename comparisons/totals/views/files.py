"""Answers that are files; the same for members and moderators."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from comparisons.circles.models import Circle
from comparisons.totals.files import as_csv, as_xlsx
from comparisons.totals.selectors import released_table
from comparisons.totals.table_page import TablePage, table_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page_or_404(circle: Circle, code: str, year: int) -> TablePage:
    """The newest released table of an indicator and year; what was refused does not exist."""
    found = released_table(circle, code, year)
    if found is None:
        raise Http404
    return table_page(circle, found)


def csv_answer(page: TablePage) -> HttpResponse:
    """The table as CSV."""
    return _file(as_csv(page), "text/csv; charset=utf-8", f"{_name(page)}.csv")


def xlsx_answer(page: TablePage) -> HttpResponse:
    """The table as a workbook."""
    return _file(as_xlsx(page), XLSX, f"{_name(page)}.xlsx")


def _name(page: TablePage) -> str:
    return f"summen-{page.definition.code}-{page.table.year}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
