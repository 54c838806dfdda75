"""Whether the sources can still be read: addresses asked, judged, remembered and told.

No part of a build: what other people's servers do must not decide what readers of ours see.
`addresses` takes them from the catalogue, `network` connects, `asking` asks one address, `rounds`
asks all of them slowly, `memory` keeps since when, `telling` says it.
"""
