"""Bringing the definition files into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from benchmark.catalogue.definitions import Definitions, content_hash, content_of, read_definitions
from benchmark.catalogue.grids import is_coarsening
from benchmark.catalogue.indicator_definition import cells_of
from benchmark.catalogue.models import (
    Concept,
    ConceptVersion,
    Conversion,
    FieldOfAction,
    Indicator,
    IndicatorVersion,
)
from benchmark.catalogue.refusals import GridRefined, VersionNotRaised
from benchmark.catalogue.schema import ConceptFile, IndicatorFile


@dataclass(frozen=True)
class Loaded:
    """What a load changed: codes of new indicators, of new versions and of retired indicators."""

    new: tuple[str, ...]
    new_versions: tuple[str, ...]
    retired: tuple[str, ...]


@transaction.atomic
def load_definitions(definitions: Definitions | None = None) -> Loaded:
    """Bring the tables in line with the definition files; a second run changes nothing.

    Raises BrokenDefinitions (from reading), VersionNotRaised and GridRefined; then nothing is stored.
    """
    definitions = definitions or read_definitions()
    _store_fields_and_concepts(definitions)
    stored = {row.code: row for row in Indicator.objects.all()}
    Indicator.objects.filter(trial=True).update(trial=False, trial_reason="", trial_since=None)
    new: list[str] = []
    new_versions: list[str] = []
    for position, file in enumerate(definitions.indicators):
        changed = _add_version(file, known=stored.get(file.code), position=position)
        if changed:
            (new_versions if file.code in stored else new).append(file.code)
    retired = sorted(set(stored) - {file.code for file in definitions.indicators})
    Indicator.objects.filter(code__in=retired).update(retired=True)
    _store_trial(definitions)
    return Loaded(tuple(new), tuple(new_versions), tuple(retired))


def _store_trial(definitions: Definitions) -> None:
    """Mark the indicators that are tried out; no version changes, so no fingerprint does."""
    for each in definitions.trial:
        Indicator.objects.filter(code=each.code).update(trial=True, trial_reason=each.reason, trial_since=each.since)


def _store_fields_and_concepts(definitions: Definitions) -> None:
    for position, each in enumerate(definitions.fields):
        FieldOfAction.objects.update_or_create(
            code=each.code, defaults={"name": each.name, "name_en": each.name_en, "position": position}
        )
    for position, concept in enumerate(definitions.concepts):
        _store_concept(concept, position)
    for conversion in definitions.conversions:
        Conversion.objects.update_or_create(
            source_id=conversion.source,
            target=conversion.target,
            defaults={"rule": conversion.rule, "note": conversion.note},
        )
    wanted = {(each.source, each.target) for each in definitions.conversions}
    for row in Conversion.objects.all():
        if (row.source_id, row.target) not in wanted:
            row.delete()


def _store_concept(file: ConceptFile, position: int) -> None:
    """Bring a concept up to date; a changed wording needs a new version, and every version is kept."""
    content = file.model_dump(mode="json", exclude={"code", "version"})
    fingerprint = content_hash(content)
    row, _created = Concept.objects.update_or_create(
        code=file.code, defaults={**file.model_dump(exclude={"code"}), "position": position}
    )
    newest = row.versions.first()
    if newest is not None and (newest.version, newest.content_hash) == (file.version, fingerprint):
        return
    if newest is not None and file.version != newest.version + 1:
        raise VersionNotRaised(
            gettext(
                "concepts.yaml: “%(code)s” has changed. Figures refer to the stored wording: please set “version” to"
                " %(next)s."
            )
            % {"code": file.code, "next": newest.version + 1}
        )
    ConceptVersion.objects.create(concept=row, version=file.version, content=content, content_hash=fingerprint)


def _add_version(file: IndicatorFile, *, known: Indicator | None, position: int) -> bool:
    """Store this file's version unless it is there already; whether something was added."""
    content = content_of(file)
    fingerprint = content_hash(content)
    earlier = list(IndicatorVersion.objects.filter(indicator_id=file.code).order_by("version"))
    _refuse_unclear_version(file, earlier, fingerprint)
    Indicator.objects.update_or_create(
        code=file.code,
        defaults={
            "field_id": file.field,
            "core": file.core,
            "position": position,
            "current_version": file.version,
            "retired": False,
        },
    )
    if earlier and earlier[-1].version == file.version:
        return False
    _refuse_finer_grid(file, earlier, content)
    IndicatorVersion.objects.create(
        indicator_id=file.code,
        version=file.version,
        valid_from=file.valid_from,
        reviewed=file.reviewed,
        content=content,
        content_hash=fingerprint,
    )
    return True


def _refuse_unclear_version(file: IndicatorFile, earlier: Sequence[IndicatorVersion], fingerprint: str) -> None:
    newest = earlier[-1] if earlier else None
    if newest is None or file.version == newest.version + 1:
        return
    particulars = {"code": file.code, "version": file.version, "next": newest.version + 1}
    if file.version != newest.version:
        raise VersionNotRaised(
            gettext("%(code)s.yaml: version %(version)s does not follow. Please set “version” to %(next)s.")
            % particulars
        )
    if fingerprint != newest.content_hash:
        raise VersionNotRaised(
            gettext(
                "%(code)s.yaml has changed, but still says version %(version)s. Figures refer to the stored wording:"
                " please set “version” to %(next)s, with a new “valid_from” and “reviewed”."
            )
            % particulars
        )


def _refuse_finer_grid(file: IndicatorFile, earlier: Sequence[IndicatorVersion], content: dict[str, Any]) -> None:
    """A finer or shifted grid, laid over released years, would narrow the cells of everybody who took part."""
    wanted = cells_of(content)
    for version in earlier:
        for key, before in cells_of(version.content).items():
            after = wanted.get(key)
            if after and not is_coarsening(before.edges, after.edges):
                raise GridRefined(
                    gettext(
                        "%(code)s.yaml, grid of group “%(group)s” (%(level)s): cells may only be joined, not moved or"
                        " divided, because figures were released on the grid of version %(version)s."
                    )
                    % {"code": file.code, "group": key[0], "level": key[1], "version": version.version}
                )
