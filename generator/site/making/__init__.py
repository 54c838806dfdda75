"""Pages of the site made one by one, in as many processes as the machine has processors; not what
a page says."""
