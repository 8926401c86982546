"""Chromium without a window, driven through the DevTools protocol over a pair of pipes (no package needed)."""

import atexit
import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

from png import Image

# How long a page may take until it is read to its end.
LOADING_SECONDS = 30


class DevToolsError(Exception):
    """Chromium refused a command, or did not answer in time."""


class Chromium:
    """One running Chromium with a profile of its own.

    `command_prefix` goes before Chromium's own command line, `environment` is added to its environment: both serve
    to start it under another clock.
    """

    def __init__(self, command_prefix=(), environment=None):
        program = shutil.which("chromium")
        if program is None:
            raise DevToolsError("chromium is not installed (see Tests/Browser/packages.txt)")
        self.profile = tempfile.mkdtemp(prefix="martlet-chromium-")
        arguments = [
            program, "--headless", "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "--no-first-run",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--mute-audio", "--lang=en",
        ]
        if os.geteuid() == 0:
            # Chromium refuses to build its sandbox for root.
            arguments.append("--no-sandbox")
        arguments.append("about:blank")
        commands, self.to_browser = _high_pipe()
        self.from_browser, answers = _high_pipe()
        # Chromium reads commands from descriptor 3 and writes answers to descriptor 4.
        wrapper = ["bash", "-c", f'exec "$@" 3<&{commands} 4>&{answers} {commands}<&- {answers}>&-', "bash"]
        self.process = subprocess.Popen(
            wrapper + list(command_prefix) + arguments, pass_fds=(commands, answers), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        # Whatever ends the tests, it does not stay behind.
        atexit.register(self.process.kill)
        os.close(commands)
        os.close(answers)
        self.buffer = b""
        self.next_identifier = 0
        self.events = []
        self.answers = {}

    def close(self):
        """Ends Chromium and removes its profile."""
        try:
            self.call("Browser.close", seconds=5)
        except (DevToolsError, OSError):
            pass
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)
        # Chromium's helpers may still write for a moment after it has ended.
        for _ in range(50):
            shutil.rmtree(self.profile, ignore_errors=True)
            if not os.path.exists(self.profile):
                break
            time.sleep(0.1)

    def call(self, method, session=None, seconds=20, **parameters):
        """Sends one command and returns its result."""
        self.next_identifier += 1
        identifier = self.next_identifier
        message = {"id": identifier, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + seconds
        while identifier not in self.answers:
            if not self._receive(deadline - time.monotonic()):
                raise DevToolsError(f"{method}: no answer in {seconds} s")
        answer = self.answers.pop(identifier)
        if "error" in answer:
            raise DevToolsError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def drain(self):
        """Takes in the events that have arrived."""
        while self._receive(0):
            pass

    def _receive(self, seconds):
        """Reads what is there, waiting at most so long. False when nothing came."""
        if not select.select([self.from_browser], [], [], max(0, seconds))[0]:
            return False
        data = os.read(self.from_browser, 1 << 20)
        if not data:
            raise DevToolsError("Chromium has ended")
        *messages, self.buffer = (self.buffer + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            else:
                self.events.append(message)
        return True

    def new_page(self, **options):
        """Opens a tab in a context of its own (no cache shared with other tabs). Options are those of Page."""
        return Page(self, **options)


class Page:
    """One tab. `width` and `height` in CSS pixels; `colours` is light or dark; `early_script` runs before the page."""

    def __init__(self, browser, width=1280, height=800, colours="light", phone=False, scripting=True,
                 early_script=None):
        self.browser = browser
        self.context = browser.call("Target.createBrowserContext")["browserContextId"]
        self.target = browser.call("Target.createTarget", url="about:blank", browserContextId=self.context,
                                   width=width, height=height)["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=2 if phone else 1, mobile=phone)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}])
        if phone:
            self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        if not scripting:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        if early_script:
            self.call("Page.addScriptToEvaluateOnNewDocument", source=early_script)

    def close(self):
        """Closes the tab and forgets its context."""
        self.browser.call("Target.disposeBrowserContext", browserContextId=self.context)

    def call(self, method, seconds=20, **parameters):
        """Sends one command to this tab."""
        return self.browser.call(method, session=self.session, seconds=seconds, **parameters)

    def go(self, address):
        """Goes to the address, and waits until something begins to come from there."""
        error = self.call("Page.navigate", url=address).get("errorText")
        if error:
            raise DevToolsError(f"{address}: {error}")

    def open(self, address):
        """Goes to the address of a page, and waits until it has been read."""
        self.go(address)
        deadline = time.monotonic() + LOADING_SECONDS
        while self.run("document.readyState") == "loading":
            if time.monotonic() > deadline:
                raise DevToolsError(f"{address} is still being loaded after {LOADING_SECONDS} s")
            time.sleep(0.01)

    def run(self, expression):
        """The value of a JavaScript expression; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True,
                           userGesture=True)
        if "exceptionDetails" in answer:
            raise DevToolsError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key, code, virtual_key):
        """Presses and releases one key."""
        text = {"text": key} if len(key) == 1 else {}
        named = {"key": key, "code": code, "windowsVirtualKeyCode": virtual_key}
        self.call("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def screenshot(self, **parameters):
        """A PNG of what the tab shows."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", **parameters)["data"])

    def image(self, rectangle):
        """What a part of the tab shows; x, y, width, height in CSS pixels."""
        x, y, width, height = map(int, rectangle)
        return Image(self.screenshot(clip={"x": x, "y": y, "width": width, "height": height, "scale": 1}))

    def events(self, *methods):
        """The parameters of the events of this tab so far, of these methods."""
        self.browser.drain()
        return [event["params"] for event in self.browser.events
                if event.get("sessionId") == self.session and event["method"] in methods]


def _high_pipe():
    """A pipe whose descriptors are out of the way of 3 and 4."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends)
    for end in ends:
        os.close(end)
    return high
