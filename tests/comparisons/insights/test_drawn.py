"""The cache of charts: the key is the content, so no picture of other figures can ever be found under it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from comparisons.charts import Numbers, Words, YearValue, own_path
from comparisons.insights.drawn import Drawing


def drawing(value: str, *, own: str = "Landkreis A") -> Drawing:
    return Drawing(
        kind="own",
        function=own_path,
        given=((YearValue(2022, Decimal("40")), YearValue(2023, Decimal(value))),),
        named={"title": "T", "description": "D", "words": Words(own=own, unit="%", year="Jahr"), "numbers": Numbers()},
    )


pytestmark = pytest.mark.usefixtures("world_of_module")  # keys belong to the schema of the connection


def test_another_number_name_or_language_is_another_key() -> None:
    references = {drawing("50").reference, drawing("50.1").reference, drawing("50", own="Landkreis B").reference}
    with translation.override("en-gb"):
        references.add(drawing("50").reference)
    assert len(references) == 4


def test_the_same_content_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawing("50").for_page()
    monkeypatch.setattr(Drawing, "chart", lambda self: pytest.fail("drawn again"))
    assert drawing("50").for_page() == first


def test_a_changed_figure_is_drawn_anew() -> None:
    before, after = drawing("50").for_page(), drawing("60").for_page()
    assert before.svg != after.svg
    assert "60,0" in after.table.rows[1][1]
