"""What the monitor writes: visits, what inspections found, states, alerts; facts by the thousand, outside the trail.

What people tell the monitor (schedules, judgements, accepted pages …) stands in ledgers, with its trail.
"""
