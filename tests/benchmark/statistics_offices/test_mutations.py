"""Files damaged at random: understood or refused with a sentence, never another error, never an impossible value."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.statistics_offices.measures import LIMITS
from benchmark.statistics_offices.refusals import FileRefused
from tests.benchmark.statistics_offices.conftest import EXTRACTS, SMALL, understood

FILES = {path.name: path.read_bytes() for path in sorted(EXTRACTS.glob("*.csv"))}

pytestmark = pytest.mark.requirement("I2.7")


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        until = data.draw(st.integers(at, min(at + 12, len(content))))
        content[at:until] = data.draw(
            st.sampled_from([b"", b";", b"\n", b'"', b",", b"-", b"NaN", b"\xff", b"\x00"]) | st.binary(max_size=6)
        )
    try:
        found = understood(bytes(content), name)
    except FileRefused:
        return
    for value in found.values:
        assert value.ags in SMALL.spans
        assert (value.value is None) == bool(value.missing)
        if value.value is not None:
            assert value.value.is_finite()
            assert 0 <= value.value <= LIMITS[value.measured.unit]
    identities = [(value.measured, value.ags, value.year) for value in found.values]
    assert len(identities) == len(set(identities))
