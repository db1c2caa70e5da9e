"""Names as DNS-SD allows them."""

from hypothesis import given
from hypothesis import strategies as st

from appliance.discovery.announcement import ROOM_TYPE, Announcement, instance_name, service_info


@given(name=st.text(min_size=1, max_size=48), number=st.integers(1, 50))
def test_any_room_name_makes_a_label_that_a_service_may_bear(name: str, number: int) -> None:
    label = instance_name(name, number)
    assert 0 < len(label.encode()) <= 63
    assert label.endswith(f" ({number})") == (number > 1) or name.endswith(f"({number})")
    about = Announcement(room_id="0123456789", name=name, port=443, addresses=("127.0.0.1",), fingerprint="")
    assert service_info(about, ROOM_TYPE, label).name == f"{label}.{ROOM_TYPE}"


def test_a_long_chinese_name_is_cut_between_letters() -> None:
    assert instance_name("会" * 48, 2) == "会" * 19 + " (2)"
