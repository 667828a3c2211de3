"""What people do with the municipality's figures: one verb each, refused or done as a whole."""

from benchmark.figures.actions.approval import approve_figures, check_figures, when_approved
from benchmark.figures.actions.cells import CellOutcome, discard_cell, save_cell
from benchmark.figures.actions.completion import complete_entry, reopen_entry
from benchmark.figures.actions.entry import enter_figure, reopen
from benchmark.figures.actions.proposals import adopt_proposals, decline_proposals, propose_from_official
from benchmark.figures.actions.records import DataPassage, keep_receipt, set_data_access
from benchmark.figures.actions.uploads import ReadUpload, import_workbook, read_upload

__all__ = [
    "CellOutcome",
    "DataPassage",
    "ReadUpload",
    "adopt_proposals",
    "approve_figures",
    "check_figures",
    "complete_entry",
    "decline_proposals",
    "discard_cell",
    "enter_figure",
    "import_workbook",
    "keep_receipt",
    "propose_from_official",
    "read_upload",
    "reopen",
    "reopen_entry",
    "save_cell",
    "set_data_access",
    "when_approved",
]
