"""Screen 5 监测: sites live, one site's page, alerts, changes, the plan."""
