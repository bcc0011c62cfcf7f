"""A picture of an HTML page, by the chromium of this machine."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

WIDTH, TALLEST, SCALE = 900, 6_000, 2  # CSS pixels, and device pixels to each
COLOURS = 64  # enough for text on white, at a third of the bytes
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class NoBrowser(Exception):
    """There is no chromium, or it took no picture."""


def screenshot(html: str) -> bytes:
    """The page as PNG, WIDTH wide at SCALE, cut where its content ends. Raises NoBrowser."""
    browser = next(filter(None, map(shutil.which, _NAMES)), None)
    if browser is None:
        raise NoBrowser("The pictures need chromium: install it with `apt-get install chromium`.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "shot.png")
        page.write_text(html, encoding="utf-8")
        command = [
            *(browser, *_FLAGS, f"--user-data-dir={folder}/profile", f"--screenshot={shot}"),
            *(f"--window-size={WIDTH},{TALLEST}", f"--force-device-scale-factor={SCALE}", page.as_uri()),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - ours
        if not shot.exists():
            raise NoBrowser(f"{browser} took no picture: {ended.stderr.strip()[-300:]}. Try `{browser} --headless`.")
        return _cut(Image.open(shot).convert("RGB"))


def _cut(image: Image.Image) -> bytes:
    """The picture as far down as anything is drawn, in few colours."""
    blank = Image.new("RGB", image.size, image.getpixel((0, 0)))
    drawn = ImageChops.difference(image, blank).getbbox()
    bottom = min(image.height, drawn[3] + 20 * SCALE) if drawn else image.height
    png = io.BytesIO()
    image.crop((0, 0, image.width, bottom)).quantize(COLOURS, dither=Image.Dither.NONE).save(png, "PNG", optimize=True)
    return png.getvalue()
