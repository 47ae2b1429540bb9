"""Paper that goes out: what stands on it (`document`), how many pages that takes (`paging`), and the file (`docx`)."""
