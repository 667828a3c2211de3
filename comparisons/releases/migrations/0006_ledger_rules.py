"""A contribution is replaced, never changed; the ledger has one end, which only moves on."""

from django.db import migrations

KEEP = """
CREATE FUNCTION public.keep_contribution() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a contribution is replaced, not changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER keep_contribution BEFORE UPDATE ON public.releases_contribution
    FOR EACH ROW EXECUTE FUNCTION public.keep_contribution();

INSERT INTO public.releases_ledgerhead (id, position, digest) VALUES (1, 0, repeat('0', 64));
CREATE FUNCTION public.guard_ledger_head() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR NEW.position <= OLD.position THEN
        RAISE EXCEPTION 'the ledger only moves on' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_ledger_head BEFORE INSERT OR UPDATE OR DELETE ON public.releases_ledgerhead
    FOR EACH ROW EXECUTE FUNCTION public.guard_ledger_head();
"""

UNDO = """
DROP TRIGGER guard_ledger_head ON public.releases_ledgerhead;
DROP FUNCTION public.guard_ledger_head();
DROP TRIGGER keep_contribution ON public.releases_contribution;
DROP FUNCTION public.keep_contribution();
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0005_known_members_and_ledger")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
