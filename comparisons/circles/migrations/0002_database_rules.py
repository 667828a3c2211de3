"""What the database itself guards: who sees which circle, at most 15 core indicators, frozen charters, asked-for joining."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION public.own_circles() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT circle_id FROM public.circles_membership WHERE municipality = session_user
    UNION
    SELECT circle_id FROM public.circles_invitation WHERE municipality = session_user AND answer = ''
$$;

CREATE FUNCTION public.member_circles() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT circle_id FROM public.circles_membership
    WHERE municipality = session_user
      AND (member_until IS NULL OR member_until >= (now() AT TIME ZONE 'Europe/Berlin')::date)
$$;

CREATE FUNCTION public.own_charters() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.circles_charterversion
    WHERE published_at IS NOT NULL AND circle_id IN (SELECT public.own_circles())
$$;

CREATE FUNCTION public.circle_members()
RETURNS TABLE (circle_id bigint, ags varchar, level varchar, member_from date, member_until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.circle_id, m.ags, m.level, m.member_from, m.member_until
    FROM public.circles_membership m WHERE m.circle_id IN (SELECT public.own_circles())
$$;

CREATE FUNCTION public.round_is_open(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.circles_round
        WHERE id = wanted AND state = 'open'
          AND (now() AT TIME ZONE 'Europe/Berlin')::date BETWEEN opens_at AND closes_at)
$$;

GRANT EXECUTE ON FUNCTION public.own_circles(), public.member_circles(), public.own_charters(),
    public.circle_members(), public.round_is_open(bigint) TO PUBLIC;
"""

CORE_SET = """
CREATE FUNCTION public.guard_core_set() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    charter bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.charter_id ELSE NEW.charter_id END;
    published timestamptz;
    others integer;
BEGIN
    SELECT published_at INTO published FROM public.circles_charterversion WHERE id = charter FOR UPDATE;
    IF published IS NOT NULL OR (TG_OP = 'UPDATE' AND NEW.charter_id <> OLD.charter_id) THEN
        RAISE EXCEPTION 'the core set of a published charter version is frozen' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT count(*) INTO others FROM public.circles_coreindicator WHERE charter_id = charter;
        IF others >= 15 THEN
            RAISE EXCEPTION 'a core set holds at most 15 indicators' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_core_set BEFORE INSERT OR UPDATE OR DELETE ON public.circles_coreindicator
    FOR EACH ROW EXECUTE FUNCTION public.guard_core_set();
"""

CHARTERS = """
CREATE FUNCTION public.guard_charter() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published charter version is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_charter BEFORE UPDATE OR DELETE ON public.circles_charterversion
    FOR EACH ROW EXECUTE FUNCTION public.guard_charter();
"""

JOINING = """
CREATE FUNCTION public.guard_joining() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM public.circles_invitation
        WHERE circle_id = NEW.circle_id AND municipality = NEW.municipality AND answer = ''
          AND ags = NEW.ags AND level = NEW.level
    ) THEN
        RAISE EXCEPTION 'nobody joins a circle without an invitation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_joining BEFORE INSERT ON public.circles_membership
    FOR EACH ROW EXECUTE FUNCTION public.guard_joining();

CREATE FUNCTION public.guard_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.answer <> '' THEN
        RAISE EXCEPTION 'an invitation is answered once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_answer BEFORE UPDATE ON public.circles_invitation
    FOR EACH ROW EXECUTE FUNCTION public.guard_answer();

CREATE FUNCTION public.guard_membership() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'memberships end, they are not deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.member_until IS NOT NULL AND NEW.member_until IS DISTINCT FROM OLD.member_until
       AND OLD.member_until < (now() AT TIME ZONE 'Europe/Berlin')::date THEN
        RAISE EXCEPTION 'an ended membership is not changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_membership BEFORE UPDATE OR DELETE ON public.circles_membership
    FOR EACH ROW EXECUTE FUNCTION public.guard_membership();
"""

UNDO = """
DROP TRIGGER guard_membership ON public.circles_membership;
DROP TRIGGER guard_answer ON public.circles_invitation;
DROP TRIGGER guard_joining ON public.circles_membership;
DROP TRIGGER guard_charter ON public.circles_charterversion;
DROP TRIGGER guard_core_set ON public.circles_coreindicator;
DROP FUNCTION public.guard_membership(), public.guard_answer(), public.guard_joining(),
    public.guard_charter(), public.guard_core_set(), public.round_is_open(bigint), public.circle_members(),
    public.own_charters(), public.member_circles(), public.own_circles();
"""


class Migration(migrations.Migration):
    dependencies = [("circles", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS + CORE_SET + CHARTERS + JOINING, UNDO)]
