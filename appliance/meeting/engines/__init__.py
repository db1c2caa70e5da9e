"""What forwards conferences; all fulfil appliance.meeting.engine.MeetingEngine."""
