"""What a label speaks of: its topics, its group, and whether it is a share; by stems of German table words."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOPICS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "naturalised": r"einb(ü|ue)rger",
        "unemployed": r"arbeitslos",
        "labour_force": r"erwerbspersonen",
        "employed": r"besch(ä|ae)ftigt",
        "leavers": r"schulabg|schulentlass|abg(ä|ae)nger|absolv",
        "no_certificate": r"ohne (ersten |einen )?(haupt)?(schul)?(abschlu|hauptschul)|ohne hsa|ohne esa",
        "daycare": r"betreute|tageseinrichtung|kita\b|kindertages",
        "origin": r"herkunft",
        "language": r"sprache|gesprochen",
        "courses": r"kursteilnehm|integrationskurs",
        "apprentices": r"auszubildende|azubi",
        "minimum_income": r"mindestsicherung",
        "sgb2": r"sgb[ -]?(ii|2)\b|regelleistungsberecht",
        "asylum_benefits": r"asylbl|asylbewerber",
        "homeless": r"wohnungslos|obdachlos",
        "staff": r"verwaltung|belegschaft",
        "voters": r"wahlberechtigt",
        "adults": r"wahlalter|erwachsene|vollj(ä|ae)hrig",
        "migration": r"migrationshintergrund|(zu|ein)wanderungsgeschichte",
        "movement": r"zuz(ü|ue)g|fortz(ü|ue)g|wanderungs(saldo|gewinn)|geboren|gestorben|geburten|sterbe",
        "households": r"haushalt|wohnung(?!slos)|familien\b",
        "age": r"\d+ ?(bis|-|–) ?(unter )?\d+|unter \d|\d+ und (ä|ae)lter|ab \d+ jahr|\d+ jahre"
        r"|minderj(ä|ae)hrig|kinder|jugendliche|senior",
        "sex": r"\b(m(ä|ae)nnl|weibl|m(ä|ae)nner|frauen|divers)|^[mw]$",
        "area": r"fl(ä|ae)che|qkm|km²|dichte",
    }.items()
}
_PEOPLE = re.compile(r"einwohner|bev(ö|oe)lkerung|personen|^pop|\bew\b|gesamtbev")
_ALL = re.compile(r"insgesamt|gesamt|^alle\b|total|summe|zusammen")
_FOREIGN = re.compile(r"ausl(ä|ae)nd|nicht-? ?deutsch|foreign")
_GERMAN = re.compile(r"(?<!nicht)(?<!nicht-)(?<!nicht )\bdeutsch|\bnative")
_SHARE = re.compile(r"quote|anteil|prozent|%|je 1[.0 ]*0|rate\b")
_CONCEPTS = {
    "NAT_MR": re.compile(r"melderegister|einwohnermelde"),
    "NAT_AZR": re.compile(r"ausländerzentralregister|\bazr\b"),
    "NAT_FS": re.compile(r"fortschreibung|\b12411\b"),
    "NAT_BA": re.compile(r"bundesagentur|\b1(3111|3211)\b"),
    "SCH_NAT": re.compile(r"schulstatistik"),
    "MZ_MH_WEIT": re.compile(r"weiteren sinn"),
    "MZ_MH_ENG": re.compile(r"engeren sinn"),
    "SELF": re.compile(r"selbstauskunft|befragung"),
}


@dataclass(frozen=True)
class Subject:
    """What a label speaks of; `group` is foreign, german, total or empty where none is named."""

    topics: frozenset[str]
    group: str
    share: bool
    people: bool


def subject_of(text: str) -> Subject:
    """The subject of a label, from all of its words."""
    plain = text.casefold()
    topics = frozenset(name for name, pattern in TOPICS.items() if pattern.search(plain))
    foreign, german = _FOREIGN.search(plain), _GERMAN.search(plain)
    everybody = bool(_ALL.search(plain))
    group = "total" if everybody else ""
    if bool(foreign) != bool(german):
        group = "foreign" if foreign else "german"
    return Subject(topics, group, bool(_SHARE.search(plain)), bool(_PEOPLE.search(plain)))


def concept_named(text: str) -> str:
    """The concept of differentiation that a text names, or nothing."""
    plain = text.casefold()
    return next((code for code, pattern in _CONCEPTS.items() if pattern.search(plain)), "")
