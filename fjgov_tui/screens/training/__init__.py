"""Screen 4 培训: sessions, attendance, who is not covered."""
