"""System check: the definition files keep their rules."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from benchmark.catalogue.definitions import BrokenDefinitions, read_definitions


@register()
def definition_files_are_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error per broken rule, naming file and field."""
    try:
        read_definitions()
    except BrokenDefinitions as broken:
        return [Error(problem, id="catalogue.E001") for problem in broken.problems]
    return []
