"""Phones and computers that mirror by AirPlay: a helper each, supervised, whose streams are casts."""
