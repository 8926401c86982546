"""The page of the camera's controls in Chromium, as the real binary serves it; the camera behind it is played."""

import json

from chromium_test import ChromiumTest, close_chromium

CONTROLS = [
    {"name": "brightness", "title": "Brightness", "type": "integer", "minimum": -64, "maximum": 64, "step": 1,
     "default": 0, "value": 0},
    {"name": "white_balance_automatic", "title": "White Balance, Automatic", "type": "boolean", "minimum": 0, "maximum": 1,
     "step": 1, "default": 1, "value": 1},
    {"name": "white_balance_temperature", "title": "White Balance Temperature", "type": "integer", "minimum": 2800,
     "maximum": 6500, "step": 10, "default": 4600, "value": 4600, "inactive": True},
    {"name": "power_line_frequency", "title": "Power Line Frequency", "type": "menu", "minimum": 0, "maximum": 2, "step": 1,
     "default": 1, "value": 1, "items": [{"number": 0, "name": "Disabled"}, {"number": 1, "name": "50 Hz"},
                                         {"number": 2, "name": "60 Hz"}]},
]

# Stands between the page and Martlet: /state tells of a camera, and /controls is one. What is asked of it stays in `asked`.
PLAYED = """
window.asked = [];
window.refusal = null;
window.isAway = false;
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
const controls = CONTROLS.map((each) => ({ read_only: false, inactive: false, ...each }));
const original = window.fetch;
window.fetch = async (address, options = {}) => {
  const path = new URL(address).pathname, { method = "GET", body } = options;
  if (path === "/state") {
    const state = await (await original(address, options)).json();
    return Response.json({ ...state, camera: { name: "Played", identity: "usb-played", path: "/dev/video0" } });
  }
  if (!path.startsWith("/controls")) return original(address, options);
  if (isAway) throw new TypeError("Failed to fetch");
  if (method !== "GET") {
    asked.push(`${method} ${path} ${body ?? ""}`.trim());
    if (refusal) return new Response(refusal, { status: 409 });
    for (const each of controls) {
      if (path === "/controls/" + each.name || path === "/controls") {
        each.value = method === "PUT" ? Number(body) : each.default;
      }
    }
    controls[2].inactive = controls[1].value === 1;
  }
  return Response.json(controls);
};
""".replace("CONTROLS", json.dumps(CONTROLS))


def tearDownModule():
    close_chromium()


class Settings(ChromiumTest):
    """The camera's controls."""

    def setUp(self):
        self.server = self.start_server("--size", "640x480")

    def open_controls(self, **options):
        """The page, once it shows them."""
        page = self.open(self.server.address + "controls.html", early_script=PLAYED, **options)
        self.wait_for("the controls", lambda: page.run("document.querySelectorAll('fieldset').length") == len(CONTROLS))
        return page

    def field(self, page, name, what):
        """What the field of a control says of itself."""
        return page.run(f"document.querySelector('[name={name}]').{what}")

    def wait_for_asked(self, page, *expected):
        """Waits until exactly this has been asked for."""
        self.wait_for(f"{expected} is asked for", lambda: page.run("asked") == list(expected))

    def test_is_reached_from_the_picture(self):
        """Chromium: a camera's page has a way to its controls and back; the pattern's has none"""
        page = self.open_live(self.server.address)
        self.assertTrue(page.run("document.getElementById('adjust').hidden"))
        page = self.open_live(self.server.address, early_script=PLAYED)
        self.wait_for("a way", lambda: not page.run("document.getElementById('adjust').hidden"))
        page.run("document.getElementById('adjust').click()")
        self.wait_for("the controls", lambda: page.run("document.querySelectorAll('fieldset').length") == len(CONTROLS))
        self.wait_for("the picture", lambda: page.run("document.getElementById('picture').naturalWidth") == 640)
        page.run("document.querySelector('a').click()")
        self.wait_for_words(page, "Live")

    def test_slider(self):
        """Chromium: a slider that is moved sets its control, and is reset"""
        page = self.open_controls()
        self.assertEqual(self.field(page, "brightness", "value"), "0")
        page.run("document.querySelector('[name=brightness]').focus()")
        page.press("ArrowRight", "ArrowRight", 39)
        self.wait_for_asked(page, "PUT /controls/brightness 1")
        self.wait_for("its value", lambda: page.run("document.querySelector('output').value") == "1")
        self.wait_for("a way back", lambda: not page.run("document.querySelector('fieldset button').disabled"))
        page.run("document.querySelector('fieldset button').click()")
        self.wait_for_asked(page, "PUT /controls/brightness 1", "DELETE /controls/brightness")
        self.wait_for("its first value", lambda: self.field(page, "brightness", "value") == "0")
        self.assertEqual(page.run("violations"), [])

    def test_slider_that_is_quick(self):
        """Chromium: of a slider on the move only the newest value waits, and that is the last to be sent"""
        page = self.open_controls()
        page.run("""for (let value = 1; value <= 50; value++) {
            const field = document.querySelector('[name=brightness]');
            field.value = value;
            field.dispatchEvent(new Event('input'));
        }""")
        self.wait_for("the last", lambda: page.run("asked").count("PUT /controls/brightness 50") == 1)
        self.assertLess(len(page.run("asked")), 5)
        self.assertEqual(self.field(page, "brightness", "value"), "50")

    def test_switch_menu_and_reset(self):
        """Chromium: a switch frees what it overrode, a menu has the driver's words, and all are reset"""
        page = self.open_controls()
        temperature = "closest('fieldset').disabled"
        self.assertTrue(self.field(page, "white_balance_temperature", temperature))
        self.assertTrue(page.run("document.getElementById('reset').hidden"))
        page.run("document.querySelector('[name=white_balance_automatic]').click()")
        self.wait_for("it is free", lambda: not self.field(page, "white_balance_temperature", temperature))
        self.assertEqual(page.run("[...document.querySelector('select').options].map((each) => each.text)"),
                         ["Disabled", "50 Hz", "60 Hz"])
        page.run("""{
            const menu = document.querySelector('select');
            menu.value = '2';
            menu.dispatchEvent(new Event('input'));
        }""")
        self.wait_for_asked(page, "PUT /controls/white_balance_automatic 0", "PUT /controls/power_line_frequency 2")
        self.wait_for("a way back", lambda: not page.run("document.getElementById('reset').hidden"))
        page.run("document.getElementById('reset').click()")
        self.wait_for("the first value", lambda: self.field(page, "power_line_frequency", "value") == "1")
        self.assertTrue(self.field(page, "white_balance_automatic", "checked"))

    def test_refusal(self):
        """Chromium: what is refused is told in Martlet's words, until the next is set, and the slider goes back"""
        page = self.open_controls()
        page.run("refusal = 'the camera refuses it: no'")
        page.run("document.querySelector('[name=brightness]').focus()")
        page.press("ArrowRight", "ArrowRight", 39)
        self.wait_for("the words", lambda: page.run("document.getElementById('words').textContent") == "the camera refuses it: no")
        self.assertEqual(self.field(page, "brightness", "value"), "0")
        page.run("refusal = null")
        page.press("ArrowRight", "ArrowRight", 39)
        self.wait_for("no words", lambda: not page.run("document.getElementById('words').textContent"))

    def test_lost_server(self):
        """Chromium: what is moved while Martlet is away is told to be lost, and is set when it is there again"""
        page = self.open_controls()
        page.run("isAway = true")
        page.run("document.querySelector('[name=brightness]').focus()")
        page.press("ArrowRight", "ArrowRight", 39)
        self.wait_for("the words", lambda: "No connection" in page.run("document.getElementById('words').textContent"))
        self.assertEqual(page.run("asked"), [])
        page.run("isAway = false")
        self.wait_for_asked(page, "PUT /controls/brightness 1")
        self.wait_for("no words", lambda: not page.run("document.getElementById('words').textContent"))
        self.assertEqual(self.field(page, "brightness", "value"), "1")

    def test_order(self):
        """Chromium: what is moved again after all were reset is sent after that"""
        page = self.open_controls()
        page.run("isAway = true")
        page.run("""{
            const field = document.querySelector('[name=brightness]');
            const move = (value) => { field.value = value; field.dispatchEvent(new Event('input')); };
            move(1);
            document.getElementById('reset').click();
            move(2);
            isAway = false;
        }""")
        self.wait_for_asked(page, "DELETE /controls", "PUT /controls/brightness 2")

    def test_pattern(self):
        """Chromium: without a camera the page says in words why there is nothing to set"""
        page = self.open(self.server.address + "controls.html")
        self.wait_for("the words", lambda: "the test pattern has no controls" in page.run(
            "document.getElementById('words').textContent"))
        self.assertTrue(page.run("document.getElementById('reset').hidden"))

    def test_fits_phone_and_desk(self):
        """Chromium: phone and desk show picture and controls at once, nothing wider than the screen"""
        for width, height, phone in ((360, 640, True), (844, 390, True), (1280, 800, False)):
            with self.subTest(width=width, height=height):
                page = self.open_controls(width=width, height=height, phone=phone)
                self.assertTrue(page.run("document.documentElement.scrollWidth <= innerWidth"
                                         " && document.documentElement.scrollHeight <= innerHeight"))
                for box in page.run("['img', 'fieldset'].map((each) => (r => [r.left, r.top, r.right, r.bottom])"
                                    "(document.querySelector(each).getBoundingClientRect()))"):
                    self.assertTrue(0 <= box[0] and 0 <= box[1] and box[2] <= width and box[3] <= height, box)
