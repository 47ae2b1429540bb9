"""`make mutants`: does a test notice when a rule, a validator or the trail is wrong in one place?"""
