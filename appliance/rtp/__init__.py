"""What every process that speaks RTP needs: numbers that wrap, feedback messages, arrival times, local addresses."""
