"""The contract: what every client of a room may see and ask. Pure data, no I/O.

One file a domain: its state, its verbs (a Protocol) and its events. `contract` collects them.
"""
