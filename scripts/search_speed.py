"""Measure how soon the search shows a first result on a slow phone, and what that fetches.

    python scripts/search_speed.py SITE PLAN     # the folder of a built site, and the id of a plan in it

`make bench` prints the same rows. The phone is Lighthouse's: slow 4G and a processor four times slower than this
machine's, the delays put on each request by Chromium itself. The site is served as GitHub Pages does, compressed, but
with HTTP/1.1, which has fewer requests under way at a time.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
"""Milliseconds before each answer, bytes a second: `throttling.mobileSlow4G` of Lighthouse 12 for DevTools."""
SLOWDOWN = 4
QUERIES = 5
BETWEEN_LETTERS = 200
"""Milliseconds between two letters: 60 words a minute, which is fast on a phone."""
LONGEST = 60_000
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".xml"}

WATCH = """
addEventListener("keydown", ({key, timeStamp}) => { if (key === "/") window.openedAt = timeStamp; }, true);
addEventListener("input", ({timeStamp}) => {
  window.typedAt = timeStamp;
  window.seen = {first: 0, answer: 0};
}, true);
const paint = (name) => {
  const {seen} = window;
  if (!seen || seen[name]) return;
  seen[name] = Infinity;
  requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }));
};
new MutationObserver(() => {
  const link = document.querySelector("a.dw-search-link");
  if (link) paint("first");
  if (link && !link.closest("[data-titles]")) paint("answer");
}).observe(document, {childList: true, subtree: true, attributes: true});
"""
"""Notes, on the page's own clock, when the search was opened, a letter was typed, and results were painted after
that letter: a first one, which may come from titles alone, and one from the index of the whole text."""


@dataclass(frozen=True)
class Search:
    """Seconds until a first result was painted, and one of the index; requests and bytes until the latter."""

    first: float
    answer: float
    requests: int
    size: int


def rows(site: Path, plan: str) -> dict[str, str]:
    """Give rows for the table of the bench; none without Playwright and a Chromium, which only the tests need."""
    program = chromium()
    if program is None:
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - is not there in a set-up for builds only

    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        queries = queries_of(site, plan)
        pasted = [search(browser, f"{address}about/", query, typed=False) for query in queries]
        typed = [search(browser, f"{address}about/", query, typed=True) for query in queries]
        browser.close()
    return {
        "search: first result after the last letter typed, s": f"{median(each.first for each in typed):.2f}",
        "search: the index's answer after the last letter, s": f"{median(each.answer for each in typed):.2f}",
        "search: opened, pasted at once, first result after, s": f"{median(each.first for each in pasted):.2f}",
        "search: opened, pasted at once, the index's answer, s": f"{median(each.answer for each in pasted):.2f}",
        "search: requests until the index's answer": f"{median(each.requests for each in pasted):.0f}",
        "search: fetched until the index's answer, kB": f"{median(each.size for each in pasted) / 1000:.0f}",
    }


def chromium() -> Path | None:
    """Give the path of a Chromium; None when there is none, or nothing to drive it."""
    if not find_spec("playwright"):
        return None
    from dev.chromium import find  # noqa: PLC0415 - beside this script

    wanted = os.environ.get("DAYWISE_CHROMIUM")
    return Path(wanted) if wanted else find()


def queries_of(site: Path, plan: str) -> list[str]:
    """Give queries of two words: the beginnings of titles from all over the plan."""
    units = json.loads((site / plan / "plan.json").read_text("utf-8"))["units"]
    step = max(1, len(units) // QUERIES)
    return [" ".join(unit["title"].split()[:2]) for unit in units[step // 2 :: step]][:QUERIES]


def search(browser: Browser, address: str, query: str, *, typed: bool) -> Search:
    """Open the search of a page for the first time and search: typing, or all at once as soon as there is a field.

    The time runs from the last letter, or from the key that opens the search.
    """
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    context.set_default_timeout(LONGEST)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    tools = context.new_cdp_session(page)
    sizes: list[int] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_4G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.keyboard.press("/")
    field = page.locator(".dw-search-input")
    if typed:
        field.press_sequentially(query, delay=BETWEEN_LETTERS)
    else:
        field.fill(query)
    page.wait_for_function("() => window.seen.answer > 0 && window.seen.answer < Infinity")
    begin = "typedAt" if typed else "openedAt"
    first, answer = page.evaluate(f"[seen.first - {begin}, seen.answer - {begin}]")
    fetched = [size for size in sizes if size > 0]  # What the browser has kept comes with no bytes.
    found = Search(first / 1000, answer / 1000, len(fetched), sum(fetched))
    context.close()
    return found


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine until the end of the block; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *arguments: _Compressing(*arguments, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Compressing(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: texts compressed, everything kept for ten minutes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def main(arguments: Sequence[str]) -> int:
    """Print the rows for a built site; give the exit status."""
    found = rows(Path(arguments[0]), arguments[1])
    for name, value in found.items():
        print(f"{name:<56}{value:>8}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
