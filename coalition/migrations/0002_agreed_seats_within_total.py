"""Agreed seats never exceed the total of their talk.

The rule spans the rows of two tables, which a check constraint cannot state, so both databases get
triggers that raise an integrity error. SQLite drops a table's triggers when Django rebuilds the
table: a later migration that alters SeatPosition or SeatSharingTalk has to end with `AGREED_SEATS`
again, and the failing-insert test says so if it does not.
"""

from django.db import migrations

MESSAGE = "coalition_seatposition_agreed_within_total"

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION coalition_check_agreed_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    talk bigint := CASE TG_TABLE_NAME
        WHEN 'coalition_seatposition' THEN (to_jsonb(NEW)->>'talk_id')::bigint
        ELSE (to_jsonb(NEW)->>'id')::bigint END;
    total integer;
    agreed bigint;
BEGIN
    -- The lock makes two agreements that are written at once count one another.
    SELECT total_seats INTO total FROM coalition_seatsharingtalk WHERE id = talk FOR NO KEY UPDATE;
    SELECT coalesce(sum(seats), 0) INTO agreed
        FROM coalition_seatposition WHERE talk_id = talk AND position = 'agrees';
    IF agreed > total THEN
        RAISE EXCEPTION 'the agreed seats (%) exceed the total (%)', agreed, total
            USING ERRCODE = 'check_violation', CONSTRAINT = '{MESSAGE}';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER coalition_agreed_seats_of_position
    AFTER INSERT OR UPDATE OF seats, position, talk_id ON coalition_seatposition
    FOR EACH ROW WHEN (NEW.position = 'agrees') EXECUTE FUNCTION coalition_check_agreed_seats();
CREATE OR REPLACE TRIGGER coalition_agreed_seats_of_talk
    AFTER UPDATE OF total_seats ON coalition_seatsharingtalk
    FOR EACH ROW EXECUTE FUNCTION coalition_check_agreed_seats();
"""

POSTGRESQL_REVERSE = """
DROP TRIGGER IF EXISTS coalition_agreed_seats_of_position ON coalition_seatposition;
DROP TRIGGER IF EXISTS coalition_agreed_seats_of_talk ON coalition_seatsharingtalk;
DROP FUNCTION IF EXISTS coalition_check_agreed_seats();
"""

_EXCEEDED = """
    SELECT RAISE(ABORT, 'CHECK constraint failed: {message}')
    WHERE (
        SELECT sum(seats) FROM coalition_seatposition
        WHERE talk_id = {talk} AND position = 'agrees'
    ) > (SELECT total_seats FROM coalition_seatsharingtalk WHERE id = {talk});
"""

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} FOR EACH ROW BEGIN
    {_EXCEEDED.format(message=MESSAGE, talk=talk)} END"""
    for name, event, talk in (
        (
            "coalition_agreed_seats_of_new_position",
            "INSERT ON coalition_seatposition",
            "NEW.talk_id",
        ),
        (
            "coalition_agreed_seats_of_position",
            "UPDATE OF seats, position, talk_id ON coalition_seatposition",
            "NEW.talk_id",
        ),
        (
            "coalition_agreed_seats_of_talk",
            "UPDATE OF total_seats ON coalition_seatsharingtalk",
            "NEW.id",
        ),
    )
]

SQLITE_TRIGGERS = (
    "coalition_agreed_seats_of_new_position",
    "coalition_agreed_seats_of_position",
    "coalition_agreed_seats_of_talk",
)


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REVERSE, params=None)
    else:
        for name in SQLITE_TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


AGREED_SEATS = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("coalition", "0001_records_and_editions")]

    operations = [AGREED_SEATS]
