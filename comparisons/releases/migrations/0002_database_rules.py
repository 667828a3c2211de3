"""What the database itself guards: handing over only while the round is open, as a member who signed, as agreed."""

from django.db import migrations

GUARD = """
CREATE FUNCTION public.guard_contribution() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT public.round_is_open(NEW.round_id) THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1
        FROM public.releases_consent consent
        JOIN public.circles_round round ON round.id = consent.round_id
        JOIN public.circles_circle circle ON circle.id = round.circle_id
        JOIN public.circles_signature signature
          ON signature.charter_id = round.charter_id AND signature.municipality = consent.municipality
        JOIN public.circles_membership member
          ON member.circle_id = round.circle_id AND member.municipality = consent.municipality
         AND (member.member_until IS NULL OR member.member_until >= (now() AT TIME ZONE 'Europe/Berlin')::date)
        JOIN public.circles_coreindicator core
          ON core.charter_id = round.charter_id AND core.indicator_code = NEW.indicator_code
         AND core.definition_version = NEW.definition_version AND core.concept = NEW.concept
         AND NEW."group" = ANY (core.groups)
        WHERE consent.id = NEW.consent_id AND consent.withdrawn_at IS NULL
          AND consent.municipality = NEW.municipality AND consent.round_id = NEW.round_id
          AND consent.indicator_code = NEW.indicator_code AND consent.year = NEW.year
          AND round.circle_id = NEW.circle_id AND NEW.year BETWEEN round.first_year AND round.last_year
          AND (circle.kind <> 'kreis' OR member.level = 'gemeinde')
    ) THEN
        RAISE EXCEPTION 'not what the charter of this round agreed on' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_contribution BEFORE INSERT OR UPDATE ON public.releases_contribution
    FOR EACH ROW EXECUTE FUNCTION public.guard_contribution();

CREATE FUNCTION public.guard_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a consent is withdrawn, not deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a withdrawn consent is not changed' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT public.round_is_open(NEW.round_id) THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_consent BEFORE INSERT OR UPDATE OR DELETE ON public.releases_consent
    FOR EACH ROW EXECUTE FUNCTION public.guard_consent();

"""

UNDO = """
DROP TRIGGER guard_consent ON public.releases_consent;
DROP TRIGGER guard_contribution ON public.releases_contribution;
DROP FUNCTION public.guard_consent(), public.guard_contribution();
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial"), ("circles", "0002_database_rules")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
