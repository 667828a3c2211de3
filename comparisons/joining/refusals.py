"""Expected refusals of this room."""

from tenants.membership.refusals import Refused


class TooManyApplications(Refused):
    """More messages in a day than people send by hand."""
