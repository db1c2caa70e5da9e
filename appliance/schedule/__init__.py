"""What is booked in the room: calendars, the agenda made of them, and the links that let one join."""
