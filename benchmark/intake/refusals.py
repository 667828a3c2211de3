"""What this room refuses: a file as a whole, with a sentence that says why and what to do."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class FileRefused(Refused):
    """An uploaded file is not read; nothing of it was stored."""


class UnreadableFile(FileRefused):
    """A file that is not what it should be: `what` is wrong and `remedy`, each a translated sentence."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


class NotNow(FileRefused):
    """No file can be read at the moment; the file itself may be in order."""

    status = 503
