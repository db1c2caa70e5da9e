"""The deployment's configuration: TOML that an administrator writes and the room only reads."""

from appliance.config.files import ConfigError, load
from appliance.config.schema import AirPlayConfig, Config

__all__ = ["AirPlayConfig", "Config", "ConfigError", "load"]
