from __future__ import annotations

from collections.abc import Iterator

import aioice.ice
import pytest

from tests.meeting.network import Network, NoNetwork, network


@pytest.fixture(scope="module")
def island() -> Iterator[Network]:
    """A network of its own for the tests of a file; people of the test itself send from its second address."""
    found_addresses = aioice.ice.get_host_addresses
    try:
        with network() as found:
            aioice.ice.get_host_addresses = lambda **_: [found.people]
            yield found
    except NoNetwork:
        pytest.skip("wants root and iproute2")
    finally:
        aioice.ice.get_host_addresses = found_addresses
