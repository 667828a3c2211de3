"""Why a local start is refused, each with a sentence that a person can act on.

The room knows no translation machinery (it starts before Django does), so the sentences are German as they stand.
"""

from __future__ import annotations

from pathlib import Path


class LocalRefusal(Exception):
    """Base of all refusals of this room; `str()` is the sentence to show."""


class NoPostgresFound(LocalRefusal):
    """Neither the wheel nor the system offers a usable PostgreSQL."""

    def __init__(self, oldest: int) -> None:
        super().__init__(
            f"Es wurde kein PostgreSQL ab Version {oldest} gefunden. Bitte führen Sie „make setup“ aus "
            "oder geben Sie mit DATABASE_URL eine vorhandene Datenbank an."
        )


class InUse(LocalRefusal):
    """Another process holds this cluster."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.holder = holder
        who = f" (Prozess {holder})" if holder else ""
        super().__init__(
            f"Der Datenbankserver in „{folder}“ wird schon von einem anderen Vorgang benutzt{who}. "
            "Bitte beenden Sie diesen zuerst, zum Beispiel mit Strg+C in seinem Fenster."
        )


class OtherMajorVersion(LocalRefusal):
    """The data directory was made by another major version of PostgreSQL."""

    def __init__(self, data: Path, found: str, wanted: int, folder: Path) -> None:
        self.found, self.wanted = found, wanted
        super().__init__(
            f"Die Daten in „{data}“ gehören zu PostgreSQL {found}, vorhanden ist PostgreSQL {wanted}. "
            f"Werden die Daten noch gebraucht, sichern Sie sie mit „pg_dumpall“ aus PostgreSQL {found} "
            "und spielen Sie sie nach dem Neuanfang wieder ein. Sonst verwerfen Sie sie mit: "
            f"python -m benchmark.local reset --folder '{folder}'"
        )


class FolderNotOurs(LocalRefusal):
    """The folder holds something else, so nothing in it is touched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Der Ordner „{folder}“ ist nicht leer und enthält keinen Datenbankserver dieses Dienstes. "
            "Bitte nennen Sie einen leeren oder neuen Ordner."
        )


class NotFounded(LocalRefusal):
    """There is no cluster in the folder yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"In „{folder}“ ist noch kein Datenbankserver eingerichtet. "
            f"Bitte richten Sie ihn ein mit: python -m benchmark.local start --folder '{folder}'"
        )


class NoPlace(LocalRefusal):
    """No folder can be used by the account that runs the server."""

    def __init__(self, account: str, tried: list[Path]) -> None:
        places = ", ".join(f"„{place}“" for place in tried)
        super().__init__(
            f"Für die Daten wurde kein Ordner gefunden, den das Benutzerkonto „{account}“ erreichen kann "
            f"(versucht: {places})."
        )


class OtherAccount(LocalRefusal):
    """The data belong to another account of the operating system."""

    def __init__(self, home: Path, account: str) -> None:
        super().__init__(
            f"Die Daten in „{home}“ gehören einem anderen Benutzerkonto als „{account}“. "
            "Bitte starten Sie mit dem Konto, mit dem der Datenbankserver eingerichtet wurde."
        )


class StartFailed(LocalRefusal):
    """A program of PostgreSQL ended with an error; its last words are part of the sentence."""

    def __init__(self, step: str, last_words: str, log: Path) -> None:
        self.last_words = last_words
        super().__init__(f"{step} ist nicht gelungen. Das Protokoll steht in „{log}“. Letzte Meldungen:\n{last_words}")


class UnknownSecret(LocalRefusal):
    """A secret was asked for under a name that nobody has declared."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Ein Geheimnis namens „{name}“ ist nicht vorgesehen.")


class EmptySecret(LocalRefusal):
    """The file of a secret exists but holds nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Die Datei „{path}“ ist leer. Bitte stellen Sie sie aus der Sicherung wieder her.")
