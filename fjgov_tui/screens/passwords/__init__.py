"""Screen 3 口令: accounts by days left, rotations one by one and in bulk."""
