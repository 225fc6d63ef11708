"""Draw the icons of the installed app from the favicon, with Chromium; run it again when the favicon changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "docs" / "assets" / "icons"
PAPER = "#fbfaf7"
SIZES = {"app-192": (192, 0.1), "app-512": (512, 0.1), "maskable-512": (512, 0.22), "touch": (180, 0.14)}
"""The side of each icon in pixels, and the share of it that stays free at each edge.

Systems cut a maskable icon to a circle of 80 % of its side, so the four corners of its drawing must lie within.
"""


def main() -> None:
    """Draw each icon."""
    command = [sys.executable, str(ROOT / "scripts" / "dev" / "chromium.py")]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=["--no-sandbox"])
        for name, (side, margin) in SIZES.items():
            draw(browser, ICONS / f"{name}.png", side, margin)
        browser.close()


def draw(browser: Browser, file: Path, side: int, margin: float) -> None:
    """Draw the favicon on paper, in the colours of the day, ``side`` pixels wide and high."""
    page = browser.new_page(viewport={"width": side, "height": side}, color_scheme="light")
    drawing = (ICONS / "favicon.svg").read_text("utf-8").replace("<svg ", '<svg style="display:block" ', 1)
    free = round(side * margin)
    page.set_content(f'<body style="margin:0;padding:{free}px;background:{PAPER}">{drawing}')
    page.screenshot(path=file)
    page.close()


if __name__ == "__main__":
    main()
