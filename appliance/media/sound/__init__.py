"""The 10 ms chain between the microphones and a call: echo, noise, level."""
