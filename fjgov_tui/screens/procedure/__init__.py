"""Records in their procedures: the board of who must act, and the window in which a step is signed."""
