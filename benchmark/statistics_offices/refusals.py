"""Refusals of a statistics file: one sentence that says what is wrong, where, and what to do."""

from __future__ import annotations

from tenants.membership.refusals import Refused


class FileRefused(Refused):
    """Nothing of this file was stored; the message is translated and names the row where there is one."""
