"""Opens an uploaded workbook through the room of opened files; what it refuses becomes an error of this template."""

from __future__ import annotations

from benchmark.figures.intake.layout import IntakeError
from benchmark.intake.refusals import UnreadableFile
from benchmark.intake.xlsx import CleanWorkbook, open_xlsx

MOST_ROWS = 20_000
MOST_COLUMNS = 60  # the template has ten


class FileProblem(Exception):
    """The file as a whole cannot be taken; `error` says why and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.error = IntakeError("", "", what, remedy)


def open_container(data: bytes) -> CleanWorkbook:
    """Check a file by its content and hand out a clean copy; size is judged before unpacking. Raises FileProblem."""
    try:
        return open_xlsx(data, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    except UnreadableFile as refused:
        raise FileProblem(refused.what, refused.remedy) from refused
