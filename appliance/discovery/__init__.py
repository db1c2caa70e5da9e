"""How rooms are found on a network without being typed: mDNS and DNS-SD (RFC 6762, RFC 6763)."""

from appliance.discovery.browse import FoundRoom, browse
from appliance.discovery.hostname import HostName
from appliance.discovery.service import Discovery

__all__ = ["Discovery", "FoundRoom", "HostName", "browse"]
