"""The page of the real binary in Chromium, while network and server come and go."""

import time

from chromium_test import ChromiumTest, chromium, close_chromium
from support import age, rate, text


def tearDownModule():
    close_chromium()


class Network(ChromiumTest):
    """The page lives with a network and a server that come and go."""

    def test_returns_after_the_server_was_away(self):
        """Chromium: a lost server is told, and comes back by itself"""
        server = self.start_server()
        page = self.open_live(server.address)
        server.kill()
        self.wait_for_words(page, "No connection to Martlet")
        self.assertEqual(page.run("document.title"), "No connection to Martlet · Martlet")
        self.assertEqual(text(page, "headline"), "No connection to Martlet")
        self.assertEqual(text(page, "age"), "–")
        time.sleep(3)
        self.start_server(port=server.port)
        self.wait_for_words(page, "Live")
        self.assert_picture_moves(page)

    def test_tells_a_server_that_answers_nothing(self):
        """Chromium: a server that is there but answers nothing is told, and comes back by itself"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address)
        server.freeze()
        self.addCleanup(server.thaw)
        self.wait_for_words(page, "No connection to Martlet", 15)
        server.thaw()
        self.wait_for_words(page, "Live")

    def test_is_slower_on_a_slow_network(self):
        """Chromium: on a slow network the rate falls and the page stays live; it rises again after"""
        server = self.start_server("--rate", "30")
        page = self.open_live(server.address)
        self.wait_for("a full rate", lambda: (rate(page) or 0) >= 20)

        def limit(bytes_a_second):
            page.call("Network.emulateNetworkConditions", offline=False, latency=0,
                      downloadThroughput=bytes_a_second, uploadThroughput=bytes_a_second)

        limit(6 * len(server.get("/snapshot")[2]))
        # Chromium slows down only what is opened after.
        page.call("Page.reload")
        self.wait_for("a rate near 6", lambda: 0 < (rate(page) or 0) < 12, 20)
        time.sleep(5)
        self.assertEqual(text(page, "words"), "Live")
        self.assertLess(rate(page), 12)
        # Old pictures piled up would be 4 s old by now, and older each second.
        self.assertLess(age(page)[0], 3000)
        limit(-1)
        self.wait_for("a full rate again", lambda: (rate(page) or 0) >= 20, 20)

    def test_rests_while_hidden(self):
        """Chromium: a hidden page closes its stream and asks nothing; shown again, it is live"""
        server = self.start_server("--size", "640x480")
        page = self.open_live(server.address)
        self.assertEqual(len(server.state()["viewers"]), 1)
        other = chromium().call("Target.createTarget", url="about:blank", browserContextId=page.context)["targetId"]
        chromium().call("Target.activateTarget", targetId=other)
        self.wait_for("the page is hidden", lambda: page.run("document.visibilityState") == "hidden")
        self.wait_for("no viewer", lambda: not server.state()["viewers"])
        # A question that was on its way may still be answered.
        time.sleep(0.5)
        asked = len(page.events("Network.requestWillBeSent"))
        time.sleep(5)
        self.assertEqual(len(page.events("Network.requestWillBeSent")), asked)
        self.assertEqual(server.state()["viewers"], [])
        chromium().call("Target.activateTarget", targetId=page.target)
        self.wait_for("a viewer again", lambda: len(server.state()["viewers"]) == 1)
        self.wait_for_words(page, "Live")


class Words(ChromiumTest):
    """What Martlet says of itself is passed on."""

    def test_every_state_has_its_words(self):
        """Chromium: each state has its words and its reason, and only a live picture its numbers"""
        page = self.open_live(self.start_server("--size", "640x480").address, early_script="""
            const ask = window.fetch;
            window.told = {};
            window.fetch = async (what, how) => {
                const answer = await ask(what, how);
                return what.endsWith("/state") ? new Response(JSON.stringify({ ...await answer.json(), ...told })) : answer;
            };""")
        for state, words, reason in (("recovering", "Camera lost", "The camera is unplugged."),
                                     ("opening", "Starting", "the camera is starting"),
                                     ("opening", "Camera lost", "The camera was unplugged."),
                                     ("streaming", "Starting", "the camera is starting"),
                                     ("streaming", "Camera lost", "It sends no pictures."),
                                     ("paused", "Paused", "anything")):
            page.run(f"told = {{state: '{state}', reason: '{reason}'}}, null")
            self.wait_for_words(page, words)
            self.assertEqual(text(page, "headline"), words)
            self.assertEqual(text(page, "detail"), reason if state != "paused" else "The camera is off, for everyone.")
            self.assertEqual(page.run("document.title"), f"{words} · Martlet")
            self.assertIsNone(rate(page))
            self.assertIsNone(age(page))
            self.assertEqual(page.run("document.getElementById('veil').className"), "js")
        page.run("told = {}, null")
        self.wait_for_words(page, "Live")

    def test_a_refusal_is_passed_on(self):
        """Chromium: a stream that is refused is told with the reason, and asked for again"""
        page = self.open(self.start_server("--size", "640x480").address, early_script="""
            const ask = window.fetch;
            let refusals = 3;
            window.fetch = async (what, how) => what.endsWith("/stream") && refusals-- > 0
                ? new Response("too many viewers", { status: 503 }) : ask(what, how);""")
        self.wait_for_words(page, "No picture")
        self.assertEqual(text(page, "detail"), "too many viewers")
        self.wait_for_words(page, "Live")
