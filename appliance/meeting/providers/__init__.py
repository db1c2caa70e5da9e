"""How each kind of call is made; all fulfil appliance.meeting.provider.Provider."""
