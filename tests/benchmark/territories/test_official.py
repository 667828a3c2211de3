"""The compact form can be made again from the official files and comes out the same; the files are read in full."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from benchmark.territories import compact, official, populations
from benchmark.territories.management.commands.compact_territories import compact_rows


@pytest.mark.official_files
@pytest.mark.slow
def test_the_compact_form_is_what_the_official_files_say(tmp_path, official_files):
    files = compact_rows(official_files)
    assert {name: len(rows) for name, rows in files.items()} == {
        "kreise.csv": 711,
        "gemeinden.csv": 10_851,
        "former_gemeinden.csv": 2_532,
        "successions.csv": 1_399,
        "weights.csv": 1_135,
    }
    for name, rows in files.items():
        compact.write(tmp_path, name, rows)
        assert (tmp_path / name).read_bytes() == (compact.FOLDER / name).read_bytes()


@pytest.mark.official_files
def test_a_file_of_the_wrong_family_is_refused(official_files):
    with pytest.raises(official.WrongFile):
        official.read_directory(official_files / "verzeichnis" / "04-kreise.xlsx")
    with pytest.raises(official.WrongFile):
        populations.read_populations(official_files / "regionalstatistik" / "12111-01-01-5_00.csv")


@pytest.mark.official_files
@pytest.mark.requirement("R73")
def test_the_directory_of_gemeinden_in_full(official_files):
    """10,959 lines of Gemeinden; areas at sea and Lake Constance have no people."""
    book = CalamineWorkbook.from_path(str(official_files / "verzeichnis" / "AuszugGV2QAktuell.xlsx"))
    rows = book.get_sheet_by_name("Onlineprodukt_Gemeinden30062024").to_python()
    kinds = Counter(str(row[0]) for row in rows if str(row[0]).isdigit())
    assert kinds == {"60": 10_959, "50": 4_596, "40": 400, "20": 29, "10": 16, "30": 12}
    people: dict[str, int] = defaultdict(int)
    area: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row[0] == "60":
            people[row[2]] += int(row[9])
            area[row[2]] += Decimal(repr(row[8]))
    assert people == {
        "01": 2_953_270,
        "02": 1_892_122,
        "03": 8_140_242,
        "04": 684_864,
        "05": 18_139_116,
        "06": 6_391_360,
        "07": 4_159_150,
        "08": 11_280_257,
        "09": 13_369_393,
        "10": 992_666,
        "11": 3_755_251,
        "12": 2_564_041,
        "13": 1_628_378,
        "14": 4_086_152,
        "15": 2_186_643,
        "16": 2_126_846,
    }
    assert (sum(people.values()), sum(area.values())) == (84_349_751, Decimal("357595.70"))
    kreise = [row for row in compact.read_kreise() if row.valid_until is None]
    ours: dict[str, int] = defaultdict(int)
    for kreis in kreise:
        ours[kreis.ags[:2]] += kreis.population or 0
    assert ours == people
    gemeinden = {row.ars: row for row in compact.read_gemeinden()}
    assert (gemeinden["057540008008"].name, gemeinden["057540008008"].population) == ("Gütersloh", 102_393)
    assert (gemeinden["031590016016"].name, gemeinden["031590016016"].population) == ("Göttingen", 118_946)


@pytest.mark.official_files
@pytest.mark.requirement("R73")
def test_the_list_of_kreise_of_2018_in_full(official_files):
    """401 Kreise; the sums by Land are those that the list prints itself, and all of them were in force that day."""
    book = CalamineWorkbook.from_path(str(official_files / "verzeichnis" / "04-kreise.xlsx"))
    rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    kreise = [row for row in rows if isinstance(row[0], str) and len(row[0]) == 5 and row[0].isdigit()]
    printed = [int(row[5]) for row in rows if row[2] == "Insgesamt" and row[1] != "Deutschland"]
    people: dict[str, int] = defaultdict(int)
    for row in kreise:
        people[row[0][:2]] += int(row[5])
    alone = {"02": 1_841_179, "11": 3_644_826}  # printed without a sum
    assert [number for land, number in sorted(people.items()) if land not in alone] == printed
    assert {land: people[land] for land in alone} == alone
    assert (len(kreise), sum(people.values())) == (401, 83_019_213)
    assert sum(Decimal(repr(row[4])).quantize(Decimal("0.01")) for row in kreise) == Decimal("357574.84")
    spot = {row[0]: row for row in kreise}
    assert (spot["03159"][3], spot["03159"][5]) == ("DE91C", 328_074)
    assert (spot["16056"][2].split(",")[0], spot["16056"][5]) == ("Eisenach", 42_370)
    in_force = {
        row.ags
        for row in compact.read_kreise()
        if (row.valid_from is None or row.valid_from.isoformat() <= "2018-12-31")
        and (row.valid_until is None or row.valid_until.isoformat() >= "2018-12-31")
    }
    assert in_force == set(spot)


def test_every_kreis_of_a_gemeinde_exists_and_sums_agree():
    kreise = {row.ags: row for row in compact.read_kreise() if row.valid_until is None}
    people = dict.fromkeys(kreise, 0)
    for row in compact.read_gemeinden():
        people[row.ars[:5]] += row.population
    for ags, total in people.items():
        assert total in (0, kreise[ags].population)


def test_spans_of_one_key_do_not_overlap():
    last = {}
    for row in [*compact.read_kreise(), *compact.read_former()]:
        if row.ags in last:
            assert last[row.ags] is not None
            assert row.valid_from is not None
            assert last[row.ags] < row.valid_from
        last[row.ags] = row.valid_until
    assert not last.keys() & {row.ars[:5] + row.ars[-3:] for row in compact.read_gemeinden()}
