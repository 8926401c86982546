"""The pages as files, and as Martlet serves them; no browser needed."""

import re

import csp
from support import PageTest

LIMIT_BYTES = 16 * 1024


class TheFiles(PageTest):
    """The pages as files."""

    def each(self):
        """Every page, a subtest each."""
        for path in csp.PAGES.values():
            with self.subTest(path.name):
                yield path.read_bytes()

    def test_is_under_16_kb(self):
        """each page is under 16 KB"""
        for page in self.each():
            self.assertLess(len(page), LIMIT_BYTES)

    def test_has_one_script_one_style_and_nothing_inline_besides(self):
        """each page has one script, one style, no style or handler attribute"""
        for page in self.each():
            csp.content(page, b"script")
            csp.content(page, b"style")
            markup = re.sub(rb"<(script|style)>.*?</\1>", b"", page, flags=re.DOTALL)
            self.assertNotRegex(markup, rb"(?i)<[^>]*\s(style|on[a-z]+)\s*=")

    def test_names_no_outside_resource(self):
        """no page names an outside resource"""
        for page in self.each():
            addresses = set(re.findall(rb"(?:https?:)?//[a-zA-Z0-9][^'\"\s)>]*", page))
            comments = {address for address in addresses if b"." not in address}
            # A name space is a name: nothing is fetched from it.
            self.assertLessEqual(addresses - comments, {b"http://www.w3.org/2000/svg"})


class AsServed(PageTest):
    """The pages as Martlet serves them."""

    def test_is_served_with_the_policy_that_fits_it(self):
        """each page is served as it is, with the policy that names its script and its style"""
        server = self.start_server()
        for target, path in csp.PAGES.items():
            status, headers, body = server.get(target)
            self.assertEqual(status, 200)
            self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
            self.assertEqual(body, path.read_bytes())
            self.assertEqual(headers["Content-Security-Policy"], csp.policy(body))
