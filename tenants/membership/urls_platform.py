"""Staff pages on the platform's host."""

from tenants.membership.addresses import staff_addresses
from tenants.membership.permissions import Permission

app_name = "membership"

urlpatterns = staff_addresses(Permission.OPERATE)
