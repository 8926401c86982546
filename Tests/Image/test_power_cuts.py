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
# How long a board that has written writes nothing more before it is done, and how soon after a write the plug is pulled.
REST_SECONDS, SOON_SECONDS = 2.5, 0.02


class PowerCuts(ImageCase):
    """One card, whose owner writes another password into martlet.txt again and again, and has the log kept on it too."""

    def test_while_it_starts_and_writes(self):
        """power cuts while it starts, takes a new password over and writes its log: it starts, and asks for that password"""
        chance = random.Random(SEED)
        card = self.new_card(self._settings(0))
        guest = self.boot(card)
        moments = self._writes(guest, rest=REST_SECONDS)
        guest.cut_power()
        most = len(moments)
        self.assertGreater(most, 5, "a new password and a log were to be written")
        aimed, others = [], []
        for number in range(1, CUTS + 1):
            new = number % 2
            card.write("martlet.txt", self._settings(new).encode())
            guest = self.boot(card)
            # Two plugs are pulled just after a write that was chosen by chance, the next two at any moment.
            is_aimed = number % 4 in (1, 2)
            if is_aimed:
                writes = len(self._writes(guest, chance.randint(1, most - 1)))
                time.sleep(chance.uniform(0, SOON_SECONDS))
            else:
                writes = len(self._writes(guest, end=chance.uniform(0, moments[-1])))
            guest.cut_power()
            (aimed if is_aimed else others).append(writes)
            where = f"cut {number} of seed {SEED}, at {guest.since_start():.2f} s, after {writes} of {most} writes"
            self.assertEqual(card.check(), "", where)
            self._starts_with(card, new, where)
            self.assertNotIn(PASSWORDS[new].encode(), card.path.read_bytes(), where)
        hit = [writes for writes in aimed if 0 < writes < most]
        self.note(f"seed {SEED}: {CUTS} cuts; {len(aimed)} aimed at the writing, {len(hit)} of them fell into it, after "
                  f"{min(hit, default=0)} to {max(hit, default=0)} of {most} writes; of the others {others.count(0)} came before it")
        self.assertGreaterEqual(len(hit), len(aimed) * 2 // 3, "those that were aimed at the writing have missed it")

    def _starts_with(self, card, new, where):
        guest = self.boot(card)
        guest.wait_for_http()
        answers = [guest.ask("/state", headers={"Authorization": field}) for field in FIELDS]
        self.assertEqual(answers[new][0], 200, f"{where}: {answers}")
        self.assertEqual(answers[1 - new][0], 401, f"{where}: {answers}")
        self.assertIn(b'"name":"shed"', answers[new][1], where)
        guest.cut_power()

    @staticmethod
    def _settings(password):
        return f"device = pattern\nname = shed\nlog = card\npassword = {PASSWORDS[password]}\n"

    @staticmethod
    def _writes(guest, most=1 << 30, end=60.0, rest=60.0):
        """When the board has written to its card, each time seen as a change of the file's own time.

        Looked for until there are so many, until that many seconds since the start, or until it has rested as long.
        """
        moments, last = [], guest.card.written()
        while len(moments) < most and guest.since_start() < min(end, moments[-1] + rest if moments else end):
            if (now := guest.card.written()) != last:
                moments.append(guest.since_start())
                last = now
            time.sleep(0.0005)
        return moments
