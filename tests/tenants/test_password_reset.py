"""The way to a new password: in polite German, to the registered host, and without telling who has an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from lxml import html

from tenants.membership.roles import RoleCode
from tests.support.people import PASSWORD, email_of

GUEST = email_of(RoleCode.GUEST, "ahausen")
NEW_PASSWORD = "vier-lange-Wörter-nacheinander"
FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|gib|klicke|bitte \w+e dich)\b", re.IGNORECASE)
KEY = re.compile(r"http://([^/\s]+)(/konto/password/reset/key/\S+)")


def words_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    root = html.document_fromstring(answer.content.decode())
    return " ".join(root.get_element_by_id("content").text_content().split())


def ask(host: str = "ahausen.localhost", email: str = GUEST) -> Any:
    cache.clear()
    return Client(headers={"host": host}).post("/konto/password/reset/", {"email": email}, follow=True)


def test_familiar_words_are_found() -> None:
    assert FAMILIAR.search("Hast du dein Passwort vergessen?")
    assert not FAMILIAR.search("Bitte setzen Sie Ihr Passwort. Durch die Dürre.")


@pytest.mark.requirement("A18")
@pytest.mark.parametrize(
    "header", ["ahausen.localhost", "AHAUSEN.LOCALHOST", "ahausen.localhost.", "Ahausen.Localhost.:4711"]
)
def test_the_link_leads_to_the_registered_host(world: None, header: str) -> None:
    assert ask(header).status_code == 200
    assert [host for host, _path in KEY.findall(mail.outbox[0].body)] == ["ahausen.localhost"]


@pytest.mark.requirement("A18")
@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_SERVER", "HTTP_FORWARDED"])
def test_other_headers_do_not_change_the_link(world: None, header: str) -> None:
    cache.clear()
    client = Client(headers={"host": "ahausen.localhost"}, **{header: "host=boese.test"})
    client.post("/konto/password/reset/", {"email": GUEST})
    assert "boese" not in mail.outbox[0].body
    assert KEY.search(mail.outbox[0].body)


@pytest.mark.requirement("A18")
def test_a_made_up_host_sends_nothing(world: None) -> None:
    assert ask("boese.test").status_code == 404
    assert mail.outbox == []


def test_who_has_an_account_cannot_be_found_out(world: None) -> None:
    known, unknown = ask(), ask(email="niemand@ahausen.test")
    elsewhere = ask(email=email_of(RoleCode.GUEST, "bedorf"))
    assert known.redirect_chain == unknown.redirect_chain == elsewhere.redirect_chain
    assert words_of(known) == words_of(unknown) == words_of(elsewhere)
    assert [bool(KEY.search(letter.body)) for letter in mail.outbox] == [True, False, False]
    assert "gibt es hier nicht" in mail.outbox[1].body
    assert "signup" not in mail.outbox[1].body


def test_the_whole_way_speaks_polite_german(world: None) -> None:
    client = Client(headers={"host": "ahausen.localhost"})
    cache.clear()
    said = [words_of(client.get("/konto/login/")), words_of(client.get("/konto/password/reset/"))]
    said.append(words_of(client.post("/konto/password/reset/", {"email": GUEST}, follow=True)))
    letter = mail.outbox[0]
    assert letter.subject == "Neues Passwort für Ihr Konto: Landkreis Ahausen"
    said += [letter.subject, letter.body]
    found = KEY.search(letter.body)
    assert found is not None
    form = client.get(found[2], follow=True)
    said.append(words_of(form))
    action = form.redirect_chain[-1][0]
    different = client.post(action, {"password1": NEW_PASSWORD, "password2": "etwas-ganz-anderes"})
    said.append(words_of(different))
    assert "Die beiden Passwörter sind verschieden" in said[-1]
    said.append(words_of(client.post(action, {"password1": "kurz", "password2": "kurz"})))
    assert "12 Zeichen" in said[-1]
    said.append(words_of(client.post(action, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)))
    assert "Ihr Passwort ist gespeichert" in said[-1]
    said.append(words_of(client.get(found[2])))
    assert "Dieser Link gilt nicht mehr" in said[-1]
    said.append(words_of(client.post("/konto/login/", {"login": GUEST, "password": PASSWORD})))
    assert client.post("/konto/login/", {"login": GUEST, "password": NEW_PASSWORD}).status_code == 302
    assert [text for text in said if FAMILIAR.search(text)] == []
    polite = [text for text in said if re.search(r"\b(Sie|Ihr\w*)\b", text)]
    assert len(polite) >= len(said) - 1


def test_the_other_account_pages_and_mails_are_polite_too(world: None, browse: Callable[..., Client]) -> None:
    client = browse("ahausen", RoleCode.GUEST)
    said = [words_of(client.get("/konto/password/change/"))]
    wrong = {"oldpassword": "falsch", "password1": NEW_PASSWORD, "password2": "anders-und-lang"}
    said.append(words_of(client.post("/konto/password/change/", wrong)))
    said.append(words_of(client.get("/konto/reauthenticate/")))
    said.append(words_of(client.get("/konto/logout/")))
    said.append(words_of(client.post("/konto/logout/", follow=True)))
    said.append(words_of(client.get("/konto/inactive/")))
    ask(email="niemand@ahausen.test")
    said += [mail.outbox[0].subject, mail.outbox[0].body]
    assert [text for text in said if FAMILIAR.search(text)] == []


def test_mails_of_the_platform_name_the_platform(world: None) -> None:
    ask("localhost", email_of(RoleCode.OPERATOR, "platform"))
    (letter,) = mail.outbox
    assert letter.subject == "Neues Passwort für Ihr Konto auf der Plattform"
    found = KEY.search(letter.body)
    assert found is not None
    assert found[1] == "localhost"
