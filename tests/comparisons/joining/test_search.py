"""Finding a municipality by what people type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from comparisons.joining.search import find_places

pytestmark = [
    pytest.mark.requirement("M1", "I3.7"),
    pytest.mark.usefixtures("world_of_module"),
]


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Peine", "03157"),
        ("  peine ", "03157"),
        ("LK Peine", "03157"),
        ("Stadt Peine", "03157"),
        ("Goettingen", "03159"),
        ("göttingen", "03159"),
        ("Muenchen", "09162"),
        ("St. Augustin", "05382056"),
        ("Sankt Wendel", "10046"),
        ("Neustadt Aisch", "09575"),
        ("Kreis Gütersloh", "05754"),
        ("Piene", "03157"),
        ("Hannovr", "03241001"),
        ("Verl", "05754044"),
        ("03157", "03157"),
        ("05754044", "05754044"),
        ("057540044044", "05754044"),
        ("03 157", "03157"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str) -> None:
    assert find_places(typed).hits[0].place.ags == first


@pytest.mark.usefixtures("platform")
def test_a_close_spelling_is_said_to_be_one() -> None:
    assert find_places("Piene").close_only
    assert not find_places("Peine").close_only


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("typed", ["", " ", "x", "1", "!!", "qqqqqq", "%", "\x00", "Ä", "99999999", "12345678901234"])
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert find_places(typed).hits == ()


@pytest.mark.usefixtures("platform")
def test_a_lost_zero_has_its_sentence_and_its_suggestion() -> None:
    found = find_places("3157")
    assert "03157" in found.problem
    assert [hit.place.ags for hit in found.hits] == ["03157"]
    assert not found.exact


@pytest.mark.usefixtures("platform")
def test_ended_and_unincorporated_territories_are_not_offered() -> None:
    assert all(hit.place.valid_until is None for hit in find_places("Osterode").hits)
    assert "03156" not in {hit.place.ags for hit in find_places("0315").hits}


@pytest.mark.usefixtures("platform")
def test_a_gemeinde_names_its_kreis() -> None:
    hits = {hit.place.ags: hit.kreis for hit in find_places("Peine").hits}
    assert hits == {"03157": "", "03157006": "Landkreis Peine"}


def test_one_meaning_leads_straight_there_several_to_a_list(guest: Client, seen: Callable[..., str]) -> None:
    assert guest.get("/profil/", {"q": "05754044"})["Location"] == "/profil/05754044/"
    page = seen("/profil/", q="Peine")
    assert "/profil/03157/" in page
    assert "/profil/03157006/" in page
    assert "Landkreis Peine, Schlüssel 03157006" in page


def test_a_wrong_key_is_explained_and_led_on(seen: Callable[..., str]) -> None:
    page = seen("/profil/", q="3157")
    assert "führende Null" in page
    assert "/profil/03157/" in page


def test_suggestions_while_typing_are_a_fragment(seen: Callable[..., str]) -> None:
    fragment = seen("/profil/vorschlaege/", q="Pei")
    assert "<html" not in fragment
    assert "/profil/03157/" in fragment
    assert fragment.count("<li>") <= 8
    assert "<li>" not in seen("/profil/vorschlaege/", q="P")


def test_what_was_typed_is_never_run(seen: Callable[..., str]) -> None:
    page = seen("/profil/", q='"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_the_front_page_has_the_field(seen: Callable[..., str]) -> None:
    page = seen("/")
    assert 'action="/profil/"' in page
    assert 'for="id_place"' in page
