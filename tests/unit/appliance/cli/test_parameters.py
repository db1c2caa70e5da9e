"""KEY=VALUE as the contract's types want them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.api.contract import VERBS
from appliance.api.wire import INVALID_PARAMS, METHOD_NOT_FOUND
from appliance.cli.parameters import BadCall, parse


@pytest.mark.parametrize(
    ("verb", "argument", "value"),
    [
        ("sound.set_volume", "volume=30", 30),
        ("sound.set_muted", "muted=true", True),
        ("settings.change", "room_name=42", "42"),
        ("settings.change", "room_name=true", "true"),
        ("settings.change", "room_name=a=b", "a=b"),
        ("settings.change", "language=zh_CN", "zh_CN"),
        ("settings.change", "language=null", None),
        ("settings.change", 'language="en"', "en"),
        ("sound.set_volume", "volume=loud", "loud"),
    ],
)
def test_the_type_decides(verb: str, argument: str, value: object) -> None:
    assert list(parse(verb, [argument]).values()) == [value]


@pytest.mark.parametrize(
    ("verb", "arguments", "number", "message"),
    [
        ("sound.set_volum", [], METHOD_NOT_FOUND, "unknown verb: sound.set_volum; did you mean sound.set_volume?"),
        ("sound.set_volume", ["volum=1"], INVALID_PARAMS, r"volum; did you mean volume\?"),
        ("sound.set_volume", ["zzz=1"], INVALID_PARAMS, "zzz; known: volume"),
        ("sound.set_volume", ["30"], INVALID_PARAMS, "'30' is not KEY=VALUE"),
    ],
)
def test_a_mistake_is_named_with_what_was_meant(verb: str, arguments: list[str], number: int, message: str) -> None:
    with pytest.raises(BadCall, match=message) as caught:
        parse(verb, arguments)
    assert caught.value.number == number


@given(st.sampled_from(sorted(VERBS)), st.data())
def test_whatever_the_contract_takes_can_be_typed(verb: str, data: st.DataObject) -> None:
    fields = msgspec.structs.fields(VERBS[verb].params)
    values = {
        "text": st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(
            lambda text: text == text.strip() and "\n" not in text
        ),
        "number": st.integers(60, 100),
        "fact": st.booleans(),
    }
    for field in fields:
        for value in [data.draw(strategy) for strategy in values.values()]:
            try:
                msgspec.convert(value, field.type)
            except msgspec.ValidationError:
                continue
            typed = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            assert parse(verb, [f"{field.name}={typed}"]) == {field.name: value}
