"""Viewers that are all read at once, as fast as they are given."""

import selectors


class Audience:
    """Takes what comes for any of its viewers; `parts` counts those of each and `numbers` holds which there were."""

    def __init__(self, viewers):
        self.parts = [0] * len(viewers)
        self.numbers = set()
        self._selector = selectors.DefaultSelector()
        for index, viewer in enumerate(viewers):
            self._selector.register(viewer, selectors.EVENT_READ, (index, viewer))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._selector.close()

    def take(self, frames):
        """Reads until each viewer has taken so many parts more."""
        wanted = [count + frames for count in self.parts]
        while any(count < least for count, least in zip(self.parts, wanted)):
            ready = self._selector.select(15)
            if not ready:
                raise AssertionError(f"nothing came for 15 s; the viewers have {self.parts} parts")
            for key, _ in ready:
                index, viewer = key.data
                received = viewer.receive()
                if received is None:
                    raise AssertionError(f"the stream of viewer {index} ended after {self.parts[index]} parts")
                self.parts[index] += len(received)
                self.numbers.update(part.sequence for part in received)
