"""What MkDocs runs besides the plugins: the search index, the offline worker, examples for authors, what to watch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

SCRIPTS = str(Path(__file__).parent)
if SCRIPTS not in sys.path:
    sys.path.insert(0, SCRIPTS)

import plan_source  # noqa: E402 - the path is set above
import serve_address  # noqa: E402
import serve_watch  # noqa: E402
import site_index  # noqa: E402
import source_days  # noqa: E402
import theme_environment  # noqa: E402
from generated_pages import GeneratedPage, find_linked_anchors, take_over  # noqa: E402


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is `mkdocs build`."""
    plan_source.begin(command)


def on_config(config: Any, **_: Any) -> None:
    """Tell the theme whether pages are served to their author, and whether they are to be kept offline.

    Where they are served, nobody else may be: that is said before the build, not after it.
    A page that is served reloads itself by a script that the content policy forbids, and must not come from a copy
    that the browser has kept. The theme's templates are read from a place that remembers them.
    """
    config.extra["serving"] = plan_source.is_serving()
    if plan_source.is_serving():
        serve_address.look_for_others(*config.dev_addr)
    theme_environment.share(config.theme)
    config.extra["worker"] = config.extra["offline"] and not config.extra["serving"]


def on_pre_build(**_: Any) -> None:
    """Look for mistakes while the last good site is still there: after this, MkDocs empties its folder."""
    site_index.abandon()
    plan_source.check()


def on_serve(server: Any, config: Any, **_: Any) -> None:
    """Look for edits often, and watch the folder of plans that this site is made of: mkdocs.yml names the usual one."""
    from daywise.cli import plans_folder  # noqa: PLC0415 - gen_pages.py has set the path by now

    serve_watch.look_often(server, config)
    server.watch(str(plans_folder()))


def on_files(files: Any, config: Any) -> Any:
    """Let the pages that the generator has written be laid out as they are."""
    take_over(files, config)
    return files


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Let MkDocs check the links of hand-written pages to places on generated ones, and the theme tell a page's age.

    The search index begins here at the latest: without the script for pages, nothing else has begun it.
    """
    find_linked_anchors(files)
    site_index.begin(Path(config["site_dir"]))
    env.globals["last_changed"] = source_days.lookup(Path(config.config_file_path).parent)
    return env


def on_page_context(context: Any, page: Any, **_: Any) -> Any:
    """Read a generated page now that its turn has come."""
    if isinstance(page, GeneratedPage):
        page.fill()
    return context


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Hand a page that has been laid out to the search, and let go of a generated one."""
    site_index.add(page.file.dest_uri, output)
    if isinstance(page, GeneratedPage):
        page.empty()
    return output


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Show authors the look of each label beside its example."""
    from daywise.render.examples import PAGE, with_examples  # noqa: PLC0415 - as above

    return with_examples(markdown) if page.file.src_uri == PAGE else markdown


def on_post_build(config: Any, **_: Any) -> None:
    """Finish the search index, then tell the offline worker which files there are."""
    site = Path(config["site_dir"])
    site_index.finish(site)
    if config.extra["worker"]:
        _release_worker(site)


def on_build_error(**_: Any) -> None:
    """Let go of an index that nobody will finish."""
    site_index.abandon()


def _release_worker(site: Path) -> None:
    from daywise import precache  # noqa: PLC0415 - as above

    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    listed = precache.file_list({path: (site / path).read_bytes() for path in paths if precache.is_kept(path)})
    (site / precache.LIST).write_bytes(listed)
    worker = site / precache.WORKER
    worker.write_text(precache.release(worker.read_text("utf-8"), listed), "utf-8", newline="\n")
