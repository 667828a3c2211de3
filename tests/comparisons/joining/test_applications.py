"""Saying that one would like to take part: what is stored, what is not, and who reads it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from comparisons.joining.actions import MOST_PER_EMAIL, MOST_PER_SENDER, digest_of
from comparisons.joining.models import Application
from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.roles import RoleCode

pytestmark = pytest.mark.requirement("I3.7", "M1")
FORM = {"name": "Ayşe Öztürk", "email": "a.oeztuerk@landkreis.example", "role": "Planung", "message": "Guten Tag"}
PATH = "/profil/03157/mitmachen/"


@pytest.fixture(autouse=True)
def _empty(world_of_module: None) -> Iterator[None]:
    yield
    with acting_as(Role.OWNER):
        Application.objects.all().delete()


def stored() -> list[Application]:
    with acting_as(Role.PLATFORM):
        return list(Application.objects.order_by("pk"))


def send(guest: Client, **changed: str) -> Any:
    return guest.post(PATH, {**FORM, **changed})


def test_a_message_is_stored_and_everybody_gets_the_same_thanks(guest: Client) -> None:
    answer = send(guest)
    assert (answer.status_code, answer["Location"]) == (302, "/profil/danke/")
    (found,) = stored()
    assert (found.ags, found.municipality_name, found.state) == ("03157", "Landkreis Peine", "open")
    assert (found.name, found.email, found.role, found.message) == tuple(FORM.values())
    thanks = guest.get("/profil/danke/").content.decode()
    assert FORM["name"] not in thanks
    assert FORM["email"] not in thanks
    with acting_as(Role.PLATFORM):
        event = AuditEvent.objects.get(event="joining.application_received", on=f"application:{found.pk}")
    assert FORM["email"] not in str(event.details)


def test_the_network_address_is_nowhere_in_clear_and_differs_by_day(guest: Client) -> None:
    guest.post(PATH, FORM, REMOTE_ADDR="203.0.113.77")
    (found,) = stored()
    assert "203.0.113.77" not in str(vars(found))
    assert found.sender == digest_of("203.0.113.77", timezone.localdate())
    assert digest_of("203.0.113.77", datetime.date(2026, 1, 1)) != digest_of("203.0.113.77", datetime.date(2026, 1, 2))


def test_what_is_missing_or_wrong_is_said_and_not_stored(guest: Client) -> None:
    answer = send(guest, email="keine Adresse", name="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ihre dienstliche E-Mail-Adresse" in page
    assert "Ihr Name" in page
    assert stored() == []


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(guest: Client) -> None:
    answer = send(guest, website="http://spam.example")
    assert answer["Location"] == "/profil/danke/"
    assert stored() == []


def test_one_sender_and_one_mailbox_have_limits(guest: Client) -> None:
    for number in range(MOST_PER_SENDER):
        assert send(guest, email=f"n{number}@stadt.example").status_code == 302
    refused = send(guest, email="another@stadt.example")
    assert refused.status_code == 429
    assert "Nichts" in refused.content.decode() or "nichts gespeichert" in refused.content.decode()
    assert len(stored()) == MOST_PER_SENDER


def test_a_mailbox_has_a_limit_whoever_sends(guest: Client) -> None:
    for number in range(MOST_PER_EMAIL):
        assert guest.post(PATH, FORM, REMOTE_ADDR=f"198.51.100.{number}").status_code == 302
    assert guest.post(PATH, {**FORM, "email": FORM["email"].upper()}, REMOTE_ADDR="198.51.100.99").status_code == 429
    assert len(stored()) == MOST_PER_EMAIL


def test_old_messages_are_erased_with_the_next_one(guest: Client) -> None:
    send(guest)
    with acting_as(Role.OWNER):
        Application.objects.update(received_at=timezone.now() - datetime.timedelta(days=184))
    send(guest, email="neu@stadt.example")
    assert [one.email for one in stored()] == ["neu@stadt.example"]


def test_a_municipality_cannot_read_applications() -> None:
    from tenants.municipalities.models import Municipality

    with acting_as(Role.OWNER):
        home = Municipality.objects.get(slug="ahausen")
    with inside(home), pytest.raises(ProgrammingError, match="permission denied"):
        Application.objects.count()


def test_the_platform_changes_the_state_alone(guest: Client) -> None:
    send(guest)
    with acting_as(Role.PLATFORM), pytest.raises(ProgrammingError, match="permission denied"):
        Application.objects.update(email="other@stadt.example")
    with acting_as(Role.OWNER), pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(state="answered")


def test_no_open_page_tells_who_has_written_or_takes_part(guest: Client) -> None:
    send(guest, message="Geheimes Vorhaben")
    for path in (PATH, "/profil/", "/profil/danke/", "/profil/03157/selbstcheck/"):
        page = guest.get(path).content.decode()
        assert FORM["name"] not in page
        assert "Geheimes Vorhaben" not in page
    assert guest.get("/profil/anfragen/").status_code == 302
    (found,) = stored()
    for step in ("aufnehmen", "beantwortet", "loeschen"):
        assert guest.post(f"/profil/anfragen/{found.pk}/{step}/").status_code == 302
    assert stored()[0].state == "open"


def test_the_operator_answers_admits_and_erases(guest: Client, browse: Callable[..., Client]) -> None:
    send(guest, message="<b>Hallo</b>")
    operator = browse(None, RoleCode.OPERATOR)
    page = operator.get("/profil/anfragen/").content.decode()
    assert FORM["name"] in page
    assert "&lt;b&gt;Hallo" in page
    (found,) = stored()
    answer = operator.post(f"/profil/anfragen/{found.pk}/aufnehmen/")
    assert answer["Location"] == "/betrieb/aufnehmen/"
    assert "email" not in answer["Location"]
    form = operator.get(answer["Location"]).content.decode()
    for value in ("03157", "landkreis-peine", FORM["name"], FORM["email"]):
        assert f'value="{value}"' in form
    operator.post(f"/profil/anfragen/{found.pk}/beantwortet/")
    (found,) = stored()
    assert found.state == "answered"
    assert found.answered_at is not None
    assert found.answered_by
    operator.post(f"/profil/anfragen/{found.pk}/loeschen/")
    assert stored() == []
    assert operator.post(f"/profil/anfragen/{found.pk}/loeschen/").status_code == 404


def test_others_of_the_platform_do_not_see_the_list(browse: Callable[..., Client]) -> None:
    assert browse(None, RoleCode.MODERATOR).get("/profil/anfragen/").status_code == 403
