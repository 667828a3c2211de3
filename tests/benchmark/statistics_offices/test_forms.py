"""One table in every form an office may give it: the same figures, whatever the wording, the lines and the bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.conftest import by_cell, understood

pytestmark = [pytest.mark.requirement("I3.1"), pytest.mark.requirement("R73")]

FOOT = '__________\n"zu ""Tabelle gesamt"":\nGebietsstand 01.01.1979"\nStand: 10.10.2030 / 19:20:37\n'
COLUMNS = (("Insgesamt", 0), ("Deutsche", 1), ("Ausländer(innen)", 2))
SEXES = ("Insgesamt", "männlich", "weiblich")
NUMBERS = {("03157", 2030): (130, 110, 20), ("03241", 2030): (1140, 900, 240), ("03157", 2029): (129, 110, 19)}


def population(
    *,
    first: str = "Tabelle: 12111-01-01-5",
    titles: tuple[str, ...] = ("Bevölkerung;;;;;;;;;;",),
    columns: tuple[tuple[str, int], ...] = COLUMNS,
    extra_heads: tuple[str, ...] = (),
    period: Callable[[int], str] = "31.12.{}".format,
    foot: str = FOOT,
) -> str:
    """The census table with the time axis in the first column: nine value columns, both sexes, men, women."""
    heads = [
        ";;;" + ";".join(label for label, _place in columns for _sex in SEXES),
        ";;;" + ";".join(sex for _column in columns for sex in SEXES),
    ]
    rows = [
        f"{period(year)};{key};      {key};"
        + ";".join(
            f"{values[place]};{values[place] // 2};{values[place] - values[place] // 2}" for _l, place in columns
        )
        for (key, year), values in NUMBERS.items()
    ]
    return "\n".join([first, *titles, *extra_heads, *heads, *rows, foot])


def figures(text: str | bytes) -> dict[tuple[str, str, int], int]:
    """Group, AGS and year → count."""
    data = text.encode() if isinstance(text, str) else text
    return {key[1:]: int(value.value or 0) for key, value in by_cell(understood(data, "t.csv")).items()}


EXPECTED = {
    (group, key, year): values[place]
    for (key, year), values in NUMBERS.items()
    for place, group in enumerate(("total", "german", "foreign"))
}


@pytest.mark.parametrize(
    "text",
    [
        population(),
        population(first="GENESIS-Tabelle: 12111-01-01-5"),
        population(first="Tabelle: 12111-01-01-5;;;;"),
        population(titles=()),
        population(titles=tuple(f"Zeile {n};;;;;;;;;;;" for n in range(7))),
        population(titles=('"Titel mit ""Zitat""";;;;;;;;;;;',)),
        population(extra_heads=(";;;" + ";".join(["Nationalität"] * 9), ";;;" + ";".join(["Anzahl"] * 9))),
        population(extra_heads=("Stichtag;Schlüssel;Name;" + ";".join(["Personen"] * 9),)),
        population(columns=(("Insgesamt", 0), ("Deutsche", 1), ("ausländisch", 2))),
        population(columns=(("Insgesamt", 0), ("Ausländer(innen)", 2), ("Deutsche", 1))),
        population(columns=(("Deutsche", 1), ("Nichtdeutsche", 2), ("Insgesamt", 0))),
        population(period=str),
        population(period="{}-12-31".format),
        population(foot="__________\nStand: 01.02.2031 / 08:00:00\n"),
        population().replace("\n", "\r\n"),
        "\ufeff" + population(),
    ],
)
def test_every_form_gives_the_same_figures(text: str) -> None:
    assert figures(text) == EXPECTED
    assert figures(text.removeprefix("\ufeff").encode("latin-1")) == EXPECTED


def test_time_in_the_head_in_any_order_of_columns() -> None:
    def table(places: list[tuple[str, str]]) -> str:
        values = {("2030", "Insgesamt"): 130, ("2030", "männlich"): 60, ("2030", "weiblich"): 70}
        values |= {("2029", "Insgesamt"): 129, ("2029", "männlich"): 59, ("2029", "weiblich"): 70}
        lines = ["Tabelle: 12411-01-01-4", "Bevölkerung;;"]
        lines += [";;" + ";".join(f"31.12.{year}" for year, _sex in places), ";;" + ";".join(sex for _y, sex in places)]
        return "\n".join([*lines, "03157;Peine;" + ";".join(str(values[place]) for place in places), FOOT])

    by_year = [(year, sex) for year in ("2030", "2029") for sex in SEXES]
    by_sex = [(year, sex) for sex in SEXES for year in ("2030", "2029")]
    women_first = [(year, sex) for year in ("2030", "2029") for sex in reversed(SEXES)]
    expected = {("total", "03157", 2030): 130, ("total", "03157", 2029): 129}
    assert [figures(table(places)) for places in (by_year, by_sex, women_first)] == [expected] * 3


def test_period_in_a_title_line_of_any_wording() -> None:
    for line in ("31.12.2030", "2030", "Jahr: 2030", "Stichtag: 31.12.2030"):
        text = "\n".join(
            (
                "Tabelle: 12411-01-01-4",
                "Bevölkerung;;;;",
                f"{line};;;;",
                ";;Insgesamt;männlich;weiblich",
                "03157;Peine;130;60;70",
                FOOT,
            )
        )
        assert figures(text) == {("total", "03157", 2030): 130}, line


def test_lines_of_a_block_in_another_order(bytes_of: Callable[[str], bytes]) -> None:
    data = bytes_of("13111-12-03-4_blocks.csv")
    lines = data.splitlines(keepends=True)
    begins = next(number for number, line in enumerate(lines) if line.startswith(b"30.06."))
    ends = next(number for number, line in enumerate(lines) if line.startswith(b"____"))
    blocks = [lines[start : start + 4] for start in range(begins, ends, 4)]
    turned = b"".join([*lines[:begins], *(line for block in blocks for line in reversed(block)), *lines[ends:]])
    assert turned != data
    assert by_cell(understood(turned, "t.csv")).keys() == by_cell(understood(data, "t.csv")).keys()
    first, second = by_cell(understood(turned, "t.csv")), by_cell(understood(data, "t.csv"))
    assert all(first[cell].value == second[cell].value for cell in first)


@pytest.mark.parametrize(
    "columns",
    [
        (("Insgesamt", 0), ("Ausländer(innen)", 2), ("Ausländer(innen)", 2)),
        (("Insgesamt", 0), ("Deutsche", 1)),
        (("Deutsche", 1), ("Deutsche", 1), ("Ausländer(innen)", 2)),
    ],
)
def test_labels_that_contradict_the_description_refuse_the_file(columns: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(FileRefused, match="must be described anew"):
        figures(population(columns=columns))


def test_a_column_more_is_no_hindrance_where_all_labels_are_known() -> None:
    four = population(columns=(*COLUMNS, ("Ungeklärt", 0)))
    with pytest.raises(FileRefused, match="described anew"):
        figures(four)  # “Ungeklärt” could as well be everybody
    heads = ";;;Quote Männer;Quote Frauen;Quote jung;Quote alt;Quote Ausländer"
    data = "2030;03157;Peine;1,0;2,0;3,0;4,0;9,9"
    text = "\n".join(("Tabelle: AI008-2", "Arbeitslosigkeit;;;;;;;", heads, data, FOOT))
    (value,) = understood(text.encode(), "t.csv").values
    assert str(value.value) == "9.9"
