"""An emulated board with a radio, and with a WiFi network in reach when the test says so."""

import re
import shlex

import radios
from image_guest import ImageGuest

# Where the access point is: the board has another address at its Ethernet.
NETWORK = "10.5.0."


class WifiGuest(ImageGuest):
    """`console = on` must be in its martlet.txt. With `has_radio` the radio is in the board when it starts."""

    def __init__(self, card, folder, cameras=(), has_radio=False):
        self._has_radio = has_radio
        super().__init__(card, folder, cameras)

    def plug(self):
        """Plugs a stick in that is a radio."""
        self.monitor.execute("device_add", driver="usb-tablet", bus="usb.0")

    def unplug(self):
        """Takes the radios away, as if what they are in were pulled out. That is the access point's end too."""
        self.shell("rmmod mac80211_hwsim && access-point stop")

    def begin_network(self, name, passphrase):
        """Begins a network, or begins it anew."""
        self.shell(f"access-point start {shlex.quote(name)} {shlex.quote(passphrase)}", 30)

    def network_log(self):
        """What the access point has seen since it began."""
        return self.shell("access-point log")

    def log(self):
        """The board's own log."""
        return self.shell("cat /run/log/martlet.log", 30)

    def wifi_address(self):
        """The board's address in the WiFi network, if it has one."""
        # Where there is no such radio, ip says so and fails.
        found = re.search(rf"inet ({re.escape(NETWORK)}\d+)/", self.shell("ip -4 -o addr show dev wlan0 2>&1 || true"))
        return found[1] if found else None

    def page_by_wifi(self, address):
        """The page, as somebody in the WiFi network gets it."""
        return self.shell(f"access-point run wget -T 10 -q -O - http://{address}/", 30)

    def _take_out(self, card):
        super()._take_out(card)
        with open(self.folder / "initramfs.zst", "ab") as initramfs:
            initramfs.write(radios.archive())

    def _command_line(self, monitor, cameras):
        words = super()._command_line(monitor, cameras)
        return [*words, "-device", "edu"] if self._has_radio else words
