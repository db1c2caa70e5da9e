from pathlib import Path

from appliance.api import schema


def test_the_committed_schema_is_current():
    committed = Path(schema.__file__).with_name("schema.json").read_bytes()
    assert committed == schema.text(), "run: python -m appliance.api.schema > appliance/api/schema.json"


def test_guests_see_neither_codes_nor_devices_nor_calendar():
    readers = schema.schema()["readers"]
    assert {domain for domain, roles in readers.items() if "guest" in roles} == {"room", "settings", "cast"}
