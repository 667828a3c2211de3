"""What this room refuses; each refusal carries a sentence for the person who is told."""

from tenants.membership import refusals
from tenants.membership.refusals import Refused


class SpreadsheetRefused(Refused):
    """Something about a spreadsheet is not done, and nothing was stored."""


class AlreadyTakenOver(SpreadsheetRefused):
    """The same bytes were taken over before, by the upload `upload_id`."""

    def __init__(self, message: object, upload_id: int) -> None:
        super().__init__(message)
        self.upload_id = upload_id


class NothingToRead(SpreadsheetRefused):
    """The file holds no table with numbers."""


class NoSuchUpload(SpreadsheetRefused):
    """The file is not known any more: taken over, thrown away, or older than a day."""

    status = 404


class NotReady(SpreadsheetRefused):
    """Something has to be answered or corrected before anything can be stored."""


class PreviewOutdated(SpreadsheetRefused, refusals.ChangedMeanwhile):
    """The figures or the mapping changed since the person saw what would be stored."""
