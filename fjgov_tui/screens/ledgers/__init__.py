"""Screen 2 台账: any ledger as list, detail, form and history; spreadsheets in and out."""
