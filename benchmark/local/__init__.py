"""What one machine needs to run the service: embedded PostgreSQL, secrets, the processes of a demonstration."""

from benchmark.local.cluster import Cluster
from benchmark.local.processes import ChildEnded, Supervisor, stoppable
from benchmark.local.refusals import LocalRefusal
from benchmark.local.secrets import read_or_create

__all__ = ["ChildEnded", "Cluster", "LocalRefusal", "Supervisor", "read_or_create", "stoppable"]
