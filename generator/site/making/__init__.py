"""Pages of the site made one by one, in as many processes as the machine has processors, and how
work is shared out among these; not what a page says."""
