"""What the site knows of each kind of page, a module a subject; not what the page works out, which
is in the packages beside this one."""
