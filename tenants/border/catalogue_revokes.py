"""What PostgreSQL tells everybody about everybody, taken away from everybody (needs a superuser, once per database).

Without this a municipality's role could read the names of other schemas and estimate their row counts.
"""

from __future__ import annotations

from typing import Any

_VIEWS = """
pg_class pg_namespace pg_attribute pg_constraint pg_roles pg_database pg_tables pg_indexes pg_stats
pg_stat_activity pg_stat_all_tables pg_stat_user_tables pg_stat_xact_all_tables pg_stat_all_indexes
pg_statio_all_tables pg_user pg_group pg_policies pg_policy pg_db_role_setting pg_auth_members
"""

_FUNCTIONS = """
query_to_xml schema_to_xml table_to_xml database_to_xml query_to_xml_and_xmlschema schema_to_xml_and_xmlschema
table_to_xml_and_xmlschema database_to_xml_and_xmlschema cursor_to_xml query_to_xmlschema schema_to_xmlschema
table_to_xmlschema database_to_xmlschema pg_advisory_lock pg_advisory_lock_shared pg_advisory_xact_lock
pg_advisory_xact_lock_shared pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock
pg_try_advisory_xact_lock_shared pg_notify pg_relation_size pg_total_relation_size pg_table_size
pg_indexes_size pg_stat_get_live_tuples pg_stat_get_dead_tuples pg_stat_get_tuples_inserted
pg_stat_get_tuples_updated pg_stat_get_tuples_deleted pg_describe_object pg_identify_object
"""


def revoke_catalogue(cursor: Any, keep_for: list[str]) -> int:
    """Revoke catalogue views and functions from PUBLIC in the current database; ``keep_for`` roles keep them.

    Returns how many objects were changed. The cursor must belong to a superuser.
    """
    keepers = ", ".join(f'"{role}"' for role in keep_for)
    changed = 0
    for view in _VIEWS.split():
        cursor.execute(f"REVOKE SELECT ON pg_catalog.{view} FROM PUBLIC")  # noqa: S608  names of our own list
        cursor.execute(f"GRANT SELECT ON pg_catalog.{view} TO {keepers}")
        changed += 1
    cursor.execute("REVOKE USAGE ON SCHEMA information_schema FROM PUBLIC")
    cursor.execute(f"GRANT USAGE ON SCHEMA information_schema TO {keepers}")
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p"
        " WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY(%s)",
        [_FUNCTIONS.split()],
    )
    for (signature,) in cursor.fetchall():
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{signature} FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION pg_catalog.{signature} TO {keepers}")
        changed += 1
    return changed
