"""WiFi: the board joins the network of martlet.txt, by a radio that is there when it starts, and by one that comes later."""

import radios
from commands import require
from image_case import ImageCase
from wifi_guest import WifiGuest

NAME, PASSPHRASE, ANOTHER = "Home & garden", "the right one", "another one"
SETTINGS = f"device = pattern\nconsole = on\nwifi-name = {NAME}\nwifi-password = {PASSPHRASE}\nwifi-country = DE\n"
NO_RADIO = "martlet.txt: wifi-name is set, and this board has no WiFi radio that works: plug in a network cable"
# To look for networks takes 5 s there, and is done again after 5; where the passphrase was wrong, after 10.
JOIN_SECONDS = 60


class Wifi(ImageCase):
    """The board has Ethernet as well, by which it is asked whether all else goes on."""

    def setUp(self):
        super().setUp()
        require(*radios.NEEDED)

    def test_radio_at_start(self):
        """a radio that is there at the start joins, and the page is seen there; it goes, comes again, and joins again"""
        guest = self._boot(has_radio=True)
        self._begin_network(guest, PASSPHRASE)
        self._assert_joins(guest, "after the start")

        guest.unplug()
        self.wait_until(lambda: not guest.wifi_address(), 30, "the address is gone with the radio")
        self._assert_goes_on(guest)
        guest.plug()
        self._begin_network(guest, PASSPHRASE)
        self._assert_joins(guest, "again")
        # There was a DHCP server at any time, and so nothing to take a link-local address for.
        self.assertNotRegex(guest.log(), "wlan0: (probing|using IPv4LL)")

    def test_radio_that_comes(self):
        """no radio, which the page says; one comes: by a wrong passphrase nothing is harmed, and the log says why; with the right one it joins"""
        guest = self._boot(has_radio=False)
        # From then on nobody looks for radios any more: what the kernel tells must do.
        self.wait_until(lambda: "kept" not in guest.shell("[ ! -e /usr/share/zoneinfo ] || echo ke''pt"), 30, "it is tidy")
        self.assertNotIn("wlan", guest.shell("ls /sys/class/net"), "a radio before there is one")
        notes = self.wait_until(lambda: guest.state()["notes"][1:], 30, "the page says that there is no radio")
        self.assertEqual(notes, [NO_RADIO])
        guest.plug()
        self._begin_network(guest, ANOTHER)
        self.wait_until(lambda: "POSSIBLE-PSK-MISMATCH" in guest.network_log(), JOIN_SECONDS, "it tries to join")
        self.wait_until(lambda: "pre-shared key may be incorrect" in guest.log(), 30, "the log says why it did not join")
        self.assertIsNone(guest.wifi_address())
        self._assert_goes_on(guest)
        self._begin_network(guest, PASSPHRASE)
        self._assert_joins(guest, "once the passphrase was right")
        self.assertEqual(len(guest.state()["notes"]), 1, "nothing is missing any more")

    def _boot(self, has_radio):
        guest = self.boot(self.new_card(SETTINGS), WifiGuest, has_radio=has_radio)
        # No network is in reach yet. That, too, keeps the page from nothing.
        self.assertEqual(len(self.pages_notes(guest)), 1, "all that it says is that everybody may watch")
        return guest

    def _begin_network(self, guest, passphrase):
        # It is on a channel that nobody may use before the radios are told the country. There may be no radio to ask yet.
        self.wait_until(lambda: "country DE" in guest.shell("iw reg get 2>&1 || true"), JOIN_SECONDS,
                        "the radio is taken into use, in the country of martlet.txt")
        guest.begin_network(NAME, passphrase)

    def _assert_joins(self, guest, when):
        address = self.wait_until(guest.wifi_address, JOIN_SECONDS, f"it has an address in the WiFi network, {when}")
        self.assertIn("<!DOCTYPE html>", guest.page_by_wifi(address))
        self.note(f"joined {when} at {guest.since_start():.0f} s")

    def _assert_goes_on(self, guest):
        status, page = guest.ask("/")
        self.assertEqual((status, b"<!DOCTYPE html>" in page), (200, True), "the page by Ethernet")
        self.assertEqual(guest.ask("/healthz")[0], 200)
