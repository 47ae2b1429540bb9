"""Screen 6: the hours that run, what is open, who is on duty, what is read today."""
