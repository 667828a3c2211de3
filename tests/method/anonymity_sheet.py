"""``python -m tests.method.anonymity_sheet`` writes `docs/method/anonymity.md` from the tables that the tests check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.method.anonymity_tables import MIXTURES, ROUNDED, SUMS, THRESHOLDS
from tests.method.attack_words import ATTACKS

SHEET = Path(__file__).parents[2] / "docs" / "method" / "anonymity.md"

HEAD = """# Anonymität im Vergleichsring: die geprüften Tabellen

Dieses Blatt gehört zu „[Was ein Vergleichsring zeigt und was nie](release-rules.md)“. Es wird aus den Tabellen
geschrieben, mit denen die Regeln bei jeder Änderung geprüft werden; von Hand steht hier nichts.
Für die Abwägung im Datenschutz: [Bedrohungsmodell](../../THREAT_MODEL.md).
"""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def written() -> str:
    """The whole sheet."""
    parts = [HEAD, *_thresholds(), *_mixtures(), *_sums(), *_rounding(), *_attacks()]
    return "\n".join(parts).rstrip("\n") + "\n"


def _thresholds() -> tuple[str, ...]:
    head = ("Absprache von", "bekannte Werte", "Mittelwert ab", "Median ab", "Viertelgrenzen ab", "Zehntelgrenzen ab")
    return (
        "## Ab wie vielen Beiträgen was gezeigt wird\n",
        "„Absprache von“ zählt die Mitglieder, die einander ihre Werte sagen könnten. „Bekannte Werte“ sind amtlich",
        "veröffentlicht oder anderen Mitgliedern namentlich gezeigt; sie bieten keinen Schutz mehr.\n",
        table(head, THRESHOLDS) + "\n",
    )


def _mixtures() -> tuple[str, ...]:
    head = ("nicht veröffentlicht", "amtlich veröffentlicht", "namentlich gezeigt", "dabei", "außen vor", "gezeigt bis")
    return (
        "## Wenn ein Teil der Werte ohnehin öffentlich ist\n",
        "Sind alle Werte öffentlich, ist nichts zu verbergen. Sind es nur einige, zählen sie als bekannt. Würden die",
        "öffentlichen Werte allein mehr zeigen als alle zusammen, bleiben die übrigen außen vor. Die Beispiele gelten",
        "für eine Absprache von zwei Mitgliedern.\n",
        table(head, MIXTURES) + "\n",
    )


def _sums() -> tuple[str, ...]:
    rows = [
        (
            " + ".join(map(str, one.parts)),
            one.coalition,
            f"{one.percent} %",
            "ja" if one.allowed else "nein",
            one.reason,
        )
        for one in SUMS
    ]
    return (
        "## Summen: wann eine Zahl verdeckt wird\n",
        "Eine Summe darf gezeigt werden, wenn auch die zweitgrößte Kommune (oder zwei gemeinsam) die größte nicht",
        "genauer als auf den Schutzabstand schätzen kann.\n",
        table(("Beiträge", "Absprache von", "Schutzabstand", "zeigen?", "Warum"), rows) + "\n",
    )


def _rounding() -> tuple[str, ...]:
    rows = [("gezählt", *(count for count, _shown in ROUNDED)), ("gezeigt", *(shown for _count, shown in ROUNDED))]
    return (
        "## Rundung auf fünf\n",
        "Jede Personenzahl wird für sich gerundet. Summen und Teile können darum um wenige Personen voneinander",
        "abweichen.\n",
        table([str(cell) for cell in rows[0]], rows[1:]) + "\n",
    )


def _attacks() -> tuple[str, ...]:
    return (
        "## Angriffe, die wir selbst ausführen\n",
        "Die meisten laufen gegen die fertigen Seiten und Dateien, so wie ein Mitglied oder Fremde sie bekommen;",
        "einige gegen die Rechnung selbst. `make test` führt sie in kurzer Form aus, `make attack` ausführlich.\n",
        table(("Nr.", "Angriff", "Bestanden, wenn"), [(number, *words) for number, words in ATTACKS.items()]),
    )


if __name__ == "__main__":
    SHEET.write_text(written(), encoding="utf-8")
