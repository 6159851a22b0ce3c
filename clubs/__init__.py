"""People: users, clubs, who may do what in them, squads, and what is known about each athlete."""
