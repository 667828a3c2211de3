"""A receipt's content in words: names instead of codes, where the catalogue knows them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from benchmark.catalogue.selectors import concepts, indicators
from comparisons.releases.presenters import MISSING_WORDS, group_words


@dataclass(frozen=True)
class ReceiptLine:
    """One handed over statement; `missing` is the stated reason where there is no class.

    `public`: the figure is officially published, so that everybody can look it up.
    """

    code: str
    name: str
    year: int
    group: str
    concept: str
    cell: str
    missing: str
    public: bool


@dataclass(frozen=True)
class ReceiptPage:
    """What a genuine receipt says."""

    circle: str
    round: str
    charter: int
    ags: str
    handed_over_on: datetime.datetime | None
    lines: tuple[ReceiptLine, ...]


def receipt_page(content: Mapping[str, Any]) -> ReceiptPage:
    """The content of a verified receipt in words."""
    names = {one.code: one.short_name for one in indicators()}
    concept_names = {one.code: one.name for one in concepts()}
    return ReceiptPage(
        circle=content["circle"],
        round=content["round"],
        charter=content["charter"],
        ags=content["ags"],
        handed_over_on=_moment(content["handed_over_at"]),
        lines=tuple(
            ReceiptLine(
                code=row["indicator"],
                name=names.get(row["indicator"], ""),
                year=row["year"],
                group=group_words(row["group"]),
                concept=concept_names.get(row["concept"], row["concept"]),
                cell=row["cell_in_words"],
                missing=str(MISSING_WORDS.get(row["missing"], row["missing"])),
                public=bool(row.get("public", False)),  # receipts of version 1 do not say
            )
            for row in content["rows"]
        ),
    )


def check_address(request: HttpRequest) -> str:
    """Address of the platform's page on which anybody can check a receipt."""
    _host, colon, port = request.get_host().partition(":")
    path = reverse("releases:check-receipt", urlconf=settings.PLATFORM_URLCONF)
    return f"{request.scheme}://{settings.PLATFORM_HOST}{colon}{port}{path}"


def _moment(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
