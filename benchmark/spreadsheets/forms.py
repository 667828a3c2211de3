"""What people decide about a file: how it is built, and what becomes which figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.figures.models.numbers import FIRST_YEAR
from benchmark.spreadsheets import words
from benchmark.spreadsheets.reading.blocks import frame_of
from benchmark.spreadsheets.reading.cells import Style
from benchmark.spreadsheets.reading.mapping import Correction, Mapping, YearFrom
from benchmark.spreadsheets.reading.sheets import Opened, Sheet
from benchmark.spreadsheets.reading.structure import Column, Role, Structure

MOST_SUGGESTED = 300


class UploadForm(forms.Form):
    """A spreadsheet as it is."""

    file = forms.FileField(
        label=gettext_lazy("Your spreadsheet (XLSX, ODS or CSV)"),
        help_text=gettext_lazy("As it is, with title and footnotes. Nothing is stored before you have seen what."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt"}),
    )
    again = forms.BooleanField(
        label=gettext_lazy("Read this file again all the same"),
        required=False,
        help_text=gettext_lazy("For another mapping of the same file. Please choose the file once more as well."),
    )

    def __init__(self, *args: Any, asks_again: bool = False, **kwargs: Any):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        if not asks_again:
            self.fields["again"].widget = forms.HiddenInput()


class StructureForm(forms.Form):
    """How a table is built."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet with the table"), required=False)
    sheets = forms.MultipleChoiceField(
        label=gettext_lazy("Sheets that are read"), required=False, widget=forms.CheckboxSelectMultiple
    )
    head_row = forms.IntegerField(label=gettext_lazy("First row of the head"), min_value=1)
    data_row = forms.IntegerField(label=gettext_lazy("First row with numbers"), min_value=1)
    last_row = forms.IntegerField(label=gettext_lazy("Last row with numbers"), min_value=1)
    year_from = forms.ChoiceField(label=gettext_lazy("Where does the year stand?"), choices=[*words.YEARS.items()])
    year_column = forms.ChoiceField(label=gettext_lazy("Column with the years"), required=False)
    typed_year = forms.IntegerField(
        label=gettext_lazy("Year of the numbers, if it is not in the file"), required=False, min_value=FIRST_YEAR
    )
    unit_column = forms.ChoiceField(label=gettext_lazy("Column that says whose row it is"), required=False)
    unit = forms.CharField(label=gettext_lazy("Text of your own rows in that column"), required=False, max_length=300)
    apart = forms.MultipleChoiceField(
        label=gettext_lazy("Columns that tell your rows apart, such as nationality"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    repeat_blanks = forms.BooleanField(
        label=gettext_lazy("An empty cell in a column of labels means the same as the cell above"), required=False
    )
    style = forms.ChoiceField(
        label=gettext_lazy("Numbers written as text"),
        choices=[*words.STYLES.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, opened: Opened, structure: Structure, mapping: Mapping, alike: Sequence[str],
        others: Sequence[str], suggestions: Sequence[str], must_ask: bool, **kwargs: Any,
    ):  # fmt: skip
        kwargs.setdefault("initial", _initial(structure, mapping, alike))
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.opened, self.structure, self.mapping = opened, structure, mapping
        self.suggestions = suggestions[:MOST_SUGGESTED]
        names = [(name, name) for name in dict.fromkeys((structure.sheet, *others))]
        self.fields["sheet"].choices = names  # type: ignore[attr-defined]
        self.fields["sheets"].choices = [(name, name) for name in alike]  # type: ignore[attr-defined]
        labels = [(column.identity, column_name(column)) for column in structure.of(Role.LABEL, Role.KEY)]
        years = [(c.identity, column_name(c)) for c in structure.of(Role.YEAR, Role.LABEL, Role.KEY)]
        self.fields["year_column"].choices = [("", "–"), *years]  # type: ignore[attr-defined]
        everything = ("", _("none: all rows are ours"))
        self.fields["unit_column"].choices = [everything, *labels]  # type: ignore[attr-defined]
        self.fields["apart"].choices = labels  # type: ignore[attr-defined]
        self.fields["unit"].widget.attrs["list"] = "own-rows"
        if must_ask or mapping.style:
            known = [(code, text) for code, text in words.STYLES.items() if code]
            self.fields["style"].choices, self.fields["style"].required = known, True  # type: ignore[attr-defined]
        if len(names) < 2:
            del self.fields["sheet"]
        if len(alike) < 2:
            del self.fields["sheets"]
        if not any(column.repeats for column in structure.columns):
            self.fields["repeat_blanks"].widget = forms.HiddenInput()

    def explain(self, reasons: dict[str, str]) -> None:
        """Put the reason of a proposal beside its field."""
        for name, reason in reasons.items():
            if name in self.fields:
                self.fields[name].help_text = reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        year_from = cleaned.get("year_from")
        if year_from == YearFrom.ROWS and not cleaned.get("year_column"):
            self.add_error("year_column", _("Please choose the column with the years."))
        typed = cleaned.get("typed_year")
        if year_from == YearFrom.TYPED and not typed:
            self.add_error("typed_year", _("Please type the year of the numbers."))
        if typed and typed > timezone.localdate().year:
            self.add_error("typed_year", _("This year is still to come."))
        if cleaned.get("unit_column") and not cleaned.get("unit", "").strip():
            self.add_error("unit", _("Please say which text marks your own rows."))
        rows = [cleaned.get(name) for name in ("head_row", "data_row", "last_row")]
        if all(rows) and not rows[0] <= rows[1] <= rows[2]:
            self.add_error("data_row", _("The head comes first, then the numbers: these rows are in the wrong order."))
        return cleaned

    @property
    def chosen_sheet(self) -> Sheet:
        """The sheet whose structure counts."""
        wanted = self.cleaned_data.get("sheet", self.structure.sheet)
        return next((one for one in self.opened.sheets if one.name == wanted), self.opened.sheets[0])

    def mapping_said(self) -> Mapping:
        """The mapping with what the person said about the structure; what is as found is not kept as a correction."""
        said = self.cleaned_data
        found = frame_of(self.chosen_sheet)
        rows = (said["head_row"] - 1, said["data_row"] - 1, said["last_row"])
        as_found = (found.head, found.data, found.end) if found else (-1, -1, -1)
        if self.chosen_sheet.name != self.structure.sheet:
            rows = as_found
        kept = [0 if one == other else one + plus for one, other, plus in zip(rows, as_found, (1, 1, 0), strict=True)]
        unread = self.mapping.left_out_sheets
        if "sheets" in self.fields:
            offered = [name for name, _label in self.fields["sheets"].choices]  # type: ignore[attr-defined]
            unread = tuple(name for name in offered if name not in said["sheets"])
        year_from = YearFrom(said["year_from"])
        return replace(
            self.mapping,
            year_from=year_from,
            year_column=said["year_column"],
            typed_year=said["typed_year"] or 0,
            unit_column=said["unit_column"],
            unit=said["unit"].strip() if said["unit_column"] else "",
            apart=tuple(name for name in said["apart"] if name != said["unit_column"]),
            repeat_blanks=said["repeat_blanks"],
            style=Style(said["style"]) if said["style"] else None,
            correction=Correction(*kept),
            left_out_sheets=unread,
        )


def column_name(column: Column) -> str:
    """A column as people find it: its letter and its label."""
    return f"{column.name}: {column.label}" if column.label else column.name


def _initial(structure: Structure, mapping: Mapping, alike: Sequence[str]) -> dict[str, Any]:
    return {
        "sheet": structure.sheet,
        "sheets": [name for name in alike if name not in mapping.left_out_sheets],
        "head_row": structure.frame.head + 1,
        "data_row": structure.frame.data + 1,
        "last_row": structure.frame.end,
        "year_from": mapping.year_from,
        "year_column": mapping.year_column,
        "typed_year": mapping.typed_year or None,
        "unit_column": mapping.unit_column,
        "unit": mapping.unit,
        "apart": list(mapping.apart),
        "repeat_blanks": mapping.repeat_blanks,
        "style": mapping.style or "",
    }


class AnswerForm(forms.Form):
    """What the file itself does not say."""

    style = forms.ChoiceField(
        label=gettext_lazy("What do dot and comma mean in this file?"), required=False, widget=forms.RadioSelect
    )
    typed_year = forms.IntegerField(
        label=gettext_lazy("Which year are the numbers of?"), required=False, min_value=FIRST_YEAR
    )

    def __init__(self, *args: Any, asks_style: bool, asks_year: bool, **kwargs: Any):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["style"].choices = [(style.value, words.STYLES[style]) for style in Style]  # type: ignore[attr-defined]
        self.fields["style"].required, self.fields["typed_year"].required = asks_style, asks_year
        if not asks_style:
            del self.fields["style"]
        if not asks_year:
            del self.fields["typed_year"]

    def clean_typed_year(self) -> int:
        year: int = self.cleaned_data["typed_year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("This year is still to come."))
        return year


class StoreForm(forms.Form):
    """The last words before storing."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    source = forms.CharField(
        label=gettext_lazy("Where do the numbers come from?"),
        max_length=500,
        help_text=gettext_lazy("It stands with every figure, for instance “Einwohnermelderegister, 31.12.”"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of this mapping"),
        max_length=120,
        help_text=gettext_lazy("Next year's file of the same kind is read in the same way."),
    )
    leave_out_wrong = forms.BooleanField(label=gettext_lazy("Leave out the cells that cannot be right"), required=False)


class NameForm(forms.Form):
    """A new name for a mapping."""

    name = forms.CharField(label=gettext_lazy("Name of this mapping"), max_length=120)
