"""The page as a file, and as Martlet serves it; no browser needed."""

import re

import csp
from support import PageTest

LIMIT_BYTES = 16 * 1024


class TheFile(PageTest):
    """The page as a file."""

    def setUp(self):
        self.page = csp.PAGE.read_bytes()

    def test_is_under_16_kb(self):
        """the page is under 16 KB"""
        self.assertLess(len(self.page), LIMIT_BYTES)

    def test_has_one_script_one_style_and_nothing_inline_besides(self):
        """the page has one script, one style, no style or handler attribute"""
        csp.content(self.page, b"script")
        csp.content(self.page, b"style")
        markup = re.sub(rb"<(script|style)>.*?</\1>", b"", self.page, flags=re.DOTALL)
        self.assertNotRegex(markup, rb"(?i)<[^>]*\s(style|on[a-z]+)\s*=")

    def test_names_no_outside_resource(self):
        """the page names no outside resource"""
        addresses = set(re.findall(rb"(?:https?:)?//[a-zA-Z0-9][^'\"\s)>]*", self.page))
        comments = {address for address in addresses if b"." not in address}
        # A name space is a name: nothing is fetched from it.
        self.assertEqual(addresses - comments, {b"http://www.w3.org/2000/svg"})


class AsServed(PageTest):
    """The page as Martlet serves it."""

    def test_is_served_with_the_policy_that_fits_it(self):
        """the page is served as it is, with the policy that names its script and its style"""
        status, headers, body = self.start_server().get("/")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        self.assertEqual(body, csp.PAGE.read_bytes())
        self.assertEqual(headers["Content-Security-Policy"], csp.policy(body))
