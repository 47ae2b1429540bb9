"""The pure vocabulary of what the monitor sees: visits, findings, pages, slots, cron lines, update limits; no I/O."""
