"""What goes into a chart and what comes out; plain values, words and numbers are given by the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from matplotlib.figure import Figure

PNG_DPI = 200


@dataclass(frozen=True)
class YearValue:
    """A figure of one year in the indicator's unit; `value` None is missing and leaves a gap.

    `mark` is what the table says beside it: the state, or why it is missing. `sign` stands for a missing figure.
    """

    year: int
    value: float | Decimal | None
    mark: str = ""
    sign: str = "."
    invented: bool = False


@dataclass(frozen=True)
class Band:
    """A range of one year in the indicator's unit, from the lower edge of a grid cell to the upper edge of one."""

    year: int
    low: float | Decimal
    high: float | Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"Band of {self.year}: {self.low} lies above {self.high}")


NOT_DRAWN = ("C", "D")  # grades under which members are never drawn beside each other


@dataclass(frozen=True)
class CircleYear:
    """What a release shows of one year; what it does not show is None and is not drawn."""

    year: int
    n: int | None
    quartiles: Band | None = None
    median: Band | None = None
    mean: float | Decimal | None = None
    note: str = ""
    tails: Band | None = None
    grade: str = ""  # letter of the comparability grade, "" where nobody contributed

    def __post_init__(self) -> None:
        """Raises ValueError where members would be drawn beside each other although they must not be compared."""
        drawn = (self.quartiles, self.median, self.mean, self.tails)
        if self.grade in NOT_DRAWN and any(statistic is not None for statistic in drawn):
            raise ValueError(f"{self.year}: figures of comparability grade {self.grade} are not drawn")


@dataclass(frozen=True)
class Level:
    """A value to reach (target) or not to cross (threshold), with its label."""

    value: float | Decimal
    label: str


@dataclass(frozen=True)
class Break:
    """A change of definition: figures before `year` and from `year` on do not continue each other."""

    year: int
    label: str


@dataclass(frozen=True)
class Words:
    """All words in a chart and its table, in the language of the page."""

    own: str
    unit: str
    year: str = ""
    target: str = ""
    threshold: str = ""
    group: str = ""
    quartiles: str = ""
    median: str = ""
    tails: str = ""
    mean: str = ""
    members: str = ""
    grade: str = ""
    remark: str = ""
    invented: str = ""
    span: str = "{low} – {high}"


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: decimals of the indicator, decimal mark, thousands mark."""

    decimals: int = 1
    decimal_mark: str = ","
    thousands_mark: str = "."

    def write(self, value: float | Decimal, decimals: int | None = None) -> str:
        """A number as people read it, rounded half up, for instance 12.345,7."""
        step = Decimal(1).scaleb(-(self.decimals if decimals is None else decimals))
        rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
        text = f"{rounded or abs(rounded):,f}"
        return text.translate({ord(","): self.thousands_mark, ord("."): self.decimal_mark, ord("-"): "−"})

    def with_unit(self, value: float | Decimal, unit: str) -> str:
        """A number with its unit behind a no-break space (a narrow one before %)."""
        space = "\u202f" if unit == "%" else "\u00a0"
        return f"{self.write(value)}{space}{unit}" if unit else self.write(value)


@dataclass(frozen=True)
class TableTwin:
    """The same figures as a table: what is drawn is readable here, and nothing more."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True)
class Chart:
    """A finished chart: SVG for pages (no styles, no scripts), PNG for documents, and the table twin."""

    svg: str
    table: TableTwin
    title: str
    description: str
    draw: Callable[[], Figure] = field(repr=False, compare=False)

    def png(self) -> bytes:
        """The same drawing as PNG on white, 200 dpi."""
        picture = BytesIO()
        self.draw().savefig(picture, format="png", dpi=PNG_DPI, facecolor="#ffffff", metadata={"Software": None})
        return picture.getvalue()
