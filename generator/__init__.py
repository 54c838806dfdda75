"""A research digest, made from records kept in git.

The story in one breath: a YAML file in ``content/`` is read by `load` as text with the line and
column of every value; `model` turns the text into a frozen record; `catalogue` links the records to
each other; `views` answers the questions that pages ask; `pages` is the table of pages, one row a
kind; `render` makes Markdown of them through ``templates/``; `exports` writes the same catalogue as
data; `build` is the pipeline and `plugin` hands its result to MkDocs in memory.

Data flows one way, and modules import downwards only (``tests/test_layers.py``). Whatever an author
got wrong is a `problems.Problem`, a value with a place and a fix: all of them are told at once.
"""
