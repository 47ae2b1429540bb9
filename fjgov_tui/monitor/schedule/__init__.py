"""When what is due: cron lines, slots of visits, maintenance, jumps of the clock."""
