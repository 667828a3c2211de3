"""Expected refusals: a sentence for the person in front of the screen, not an error of ours."""

from __future__ import annotations


class Refused(Exception):
    """An action that may not be done, with a translated sentence: what is wrong, where, what to do."""

    status = 422

    def __init__(self, message: object) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class ChangedMeanwhile(Refused):
    """Somebody else changed the same thing in the meantime; nothing was overwritten."""

    status = 409
