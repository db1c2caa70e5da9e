"""Everything a driver may raise.

DriverError
├── Unavailable     the device is absent, lost or busy: close it and open it again later
├── Rejected        the call makes no sense now or its argument is wrong: a mistake of the caller
├── Unsupported     this device can never do that
└── ProtocolError   the device answered something that its protocol does not allow
"""


class DriverError(Exception):
    """Root of the tree; `code` is stable and may travel on the wire."""

    code = "driver_error"


class Unavailable(DriverError):
    """The device is absent, lost, busy, or gave nothing in time."""

    code = "unavailable"


class Rejected(DriverError):
    """The call makes no sense in this state, or an argument is wrong."""

    code = "rejected"


class Unsupported(DriverError):
    """This device can never do what was asked."""

    code = "unsupported"


class ProtocolError(DriverError):
    """The device broke its own protocol."""

    code = "protocol_error"
