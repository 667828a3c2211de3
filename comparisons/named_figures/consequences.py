"""What follows from showing a figure by name, in plain sentences; counts of members only, no values."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from benchmark.catalogue.selectors import IndicatorDefinition
from comparisons.circles.models import CharterVersion

# How many more contributions each member known by name costs the circle (release rules, 1.4): it stands among those
# known on either side, so a middle costs two, a quarter four and a tenth ten.
MEAN, MEDIAN, QUARTILES, TENTHS = 1, 2, 4, 10
STRICTER = {"n_min": 7, "k": 5, "c": 3}  # what an indicator that touches people closely asks for at least


@dataclass(frozen=True)
class Consequences:
    """Sentences for the page on which somebody consents; `warning` is empty unless the circle is too small then."""

    sentences: tuple[str, ...]
    warning: str


def consequences(charter: CharterVersion, definition: IndicatorDefinition, compared: int) -> Consequences:
    """What others know then and what the circle loses; `compared` members of today form the distribution."""
    sentences = (
        gettext(
            "The members named above read the exact values together with the name of your municipality. They can keep "
            "them, tell others, or be asked for them. That cannot be undone."
        ),
        gettext(
            "You can stop showing them at any time. The values are then erased for the others; for what they have "
            "already seen your municipality counts as known for good."
        ),
        gettext(
            "Whoever is known is not counted among those who protect each other, in every circle your municipality "
            "belongs to. For this indicator, group and these years a circle then needs more contributions: up to "
            "%(mean)s more for the mean, %(median)s for the median, %(quartiles)s for the quarters, %(tenths)s for the "
            "tenths."
        )
        % {"mean": MEAN, "median": MEDIAN, "quartiles": QUARTILES, "tenths": TENTHS},
        gettext(
            "What was already released stays as it is. Whoever knows your value can conclude more from it about the "
            "other members than before."
        ),
        gettext("If you correct a figure later, the old value stays visible, marked as corrected, until you stop it."),
        gettext("The moderators of the circle see that you show something and to how many members, not the values."),
    )
    return Consequences(sentences, _warning(charter, definition, compared))


def fewest_with_one_known(charter: CharterVersion, definition: IndicatorDefinition) -> int:
    """Contributions from which anything is released when one member is known by name (release rules, 1.4)."""
    agreed: dict[str, int] = {name: getattr(charter, name) for name in STRICTER}
    if definition.sensitive:
        agreed = {name: max(agreed[name], stricter) for name, stricter in STRICTER.items()}
    return max(agreed["n_min"], agreed["k"] + agreed["c"] + 1)


def _warning(charter: CharterVersion, definition: IndicatorDefinition, compared: int) -> str:
    if compared >= fewest_with_one_known(charter, definition):
        return ""
    return gettext(
        "This circle compares %(count)s members. That is too few with your municipality known by name: for this "
        "indicator, group and these years nothing can be released in this circle any more."
    ) % {"count": compared}
