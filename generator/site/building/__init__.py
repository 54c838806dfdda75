"""A whole build of the site: staged, timed, looked over, put in place; not how a page is made."""
