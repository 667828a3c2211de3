"""The compact form can be made again from the official files and comes out the same."""

from __future__ import annotations

import pytest

from benchmark.territories import compact, official


@pytest.mark.official_files
@pytest.mark.slow
def test_the_compact_form_is_what_the_official_files_say(tmp_path, official_files):
    present, gemeinden = official.read_directory(official_files / "verzeichnis" / "AuszugGV2QAktuell.xlsx")
    spans = official.read_crosswalk(official_files / "verzeichnis" / "ref-kreise-umrech-2020-1990-2019.xlsx")
    kreise, successions = official.history(spans, present)
    for name, rows in ((compact.KREISE, kreise), (compact.GEMEINDEN, gemeinden), (compact.SUCCESSIONS, successions)):
        compact.write(tmp_path, name, rows)
        assert (tmp_path / name).read_bytes() == (compact.FOLDER / name).read_bytes()


@pytest.mark.official_files
def test_a_file_of_the_wrong_family_is_refused(official_files):
    with pytest.raises(official.WrongFile):
        official.read_directory(official_files / "verzeichnis" / "04-kreise.xlsx")


def test_every_kreis_of_a_gemeinde_exists_and_sums_agree():
    kreise = {row.ags: row for row in compact.read_kreise() if row.valid_until is None}
    people = dict.fromkeys(kreise, 0)
    for row in compact.read_gemeinden():
        people[row.ars[:5]] += row.population
    for ags, total in people.items():
        assert total in (0, kreise[ags].population)


def test_spans_of_one_key_do_not_overlap():
    last = {}
    for row in compact.read_kreise():
        if row.ags in last:
            assert last[row.ags] is not None
            assert row.valid_from is not None
            assert last[row.ags] < row.valid_from
        last[row.ags] = row.valid_until
