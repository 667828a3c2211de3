"""What the database itself guards: numbers only under the newest agreement, as agreed, from a Gemeinde that signed."""

from django.db import migrations

GUARD = """
CREATE FUNCTION public.guard_totals_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1
        FROM public.totals_totalsconsent consent
        JOIN public.totals_totalsagreement agreement ON agreement.id = consent.agreement_id
        JOIN public.circles_signature signature
          ON signature.charter_id = agreement.charter_id AND signature.municipality = consent.municipality
        JOIN public.circles_membership member
          ON member.circle_id = agreement.circle_id AND member.municipality = consent.municipality
         AND (member.member_until IS NULL OR member.member_until >= (now() AT TIME ZONE 'Europe/Berlin')::date)
        JOIN public.totals_agreedtotal agreed
          ON agreed.agreement_id = agreement.id AND agreed.indicator_code = NEW.indicator_code
         AND agreed.definition_version = NEW.definition_version AND agreed.concept = NEW.concept
         AND NEW."group" = ANY (agreed.groups)
        WHERE consent.id = NEW.consent_id AND consent.withdrawn_at IS NULL
          AND consent.municipality = NEW.municipality AND consent.circle_id = NEW.circle_id
          AND consent.indicator_code = NEW.indicator_code AND consent.year = NEW.year
          AND agreement.circle_id = NEW.circle_id AND NEW.year BETWEEN agreement.first_year AND agreement.last_year
          AND member.level = 'gemeinde' AND member.ags = NEW.ags
    ) THEN
        RAISE EXCEPTION 'not what this circle agreed on for its sums' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_totals_count BEFORE INSERT OR UPDATE ON public.totals_countcontribution
    FOR EACH ROW EXECUTE FUNCTION public.guard_totals_count();

CREATE FUNCTION public.guard_totals_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a consent is withdrawn, not deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a withdrawn consent is not changed' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM public.totals_totalsagreement agreement
        WHERE agreement.id = NEW.agreement_id AND agreement.circle_id = NEW.circle_id
          AND agreement.number = (
              SELECT max(number) FROM public.totals_totalsagreement newest WHERE newest.circle_id = NEW.circle_id)
    ) THEN
        RAISE EXCEPTION 'a consent is given under the newest agreement' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_totals_consent BEFORE INSERT OR UPDATE OR DELETE ON public.totals_totalsconsent
    FOR EACH ROW EXECUTE FUNCTION public.guard_totals_consent();

CREATE FUNCTION public.guard_totals_proof() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held integer;
BEGIN
    SELECT count(*) INTO held FROM (
        SELECT 1 FROM public.totals_totalsconsent consent
        WHERE consent.id = ANY (NEW.consents) AND consent.withdrawn_at IS NULL FOR SHARE
    ) still;
    IF held <> cardinality(NEW.consents) THEN
        RAISE EXCEPTION 'a number was withdrawn while its table was judged' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_totals_proof BEFORE INSERT ON public.totals_totalsproof
    FOR EACH ROW EXECUTE FUNCTION public.guard_totals_proof();
"""

UNDO = """
DROP TRIGGER guard_totals_proof ON public.totals_totalsproof;
DROP TRIGGER guard_totals_consent ON public.totals_totalsconsent;
DROP TRIGGER guard_totals_count ON public.totals_countcontribution;
DROP FUNCTION public.guard_totals_proof(), public.guard_totals_consent(), public.guard_totals_count();
"""


class Migration(migrations.Migration):
    dependencies = [("totals", "0001_initial"), ("circles", "0003_open_for_research")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
