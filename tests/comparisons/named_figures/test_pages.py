"""The pages: two steps without a box ticked, tables by name alone, nothing for those who are not meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comparisons.named_figures.models import NamedConsent
from tenants.border import inside
from tenants.membership.roles import RoleCode
from tests.comparisons.named_figures import scenes
from tests.support.rounds import approve, found_circle

pytestmark = pytest.mark.requirement("I4.4")

OFFICE = RoleCode.INTEGRATION_OFFICE
START = "/ringe/ring-der-probe/namentlich/"
AHAUSEN, BEDORF = "Peine", "Goslar"  # as the directory of territories calls them
SHOW = f"{START}zeigen/REC-01/foreign/"
Browse = Callable[..., Client]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def circle(ahausen: Any, bedorf: Any) -> Any:
    found = found_circle([ahausen, bedorf])
    approve(ahausen, scenes.COUNTS)
    return found


def test_empty_pages_explain(circle: Any, browse: Browse) -> None:
    text = page(browse("bedorf", OFFICE), START)
    assert "Wir zeigen keinen Wert namentlich." in text
    assert "Niemand zeigt uns einen Wert namentlich." in text


def test_consent_takes_two_steps_and_no_box_is_ticked_beforehand(
    ahausen: Any, bedorf: Any, circle: Any, browse: Browse
) -> None:
    client = browse("ahausen", OFFICE)
    first = page(client, SHOW)
    assert "1,46" in first
    assert " checked" not in first
    assert page(client, f"{SHOW}?weiter=1", 422).count("Bitte wählen Sie") >= 2

    second = page(client, f"{SHOW}?weiter=1&year=2023&whom=all")
    assert "1,60" in second
    assert "1,46" not in second
    assert BEDORF in second
    assert "nicht rückgängig" in second
    assert "Der Ring verliert diesen Vergleich" in second, "two members are too few for anything"
    assert " checked" not in second
    with inside(ahausen):
        assert NamedConsent.objects.count() == 0, "reading agrees to nothing"

    sent = {"weiter": "1", "year": "2023", "whom": "some", "member": bedorf.ags, "seen": "2023:1"}
    assert client.post(SHOW, sent).status_code == 422, "the box is not ticked"
    assert scenes.read(bedorf, circle) == []
    assert client.post(SHOW, {**sent, "agreed": "1", "seen": "2023:7"}).status_code == 409
    assert client.post(SHOW, {**sent, "agreed": "1", "member": "09999"}).status_code == 422
    assert scenes.read(bedorf, circle) == []
    assert client.post(SHOW, {**sent, "agreed": "1"}).status_code == 302
    assert [row.year for row in scenes.read(bedorf, circle)] == [2023]
    assert "1,60" in page(client, START)


def test_others_read_it_on_both_pages_until_it_is_stopped(
    ahausen: Any, bedorf: Any, circle: Any, browse: Browse
) -> None:
    consent = scenes.show(ahausen, circle, bedorf.ags)
    reader = browse("bedorf", OFFICE)
    beside = "/kennzahl/REC-01/?ring=ring-der-probe"
    for address in (START, beside):
        text = page(reader, address)
        assert "1,46" in text
        assert AHAUSEN in text
    guest = browse("bedorf", RoleCode.GUEST)
    assert "1,46" not in page(guest, beside)
    page(guest, START, 403)

    owner = browse("ahausen", OFFICE)
    assert "zählt Ihre Kommune weiter als bekannt" in page(owner, f"{START}beenden/{consent.pk}/")
    assert len(scenes.read(bedorf, circle)) == 2, "asking stops nothing"
    assert owner.post(f"{START}beenden/{consent.pk}/").status_code == 302
    for address in (START, beside):
        assert "1,46" not in page(reader, address)
    assert owner.post(f"{START}beenden/{consent.pk}/").status_code == 422
    assert "Nicht mehr gezeigt" in page(owner, START)


def test_nobody_stops_what_another_municipality_shows(ahausen: Any, bedorf: Any, circle: Any, browse: Browse) -> None:
    consent = scenes.show(ahausen, circle, bedorf.ags)
    other = browse("bedorf", OFFICE)
    page(other, f"{START}beenden/{consent.pk}/", 404)
    assert other.post(f"{START}beenden/{consent.pk}/").status_code == 404
    assert len(scenes.read(bedorf, circle)) == 2


def test_only_the_integration_office_shows(circle: Any, browse: Browse) -> None:
    for role in (RoleCode.STATISTICS_OFFICE, RoleCode.LEADERSHIP):
        client = browse("ahausen", role)
        assert "Fachstelle Integration" in page(client, START)
        page(client, SHOW, 403)
        assert client.post(SHOW, {}).status_code == 403


@pytest.mark.requirement("T24")
def test_the_order_of_members_does_not_depend_on_their_values(six: list[Any], browse: Browse) -> None:
    """The same members with their values the other way round: the page differs in the values and nothing else."""
    reader, *owners = six
    circle = found_circle(six)
    low_first = [{2023: (20 + 30 * place, 9000)} for place in range(len(owners))]
    consents = []
    for owner, counts in zip(owners, low_first, strict=True):
        approve(owner, counts)
        consents.append(scenes.show(owner, circle, reader.ags, years=[2023]))
    client = browse("ahausen", OFFICE)
    before = page(client, START)
    for owner, counts, consent in zip(owners, reversed(low_first), consents, strict=True):
        scenes.stop(owner, consent)
        numerator, denominator = counts[2023]
        approve(owner, {2023: (numerator + 9, denominator)}, version=1)
        scenes.show(owner, circle, reader.ags, years=[2023])
    after = page(client, START)
    table = re.compile(r"<tbody>.*?</tbody>", re.S)
    rows_before, rows_after = table.findall(before)[0], table.findall(after)[0]
    assert rows_before != rows_after, "control: the values are others"
    without = [re.sub(r"\d+,\d+", "0,00", rows) for rows in (rows_before, rows_after)]
    assert without[0] == without[1]
    names = re.findall(r'<th scope="row">([^<]+)</th>', rows_before)
    assert names == sorted(names)
    assert len(names) == len(owners)


def test_the_moderator_sees_that_but_not_what(ahausen: Any, bedorf: Any, circle: Any, browse: Browse) -> None:
    scenes.show(ahausen, circle, bedorf.ags)
    text = page(browse(None, RoleCode.MODERATOR), START)
    assert AHAUSEN in text
    assert "2022–2023" in text
    assert "1,46" not in text
    assert "1,6" not in text


def test_the_file_has_every_consent_and_member(ahausen: Any, bedorf: Any, circle: Any, browse: Browse) -> None:
    consent = scenes.show(ahausen, circle, bedorf.ags)
    scenes.stop(ahausen, consent)
    scenes.show(ahausen, circle, bedorf.ags, years=[2023])
    lines = page(browse("ahausen", OFFICE), f"{START}datei/").splitlines()
    assert len(lines) == 1 + 1 + 2
    assert f"1,60;%;03153;{BEDORF}" in lines[1]
    assert all(";;%;03153" in line for line in lines[2:]), "what has ended has no value"


def test_no_value_in_an_address_or_a_log(
    ahausen: Any, bedorf: Any, circle: Any, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    client = browse("ahausen", OFFICE)
    text = page(client, f"{SHOW}?weiter=1&year=2023&whom=all")
    sent = {"weiter": "1", "year": "2023", "whom": "some", "member": bedorf.ags, "seen": "2023:1", "agreed": "1"}
    with caplog.at_level("DEBUG"):
        assert client.post(SHOW, sent).status_code == 302
        page(browse("bedorf", OFFICE), START)
    assert not re.search(r"1[.,]60|1[.,]5956", caplog.text)
    assert not [address for address in re.findall(r'(?:href|action)="([^"]*)"', text) if re.search("1[.,]6", address)]
