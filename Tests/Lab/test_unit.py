"""Martlet as a sandboxed service: systemd and udev of Debian, the units and the rule as `make install` lays them down."""

import time

from camera.pictures import stamp
from guest import WEB_PORT
from service import KERNEL, SECOND_CAMERA, SETTINGS, UNIT, ServiceCase
from viewer import get, get_state

# The longest that a fault may last here; what is promised of each is measured by the lab's other tests.
PATIENCE = 30
WATCHDOG_SECONDS = 10
STOP_SECONDS = 2


class Place(ServiceCase):
    """What it is to systemd and to the kernel, and what it may not do."""

    def test_ready_and_status(self):
        """systemd knows that it is ready, and in words how it stands"""
        self.assertEqual(
            self.service.show("Type", "ActiveState", "SubState", "Result"),
            {"Type": "notify", "ActiveState": "active", "SubState": "running", "Result": "success"})
        viewer = self.view()
        self.wait_for_picture(viewer)
        self.wait_for_status("watched by 1")
        viewer.close()
        self.wait_for_status("ready; nobody watches")
        self.camera.command("unplug")
        self.note(self.wait_for_status("plug it in"))

    def test_port_80(self):
        """it streams at port 80, which systemd holds open, over IPv4 and IPv6"""
        self.assert_clean(self.view().take(10))
        for address in ("127.0.0.1", "::1"):
            answer = self.service.check(f"printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' | nc -w 3 {address} 80")
            self.assertRegex(answer, r"^HTTP/1\.[01] 200 ", address)

    def test_rights(self):
        """it has a user of its own, no capability, no way to new privileges, and seccomp"""
        lines = self.service.check(f"cat /proc/{self.service.process}/status").splitlines()
        told = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        for capabilities in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            self.assertEqual(int(told[capabilities], 16), 0, capabilities)
        self.assertEqual((told["NoNewPrivs"], told["Seccomp"]), ("1", "2"))
        self.assertEqual(set(told["Uid"].split()), {self._number_of("martlet", "passwd")})
        self.assertEqual(set(told["Groups"].split()),
                         {self._number_of(name, "group") for name in ("martlet", "video", "gpio")})

    def test_devices(self):
        """of devices it can open cameras, their USB devices and the watchdog, and no others, not even as root"""
        self.service.check("modprobe softdog soft_noboot=1")
        usb = self.service.check("grep -l UNIT0001 /sys/bus/usb/devices/*/serial").rpartition("/")[0]
        camera = self.service.check(f". {usb}/uevent; echo /dev/$DEVNAME")
        allowed = [self.guest.camera_path("UVC"), camera, "/dev/watchdog0", "/dev/watchdog", "/dev/null"]
        refused = ["/dev/mem", "/dev/kmsg", "/dev/vcs", "/dev/ttyS0"]
        for device in (*allowed, *refused):
            opened = f"exec 3<>{device}"
            self.service.check(f"sh -c '{opened}'")
            status = self.guest.run(f"sh -c 'echo $$ >{self._control_group()}/cgroup.procs; {opened}'").status
            self.assertEqual(status == 0, device in allowed, device)

    def test_files(self):
        """it can write to its state and to no other file, not even as root"""
        # /run is root's, and systemd leaves it open to root.
        places = ("/", "/etc", "/usr", "/var/lib", "/home", "/var/lib/martlet", "/sys/kernel/mm/ksm", "/proc/sys/vm")
        # Its own root: in a guest without a disk systemd has moved it, and the namespace begins elsewhere.
        inside = f"/proc/{self.service.process}/root"
        # A shell's `test -w` takes root's word for it.
        written = {place for place in places
                   if self.guest.run(f"touch {inside}{place}/probe && rm {inside}{place}/probe").status == 0}
        self.assertEqual(written, {"/var/lib/martlet"})

    def _number_of(self, name, table):
        return self.service.check(f"grep ^{name}: /etc/{table}").split(":")[2]

    def _control_group(self):
        return f"/sys/fs/cgroup{self.service.show('ControlGroup')['ControlGroup']}"


class Faults(ServiceCase):
    """What needs the most rights to recover from. The viewer stays connected through each."""

    def test_unplugged(self):
        """unplugged and plugged in again: the viewer has its picture again"""
        viewer = self.watch()
        self.camera.command("unplug")
        self.wait_for_state("recovering")
        self.camera.command("plug")
        self.assert_recovered(viewer)

    def test_plugged_in_late(self):
        """plugged in for the first time when the service runs already: it may open what its driver brings"""
        self.camera.command("unplug")
        self.service.check(f"systemctl stop {UNIT}; "
                           "rmmod uvcvideo videobuf2_v4l2 videobuf2_vmalloc videobuf2_memops videobuf2_common videodev; ! grep video4linux /proc/devices")
        self.service.check(f"systemctl start {UNIT}")
        viewer = self.view()
        self.camera.command("plug")
        self.assert_recovered(viewer)

    def test_frozen_until_reset(self):
        """frozen until its USB device has been reset, which the rule and the unit allow"""
        viewer = self.watch()
        self.camera.command("freeze")
        self.wait_for_log("the camera's USB device was reset", PATIENCE)
        # Nobody has pulled its cable, and its driver has found it anew.
        self.assertRegex(self.service.log(self.since, KERNEL), r"usb \S+: Found UVC")
        self.assertEqual(self.service.state()["counters"]["resets"], 1)
        self.camera.command("thaw")
        self.assert_recovered(viewer)

    def test_frozen_without_rule(self):
        """frozen, and udev without the rule: the USB reset is left out, which the log says once"""
        self.hide("/usr/lib/udev/rules.d/70-martlet.rules")
        viewer, began = self.watch(), self.service.log_position()
        self.camera.command("freeze")
        self.note(self.wait_for_log("the camera's USB device cannot be reset: .*", PATIENCE)[0])
        self.camera.command("thaw")
        self.assert_recovered(viewer)
        self.assertNotRegex(self.service.log(began, KERNEL), "Found UVC")

    def test_hung_control(self):
        """a request that it never answers while it is opened"""
        viewer = self.reopen_with("hang-control 1")
        self.assert_recovered(viewer)

    def test_stalled_commit(self):
        """a stream that it refuses to start"""
        viewer = self.reopen_with("stall-commit 3")
        self.assert_recovered(viewer)
        self.assertGreater(self.service.state()["counters"]["faults"]["failed"], 0)

    def test_busy(self):
        """held by a program of another user: that is said, without its name, and ends with it"""
        self.put("off")
        self.wait_until(lambda: not self.camera.is_streaming(), 5, "the camera is closed")
        holder = self.service.check("martlet --device camera --listen 127.0.0.1:9000 --idle-close 0 "
                                    ">/dev/null 2>&1 & echo $!")
        self.addCleanup(self.guest.run, f"kill {holder}")
        self.wait_until(self.camera.is_streaming, 5, "another program has the camera")
        self.put("on")
        viewer = self.view()
        self.note(self.wait_for_log("in use by .*")[0])
        self.service.check(f"kill {holder}")
        self.assert_recovered(viewer)


class Life(ServiceCase):
    """Reload, restart and end."""

    def test_reload(self):
        """`systemctl reload` takes other settings over, names those that it cannot, and nobody is cut off"""
        viewer = self.watch()
        process = self.service.process
        self.set_settings("device = camera\nopen = on\nsize = 160x120\nframe-timeout = 1\nlisten = 127.0.0.1:9000\n")
        self.service.check(f"systemctl reload {UNIT}")
        self.note(self.wait_for_log("settings read again.*")[0])
        self.assertRegex(self.notes[0], "changed: size; changed only by a restart: listen")
        self.wait_until(lambda: (self.service.state().get("format") or {}).get("width") == 160, 5, "the other size")
        self.assert_recovered(viewer)
        self.wait_until(lambda: self.service.show("SubState")["SubState"] == "running", 5, "the reload has ended")
        self.assertEqual(self.service.process, process)

    def test_reload_with_mistake(self):
        """`systemctl reload` with a mistake in the settings changes nothing and says where it is"""
        viewer = self.watch()
        self.set_settings(SETTINGS + "size = large\n")
        self.service.check(f"systemctl reload {UNIT}")
        self.note(self.wait_for_log("settings stay as they are.*")[0])
        self.assertIn(f"/etc/martlet.conf:{SETTINGS.count(chr(10)) + 1}", self.notes[0])
        self.assert_recovered(viewer)
        self.wait_until(lambda: self.service.show("SubState")["SubState"] == "running", 5, "the reload has ended")

    def test_mistake_at_start(self):
        """with a mistake in the settings it is tried until that is mended, then it serves by itself"""
        self.set_settings(SETTINGS + "size = large\n")
        self.service.check(f"systemctl kill -s KILL {UNIT}")
        times = 4
        self.wait_until(lambda: self.service.log(self.since).count("size = 'large'") >= times, PATIENCE,
                        f"{times} tries")
        self.service.check(f"printf '{SETTINGS}' >/etc/martlet.conf")
        self.wait_until_live()

    def test_killed(self):
        """SIGKILL: it is started again, and who came meanwhile is not refused"""
        before = self.service.process
        self.service.check(f"systemctl kill -s KILL {UNIT}")
        asked = time.monotonic()
        status, _, _ = get(self.service.address, "/healthz", timeout=10)
        self.note(f"answers {time.monotonic() - asked:.1f} s later")
        self.assertEqual(status, 200)
        self.wait_until_live()
        self.assertNotEqual(self.service.process, before)

    def test_stopped(self):
        """SIGSTOP: WatchdogSec ends it, and it is started again"""
        before = self.service.process
        stopped = time.monotonic()
        self.service.check(f"kill -STOP {before}")
        self.wait_until(lambda: self.service.process not in (0, before), WATCHDOG_SECONDS + PATIENCE, "another process")
        self.note(f"after {time.monotonic() - stopped:.1f} s")
        self.assertLess(time.monotonic() - stopped, WATCHDOG_SECONDS + 5)
        self.assertIn("Failed with result 'watchdog'", self.service.log(self.since))
        self.wait_until_live()

    def test_end(self):
        """`systemctl stop` with a viewer ends it cleanly; the next who comes starts it again"""
        viewer = self.watch()
        began = time.monotonic()
        self.service.check(f"systemctl stop {UNIT}")
        self.assertLess(time.monotonic() - began, STOP_SECONDS)
        self.assertEqual(
            self.service.show("ActiveState", "Result", "ExecMainCode", "ExecMainStatus"),
            {"ActiveState": "inactive", "Result": "success", "ExecMainCode": "1", "ExecMainStatus": "0"})
        for _ in viewer:
            pass
        self.assertTrue(viewer.closed_cleanly, "the stream did not end with its last boundary")
        self.assertFalse(self.camera.is_streaming(), "the camera was left on")
        self.wait_until_live()

    def test_remembers_pause(self):
        """paused is remembered over a restart, in a folder that is for its user alone"""
        self.addCleanup(self.put, "on")
        self.put("off")
        self.service.check(f"systemctl restart {UNIT}")
        self.assertEqual(self.service.state()["state"], "paused")
        self.wait_for_status("paused")
        listed = self.service.check("stat -c '%U %a %n' /var/lib/martlet /var/lib/martlet/*")
        self.assertEqual(listed.splitlines(), ["martlet 700 /var/lib/martlet", "martlet 600 /var/lib/martlet/paused"])
        self.put("on")
        self.service.check(f"systemctl restart {UNIT}")
        self.wait_until_live()

    def test_watchdog(self):
        """the hardware watchdog: it may open and set it, and a clean end disarms it"""
        self.service.check("modprobe softdog soft_noboot=1")
        look = "cd /sys/class/watchdog/watchdog0; echo $(cat state timeout)"
        self.set_settings(SETTINGS + "watchdog = /dev/watchdog\nwatchdog-time = 20\n")
        self.service.check(f"systemctl restart {UNIT}")
        self.assertEqual(self.service.check(look), "active 20")
        self.service.check(f"systemctl stop {UNIT}")
        self.assertEqual(self.service.check(look), "inactive 20")


class Instance(ServiceCase):
    """martlet@.service."""

    def test_second_camera(self):
        """martlet@front.service serves a second camera by /etc/martlet/front.conf, at an address of its own"""
        second = self.service.second_camera
        second.command("plug")
        self.addCleanup(second.command, "unplug")
        settings = f"device = usb-1209:0001-{SECOND_CAMERA}\nopen = on\nsize = 640x480\nlisten = 0.0.0.0:{WEB_PORT}\n"
        self.service.check(f"mkdir -p /etc/martlet; printf '{settings}' >/etc/martlet/front.conf\n"
                           "systemctl start martlet@front.service")
        self.addCleanup(self.service.check, "systemctl stop martlet@front.service")
        address = self.guest.web_address
        picture = self.wait_until(lambda: self._picture(address), PATIENCE, "a picture of the second camera")
        self.assertIsNotNone(stamp(picture))
        self.assertIn(SECOND_CAMERA, get_state(address)["camera"]["identity"])
        self.wait_until_live()
        self.assertIn("UNIT0001", self.service.state()["camera"]["identity"])

    @staticmethod
    def _picture(address):
        try:
            status, _, body = get(address, "/snapshot", timeout=5)
        except OSError:
            return None
        return body if status == 200 else None
