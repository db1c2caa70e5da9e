"""What an administrator reads when a file is wrong, and what is in force when it is right."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.config import Config, ConfigError, files, load
from appliance.config.meeting import JanusConfig
from appliance.config.schedule import CalendarConfig
from appliance.config.schema import DevicesConfig, LogConfig, NetworkConfig, RoomConfig
from appliance.config.text import example, resolved, toml_value
from appliance.media.engine import DriverChoice


def written(directory: Path, text: str, name: str = "parlor.toml") -> Path:
    file = directory / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file


def problems(file: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(file)
    return [problem.removeprefix(f"{file.parent}/") for problem in caught.value.problems]


def test_nothing_configured_is_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SYSTEM_FILE", tmp_path / "parlor.toml")
    assert load() == Config()


def test_the_system_file_and_its_drop_ins_are_merged_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SYSTEM_FILE", tmp_path / "parlor.toml")
    written(tmp_path, '[room]\nname = "A"\n[network]\nhttp_port = 1\nhttps_port = 2\n')
    written(tmp_path, "network.https_port = 3\n[log]\nlevel = 'debug'\n", "parlor.toml.d/10-b.toml")
    written(tmp_path, "[network]\nhttp_port = 4\n", "parlor.toml.d/20-a.toml")
    written(tmp_path, "[nonsense", "parlor.toml.d/30-not-toml.txt")
    assert load() == Config(
        room=RoomConfig(name="A"), network=NetworkConfig(http_port=4, https_port=3), log=LogConfig(level="debug")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n[network]\n\nhtps_port = 1", "parlor.toml:5: unknown key network.htps_port; did you mean https_port?"),
        ("[netwrk]", "parlor.toml:1: unknown key netwrk; did you mean network?"),
        ("[room]\nzzz = 1", "parlor.toml:2: unknown key room.zzz; known: name"),
        ("[network]\nhttps_port = '1'", 'parlor.toml:2: network.https_port: expected a whole number, got "1"'),
        ("network.http_port = 65536", "parlor.toml:1: network.http_port: expected a whole number <= 65535, got 65536"),
        (
            "discovery = {\nenabled = 1 }".replace("\n", ""),
            "parlor.toml:1: discovery.enabled: expected true or false, got 1",
        ),
        ("[[network]]", "parlor.toml:1: network: expected a table, got [{}]"),
        ("\n[devices]\ncamera = 'v4l2'", 'parlor.toml:3: devices.camera: expected a table, got "v4l2"'),
        ("[devices.camera]\ndrivers = ''", "parlor.toml:2: unknown key devices.camera.drivers; did you mean driver?"),
        ("[network]\naddresses = [\n'::1',\n'host',\n]", "parlor.toml:2: network.addresses: 'host' is no IP address"),
        (
            "[log]\nlevel = 'loud'",
            'parlor.toml:2: log.level: expected one of "debug", "info", "warning", "error", got "loud"',
        ),
        ("[network]\nplain_whip = 1", "parlor.toml:2: network.plain_whip: expected true or false, got 1"),
        (
            "[network]\nhttp_port = 0\nplain_whip = true",
            "parlor.toml:3: network.plain_whip: there is no plain port, http_port is 0",
        ),
        (
            "[https]\n\nkey = 'k.pem'",
            "parlor.toml:3: https.key: certificate and key are given together or not at all",
        ),
        ("a = 1\na = 2", "parlor.toml:2: not TOML: cannot overwrite a value"),
        ("a = [", "parlor.toml:1: not TOML: invalid value"),
        ("a = " + "[" * 10_000, "parlor.toml: nested too deeply"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_what_was_expected(tmp_path: Path, text: str, expected: str) -> None:
    [problem] = problems(written(tmp_path, text))
    assert problem == expected


def test_every_mistake_is_told_in_the_order_of_the_files(tmp_path: Path) -> None:
    file = written(tmp_path, "[log]\nlevel = 1\n[room]\nnam = 1\n[network]\nhttps_port = 'x'\n")
    written(tmp_path, "network.http_port = 'y'\n", "parlor.toml.d/10.toml")
    assert [problem.partition(": ")[0] for problem in problems(file)] == [
        "parlor.toml:2",
        "parlor.toml:4",
        "parlor.toml:6",
        "parlor.toml.d/10.toml:1",
    ]


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    assert problems(tmp_path / "absent.toml") == ["absent.toml: No such file or directory"]
    (tmp_path / "latin.toml").write_bytes(b"a = '\xe9'")
    assert problems(tmp_path / "latin.toml") == ["latin.toml: not UTF-8 at byte 5"]


def test_the_example_is_the_defaults_commented_out(tmp_path: Path) -> None:
    assert load(written(tmp_path, example())) == Config()
    active = "".join(
        line.removeprefix("#") for line in example().splitlines(keepends=True) if not line.startswith("# ")
    )
    assert load(written(tmp_path, active)) == Config()
    assert "# Port of the guests' pages; 0: any free one.\n#https_port = 8443\n" in example()


OPTIONS = st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers(-9, 9) | st.booleans() | st.just(0.5))


@given(
    st.builds(
        Config,
        room=st.builds(RoomConfig, name=st.from_regex(r"\S([^\n]{0,20}\S)?", fullmatch=True)),
        network=st.builds(
            NetworkConfig,
            addresses=st.lists(st.ip_addresses().map(str), max_size=3).map(tuple),
            https_port=st.integers(0, 65535),
        ),
        devices=st.builds(DevicesConfig, camera=st.builds(DriverChoice, device=st.text(max_size=8), options=OPTIONS)),
    )
)
def test_what_is_in_force_reads_back_the_same(config: Config) -> None:
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(resolved(config).encode())
        file.flush()
        assert load(Path(file.name)) == config


def test_values_are_written_as_toml() -> None:
    assert toml_value({"a b": [1, True, 0.5, 'q"\x7f\n']}) == '{"a b" = [1, true, 0.5, "q\\"\\u007f\\n"]}'


def test_every_key_is_described() -> None:
    undescribed = [
        f"{table.name}.{key.name}"
        for table in msgspec.structs.fields(Config)
        if table.name != "devices"
        for key in msgspec.structs.fields(table.type)
        if key.name not in ("calendar", "janus")
        and (f"\n#{key.name} = " not in example() or "description=" not in repr(key.type))
    ]
    undescribed += [
        f"{named.__name__}.{key.name}"
        for named in (CalendarConfig, JanusConfig)
        for key in msgspec.structs.fields(named)
        if f"\n# {key.name} = " not in example() or "description=" not in repr(key.type)
    ]
    assert undescribed == []


def test_a_calendar_is_described_under_a_name_of_ones_choice() -> None:
    assert "\n# [schedule.calendar.NAME]\n" in example()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[schedule.calendar.a]\nkind = "caldav"\nusername = "u"\n', ":1: schedule.calendar.a.url: a calendar of kind caldav needs it"),
        ('[schedule.calendar.a]\nurl = "https://a.b/"\n', ":1: schedule.calendar.a.kind: is needed"),
        ('[schedule.calendar.a]\nkind = "isc"\n', ':2: schedule.calendar.a.kind: expected one of "ics", "caldav"'),
        ('[schedule.calendar.a]\nkind = "ics"\nurl = "http://a.b/"\n', ":3: schedule.calendar.a.url: passwords would travel in the clear"),
        ('[schedule.calendar.a]\nkind = "ics"\nurl = "https://u:p@a.b/"\n', ":3: schedule.calendar.a.url: leave the name and password out"),
        ('[schedule.calendar.a]\nkind = "ics"\nurl = "ftp://a.b/"\n', ":3: schedule.calendar.a.url: 'ftp://a.b/' is no https address"),
        ('[schedule.calendar.a]\nkind = "ics"\ntenant = "x"\n', ":3: schedule.calendar.a.tenant: a calendar of kind ics has no use for it"),
        ('[schedule.calendar.a]\nkond = "ics"\n', ":2: unknown key schedule.calendar.a.kond; did you mean kind?"),
        ('[schedule.calendar."A b"]\nkind = "ics"\n', ":1: schedule.calendar.A b: names are of small letters"),
        ("[schedule]\ncalendar = {a = 1}\n", ":2: schedule.calendar.a: expected a table, got 1"),
        ('[schedule]\ntime_zone = "Mars/Base"\n', ":2: schedule.time_zone: 'Mars/Base' is no time zone"),
    ],
)  # fmt: skip
def test_mistakes_about_calendars_are_told_with_their_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "parlor.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert words in str(caught.value)
