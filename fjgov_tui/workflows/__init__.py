"""What may happen to records: the steps of passwords, handovers and training, each in one transaction."""
