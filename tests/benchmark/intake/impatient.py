"""The application as gunicorn serves it in tests, but with little patience for slow senders."""

from __future__ import annotations

from benchmark.intake import bodies

bodies.STEP_SECONDS = 1.0

from tests.support.served import application  # noqa: E402  the patience is set first

__all__ = ["application"]
