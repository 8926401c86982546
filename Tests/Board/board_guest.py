"""The emulated board: QEMU's arm64 `virt` with its GPIO chip, whose lines are named, and with a hardware watchdog."""

from pathlib import Path

from commands import run
from guest import Guest

_EMULATOR = "qemu-system-aarch64"
_HARDWARE = ("-cpu", "cortex-a53", "-smp", "2", "-m", "512")
_GPIO_NODE = "/pl061@9030000"
# No line has the number of its name, as on a Raspberry Pi none need have.
LINE_NAMES = tuple(f"GPIO{number}" for number in range(20, 28))
NEEDED = (_EMULATOR, "fdtput")


class BoardGuest(Guest):
    """One emulator; a reset by the watchdog boots the guest again, with nothing that was there before."""

    MACHINE = (_EMULATOR, "-machine", "virt", "-accel", "tcg,thread=multi", *_HARDWARE,
               "-device", "i6300esb", "-action", "watchdog=reset")
    KERNEL_OPTIONS = "console=ttyAMA0 quiet mitigations=off"

    def __init__(self, debian, archive, folder):
        self.pins_path = Path(folder) / "pins"
        self.pins_log_path = Path(folder) / "emulator.log"
        self._devices = Path(folder) / "devices.dtb"
        run(_EMULATOR, "-machine", f"virt,dumpdtb={self._devices}", *_HARDWARE)
        run("fdtput", "-t", "s", self._devices, _GPIO_NODE, "gpio-line-names", *LINE_NAMES)
        super().__init__(debian, archive, [], folder)

    def resets(self):
        """Every reset so far, as what QEMU tells of it."""
        return [event for event in self.monitor.events() if event["event"] == "RESET"]

    def wait_until_booted(self):
        """Waits until the guest has come back from every reset so far."""
        self.wait_for_boot(1 + len(self.resets()))
        self.wait_for_agent()

    def _command_line(self, *arguments):
        return [
            *super()._command_line(*arguments), "-dtb", str(self._devices),
            # Without a file for its log, qtest tells on standard error at once what happens to the lines, and when.
            "-qtest", f"unix:{self.pins_path},server=on,wait=off",
        ]
