"""From answers to the files of new records: ids, folders, order of keys, quotation marks; not who
is asked, and never a file that exists.

How it is used, by `digest new` and by whatever else makes drafts:

1. `Draft(kind, id, data)` is a new record; `data` has texts, lists and mappings as YAML has them,
   by the keys of its model, in any order. What is not known is left out, also what must be there:
   its key is then a remark in the file, and `digest check` reports it.
2. `ids` makes the id of an article or event from its day, publisher, place or title.
3. `addresses` takes tracking off an address and finds the article, or the publisher, that has it.
4. `statements` reads what a report says, as claims, and gives an event the values that follow.
5. `files(drafts, models)` are their texts by path below the content folder, and `write` puts all
   of them there, or none.
"""

from generator.writing.draft import Draft, Exists, files, write

__all__ = ["Draft", "Exists", "files", "write"]
