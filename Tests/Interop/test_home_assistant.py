"""Home Assistant's integration "MJPEG IP Camera": what it asks for, by the libraries that it uses.

Home Assistant itself does not run here. When the addresses are entered it asks for each of them and wants 200; a still
picture is Still Image URL's answer or, without one, the first JPEG found in MJPEG URL's; to those who watch it hands on
the bytes of MJPEG URL with their Content-Type.
"""

import asyncio

import aiohttp
import httpx
import requests
from interop_case import InteropCase
from multipart import PartReader

BLOCK = 102400
SECONDS = 10


async def still_picture(site):
    """The answer of Still Image URL."""
    login = aiohttp.BasicAuth(*site.login) if site.login else None
    async with aiohttp.ClientSession() as session, session.get(site.url + "/snapshot", auth=login) as answer:
        return await answer.read()


async def first_picture(site):
    """What lies between the first two marks of a JPEG in MJPEG URL's answer."""
    received = b""
    async with httpx.AsyncClient(auth=site.login or None, timeout=SECONDS) as client:
        async with client.stream("GET", site.url + "/stream") as answer:
            async for block in answer.aiter_bytes(BLOCK):
                received += block
                if (end := received.find(b"\xff\xd9")) >= 0:
                    return received[received.find(b"\xff\xd8"):end + 2]
    return b""


async def live_view(site, count):
    """The Content-Type that is handed on, and the pictures in the bytes that are."""
    login = aiohttp.BasicAuth(*site.login) if site.login else None
    reader, parts = PartReader(), []
    async with aiohttp.ClientSession() as session, session.get(site.url + "/stream", auth=login) as answer:
        while len(parts) < count:
            parts += reader.feed(await answer.content.read(BLOCK))
        return answer.headers["Content-Type"], [part.data for part in parts]


class HomeAssistant(InteropCase):
    """Its requests."""

    def test_is_set_up(self):
        """both addresses are taken when they are entered; with a wrong password neither is"""
        for site in self.sites():
            for path in ("/stream", "/snapshot"):
                for login, status in ((site.login or None, 200), (("any", "wrong"), 401 if site.login else 200)):
                    with requests.get(site.url + path, auth=login, stream=True, timeout=SECONDS) as answer:
                        self.assertEqual(answer.status_code, status, (str(site), path, login))

    def test_shows(self):
        """still pictures by Still Image URL and out of MJPEG URL, and the live view"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                self.count_jpegs("still", [asyncio.run(still_picture(site))], 1)
                self.count_jpegs("first of stream", [asyncio.run(first_picture(site))], 1)
                kind, pictures = asyncio.run(live_view(site, 10))
                self.assertEqual(kind, "multipart/x-mixed-replace; boundary=frame")
                self.count_jpegs("live", pictures, 10)
