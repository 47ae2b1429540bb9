"""From what was seen to who hears of it: states, alerts, incidents, parcels to channels."""
