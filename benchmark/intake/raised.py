"""Raised characters: what a spreadsheet prints small and raised keeps that look in plain text."""

from __future__ import annotations

_RAISED = str.maketrans(
    {
        **dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)),
        **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
        **dict(zip("+-=()", "⁺⁻⁼⁽⁾", strict=True)),
    }
)


def raised(text: str) -> str:
    """The same text in raised characters, as far as there are any; what has none stays as it is."""
    return text.translate(_RAISED)
