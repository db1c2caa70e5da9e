"""`python -m appliance` is `parlor`."""

from appliance.cli import main

main(prog_name="parlor")
