"""Which characters the bytes of a text file mean. A file that can be read wrongly is refused, never guessed."""

from __future__ import annotations

import re
from typing import NoReturn

from django.utils.translation import gettext as _

from benchmark.intake.refusals import UnreadableFile

UTF_8 = "UTF-8"
UTF_16 = "UTF-16"
WINDOWS = "Windows-1252"

LONGEST_LINE = 262_144  # characters

_UTF_8_LETTERS = re.compile(rb"[\xc3][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
_UTF_8_MARK = b"\xef\xbb\xbf"
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BROKEN_UMLAUTS = re.compile("\u00c3[\u00a4\u00b6\u00bc\u0178\u201e\u2013\u0153]|\u00c3\u009f|\ufffd")
_OTHER_CODE_PAGE = re.compile("(?<=[A-Za-z])[\u201e\u201d\u2122\u0178\u00a7](?=[a-z])|(?<=[aeiou])\u00e1(?=e)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 (with a mark at the beginning) or Windows-1252.

    Raises UnreadableFile where bytes fit none or two of them, or where umlauts were broken before.
    """
    text, encoding = _characters(data)
    found = _CONTROL.search(text)
    if found:
        _refuse(
            _("The file contains characters that no table has (line %(line)s).") % {"line": _line(text, found.start())}
        )
    broken = _BROKEN_UMLAUTS.search(text)
    if broken:
        _refuse(_("In line %(line)s umlauts are already broken.") % {"line": _line(text, broken.start())})
    if max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        raise UnreadableFile(
            _("A line of the file is far too long for a table."), _("Please check that you have chosen the right file.")
        )
    return text, encoding


def _characters(data: bytes) -> tuple[str, str]:
    if data[:2] in _MARKS:
        try:
            return data[2:].decode(_MARKS[data[:2]]), UTF_16
        except UnicodeDecodeError:
            _refuse(_("The file claims to be UTF-16 but is not throughout."))
    if b"\x00" in data:
        _refuse(_("The file is not a text file, or its encoding is not known."))
    marked = data.startswith(_UTF_8_MARK)
    try:
        return data.removeprefix(_UTF_8_MARK).decode(), UTF_8
    except UnicodeDecodeError as error:
        line = data.removeprefix(_UTF_8_MARK).count(b"\n", 0, error.start) + 1
    two = _UTF_8_LETTERS.search(data)
    if two or marked:
        _refuse(_("The file mixes two encodings (line %(line)s).") % {"line": line})
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        _refuse(_("The encoding of the file is not known (line %(line)s).") % {"line": line})
    other = _OTHER_CODE_PAGE.search(text)
    if other:
        _refuse(_("The encoding of the file is not known (line %(line)s).") % {"line": _line(text, other.start())})
    return text, WINDOWS


def _refuse(what: str) -> NoReturn:
    raise UnreadableFile(
        what,
        _("Please open it in your spreadsheet program and save it again as an Excel workbook (.xlsx) or “CSV UTF-8”."),
    )


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
