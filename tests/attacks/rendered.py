"""Everything that somebody can fetch about a ring: pages, files, pictures, results of jobs, heads of answers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.test import Client

from tenants.border import Role, acting_as
from tenants.border.jobs import Job
from tenants.membership.roles import RoleCode
from tests.attacks.ground import CODES, round_of
from tests.support.people import PASSWORD, email_of

Seen = dict[str, bytes]  # address (and for whom) -> what was answered

MEMBER_PAGES = ("", "werte.csv", "werte-excel.csv", "werte.xlsx", "vergleichsring.svg", "vergleichsring.png")
PAGES = ("", "werte.csv")
VARYING = (
    (rb'name="csrfmiddlewaretoken" value="[^"]+"', b""),
    (rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", b"JOB"),
    (rb"\d\d\.\d\d\.\d{4} \d{1,2}:\d\d", b"TIME"),
    (rb"p_[0-9a-z]{8,}", b"PERSON"),
)


def sign_in(slug: str | None, role: Any) -> Client:
    """Somebody of a municipality or of the platform in a browser; signed in on the page, with nothing in the cache."""
    cache.clear()  # the limit of sign-ins per minute would count all tests together
    client = Client(headers={"host": f"{slug}.localhost" if slug else "localhost"})
    answer = client.post("/konto/login/", {"login": email_of(role, slug or "platform"), "password": PASSWORD})
    if answer.status_code != 302:
        raise AssertionError(f"{slug}: {answer.status_code}")
    return client


def neutral(content: bytes) -> bytes:
    """An answer without what differs between any two visits: tokens, keys of jobs, times of day."""
    for pattern, instead in VARYING:
        content = re.sub(pattern, instead, content)
    return content


def workbook_parts(content: bytes) -> bytes:
    """The parts of a workbook one after the other; the time of writing is left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [name for name in sorted(book.namelist()) if name != "docProps/core.xml"]
        return b"\n".join(book.read(name) for name in parts)


def member_sees(slug: str, ring: str, *, codes: Iterable[str] = CODES, pages: Iterable[str] = MEMBER_PAGES) -> Seen:
    """What a member finds about a ring: indicator pages and files, overview, the ring's page, comparability."""
    client = sign_in(slug, RoleCode.INTEGRATION_OFFICE)
    wanted = [f"/kennzahl/{code}/{page}?ring={ring}" for code in codes for page in pages]
    wanted += [f"/ueberblick/?ring={ring}", f"/ringe/{ring}/", f"/ringe/{ring}/vergleichbarkeit/"]
    return {f"{slug}{address}": _fetch(client, address) for address in wanted}


def moderator_sees(ring: str) -> Seen:
    """What the moderator of a ring finds: completeness, comparability, release, and every result of a job."""
    client = sign_in(None, RoleCode.MODERATOR)
    current = round_of(ring)
    base = f"/ringe/{ring}/runde/{current.pk}/"
    seen = {
        f"moderator{base}{page}/": _fetch(client, f"{base}{page}/")
        for page in ("stand", "vergleichbarkeit", "freigabe")
    }
    seen[f"moderator/ringe/{ring}/"] = _fetch(client, f"/ringe/{ring}/")
    seen[f"jobs of {ring}"] = job_results(ring)
    return seen


def job_results(ring: str) -> bytes:
    """Results, messages and errors of all jobs of a ring's newest round, as the platform may read them."""
    with acting_as(Role.PLATFORM):
        rows = Job.objects.filter(payload__round=round_of(ring).pk).order_by("created_at")
        return repr([(row.kind, row.state, row.result, row.message, row.error) for row in rows]).encode()


def researcher_sees(ring: str) -> Seen:
    """What accompanying research downloads of a ring."""
    client = sign_in(None, RoleCode.RESEARCHER)
    address = f"/ringe/forschung/{ring}/"
    answer = client.post(address, {"purpose": "Begleitforschung zum Angriff"})
    if answer.status_code != 200:
        raise AssertionError(f"{address}: {answer.status_code}")
    return {f"research{address}": neutral(answer.content)}


def _fetch(client: Any, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address}: {answer.status_code}")
    content = workbook_parts(answer.content) if ".xlsx" in address else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()) if name != "Content-Length")
    return neutral(heads.encode() + b"\n\n" + content)


def differences(first: Seen, second: Seen) -> list[str]:
    """Addresses whose answers are not the same to the last byte."""
    return sorted(address for address in first.keys() | second.keys() if first.get(address) != second.get(address))


def first_difference(first: Seen, second: Seen) -> str:
    """Where two worlds begin to differ, with what stands there; empty where they are the same."""
    for address in differences(first, second):
        one, other = first.get(address, b""), second.get(address, b"")
        at = next((place for place in range(min(len(one), len(other))) if one[place] != other[place]), 0)
        around = slice(max(at - 60, 0), at + 60)
        return f"{address}: {one[around]!r} / {other[around]!r}"
    return ""
