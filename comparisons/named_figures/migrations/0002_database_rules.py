"""What the database itself guards: who may show what to whom, that nothing shown is changed, and who reads a value."""

from django.db import migrations

READING = """
CREATE FUNCTION public.figures_shown_to_us()
RETURNS TABLE (
    circle_id bigint, ags varchar, indicator_code varchar, definition_version smallint, "group" varchar,
    concept varchar, year smallint, value numeric, source text, reference varchar, invented boolean,
    corrected boolean, given_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT ON (consent.circle_id, consent.municipality, consent.indicator_code, consent."group", shown.year)
        consent.circle_id, consent.ags, consent.indicator_code, consent.definition_version, consent."group",
        consent.concept, shown.year, shown.value, shown.source, shown.reference, shown.invented,
        shown.corrected_at IS NOT NULL, consent.given_at
    FROM public.named_figures_shownfigure shown
    JOIN public.named_figures_namedconsent consent ON consent.id = shown.consent_id
    JOIN public.circles_membership viewer
      ON viewer.circle_id = consent.circle_id AND viewer.municipality = session_user
     AND viewer.ags = ANY (consent.viewers)
     AND (viewer.member_until IS NULL OR viewer.member_until >= (now() AT TIME ZONE 'Europe/Berlin')::date)
    JOIN public.circles_membership owner
      ON owner.circle_id = consent.circle_id AND owner.municipality = consent.municipality
     AND (owner.member_until IS NULL OR owner.member_until >= (now() AT TIME ZONE 'Europe/Berlin')::date)
    WHERE shown.ended_at IS NULL AND consent.municipality <> session_user
    ORDER BY consent.circle_id, consent.municipality, consent.indicator_code, consent."group", shown.year,
        consent.given_at DESC, consent.id DESC
$$;
GRANT EXECUTE ON FUNCTION public.figures_shown_to_us() TO PUBLIC;
"""

CONSENTS = """
CREATE FUNCTION public.guard_named_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
    IF NOT EXISTS (
        SELECT 1
        FROM public.circles_membership member
        JOIN public.circles_circle circle ON circle.id = member.circle_id
        JOIN public.circles_charterversion charter ON charter.circle_id = circle.id AND charter.published_at IS NOT NULL
        JOIN public.circles_signature signature
          ON signature.charter_id = charter.id AND signature.municipality = member.municipality
        JOIN public.circles_coreindicator core
          ON core.charter_id = charter.id AND core.indicator_code = NEW.indicator_code
         AND core.definition_version = NEW.definition_version AND core.concept = NEW.concept
         AND NEW."group" = ANY (core.groups)
        WHERE member.circle_id = NEW.circle_id AND member.municipality = NEW.municipality AND member.ags = NEW.ags
          AND (member.member_until IS NULL OR member.member_until >= today)
          AND (circle.kind <> 'kreis' OR member.level = 'gemeinde')
    ) THEN
        RAISE EXCEPTION 'only members show what the charter they signed compares' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.ags = ANY (NEW.viewers)
       OR cardinality(NEW.viewers) <> (SELECT count(DISTINCT ags) FROM unnest(NEW.viewers) ags)
       OR EXISTS (
        SELECT 1 FROM unnest(NEW.viewers) wanted
        WHERE wanted NOT IN (
            SELECT other.ags FROM public.circles_membership other
            WHERE other.circle_id = NEW.circle_id AND (other.member_until IS NULL OR other.member_until >= today))
    ) THEN
        RAISE EXCEPTION 'figures are shown to other members of the circle only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_named_consent BEFORE INSERT ON public.named_figures_namedconsent
    FOR EACH ROW EXECUTE FUNCTION public.guard_named_consent();
"""

FIGURES = """
CREATE FUNCTION public.guard_shown_figure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a figure is no longer shown, its row stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (
            SELECT 1 FROM public.named_figures_namedconsent consent
            WHERE consent.id = NEW.consent_id AND consent.municipality = NEW.municipality
              AND NEW.year = ANY (consent.years)
        ) THEN
            RAISE EXCEPTION 'there is no consent to show this year' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'what has ended is not changed' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.value IS NOT NULL AND NEW.value <> OLD.value THEN
        RAISE EXCEPTION 'another value needs another consent' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.corrected_at IS NOT NULL AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN
        RAISE EXCEPTION 'a mark of correction stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_shown_figure BEFORE INSERT OR UPDATE OR DELETE ON public.named_figures_shownfigure
    FOR EACH ROW EXECUTE FUNCTION public.guard_shown_figure();
"""

UNDO = """
DROP TRIGGER guard_shown_figure ON public.named_figures_shownfigure;
DROP TRIGGER guard_named_consent ON public.named_figures_namedconsent;
DROP FUNCTION public.guard_shown_figure(), public.guard_named_consent(), public.figures_shown_to_us();
"""


class Migration(migrations.Migration):
    dependencies = [("named_figures", "0001_initial"), ("circles", "0002_database_rules")]

    operations = [migrations.RunSQL(READING + CONSENTS + FIGURES, UNDO)]
