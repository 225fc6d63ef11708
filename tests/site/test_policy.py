"""The content policy of every page: it lets the site's own parts run, and nothing that was slipped in."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.site.pages import PAGE_TYPES, RESULT, addresses, file_of
from tests.site.serving import ROOT, once, serve
from tests.site.test_second_engine import write_and_build
from tests.site.watching import Watch

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SLIPPED_IN = {
    "a-script": "<script>globalThis.ran = true</script>",
    "a-handler": '<img src="missing" onerror="globalThis.ran = true">',
    "a-link": '<a href="javascript:globalThis.ran = true">x</a>',
    "a-script-of-others": '<script src="https://elsewhere.example/x.js"></script>',
    "a-script-as-data": '<script src="data:text/javascript,globalThis.ran = true"></script>',
    "a-frame": '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
}
Open = Callable[..., Page]


def listed() -> set[str]:
    """Give the hashes that are written down."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        return set(yaml_load(file)["extra"]["inline_scripts"])


def inline_scripts(html: str) -> Iterator[str]:
    """Give the text of each script that stands in a page itself; JSON is no script."""
    for match in SCRIPT.finditer(html):
        if "src=" not in match["attributes"] and "json" not in match["attributes"]:
            yield match["text"]


def hash_of(script: str) -> str:
    """Give what a policy calls a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def unlisted(site: Path) -> dict[str, str]:
    """Give each inline script of a site that is not written down, by its hash."""
    pages = (file_of(site, address).read_text("utf-8") for address in addresses(site))
    scripts = {hash_of(script): script for html in pages for script in inline_scripts(html)}
    return {name: script for name, script in scripts.items() if name not in listed()}


def policy_of(html: str) -> dict[str, list[str]]:
    """Give a page's policy by directive."""
    (policy,) = POLICY.findall(html.replace("&#x2f;", "/").replace("&#39;", "'"))
    parts = [part.split() for part in policy.split(";")]
    return {name: values for name, *values in parts}


def plant(page: Page, html: str) -> None:
    """Let a page come with something more in its article than was built."""

    def add(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</article>", f"{html}</article>"))

    page.route("**/about/", add)


def test_every_inline_script_is_written_down_and_nothing_else_is(built: Path) -> None:
    assert unlisted(built) == {}
    used = {hash_of(script) for script in inline_scripts(file_of(built, "").read_text("utf-8"))}
    assert used == listed()


def test_a_script_that_the_build_slipped_in_is_found(built: Path, tmp_path: Path) -> None:
    html = file_of(built, "about/").read_text("utf-8").replace("</article>", "<script>ran = true</script></article>")
    (tmp_path / "index.html").write_text(html, "utf-8")
    assert list(unlisted(tmp_path).values()) == ["ran = true"]


def test_the_second_engine_has_no_inline_script_that_is_not_written_down(shared: Path) -> None:
    assert unlisted(once(shared / "zensical", write_and_build) / "build" / "site") == {}


def test_every_page_has_the_policy_before_anything_that_it_rules(built: Path) -> None:
    policies = set()
    for address in addresses(built):
        html = file_of(built, address).read_text("utf-8")
        assert html.index("Content-Security-Policy") < min(html.find(f"<{tag}") for tag in ("link", "script")), address
        assert html.count('<meta name="referrer" content="no-referrer">') == 1
        policies |= {POLICY.findall(html)[0]}
    assert len(policies) == 1


def test_the_policy_lets_in_no_other_site_and_no_text_as_code(built: Path) -> None:
    policy = policy_of(file_of(built, "").read_text("utf-8"))
    assert policy["default-src"] == ["'none'"]
    assert set(policy["script-src"]) == {"'self'", "'wasm-unsafe-eval'", *(f"'{name}'" for name in listed())}
    sources = {value for name, values in policy.items() if name != "script-src" for value in values}
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert [name for name, values in policy.items() if "'unsafe-inline'" in values] == ["style-src", "style-src-attr"]
    assert [name for name, values in policy.items() if "data:" in values] == ["img-src"]


def test_no_element_of_a_page_brings_a_style_sheet_of_its_own(built: Path) -> None:
    assert [page for page in addresses(built) if "<style" in file_of(built, page).read_text("utf-8")] == []


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_nothing_that_belongs_to_a_page_is_refused(name: str, open_page: Open) -> None:
    # The watch complains of what the browser reports, refusals among it.
    page = open_page(PAGE_TYPES[name])
    expect(page.locator("html.dw-js")).to_have_count(1)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("redis")
    expect(page.locator(RESULT).first).to_be_visible()


def test_the_chart_has_its_places(open_page: Open) -> None:
    page = open_page(PAGE_TYPES["gantt"])
    lefts = page.locator(".dw-cell").evaluate_all("(cells) => cells.slice(0, 3).map((cell) => cell.offsetLeft)")
    assert len(set(lefts)) == 3


@pytest.mark.parametrize("html", SLIPPED_IN.values(), ids=SLIPPED_IN)
def test_what_was_slipped_in_does_not_run(html: str, reader: Callable[..., BrowserContext], watch: Watch) -> None:
    watch.expected += ["Content Security Policy", "Framing ''", "missing", "elsewhere.example", "securitypolicy"]
    page = reader().new_page()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    plant(page, html)
    page.goto("about/")
    for link in page.locator("a[href^=javascript]").all():
        link.click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("globalThis.ran") is None
    assert [url for url in answered if "elsewhere" in url] == []


@pytest.mark.parametrize("name", ["a-script", "a-handler", "a-link", "a-frame"])
def test_without_the_policy_it_would(name: str, reader: Callable[..., BrowserContext], watch: Watch) -> None:
    watch.expected += ["missing"]
    page = reader(bypass_csp=True).new_page()
    plant(page, SLIPPED_IN[name])
    page.goto("about/")
    for link in page.locator("a[href^=javascript]").all():
        link.click()
    page.wait_for_function("globalThis.ran")


def test_a_link_that_leads_away_does_not_say_where_from(open_page: Open, built: Path) -> None:
    with serve(built) as elsewhere:
        page = open_page(PAGE_TYPES["resources"])
        page.evaluate("(url) => document.querySelector('article a[rel]').href = url", elsewhere.url)
        with page.expect_request(elsewhere.url) as asked:
            page.locator("article a[rel]").first.click()
        page.wait_for_load_state("networkidle")
        assert "referer" not in asked.value.headers
