"""Commands that add records: what they ask and how they are answered; not how a record is
written."""
