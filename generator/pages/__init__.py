"""What each kind of page shows: `table` has a row for each; rows and sentences, never markup."""
