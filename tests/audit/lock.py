"""Takes every address out of package-lock.json, so that everyone installs from their own registry.

What is installed is held by version and hash. npm can leave the addresses of packages out, but not
those of their authors' donation pages. A package that asks for the "latest" of another would
then be asked for again at each installation: it is content with the one that is locked.
"""

import json
from pathlib import Path

FILE = Path(__file__).with_name("package-lock.json")

locked = json.loads(FILE.read_text("utf-8"))
for path, package in locked["packages"].items():
    package.pop("funding", None)
    for name, wanted in package.get("dependencies", {}).items():
        if wanted == "latest":
            package["dependencies"][name] = locked["packages"][f"node_modules/{name}"]["version"]
    assert not path or "integrity" in package, f"{path} has no hash"
text = json.dumps(locked, indent=2, ensure_ascii=False) + "\n"
assert "://" not in text, "an address is left"
FILE.write_text(text, "utf-8")
