"""Consent is something a person gives: no box is ticked for them (I2.10, M12)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[3] / "comparisons/releases/templates/releases/member/hand_over.html"


@pytest.mark.requirement("I2.10")
@pytest.mark.requirement("M12")
def test_no_consent_is_ticked_beforehand() -> None:
    boxes = re.findall(r'<input[^>]*name="indicator"[^>]*>', PAGE.read_text(encoding="utf-8"))
    assert boxes
    assert not [box for box in boxes if "checked" in box]
