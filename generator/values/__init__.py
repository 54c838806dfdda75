"""One value each: a day, a clock time, a quantity, a position, a text, read strictly and shown in
words; not the records that hold them."""
