"""What the camera has been asked to do wrong, and how many times still."""

PICTURE_FAULTS = (
    "truncate",     # half the frame is missing (or as many percent as asked are kept)
    "corrupt",      # bytes changed inside the scan; no marker made or broken
    "no-start",     # the first marker is missing
    "no-tables",    # the Huffman tables are missing
    "junk",         # bytes follow the end of the image
    "empty",        # a frame of no bytes
    "garbage",      # random bytes between a start and an end of image
    "noise",        # random bytes and nothing else
    "oversize",     # more bytes than the camera said a frame can have
)
PAYLOAD_FAULTS = (
    "error-bit",    # the payload header says that the frame is bad
    "no-end",       # the payload header does not end the frame
    "same-id",      # the next frame carries the same frame identifier
    "run-together",  # both of them: the frame and the next arrive as one
)
BUS_FAULTS = (
    "stall",        # the stream endpoint stalls
    "bus-error",    # a transfer fails with an I/O error
    "babble",       # a transfer fails with an overflow
    "stall-probe",  # a probe request stalls
    "stall-commit",  # a commit request stalls
    "hang-control",  # a control request is never answered
)
EVERY_FAULT = PICTURE_FAULTS + PAYLOAD_FAULTS + BUS_FAULTS


class Faults:
    """Counts down each fault; a count below zero never ends."""

    def __init__(self):
        self._left = {}
        self.percent_kept = 50

    def ask(self, name, times):
        """Lets the fault happen that many times from now."""
        self._left[name] = times

    def clear(self):
        """Nothing goes wrong any more."""
        self._left.clear()

    def take(self, name):
        """Whether the fault happens now; if so it is used up once."""
        left = self._left.get(name, 0)
        if left > 0:
            self._left[name] = left - 1
        return left != 0

    def pending(self):
        """The faults still to come, by name."""
        return {name: left for name, left in self._left.items() if left}
