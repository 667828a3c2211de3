"""The door of the workbook: write the template of a municipality, read a filled one back.

data = write_template(template)
intake = read_workbook(data, template)     # rows, or errors with sheet and cell
"""

from __future__ import annotations

from benchmark.figures.intake.layout import (
    Choice,
    IndicatorSheet,
    Intake,
    IntakeError,
    IntakeRow,
    Template,
    TemplateRow,
)
from benchmark.figures.intake.reader import read
from benchmark.figures.intake.writer import write

__all__ = [
    "Choice",
    "IndicatorSheet",
    "Intake",
    "IntakeError",
    "IntakeRow",
    "Template",
    "TemplateRow",
    "read_workbook",
    "write_template",
]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_template(template: Template) -> bytes:
    """The XLSX file of a municipality with drop-downs, last year's values and notes."""
    return write(template)


def read_workbook(data: bytes, template: Template) -> Intake:
    """Read an uploaded file; nothing is unpacked before its size, type and parts were checked.

    `template` gives the vocabulary the file must fit: municipality, years, indicators, reasons.
    """
    return read(data, template)
