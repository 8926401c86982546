"""What the emulated camera looks at in the pictures of README: a drawn garden, in which martlets fly in circles."""

import base64
import json
import math
import re
import subprocess
from pathlib import Path

COUNT = 45    # pictures in a round
PAGE = Path(__file__).resolve().parent.parent / "Sources/martlet/page.html"
# Of each bird: half the width and height of its round, the height of the round's middle, its size, where in it it begins.
BIRDS = ((380, 70, 215, 88, 0.4), (330, 50, 150, 52, 2.6), (420, 60, 250, 64, 4.4))
SCENE = """<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
<rect width="1280" height="720" fill="#bfe0ea"/><rect y="190" width="1280" height="530" fill="#cfe7ea"/>
<rect y="310" width="1280" height="410" fill="#e2eee6"/><circle cx="1060" cy="150" r="62" fill="#fbe9b0"/>
<g fill="#f4fafa"><ellipse cx="250" cy="120" rx="120" ry="26"/><ellipse cx="310" cy="98" rx="76" ry="30"/>
<ellipse cx="840" cy="220" rx="110" ry="20"/></g>
<path fill="#9fc3a4" d="M0 470C180 380 340 400 520 450S900 370 1280 440V720H0z"/>
<path fill="#79a97c" d="M0 540C240 470 460 500 700 540S1080 500 1280 520V720H0z"/>
<path fill="#5d8f60" d="M0 640C300 590 620 620 860 640S1160 620 1280 630V720H0z"/>
<rect x="186" y="330" width="26" height="340" fill="#6f5137"/><rect x="122" y="300" width="154" height="180" rx="4" fill="#b07f4f"/>
<path d="M96 306L199 214 302 306z" fill="#7c4a36"/><path d="M122 360h154M122 420h154" stroke="#9a6c40" stroke-width="3"/>
<circle cx="199" cy="372" r="32" fill="#33241a"/><rect x="193" y="420" width="12" height="34" fill="#5a3f29"/>
BIRDS</svg>"""


def draw(chromium, folder):
    """Writes the pictures in the sizes that the camera offers, as WIDTHxHEIGHT/NUMBER.jpg."""
    shape = re.search(r"path [^>]*transform='[^']*' d='([^']+)'", PAGE.read_text(encoding="utf-8"))[1]
    for size in ("1280x720", "640x480", "160x120"):
        Path(folder, size).mkdir(parents=True)
    page = chromium.new_page(width=1280, height=720)
    page.run("document.body.style.margin = 0")
    for number in range(COUNT):
        birds = "".join(_bird(shape, 2 * math.pi * number / COUNT, *bird) for bird in BIRDS)
        page.run(f"document.body.innerHTML = {json.dumps(SCENE.replace('BIRDS', birds))};"
                 "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        picture = page.call("Page.captureScreenshot", format="jpeg", quality=92)["data"]
        Path(folder, f"1280x720/{number + 1:03d}.jpg").write_bytes(base64.b64decode(picture))
    page.close()
    for size in ("640x480", "160x120"):
        subprocess.run(["ffmpeg", "-v", "error", "-i", folder / "1280x720/%03d.jpg", "-s", size, "-huffman", "default",
                        folder / size / "%03d.jpg"], check=True)


def _bird(shape, angle, width, height, middle, size, phase):
    along = angle + phase
    turn = math.degrees(math.atan2(height * math.cos(along), -width * math.sin(along))) + 90
    flap = 0.8 + 0.2 * math.cos(6 * angle + phase)
    return (f'<path fill="#1d2b33" d="{shape}" transform="translate({640 + width * math.cos(along):.1f}'
            f' {middle + height * math.sin(along):.1f}) rotate({turn:.0f}) scale({size / 32 * flap:.3f} {size / 32:.3f})'
            ' translate(-16 -16)"/>')
