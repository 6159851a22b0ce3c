"""Commands of guidelines and drills."""
