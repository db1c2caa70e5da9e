"""What forwards conferences: the engines behind MeetingEngine."""
