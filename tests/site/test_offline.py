"""After one visit the guide works without a network; updates cost what changed, are offered, and are whole or not at all."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from daywise import precache
from tests.site.pages import PAGE_TYPES, RESULT, addresses, read_pages
from tests.site.samples import FILES, LESSON, replaced
from tests.site.serving import BASE, ROOT, SITE_URL, Server, once, run, serve
from tests.site.test_ticks import make_small_site
from tests.site.watching import Watch, wait_until

CACHE = f"daywise:{BASE}:files"
SAVED = "The whole guide is saved on this device"
OLD, NEW = "A name leads to an object.", "A name leads to one object, always."
MENDED = {**FILES, "small/lessons/first-day.md": replaced(LESSON, OLD, NEW)}
MOST_DATA = 8_000_000
"""What the whole guide may cost a reader in the background, in bytes as they are sent."""
SAVES_DATA = "Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})"
Reader = Callable[..., BrowserContext]


@pytest.fixture
def small(shared: Path) -> Path:
    """Build the small site."""
    return once(shared / "small", lambda folder: make_small_site(folder, FILES)) / "guide"


@pytest.fixture
def mended(shared: Path) -> Path:
    """Build the small site after one sentence of its lesson was changed."""
    return once(shared / "mended", lambda folder: make_small_site(folder, MENDED)) / "guide"


@pytest.fixture
def server(small: Path) -> Iterator[Server]:
    """Serve the small site."""
    with serve(small) as running:
        yield running


@pytest.fixture
def visitor(reader: Reader, server: Server) -> BrowserContext:
    """Give a reader whose browser may keep the guide."""
    return reader(base_url=server.url, service_workers="allow")


def visit(context: BrowserContext, address: str = "about/") -> Page:
    """Open a page and wait until the guide is kept."""
    page = context.new_page()
    page.goto(address)
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    return page


def cached(page: Page) -> dict[str, list[str]]:
    """Give the addresses in each cache."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
            [name, (await (await caches.open(name)).keys()).map(({url}) => url)])))"""
    )
    return found


def paths(page: Page) -> set[str]:
    """Give the paths of what is kept."""
    found = {re.sub(r"^.*?/guide/|\?.*$", "", url) for url in cached(page).get(CACHE, [])}
    return found - {precache.LIST}


def wait_until_asked(page: Page, server: Server, path: str) -> None:
    """Wait until anyone in the browser has asked for a path."""
    wait_until(page, lambda: path in server.asked, f"nobody asks for {path}")


def listed(site: Path) -> dict[str, list[object]]:
    """Give the list of what is to be kept."""
    files: dict[str, list[object]] = json.loads((site / precache.LIST).read_bytes())["files"]
    return files


# -- The list


def test_every_page_and_every_part_of_one_is_listed(built: Path) -> None:
    assert {path.removesuffix("index.html") for path in listed(built) if path.endswith(".html")} == set(
        addresses(built)
    )
    parts = {
        urljoin(page.url, link.target).removeprefix(SITE_URL)
        for page in read_pages(built)
        for link in page.links
        if link.tag in {"link", "script", "img"}
    }
    assert len(parts - set(addresses(built))) > 5
    assert parts - set(addresses(built)) <= listed(built).keys()
    assert {path for path in listed(built) if path.endswith("plan.json")}


def test_the_worker_names_the_list_and_the_list_the_files(built: Path) -> None:
    source = (ROOT / "docs" / precache.WORKER).read_text("utf-8")
    files = {path: (built / path).read_bytes() for path in listed(built)}
    assert precache.file_list(files) == (built / precache.LIST).read_bytes()
    assert precache.release(source, precache.file_list(files)) == (built / precache.WORKER).read_text("utf-8")


def test_keeping_all_of_it_costs_what_the_site_says(built: Path) -> None:
    data = [(built / path).read_bytes() for path in listed(built)]
    sent = sum(min(len(gzip.compress(each, 6)), len(each)) for each in data)
    (said,) = re.findall(r"takes about ([0-9.]+) MB", (ROOT / "docs" / "about.md").read_text("utf-8"))
    assert 0.75 * float(said) < sent / 1e6 < 1.25 * float(said)
    assert sent < MOST_DATA


# -- One visit


def test_the_first_page_asks_for_nothing_more_until_the_reader_stays(visitor: BrowserContext, server: Server) -> None:
    page = visitor.new_page()
    page.goto("small/first-day/")
    page.wait_for_load_state("networkidle")
    asked = list(server.asked)
    assert precache.WORKER not in asked
    assert "assets/js/offline.js" not in asked
    page.wait_for_function("() => navigator.serviceWorker.controller")
    background = server.asked[len(asked) :]
    assert {"assets/js/offline.js", precache.WORKER, precache.LIST, "small/gantt/", "404.html"} <= set(background)
    # The first to be fetched in the background is itself a part of what is kept.
    assert {path for path in background if background.count(path) > 1} <= {"assets/js/offline.js"}


def test_after_one_visit_the_whole_guide_works_without_a_network(built: Path, reader: Reader) -> None:
    with serve(built) as server:
        context = reader(base_url=server.url, service_workers="allow")
        page = visit(context)
        assert paths(page) == set(listed(built))
        server.online = False
        context.set_offline(offline=True)
        for name, address in PAGE_TYPES.items():
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator("html.dw-js")).to_have_count(1)
            assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor"), name
        page.goto(PAGE_TYPES["unit-without-lesson"])
        page.locator("[data-checklist] input").first.check()
        page.reload()
        expect(page.locator("[data-checklist] input").first).to_be_checked()
        page.keyboard.press("/")
        page.get_by_role("searchbox").fill("getrefcont")
        page.locator(RESULT, has_text="Python memory model").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Python memory model")


def test_what_is_not_there_is_told_without_a_network(visitor: BrowserContext, server: Server, watch: Watch) -> None:
    page = visit(visitor)
    server.online = False
    watch.expected += ["no/such/day", "ERR_EMPTY_RESPONSE"]
    answer = page.goto("no/such/day/")
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    expect(page.get_by_text("Are you offline?")).to_be_visible()
    page.get_by_role("link", name="Go to the home page").click()
    expect(page).to_have_url(server.url)


def test_a_part_of_a_file_is_the_servers_to_cut(visitor: BrowserContext) -> None:
    page = visit(visitor)
    ask = "(path) => fetch(path, {headers: {range: 'bytes=0-9'}}).then((answer) => answer.headers.get('server'))"
    assert "SimpleHTTP" in page.evaluate(ask, f"{BASE}small/plan.json")


# -- The reader's say


def test_a_reader_who_deletes_it_is_left_alone(visitor: BrowserContext, server: Server) -> None:
    page = visit(visitor)
    page.get_by_role("button", name="Delete it from this device").click()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    expect(page.locator("[data-offline] p")).to_be_focused()
    page.goto("small/first-day/")
    page.goto("about/")
    expect(page.get_by_role("button", name="Save the whole guide")).to_be_visible()
    assert CACHE not in cached(page)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0

    page.get_by_role("button", name="Save the whole guide").click()
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    assert paths(page) == set(listed(server.root))


def test_a_reader_who_changes_their_mind_has_it_back_on_the_same_page(visitor: BrowserContext, server: Server) -> None:
    page = visit(visitor)
    page.get_by_role("button", name="Delete it from this device").click()
    page.get_by_role("button", name="Save the whole guide").click()
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    assert paths(page) == set(listed(server.root))


def test_a_deletion_that_was_cut_short_is_ended_by_the_next_page(visitor: BrowserContext) -> None:
    page = visit(visitor)
    # As a browser leaves it that is closed, or an import of a reader's choice.
    page.evaluate(f"localStorage.setItem('daywise:{BASE}:site:setting:offline', '{{\"v\": false, \"at\": 1}}')")
    page.reload()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    page.goto("about/")
    assert CACHE not in cached(page)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_deleting_it_keeps_the_ticks_and_the_caches_of_others(visitor: BrowserContext) -> None:
    page = visit(visitor)
    page.goto("small/first-day/")
    page.locator("[data-checklist] input").first.check()
    page.evaluate("caches.open('daywise:/guide/other/:files')")
    page.goto("about/")
    page.get_by_role("button", name="Delete it from this device").click()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    assert list(cached(page)) == ["daywise:/guide/other/:files"]
    page.goto("small/first-day/")
    expect(page.locator("[data-checklist] input").first).to_be_checked()


def test_deleting_it_stops_an_update_that_is_being_fetched(
    visitor: BrowserContext, server: Server, mended: Path
) -> None:
    page = visit(visitor)
    server.root = mended
    server.held["small/first-day/"] = threading.Event()
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => void found.update())")
    page.wait_for_function("() => navigator.serviceWorker.getRegistration().then(({installing}) => installing)")
    # This page keeps the worker alive that is installing.
    page.get_by_role("button", name="Delete it from this device").click()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    server.held["small/first-day/"].set()
    page.wait_for_function("() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    page.wait_for_timeout(1500)
    assert CACHE not in cached(page)


def test_what_is_stored_after_it_was_deleted_goes_with_the_next_page(visitor: BrowserContext) -> None:
    page = visit(visitor)
    page.get_by_role("button", name="Delete it from this device").click()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    # As the worker of another tab would that was open all the while.
    page.evaluate(f"caches.open('{CACHE}').then((cache) => cache.put('a', new Response('a')))")
    page.goto("about/")
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    assert CACHE not in cached(page)


def test_a_site_above_this_one_on_the_same_host_keeps_its_worker_and_this_one_has_its_own(
    visitor: BrowserContext, server: Server, small: Path, tmp_path: Path
) -> None:
    shutil.copytree(small, tmp_path / "guide")
    shutil.copytree(small, tmp_path / "guide" / "other")
    server.root = tmp_path / "guide"
    page = visit(visitor)
    page.goto("other/about/")
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map(({scope}) => scope).sort())"
    assert page.evaluate(scopes) == [server.url, f"{server.url}other/"]
    assert set(cached(page)) == {CACHE, CACHE.replace(BASE, f"{BASE}other/")}

    page.get_by_role("button", name="Delete it from this device").click()
    expect(page.locator("[data-offline] p")).to_have_text("The guide is not saved on this device.")
    page.goto("other/about/")
    expect(page.get_by_role("button", name="Save the whole guide")).to_be_visible()
    assert page.evaluate(scopes) == [server.url]
    assert set(cached(page)) == {CACHE}


def test_what_the_browser_has_emptied_is_fetched_again_when_the_reader_asks(
    visitor: BrowserContext, server: Server
) -> None:
    page = visit(visitor)
    page.evaluate(f"caches.delete('{CACHE}')")
    page.goto("about/")
    page.get_by_role("button", name="Save the whole guide").click()
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    assert paths(page) == set(listed(server.root))


def test_who_asked_for_all_of_it_has_it_tried_again_on_the_next_page(
    visitor: BrowserContext, server: Server, small: Path, tmp_path: Path, watch: Watch
) -> None:
    watch.expected += ["status 404"]
    part = tmp_path / "guide"
    shutil.copytree(small, part)
    (part / "small" / "plan.json").unlink()
    visitor.add_init_script(SAVES_DATA)
    page = visitor.new_page()
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text("Only what you open is saved")
    server.root = part
    page.get_by_role("button", name="Save the whole guide").click()
    wait_until_asked(page, server, "small/plan.json")
    page.wait_for_function("() => navigator.serviceWorker.getRegistration().then(({installing}) => !installing)")
    server.root = small
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)


def test_who_saves_data_is_given_what_they_open(visitor: BrowserContext, server: Server, watch: Watch) -> None:
    visitor.add_init_script(SAVES_DATA)
    page = visitor.new_page()
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text("Only what you open is saved: 1 page is on this device")
    page.goto("small/first-day/")
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text("2 pages are on this device")
    assert {path for path in paths(page) if path.endswith("index.html")} == {
        "about/index.html",
        "small/first-day/index.html",
    }
    server.online = False
    page.goto("small/first-day/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First day")
    watch.expected += ["small/second-day/", "ERR_EMPTY_RESPONSE"]
    page.goto("small/second-day/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")

    server.online = True
    page.goto("about/")
    page.get_by_role("button", name="Save the whole guide").click()
    expect(page.locator("[data-offline]")).to_contain_text(SAVED)
    assert paths(page) == set(listed(server.root))
    expect(page.locator(".dw-update")).to_have_count(0)


# -- Updates


def settle(page: Page) -> None:
    """Let the browser look for a newer version, and wait until none is being installed."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update()).catch(() => 0)")
    page.wait_for_function("() => navigator.serviceWorker.getRegistration().then(({installing}) => !installing)")


def test_an_update_is_offered_costs_what_changed_and_is_taken_by_a_key(
    visitor: BrowserContext, server: Server, mended: Path
) -> None:
    page = visit(visitor)
    page.evaluate("caches.open('of-another-site')")
    old, new = listed(server.root), listed(mended)
    changed = {path for path, entry in new.items() if old.get(path) != entry}
    assert "small/first-day/index.html" in changed
    assert sum(int(str(new[path][1])) for path in changed) < 0.15 * sum(int(str(size)) for _, size in new.values())

    server.root = mended
    server.asked.clear()
    page.goto("small/first-day/")
    expect(page.get_by_text(OLD)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("A newer version of the guide is ready.")
    fetched = {path for path in server.asked if path != precache.WORKER}
    assert fetched == {path.removesuffix("index.html") for path in changed} | {precache.LIST}
    expect(page.get_by_text(OLD)).to_be_visible()

    twin = visitor.new_page()
    twin.goto("small/second-day/")
    twin.get_by_role("button", name="Later").click()
    expect(twin.locator(".dw-update")).to_have_count(0)

    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.get_by_role("button", name="Reload").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(NEW)).to_be_visible()
    page.wait_for_timeout(500)
    assert len(loads) == 1
    expect(twin.get_by_role("heading", level=1)).to_have_text("Second day")
    assert paths(page) == set(new)
    assert len(cached(page)[CACHE]) == len(new) + 1
    assert "of-another-site" in cached(page)


def test_an_update_that_was_overtaken_while_it_was_offered_gives_way_to_the_newest(
    visitor: BrowserContext, server: Server, mended: Path, tmp_path: Path
) -> None:
    page = visit(visitor)
    server.root = mended
    page.goto("small/first-day/")
    expect(page.locator(".dw-update")).to_be_visible()
    newest = tmp_path / "guide"
    shutil.copytree(mended, newest)
    lesson = newest / "small" / "first-day" / "index.html"
    lesson.write_text(replaced(lesson.read_text("utf-8"), NEW, f"{NEW} Always."), "utf-8")
    files = precache.file_list({path: (newest / path).read_bytes() for path in listed(mended)})
    (newest / precache.LIST).write_bytes(files)
    worker = (ROOT / "docs" / precache.WORKER).read_text("utf-8")
    (newest / precache.WORKER).write_text(precache.release(worker, files), "utf-8")
    server.root = newest
    page.evaluate("navigator.serviceWorker.getRegistration().then(({waiting}) => { globalThis.offered = waiting })")
    settle(page)
    page.wait_for_function("() => offered.state === 'redundant'")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text(f"{NEW} Always.")).to_be_visible()


def test_an_update_that_no_one_takes_is_there_at_the_next_visit(
    visitor: BrowserContext, server: Server, mended: Path
) -> None:
    page = visit(visitor)
    server.root = mended
    page.goto("small/first-day/")
    expect(page.locator(".dw-update")).to_be_visible()
    page.close()
    again = visitor.new_page()
    again.goto("small/first-day/")
    expect(again.get_by_text(NEW)).to_be_visible()


@pytest.mark.parametrize("late", [precache.LIST, "small/first-day/index.html", "assets/css/daywise.css"])
def test_a_deployment_that_is_half_done_changes_nothing(
    late: str, visitor: BrowserContext, server: Server, watch: Watch, small: Path, mended: Path, tmp_path: Path
) -> None:
    # The worker tries again and again.
    watch.expected += ["ERR_EMPTY_RESPONSE", f"status 404: {server.url}{late}"]
    page = visit(visitor)
    half = tmp_path / "guide"
    shutil.copytree(mended, half)
    if (small / late).read_bytes() == (mended / late).read_bytes():
        (half / late).unlink()
        restyled = precache.file_list(
            {path: (mended / path).read_bytes() + b" " * (path == late) for path in listed(mended)}
        )
        (half / precache.LIST).write_bytes(restyled)
        source = (ROOT / "docs" / precache.WORKER).read_text("utf-8")
        (half / precache.WORKER).write_text(precache.release(source, restyled), "utf-8")
    else:
        shutil.copyfile(small / late, half / late)
    server.root = half
    server.asked.clear()
    page.goto("small/first-day/")
    wait_until_asked(page, server, precache.LIST)
    settle(page)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(({waiting}) => waiting)") is None
    expect(page.get_by_text(OLD)).to_be_visible()
    server.online = False
    page.reload()
    expect(page.get_by_text(OLD)).to_be_visible()
    assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == "rgb(251, 250, 247)"

    server.root, server.online = mended, True
    page.goto("small/first-day/")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text(NEW)).to_be_visible()


# -- No room, no worker


def limit_storage(page: Page, quota: int) -> None:
    """Give the site so many bytes."""
    page.context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": page.evaluate("location.origin"), "quotaSize": quota}
    )


def test_without_room_the_site_works_and_says_so_where_it_is_asked(visitor: BrowserContext, server: Server) -> None:
    page = visitor.new_page()
    page.goto("404.html")
    limit_storage(page, 50_000)
    server.asked.clear()
    page.goto("about/")
    expect(page.locator("[data-offline]")).to_contain_text("The guide could not be saved")
    assert "small/gantt/" not in server.asked
    assert paths(page) == set()
    page.goto("small/first-day/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First day")
    page.wait_for_timeout(5000)
    assert page.get_by_role("status").count() == 0


def test_an_update_without_room_leaves_the_old_version_whole(
    visitor: BrowserContext, server: Server, mended: Path
) -> None:
    page = visit(visitor)
    limit_storage(page, 50_000)
    before = paths(page)
    server.root = mended
    server.asked.clear()
    page.goto("small/first-day/")
    settle(page)
    # Some browsers have no room for the worker itself, and so come no further.
    assert precache.WORKER in server.asked
    server.online = False
    page.reload()
    expect(page.get_by_text(OLD)).to_be_visible()
    assert paths(page) >= before


def test_a_build_without_it_takes_an_earlier_worker_away(
    visitor: BrowserContext, server: Server, mended: Path, tmp_path: Path
) -> None:
    page = visit(visitor)
    plain = tmp_path / "guide"
    shutil.copytree(mended, plain)
    shutil.copyfile(ROOT / "docs" / precache.WORKER, plain / precache.WORKER)
    server.root = plain
    page.goto("small/first-day/")
    expect(page.get_by_text(NEW)).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    assert CACHE not in cached(page)


@pytest.mark.parametrize("setting", ["false", "true"])
def test_a_setting_of_the_build_decides(setting: str, shared: Path, tmp_path: Path) -> None:
    project = once(shared / "small", lambda folder: make_small_site(folder, FILES)) / "project"
    result = run("mkdocs", "build", "--strict", "--site-dir", tmp_path, project=project, DAYWISE_OFFLINE=setting)
    assert result.returncode == 0, result.stdout
    assert (tmp_path / precache.LIST).exists() is (setting == "true")
    assert ('name="daywise:worker"' in (tmp_path / "index.html").read_text("utf-8")) is (setting == "true")


# -- An app


def test_the_guide_can_be_installed(built: Path, server: Server, visitor: BrowserContext) -> None:
    manifest = json.loads((built / "manifest.webmanifest").read_bytes())
    css = (ROOT / "docs/assets/css/daywise.css").read_text("utf-8")
    assert f"--dw-bg: {manifest['background_color']};" in css
    page = visit(visitor)
    session = visitor.new_cdp_session(page)
    told = session.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"] == f"{server.url}manifest.webmanifest"
    # What a test's browser is, and a reader's may be not.
    errors = {error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}


@pytest.mark.parametrize(("name", "side"), [("app-192", 192), ("app-512", 512), ("maskable-512", 512), ("touch", 180)])
def test_icons_have_their_size_and_are_small(name: str, side: int) -> None:
    data = (ROOT / "docs" / "assets" / "icons" / f"{name}.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (side, side)
    assert len(data) < 10_000
