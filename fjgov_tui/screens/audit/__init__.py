"""Screen 8 审计: the 41 articles with their states, the findings with their evidence, on any day."""
