"""What is measured: a camera, its viewers, and which figures tell."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Viewers:
    """How many of each kind watch at once; the kinds are viewer.h's."""

    fast: int = 0
    slow: int = 0
    stuck: int = 0
    naive: int = 0
    slow_bytes_per_second: int = 1_000_000
    spacing_ms: int = 0

    def arguments(self):
        """The command line for the program `viewers`; none if there is no viewer."""
        kinds = [("fast", self.fast), ("slow", self.slow), ("stuck", self.stuck), ("naive", self.naive)]
        words = [word for kind, count in kinds if count for word in (f"--{kind}", str(count))]
        return words and [*words, "--slow-bytes-per-second", str(self.slow_bytes_per_second),
                          "--spacing-ms", str(self.spacing_ms)]

    @property
    def connecting_seconds(self):
        """How long it takes until all have connected."""
        return self._count * self.spacing_ms / 1000

    @property
    def _count(self):
        return self.fast + self.slow + self.stuck + self.naive

    def __str__(self):
        kinds = [("fast", self.fast), ("slow", self.slow), ("stuck", self.stuck), ("naive", self.naive)]
        words = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
        return f"{words} viewer{'' if self._count == 1 else 's'}" if words else "nobody watches"


@dataclass(frozen=True)
class Scenario:
    """One camera and its viewers; `group` is the name that chooses it together with others."""

    name: str
    format: str
    width: int
    height: int
    rate: int
    viewers: Viewers
    why: str
    frames: str = ""
    seconds: float = 0
    group: str = ""
    camera: str = "played"
    not_for: dict = field(default_factory=dict)
    only_for: str = ""

    @property
    def title(self):
        """The scenario in a line."""
        camera = "the test pattern" if self.camera == "pattern" else self.format
        return f"{camera} {self.width}x{self.height} at {self.rate} fps, {self.viewers}"

    def is_chosen(self, names):
        """Whether these names choose it; no name chooses all."""
        return not names or self.name in names or self.group in names


_NO_ENCODER = {"floor": "it encodes nothing"}
_NO_LIMIT = {"floor": "it lets every stuck viewer keep one of the camera's buffers"}

# What draws its clock into the picture, for readers that see nothing but decoded pixels: `rtmp` and `slow-readers`.
CLOCK = Scenario("clock", "YUYV", 640, 480, 30, Viewers(), "the time of capture as it is seen")


def _memory(size, width, height):
    """How much memory the server takes at this size."""
    def one(name, viewers, why, not_for=None):
        return Scenario(f"memory-{size}-{name}", "MJPG", width, height, 30, viewers, why, frames=size, group="memory",
                        not_for=not_for or {})
    return [
        one("idle", Viewers(), "memory at rest"),
        one("one", Viewers(fast=1), "memory with one viewer"),
        one("64", Viewers(fast=64), "memory with many viewers"),
        one("64-stuck", Viewers(stuck=64, spacing_ms=50), "memory when every viewer stops inside another picture",
            _NO_LIMIT),
    ]


SCENARIOS = [
    Scenario("one", "MJPG", 1280, 720, 30, Viewers(fast=1), "the usual case", frames="720p"),
    Scenario("eight", "MJPG", 1280, 720, 30, Viewers(fast=8), "a household", frames="720p"),
    Scenario("many", "MJPG", 1280, 720, 15, Viewers(fast=64), "the price of one more viewer", frames="720p"),
    Scenario("fhd", "MJPG", 1920, 1080, 60, Viewers(fast=4), "large and fast", frames="1080p"),
    Scenario("crowd", "MJPG", 1920, 1080, 60, Viewers(fast=64), "whether each viewer holds the full rate",
             frames="1080p"),
    Scenario("mixed", "MJPG", 1280, 720, 30, Viewers(fast=4, slow=2, stuck=4),
             "whether slow and stuck viewers are the others' trouble", frames="720p"),
    Scenario("weak", "MJPG", 1280, 720, 30, Viewers(fast=1, slow=2, slow_bytes_per_second=500_000),
             "how old pictures are behind a weak link", frames="720p"),
    Scenario("encode", "YUYV", 1280, 720, 30, Viewers(fast=1), "a camera without JPEG", not_for=_NO_ENCODER),
    Scenario("naive", "MJPG", 1280, 720, 30, Viewers(fast=1, naive=2),
             "a program that works a second on each picture", frames="720p-small", seconds=40),
    Scenario("pattern", "MJPG", 1920, 1080, 30, Viewers(fast=8), "a picture that the server draws itself",
             camera="pattern", only_for="martlet"),
    *_memory("720p", 1280, 720),
    *_memory("1080p", 1920, 1080),
]
