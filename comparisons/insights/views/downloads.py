"""Files with the same figures as the page of an indicator, each with source and date."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benchmark.catalogue.selectors import concepts
from comparisons.insights.charting import own_drawing
from comparisons.insights.choices import Looked
from comparisons.insights.drawn import Drawing
from comparisons.insights.exports import delimited as csv_files
from comparisons.insights.exports import pictures
from comparisons.insights.exports import workbook as workbooks
from comparisons.insights.exports.lines import Subject, lines_of
from comparisons.insights.presenters.circle import drawing as circle_picture_of
from comparisons.insights.presenters.indicator import Chosen, source_line
from comparisons.insights.views.pages import home_of, look_or_404
from tenants.membership.permissions import Permission, needs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def delimited(request: HttpRequest, code: str) -> HttpResponse:
    """CSV for programs."""
    lines = lines_of(_subject(request, code))
    return _file(csv_files.write(lines), "text/csv; charset=utf-8", f"{code}.csv")


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def delimited_for_excel(request: HttpRequest, code: str) -> HttpResponse:
    """CSV that Excel opens with a double click."""
    lines = lines_of(_subject(request, code))
    return _file(csv_files.write(lines, for_excel=True), "text/csv; charset=utf-8", f"{code}-excel.csv")


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """XLSX with values and reading notes."""
    subject = _subject(request, code)
    return _file(workbooks.write(subject, lines_of(subject)), XLSX, f"{code}.xlsx")


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def own_picture(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The own path as PNG or SVG."""
    chosen = look_or_404(request, code).chosen
    drawing = own_drawing(chosen.series, chosen.beside, chosen.use, home_of(request).name)
    invented = chosen.series.invented or (chosen.beside is not None and chosen.beside.invented)
    source = _source(source_line(chosen.series), invented)
    return _picture(drawing, kind, source, f"{code}-eigener-weg", subtitle=_subtitle(request, chosen))


@needs(Permission.INSIGHTS_VIEW)
@require_safe
def circle_picture(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The circle beside the own path as PNG or SVG; released values only."""
    looked = look_or_404(request, code)
    drawing = _circle_drawing(request, looked)
    if drawing is None or looked.compared is None or looked.chosen.circle is None:
        raise Http404
    newest = looked.compared.rows[-1]
    released = _("Release %(number)s of the circle “%(circle)s”") % {
        "number": newest.release_number,
        "circle": looked.chosen.circle.circle.name,
    }
    members = _("%(n)s municipalities in %(year)s") % {"n": newest.n, "year": newest.year}
    invented = looked.chosen.series.invented or any(row.invented_count for row in looked.compared.rows)
    source = _source(f"{source_line(looked.chosen.series)} {released}, {members}.", invented)
    return _picture(drawing, kind, source, f"{code}-vergleichsring", subtitle=_subtitle(request, looked.chosen))


def _circle_drawing(request: HttpRequest, looked: Looked) -> Drawing | None:
    if looked.compared is None or looked.chosen.circle is None:
        return None
    return circle_picture_of(
        looked.compared, looked.chosen.use, home_of(request).name, looked.chosen.circle.circle.name
    )


def _subject(request: HttpRequest, code: str) -> Subject:
    return Subject(home_of(request), look_or_404(request, code), {one.code: one for one in concepts()})


def _source(source: str, invented: bool) -> str:
    """What stands below a picture: source, day, and the mark of invented figures."""
    today = formats.date_format(timezone.localdate())
    parts = [_("Source: %(source)s") % {"source": source}, _("Picture of %(day)s.") % {"day": today}]
    if invented:
        parts.append(_("Contains invented figures for demonstration."))
    return " ".join(parts)


def _subtitle(request: HttpRequest, chosen: Chosen) -> str:
    """Whose figures a picture shows, and in which unit."""
    return _("%(place)s, in %(unit)s") % {"place": home_of(request).name, "unit": chosen.definition.unit}


def _picture(drawing: Drawing | None, kind: str, source: str, name: str, *, subtitle: str) -> HttpResponse:
    if drawing is None or kind not in pictures.TYPES:
        raise Http404
    content = pictures.picture(drawing.chart(), kind, subtitle=subtitle, source=source)
    return _file(content, pictures.TYPES[kind], f"{name}.{kind}")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
