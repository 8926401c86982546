"""Pulling the plug at any time: the board starts again, with its settings."""

import os
import random
import time

from image_case import ImageCase

CUTS = int(os.environ.get("MARTLET_POWER_CUTS", "5"))
SEED = int(os.environ.get("MARTLET_SEED", "20261125"))
PASSWORDS = ("an old one", "one that is new")
# Basic, for each of them.
FIELDS = ("Basic OmFuIG9sZCBvbmU=", "Basic Om9uZSB0aGF0IGlzIG5ldw==")


class PowerCuts(ImageCase):
    """One card, whose owner writes another password into martlet.txt again and again."""

    def test_while_it_starts(self):
        """power cuts while it starts and takes a new password over: it starts, and asks for that password"""
        self.note(f"seed {SEED}")
        chance = random.Random(SEED)
        card = self.new_card(f"device = pattern\npassword = {PASSWORDS[0]}\n")
        guest = self.boot(card)
        usual = guest.wait_for_http()
        guest.cut_power()
        moments = []
        for number in range(1, CUTS + 1):
            new = number % 2
            card.write("martlet.txt", f"device = pattern\npassword = {PASSWORDS[new]}\n".encode())
            moments.append(chance.uniform(0, usual * 1.2))
            guest = self.boot(card)
            time.sleep(max(0, moments[-1] - guest.since_start()))
            guest.cut_power()
            self.assertEqual(card.check(), "", f"after a cut at {moments[-1]:.2f} s")
            guest = self.boot(card)
            guest.wait_for_http()
            statuses = [guest.ask("/state", headers={"Authorization": field})[0] for field in FIELDS]
            self.assertEqual(statuses[new], 200, f"after a cut at {moments[-1]:.2f} s: {statuses}")
            self.assertEqual(statuses[1 - new], 401, f"after a cut at {moments[-1]:.2f} s: {statuses}")
            guest.cut_power()
            self.assertNotIn(PASSWORDS[new].encode(), card.path.read_bytes())
        self.note(f"{CUTS} cuts from {min(moments):.1f} to {max(moments):.1f} s, HTTP after {usual:.1f} s")
