"""The configuration files of a Janus server that forwards conferences for rooms; tests run on exactly these."""

from __future__ import annotations

from appliance.meeting.engines.janus.keys import JanusKeys

PORTS = "20000-40000"
UNUSED_PLUGINS = (
    "audiobridge", "duktape", "echotest", "lua", "nosip", "recordplay", "streaming", "textroom", "videocall",
    "voicemail",
)  # fmt: skip
UNUSED_TRANSPORTS = ("http", "mqtt", "nanomsg", "pfunix", "rabbitmq")
_GENERAL = """general: {{
  debug_level = 4
  debug_colors = false
  api_secret = "{api_secret}"
  session_timeout = 60
  reclaim_session_timeout = 10
}}
media: {{
  rtp_port_range = "{ports}"
  no_media_timer = 1
}}
nat: {{
  full_trickle = false
  ice_enforce_list = "{address}"
  ice_keepalive_conncheck = true
}}
plugins: {{
  disable = "{plugins}"
}}
transports: {{
  disable = "{transports}"
}}
events: {{
  broadcast = false
}}
"""
_PLAIN = """general: {{
  json = "compact"
  ws = true
  ws_port = 8188
  ws_ip = "{address}"
  wss = false
}}
admin: {{
  admin_ws = false
}}
"""
_SECURE = """general: {{
  json = "compact"
  ws = false
  wss = true
  wss_port = 8989
  wss_ip = "{address}"
}}
admin: {{
  admin_ws = false
}}
certificates: {{
  cert_pem = "{certificate}"
  cert_key = "{key}"
}}
"""
_VIDEOROOM = """general: {{
  admin_key = "{admin_key}"
  lock_rtp_forward = true
  string_ids = true
}}
"""
_SIP = """general: {{
  local_ip = "{address}"
  keepalive_interval = 120
  behind_nat = false
}}
"""


def files(address: str, keys: JanusKeys, certificate: str = "", key: str = "", *, sip: bool = False) -> dict[str, str]:
    """What to put into the server's folder, by name; without a certificate its WebSocket is plain."""
    plugins = UNUSED_PLUGINS if sip else (*UNUSED_PLUGINS, "sip")
    data = {
        "address": address,
        "api_secret": keys.api_secret,
        "admin_key": keys.admin_key,
        "certificate": certificate,
        "key": key,
        "ports": PORTS,
        "plugins": _libraries(plugins),
        "transports": _libraries(UNUSED_TRANSPORTS),
    }
    texts = {
        "janus.jcfg": _GENERAL,
        "janus.transport.websockets.jcfg": _SECURE if certificate else _PLAIN,
        "janus.plugin.videoroom.jcfg": _VIDEOROOM,
    }
    if sip:
        texts["janus.plugin.sip.jcfg"] = _SIP
    return {name: text.format(**data) for name, text in texts.items()}


def _libraries(names: tuple[str, ...]) -> str:
    return ",".join(f"libjanus_{name}.so" for name in names)
