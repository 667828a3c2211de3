"""Writing: taking in files, deciding how they are read, storing their figures, keeping mappings."""

from benchmark.spreadsheets.actions.intake import forget_old_files, take_in, throw_away
from benchmark.spreadsheets.actions.mappings import change_mapping, rename_mapping, retire_mapping
from benchmark.spreadsheets.actions.storing import Stored, store_figures

__all__ = [
    "Stored",
    "change_mapping",
    "forget_old_files",
    "rename_mapping",
    "retire_mapping",
    "store_figures",
    "take_in",
    "throw_away",
]
