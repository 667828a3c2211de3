"""From bytes to text without guessing: UTF-8 strictly, else Latin-1, and never a mixture of both."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from benchmark.statistics_offices.refusals import FileRefused

# UTF-8 umlauts seen through Latin-1, and control characters that Latin-1 text never has (Windows-1252 punctuation).
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# The same ones in UTF-8: bytes of their own, or behind the first of these.
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_BEFORE_UPPER_CONTROLS = b"\xc2"


def text_of(data: bytes, name: str) -> str:
    """The text of a file; raises FileRefused where it is neither clean UTF-8 nor clean Latin-1."""
    try:
        text = data.decode("utf-8-sig")
        clean = _BEFORE_UPPER_CONTROLS not in data and len(data.translate(None, _CONTROL_BYTES)) == len(data)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[3 : error.start].isascii():
            raise FileRefused(
                _("“%(file)s” is cut off: its last row does not end. Please download it again.") % {"file": name}
            ) from error
        text, clean = data.decode("latin-1"), False
        if _MOJIBAKE.search(text):
            raise FileRefused(
                _("“%(file)s” mixes two character encodings (UTF-8 and Latin-1). Please download it again.")
                % {"file": name}
            ) from None
    if not clean and (found := _CONTROLS.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise FileRefused(
            _(
                "“%(file)s”, row %(row)s: a character that cannot stand in a table. The file is damaged or has another "
                "encoding than UTF-8 or Latin-1. Please download it again."
            )
            % {"file": name, "row": line}
        )
    return text.replace("\r\n", "\n")
