from __future__ import annotations

import ifaddr
import pytest

from appliance.server import addresses


def adapter(name: str, *ips: str | tuple[str, int, int]) -> ifaddr.Adapter:
    return ifaddr.Adapter(name, name, [ifaddr.IP(ip, 24, name) for ip in ips])


def test_the_address_of_the_default_route_comes_first(monkeypatch: pytest.MonkeyPatch):
    found = [
        adapter("lo", "127.0.0.1", ("::1", 0, 0)),
        adapter("eth1", "10.1.0.9"),
        adapter("eth0", "192.168.7.2", ("fe80::1", 0, 2), ("2001:db8:7::2", 0, 0)),
        adapter("docker0", "172.17.0.1"),
        adapter("virbr0", "192.168.122.1"),
        adapter("veth12ab", "10.9.0.1"),
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: found)
    monkeypatch.setattr(addresses, "_source_address", lambda _family, far: "192.168.7.2" if "." in far else "")
    assert addresses.own_addresses() == ("192.168.7.2", "10.1.0.9", "2001:db8:7::2")


def test_without_a_network_there_is_loopback(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [adapter("lo", "127.0.0.1")])
    assert addresses.own_addresses() == ("127.0.0.1",)


def test_ipv6_is_only_told_where_there_is_nothing_else():
    assert addresses.shown(("192.168.7.2", "10.1.0.9", "2001:db8:7::2")) == ("192.168.7.2", "10.1.0.9")
    assert addresses.shown(("2001:db8:7::2",)) == ("2001:db8:7::2",)


@pytest.mark.parametrize(("host", "name"), [("Room-412", "room-412.local"), ("localhost", "parlor-0b1f7c52.local")])
def test_the_room_wants_the_machines_name_or_one_of_its_own(monkeypatch: pytest.MonkeyPatch, host: str, name: str):
    monkeypatch.setattr("socket.gethostname", lambda: host)
    assert addresses.local_name("0b1f7c52-aaaa-bbbb") == name


def test_urls_can_be_typed():
    assert addresses.https_urls(("10.0.0.5", "fd00::5", "room.example.org"), 8443) == (
        "https://10.0.0.5:8443",
        "https://[fd00::5]:8443",
        "https://room.example.org:8443",
    )
    assert addresses.https_urls(("10.0.0.5",), 443) == ("https://10.0.0.5",)


@pytest.mark.parametrize(
    ("host", "names"), [("Room-412.corp.example", ("room-412", "room-412.local")), ("localhost", ())]
)
def test_host_names(monkeypatch: pytest.MonkeyPatch, host: str, names: tuple[str, ...]):
    monkeypatch.setattr("socket.gethostname", lambda: host)
    assert addresses.host_names() == names
