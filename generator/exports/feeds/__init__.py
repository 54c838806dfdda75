"""Feeds, the calendar and a month as a mail, as files; not the choice of what is in them."""
