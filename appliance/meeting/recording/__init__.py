"""Recordings of conferences: kept as they came, told of, and made into films afterwards."""
