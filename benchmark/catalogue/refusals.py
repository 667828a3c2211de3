"""Why definitions are not loaded; all of these are expected and worded for people."""

from tenants.membership.refusals import Refused


class VersionNotRaised(Refused):
    """A definition changed under an old version number, or its number went back or skipped one."""


class GridRefined(Refused):
    """A new version has cells that the earlier one did not have; only joining cells is allowed."""
