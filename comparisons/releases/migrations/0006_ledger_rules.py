"""A contribution is replaced, never changed: what counted as public when it was handed over stays what counted."""

from django.db import migrations

KEEP = """
CREATE FUNCTION public.keep_contribution() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a contribution is replaced, not changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER keep_contribution BEFORE UPDATE ON public.releases_contribution
    FOR EACH ROW EXECUTE FUNCTION public.keep_contribution();
"""

UNDO = """
DROP TRIGGER keep_contribution ON public.releases_contribution;
DROP FUNCTION public.keep_contribution();
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0005_known_members_and_ledger")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
