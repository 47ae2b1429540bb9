"""`make release`: what is carried to a machine without network, made so that two builds give the same bytes."""
