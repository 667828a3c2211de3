"""How much a process that reads one uploaded file may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading.

    `memory` is address space beyond what the process has before it sees the file, in bytes; `seconds` is time on the
    clock and of the processor; `answer` is the size of the result on its way back, in bytes.
    """

    memory: int = 384 * MIB
    seconds: int = 20
    answer: int = 32 * MIB

    def __post_init__(self) -> None:
        if not 0 < self.memory <= 512 * MIB or not 0 < self.seconds <= 30 or self.answer <= 0:
            raise ValueError("limits of a reading: at most 512 MB and 30 seconds")
