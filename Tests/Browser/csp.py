#!/usr/bin/env python3
"""Prints the two hashes that each page's Content-Security-Policy must name: of its one script and its one style.

    Tests/Browser/csp.py            of each page: script-src 'sha256-…' and style-src 'sha256-…', one a line
    Tests/Browser/csp.py --policy   the whole policy line of each
"""

import base64
import hashlib
import re
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources/martlet"
# By where it is served.
PAGES = {"/": SOURCES / "page.html", "/controls.html": SOURCES / "controls.html"}


def content(page, tag):
    """What stands between <tag> and </tag>; there must be exactly one."""
    found = re.findall(rb"<%b\b[^>]*>(.*?)</%b>" % (tag, tag), page, re.DOTALL | re.IGNORECASE)
    if len(found) != 1:
        raise ValueError(f"the page has {len(found)} <{tag.decode()}> elements, not one")
    return found[0]


def source(page, tag):
    """The hash as the policy writes it (Content Security Policy Level 3, section 2.3.1)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(content(page, tag)).digest()).decode() + "'"


def policy(page):
    """The policy that lets this page run, and nothing else."""
    return (f"default-src 'none'; script-src {source(page, b'script')}; style-src {source(page, b'style')}; "
            "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'")


if __name__ == "__main__":
    for path in PAGES.values():
        page_bytes = path.read_bytes()
        print(path.name)
        if sys.argv[1:] == ["--policy"]:
            print(policy(page_bytes))
        else:
            print("script-src", source(page_bytes, b"script"))
            print("style-src", source(page_bytes, b"style"))
