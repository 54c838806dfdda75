"""The Content Security Policy of every page: what a reader's browser may run, load and send.

It stands in a `<meta>`, since a host of files sends no headers of ours; SECURITY.md says what that
leaves out. Scripts inside a page run only if their hash stands here. The hashes are never taken
from the pages that are published: whoever got a script onto a page would have it allowed.
"""

# Inline scripts by the file in templates/theme/partials/javascripts that holds them; of Material's
# own, as of 9.8, none is left. Where a file or the theme changes, tests/browser/test_policy.py
# fails and tells the new hash; read the script before it is pinned.
SCRIPTS = {
    "palette.html": "sha256-9EUD0R2OnBBzD1ITIcHKqJ0BoP//44HFARQaQBoVuug=",
}
# The preview's own script holds the time of the build, so no hash fits it.
PREVIEW = "'unsafe-inline'"


def policy(preview: bool = False) -> str:
    """The value of the policy; in the preview of editors, inline scripts may run."""
    inline = (PREVIEW,) if preview else tuple(f"'{digest}'" for digest in SCRIPTS.values())
    rules = {
        "default-src": ("'none'",),
        # Pagefind searches with WebAssembly.
        "script-src": ("'self'", "'wasm-unsafe-eval'", *inline),
        "style-src": ("'self'",),
        # The theme's icons are addresses of data in its stylesheet.
        "img-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
        # Not even our own scripts make elements out of text.
        "require-trusted-types-for": ("'script'",),
        "trusted-types": ("'none'",),
    }
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())
