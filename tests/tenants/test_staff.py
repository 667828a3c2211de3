"""The people of a host: who manages them, how somebody gets in, and how they are out again (A28, R30, R64, I2.13)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from tenants.audit.models import AuditEvent
from tenants.border import Role, acting_as, inside
from tenants.membership.actions import block_account, change_roles
from tenants.membership.refusals import Refused
from tenants.membership.roles import LABELS, MAY, OF_A_MUNICIPALITY, OF_THE_PLATFORM, RoleCode
from tests.support.people import PASSWORD, email_of

NEW = "neu@ahausen.test"
NEW_PASSWORD = "vier-lange-Wörter-nacheinander"


def reference_of(municipality: Any, email: str) -> str:
    with inside(municipality) if municipality else acting_as(Role.PLATFORM):
        return User.objects.get(email=email).username


def page_of(municipality: Any, role: RoleCode, action: str = "") -> str:
    slug = municipality.slug if municipality else "platform"
    return f"/menschen/{reference_of(municipality, email_of(role, slug))}/{action}"


def events(municipality: Any, name: str) -> list[AuditEvent]:
    with acting_as(Role.OWNER):
        schema = municipality.schema_name if municipality else None
        return list(AuditEvent.objects.filter(event=name, municipality=schema).order_by("pk"))


def link_in(text: str, host: str) -> str:
    """Path of the only link to set a password in a mail; it must lead to this host."""
    found = re.findall(rf"http://{re.escape(host)}(/konto/password/reset/key/\S+)", text)
    assert len(found) == 1, text
    return str(found[0])


def set_password(client: Client, path: str, password: str = NEW_PASSWORD) -> None:
    arrived = client.get(path)
    assert arrived.status_code == 302, arrived.content.decode()[:1500]
    saved = client.post(arrived["Location"], {"password1": password, "password2": password})
    assert saved.status_code == 302, saved.content.decode()[:3000]


def sign_in(client: Client, email: str, password: str = NEW_PASSWORD) -> Any:
    cache.clear()
    return client.post("/konto/login/", {"login": email, "password": password})


@pytest.mark.requirement("I2.13", "R64")
@pytest.mark.parametrize("role", OF_A_MUNICIPALITY)
def test_only_who_manages_the_staff_sees_it_at_a_municipality(
    ahausen: Any, browse: Callable[..., Client], role: RoleCode
) -> None:
    expected = 200 if role == RoleCode.LEADERSHIP else 403
    client = browse("ahausen", role)
    pages = ["/menschen/", "/menschen/einladen/", page_of(ahausen, RoleCode.GUEST)]
    assert [client.get(path).status_code for path in pages] == [expected] * 3
    if expected == 403:
        refused = client.post(page_of(ahausen, RoleCode.STATISTICS_OFFICE, "sperren/"))
        assert refused.status_code == 403
        with inside(ahausen):
            assert not User.objects.filter(is_active=False).exists()


@pytest.mark.requirement("I2.13")
@pytest.mark.parametrize("role", OF_THE_PLATFORM)
def test_on_the_platform_the_operator_manages_the_staff(
    world: None, browse: Callable[..., Client], role: RoleCode
) -> None:
    expected = 200 if role == RoleCode.OPERATOR else 403
    answer = browse(None, role).get("/menschen/")
    assert answer.status_code == expected
    assert ("editor@platform.test" in answer.content.decode()) == (expected == 200)
    assert "ahausen.test" not in answer.content.decode()


def test_nobody_who_is_not_signed_in_sees_the_staff(world: None, browse: Callable[..., Client]) -> None:
    assert browse("ahausen").get("/menschen/")["Location"].startswith("/konto/login/")


@pytest.mark.requirement("R30")
def test_the_list_names_roles_in_words_and_the_substitute_by_its_task(
    world: None, browse: Callable[..., Client]
) -> None:
    text = browse("ahausen", RoleCode.LEADERSHIP).get("/menschen/").content.decode()
    for word in ("Vertretung der Statistikstelle", "Fachstelle Integration", "guest@ahausen.test", "noch nie", "aktiv"):
        assert word in text
    assert "eingeladen, noch ohne Passwort" in text, "the first person has not set a password"
    assert "statistics_substitute" not in text
    assert "bedorf.test" not in text


@pytest.mark.requirement("R30", "R64")
def test_the_form_says_of_every_role_of_the_host_what_it_may_do(world: None, browse: Callable[..., Client]) -> None:
    here = browse("ahausen", RoleCode.LEADERSHIP).get("/menschen/einladen/").content.decode()
    for role in OF_A_MUNICIPALITY:
        assert f"<strong>{LABELS[role]}:</strong> {MAY[role]}" in here
    assert str(LABELS[RoleCode.OPERATOR]) + ":</strong>" not in here
    there = browse(None, RoleCode.OPERATOR).get("/menschen/einladen/").content.decode()
    assert [role for role in RoleCode if f'value="{role.value}"' in there] == list(OF_THE_PLATFORM)


@pytest.mark.requirement("I2.13", "R30")
def test_from_the_invitation_to_what_the_role_may(ahausen: Any, browse: Callable[..., Client]) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    wanted = {"name": "Eva Maria Kröger", "email": "Neu@Ahausen.test", "roles": ["statistics_substitute"]}
    assert leader.post("/menschen/einladen/", wanted).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == [NEW]
    assert letter.subject == "Ihr Konto im Vergleichsring: Landkreis Ahausen"
    assert letter.body.startswith("Guten Tag Eva Maria Kröger,\n\nfür Sie ist im Vergleichsring ein Konto eröffnet")
    assert "Vertretung der Statistikstelle" in letter.body
    assert "Der Link gilt 3 Tage" in letter.body
    assert "{" not in letter.body
    assert "eingeladen" in leader.get("/menschen/").content.decode()

    guest = browse("ahausen")
    path = link_in(letter.body, "ahausen.localhost")
    assert "gilt nicht mehr" in browse("bedorf").get(path).content.decode(), "the link is worth nothing elsewhere"
    set_password(guest, path)
    assert "gilt nicht mehr" in browse("ahausen").get(path).content.decode(), "a link is good once"
    assert sign_in(guest, NEW).status_code == 302
    assert guest.get("/werte/pruefen/").status_code == 200
    assert guest.get("/menschen/").status_code == 403
    assert [event.details["roles"] for event in events(ahausen, "account.opened")][-1] == ["statistics_substitute"]
    (sent,) = events(ahausen, "account.link_sent")
    assert sent.person == reference_of(ahausen, email_of(RoleCode.LEADERSHIP, "ahausen"))
    assert NEW not in str(sent.details)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"roles": []}, "mindestens eine Rolle"),
        ({"roles": ["operator"]}, "operator"),
        ({"email": "guest@ahausen.test"}, "gibt es hier schon ein Konto"),
        ({"email": "keine Adresse"}, "E-Mail"),
        ({"name": " "}, "Vor- und Nachname"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_and_leaves_nothing(
    ahausen: Any, browse: Callable[..., Client], change: dict[str, Any], says: str
) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    with inside(ahausen):
        before = User.objects.count()
    answer = leader.post("/menschen/einladen/", {"name": "Neu", "email": NEW, "roles": ["guest"], **change})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert mail.outbox == []
    with inside(ahausen):
        assert User.objects.count() == before


def test_where_the_mail_server_fails_the_account_stays_and_the_link_is_sent_later(
    ahausen: Any, browse: Callable[..., Client], settings: Any
) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = leader.post("/menschen/einladen/", {"name": "Neu", "email": NEW, "roles": ["guest"]}, follow=True)
    assert "konnte nicht verschickt werden" in page.content.decode()
    assert events(ahausen, "account.link_sent") == []
    settings.EMAIL_BACKEND = working
    again = leader.post(f"/menschen/{reference_of(ahausen, NEW)}/link/")
    assert again.status_code == 302
    assert link_in(mail.outbox[0].body, "ahausen.localhost")


def test_who_has_a_password_gets_no_link_from_others(ahausen: Any, browse: Callable[..., Client]) -> None:
    answer = browse("ahausen", RoleCode.LEADERSHIP).post(page_of(ahausen, RoleCode.GUEST, "link/"))
    assert answer.status_code == 422
    assert "hat schon ein Passwort gesetzt" in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.requirement("A28")
def test_a_changed_role_holds_with_the_next_request(ahausen: Any, browse: Callable[..., Client]) -> None:
    office, leader = browse("ahausen", RoleCode.STATISTICS_OFFICE), browse("ahausen", RoleCode.LEADERSHIP)
    assert office.get("/werte/pruefen/").status_code == 200
    page = page_of(ahausen, RoleCode.STATISTICS_OFFICE)
    assert leader.post(page, {"roles": ["guest"]}).status_code == 302
    assert office.get("/werte/pruefen/").status_code == 403
    assert office.get("/ueberblick/").status_code == 200
    (event,) = events(ahausen, "account.roles_changed")
    assert event.details == {"before": ["statistics_office"], "after": ["guest"]}
    assert leader.post(page, {"roles": ["guest"]}).status_code == 302
    assert len(events(ahausen, "account.roles_changed")) == 1, "nothing was changed"


@pytest.mark.requirement("A28")
def test_a_blocked_person_is_out_with_the_next_request(ahausen: Any, browse: Callable[..., Client]) -> None:
    office, leader = browse("ahausen", RoleCode.INTEGRATION_OFFICE), browse("ahausen", RoleCode.LEADERSHIP)
    address = email_of(RoleCode.INTEGRATION_OFFICE, "ahausen")
    assert office.get("/werte/").status_code == 200
    assert leader.post(page_of(ahausen, RoleCode.INTEGRATION_OFFICE, "sperren/")).status_code == 302
    assert office.get("/werte/")["Location"].startswith("/konto/login/")
    with inside(ahausen):
        assert Session.objects.count() == 1, "only the leader's session is left"
    refused = browse("ahausen").post("/konto/login/", {"login": address, "password": PASSWORD}, follow=True)
    assert refused.status_code == 200
    assert "Dieses Konto ist gesperrt" in refused.content.decode()

    assert leader.post(page_of(ahausen, RoleCode.INTEGRATION_OFFICE, "entsperren/")).status_code == 302
    assert office.get("/werte/").status_code == 302, "the old session is not revived"
    assert sign_in(office, address, PASSWORD).status_code == 302
    assert office.get("/werte/").status_code == 200
    assert len(events(ahausen, "account.blocked")) == len(events(ahausen, "account.unblocked")) == 1


@pytest.mark.requirement("A28")
def test_a_blocked_person_gets_no_new_password_and_no_link(ahausen: Any, browse: Callable[..., Client]) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    leader.post(page_of(ahausen, RoleCode.GUEST, "sperren/"))
    assert leader.post(page_of(ahausen, RoleCode.GUEST, "link/")).status_code == 422
    browse("ahausen").post("/konto/password/reset/", {"email": email_of(RoleCode.GUEST, "ahausen")})
    assert [letter for letter in mail.outbox if "/reset/key/" in letter.body] == []


def test_nobody_blocks_their_own_account(ahausen: Any, browse: Callable[..., Client]) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    own = page_of(ahausen, RoleCode.LEADERSHIP)
    assert "Konto sperren" not in leader.get(own).content.decode()
    answer = leader.post(own + "sperren/")
    assert answer.status_code == 422
    assert "Ihr eigenes Konto können Sie nicht sperren" in answer.content.decode()
    assert leader.get("/menschen/").status_code == 200


@pytest.mark.parametrize("slug", ["ahausen", None])
def test_somebody_who_can_sign_in_always_manages_the_staff(
    ahausen: Any, browse: Callable[..., Client], slug: str | None
) -> None:
    """The first person of Ahausen is leadership too, but has never set a password: that does not count."""
    home = ahausen if slug else None
    keeper, other = (RoleCode.LEADERSHIP, "guest") if slug else (RoleCode.OPERATOR, "editor")
    client = browse(slug, keeper)
    answer = client.post(page_of(home, keeper), {"roles": [other]})
    assert answer.status_code == 422
    assert f"Rolle „{LABELS[keeper]}“" in answer.content.decode()
    second = page_of(home, RoleCode(other))
    assert client.post(second, {"roles": [other, keeper.value]}).status_code == 302
    assert client.post(page_of(home, keeper), {"roles": [other]}).status_code == 302
    assert client.get("/menschen/").status_code == 403
    assert events(home, "account.roles_changed")[-1].details["after"] == [other]


def test_the_last_who_manages_the_staff_cannot_be_blocked_by_code_either(ahausen: Any, person: Any) -> None:
    leader, guest = person(ahausen, RoleCode.LEADERSHIP), person(ahausen, RoleCode.GUEST)
    with inside(ahausen):
        with pytest.raises(Refused):
            block_account(reference=leader.reference, by=guest)
        with pytest.raises(Refused):
            change_roles(reference=guest.reference, roles=[RoleCode.MODERATOR], by=leader)
        assert User.objects.get(username=leader.reference).is_active
    assert events(ahausen, "account.blocked") == []


def test_people_of_another_host_do_not_exist_here(ahausen: Any, bedorf: Any, browse: Callable[..., Client]) -> None:
    leader = browse("ahausen", RoleCode.LEADERSHIP)
    foreign = page_of(bedorf, RoleCode.GUEST)
    assert leader.get(foreign).status_code == 404
    assert leader.post(foreign, {"roles": ["guest"]}).status_code == 404
    for action in ("sperren/", "entsperren/", "link/"):
        assert leader.post(foreign + action).status_code == 404


def opened(**changes: Any) -> str:
    said = io.StringIO()
    wanted = {"host": "ahausen", "email": NEW, "name": "Neu", "role": ["leadership"], **changes}
    call_command("open_account", **wanted, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    ("wanted", "host", "seen"),
    [
        ({}, "ahausen.localhost", "/menschen/"),
        ({"host": "platform", "role": ["operator"]}, "localhost", "/betrieb/"),
    ],
)
def test_the_command_line_opens_an_account_and_prints_its_link(
    ahausen: Any, wanted: dict[str, Any], host: str, seen: str
) -> None:
    client = Client(headers={"host": host})
    set_password(client, link_in(opened(**wanted), host))
    assert sign_in(client, NEW).status_code == 302
    assert client.get(seen).status_code == 200
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"host": "nirgends"}, "nirgends"),
        ({"role": ["operator"]}, "Rollen"),
        ({"email": "keine"}, "keine E-Mail-Adresse"),
        ({"email": "guest@ahausen.test"}, "schon ein Konto"),
    ],
)
def test_the_command_line_says_what_it_refuses(ahausen: Any, wanted: dict[str, Any], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        opened(**wanted)


def test_the_directory_is_loaded_from_the_command_line(world: None) -> None:
    said = io.StringIO()
    call_command("load_directory", stdout=said)
    assert re.search(r"^\d{5} Gebiete .* 43 Indikatoren", said.getvalue())
