"""A research digest, made from records kept in git.

The story in one breath: a YAML file in ``content/`` is read by `loading` as text with the line
and column of every value; `schema` says what a record is, `values` what each of its values may be;
`catalogue` links the records to each other, and `checks` has the rules between them; `evidence`
says who reported what and whether it agrees; `pages` has the table of pages, one row a kind, and
what each shows; `rendering` makes Markdown of them through ``templates/``; `exports` writes the
same catalogue as data; `site` is the pipeline, whose result its plugin hands to MkDocs in memory.

Data flows one way, and so do imports (``tests/test_layers.py``). Whatever an author
got wrong is a `problems.Problem`, a value with a place and a fix: all of them are told at once.
"""
