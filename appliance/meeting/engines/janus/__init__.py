"""A Janus server on site: conferences through its VideoRoom plugin, calls by SIP through its SIP plugin."""
