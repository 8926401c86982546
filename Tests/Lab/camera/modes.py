"""What the camera offers: formats, sizes and rates, and the controls of its sensor."""

from dataclasses import dataclass

MOTION_JPEG = 1
YUYV = 2

FORMAT_NAMES = {MOTION_JPEG: "MJPG", YUYV: "YUYV"}


@dataclass(frozen=True)
class Mode:
    """One size of one format, with its rates in frames a second, the default first."""

    format: int
    width: int
    height: int
    rates: tuple

    @property
    def intervals(self):
        """The time of one frame at each rate, in units of 100 ns, as UVC counts it."""
        return tuple(10_000_000 // rate for rate in self.rates)

    @property
    def largest_frame(self):
        """The largest frame the camera will ever send, in bytes."""
        return self.width * self.height * 2


MODES = (
    Mode(MOTION_JPEG, 640, 480, (30, 15, 5)),
    Mode(MOTION_JPEG, 1280, 720, (30, 15, 5)),
    Mode(MOTION_JPEG, 160, 120, (30, 15, 5)),
    Mode(YUYV, 640, 480, (30, 15, 5)),
    Mode(YUYV, 1280, 720, (15, 5)),
)


def modes_of(format_index):
    """The modes of one format, in the order of their frame descriptors."""
    return [mode for mode in MODES if mode.format == format_index]


CAMERA_TERMINAL = 1
PROCESSING_UNIT = 2


@dataclass
class Control:
    """One control of a unit: its selector and bit (UVC 1.1 tables A-12, A-13) and its range."""

    name: str
    unit: int
    selector: int
    bit: int
    size: int
    minimum: int
    maximum: int
    step: int
    default: int
    current: int = 0

    def __post_init__(self):
        self.current = self.default


def new_controls():
    """A fresh set of controls, each at its default; for the exposure mode the step is the set of modes offered."""
    return [
        Control("brightness", PROCESSING_UNIT, 0x02, 0, 2, -64, 64, 1, 0),
        Control("contrast", PROCESSING_UNIT, 0x03, 1, 2, 0, 100, 1, 50),
        Control("power line frequency", PROCESSING_UNIT, 0x05, 10, 1, 0, 2, 1, 1),
        Control("exposure mode", CAMERA_TERMINAL, 0x02, 1, 1, 1, 8, 9, 8),
        Control("exposure time", CAMERA_TERMINAL, 0x04, 3, 4, 1, 5000, 1, 156),
    ]
