"""Tells, from within a mount of its own, what became of a site there; started by test_chaos."""

import json
import sys
from pathlib import Path

from generator.site.inventory import NAME, differences

out, code = Path(sys.argv[1]), int(sys.argv[2])
whole = differences(out) == []
tree = json.loads((out / NAME).read_text("utf-8"))["tree"] if whole else None
left = sorted(p.name for p in out.parent.iterdir() if p.name not in ("site", ".site-lock"))
print(json.dumps({"code": code, "tree": tree, "left": left}))
