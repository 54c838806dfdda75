"""The preview of editors: what a saved record changes, made when it is asked for; not how a page is
made."""
