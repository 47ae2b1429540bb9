"""The pages of a handover (article 36), reached from every screen."""
