"""Staff pages on a municipality's host."""

from tenants.membership.addresses import staff_addresses
from tenants.membership.permissions import Permission

app_name = "membership"

urlpatterns = staff_addresses(Permission.STAFF_MANAGE)
