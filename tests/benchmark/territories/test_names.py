from __future__ import annotations

import pytest

from benchmark.territories.names import full_name, search_keys, sort_key


@pytest.mark.requirement("I2.5")
def test_names_sort_as_germans_expect_without_the_database():
    names = [
        "Zeven",
        "Ähren",
        "Osterode am Harz",
        "Göttingen",
        "Goslar",
        "Gifhorn",
        "Österwieck",
        "Ahaus",
        "Weißenfels",
    ]
    expected = [
        "Ahaus",
        "Ähren",
        "Gifhorn",
        "Goslar",
        "Göttingen",
        "Osterode am Harz",
        "Österwieck",
        "Weißenfels",
        "Zeven",
    ]
    assert sorted(names, key=sort_key) == expected


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Lüchow-Dannenberg", "luchow dannenberg"),
        ("Schloß Holte-Stukenbrock", "schloss holte stukenbrock"),
        ("Halle (Westf.)", "halle westf"),
        ("U\u0308lzen", "ulzen"),
    ],
)
def test_sort_key(name, key):
    assert sort_key(name) == key


def test_a_name_typed_without_umlauts_means_both():
    assert search_keys("Guetersloh") == ["guetersloh", "gutersloh"]
    assert search_keys("Gütersloh") == ["gutersloh"]


def test_full_names():
    assert full_name("Landkreis", "Peine") == "Landkreis Peine"
    assert full_name("", "Region Hannover") == "Region Hannover"
