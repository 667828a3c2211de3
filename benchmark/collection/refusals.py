"""What is refused here, with a sentence for people."""

from tenants.membership.refusals import Refused


class CollectionRefused(Refused):
    """A year cannot be opened or changed like this."""
