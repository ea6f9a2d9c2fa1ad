"""A calculator on a static page, in a real browser: what is typed there is judged and priced.

Chromium opens `tests/browser/calculator.html`, which loads the built wheel through Pyodide; every
price that it shows is compared with the one here.
"""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from browser_server import server_of, site
from guides import ROOT
from node_runner import need_wheels

from seedance_rules import load_spec, quote, validate, verdict
from seedance_rules.compare import alternatives

pytestmark = pytest.mark.browser

GROUP = "the dependency group browser is not installed"
APT = "apt-get install chromium chromium-driver"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1240,1400",
)
VIDEO = "https://media.example/motion.mp4"
SPEC = load_spec()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the wheel, put the page together, and serve it on this machine alone."""
    built = need_wheels(tmp_path_factory.mktemp("wheel"))
    folder = site(tmp_path_factory.mktemp("site"), built)
    with server_of(folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start Chromium with an empty profile, by the driver that its Debian package brings."""
    webdriver = pytest.importorskip("selenium.webdriver", reason=GROUP)
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip(f"Chromium and its driver are not installed: {APT}")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield started
    started.quit()


class Page:
    """The page as somebody in front of it uses it."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def field(self, name: str) -> Any:
        return self.browser.find_element("id", name)

    def type(self, name: str, text: str) -> None:
        """Clear a field and type into it, key by key."""
        self.field(name).clear()
        self.field(name).send_keys(text)

    def choose(self, name: str, value: str) -> None:
        self.field(name).find_element("css selector", f'option[value="{value}"]').click()

    def texts(self, selector: str) -> list[str]:
        return [found.text for found in self.browser.find_elements("css selector", selector)]

    def text(self, name: str) -> str:
        found: str = self.field(name).text
        return found

    def rows(self, name: str) -> list[list[str]]:
        """Return what the rows of a table say, a text for each cell."""
        script = (
            "return [...document.getElementById(arguments[0]).rows]"
            ".map((row) => [...row.cells].map((cell) => cell.textContent))"
        )
        found: list[list[str]] = self.browser.execute_script(script, name)
        return found


@pytest.fixture(scope="module")
def opened(browser: Any, address: str) -> Page:
    """Open the page, and wait until it is ready."""
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(address)
    script = "return 'ready' in document.body.dataset"
    WebDriverWait(browser, 120).until(lambda browser: browser.execute_script(script))
    return Page(browser)


RESET = """
for (const field of document.querySelectorAll("main input, main textarea"))
  field.value = field.defaultValue;
for (const select of document.querySelectorAll("main select")) select.selectedIndex = 0;
document.getElementById("version").value = arguments[0];
document.getElementById("version").dispatchEvent(new Event("change"));
"""


@pytest.fixture
def page(opened: Page) -> Page:
    """Put everything in the page back to how it opened, which spares a start of Python."""
    opened.browser.execute_script(RESET, SPEC.version)
    return opened


def asked(**fields: object) -> dict[str, Any]:
    """Return the request of the page as it opens, with other fields."""
    task_type = fields.pop("task_type", "seedance-2")
    body = {"prompt": "A lantern drifts over a lake at dusk", **fields}
    return {"model": "seedance", "task_type": task_type, "input": body}


def test_a_price_is_there_at_once(page: Page) -> None:
    found = quote(asked())
    assert page.text("credits") == str(found.credits) == "0.5"
    assert page.text("unit") == "credits = USD 0.5"
    assert page.text("inferred") == "text to video"
    assert page.rows("breakdown") == [["Output", "5 s × 0.1", "0.5"], ["Total", "", "0.5"]]


def test_every_key_is_priced(page: Page) -> None:
    shown = []
    for key in "12":
        page.field("duration").send_keys(key)
        shown.append(page.text("credits"))
    assert shown == ["–", str(quote(asked(duration=12)).credits)]
    page.type("duration", "16")
    (violation,) = validate(asked(duration=16)).violations
    assert page.texts(".violation") == [violation.message]
    assert page.text("credits") == "–"
    assert "rejected" in page.text("why")


def test_every_model_and_resolution_has_its_price(page: Page) -> None:
    for name, known in SPEC.task_types.items():
        page.choose("task_type", name)
        for resolution in known.prices:
            page.choose("resolution", resolution)
            found = quote(asked(task_type=name, resolution=resolution))
            assert page.text("credits") == f"{found.credits:f}"


def test_input_videos_ask_for_their_seconds(page: Page) -> None:
    page.type("video_urls", VIDEO)
    request = asked(video_urls=[VIDEO])
    assert page.text("why") == verdict(request)["unpriced"]
    page.type("video_seconds", "6.5")
    found = quote(request, total_input_video_duration="6.5")
    assert (page.text("credits"), page.text("why")) == (f"{found.credits:f}", "")
    assert page.text("inferred") == "omni reference"
    assert page.rows("breakdown")[1] == ["Input videos", "6.5 s × 0.5 × 0.1", "0.325"]
    page.type("video_seconds", "long")
    assert page.text("credits") == "–"
    assert page.text("why") == verdict(request, total_input_video_duration="long")["unpriced"]


def test_notices_are_at_their_fields(page: Page) -> None:
    page.type("image_urls", "https://media.example/a.png")
    page.type("prompt", "Follow @Image1")
    request = asked(prompt="Follow @Image1", image_urls=["https://media.example/a.png"])
    report = validate(request)
    assert page.texts(".notice") == [notice.message for notice in report.notices] != []
    assert page.text("credits") == f"{quote(request).credits:f}"


def test_alternatives_are_live(page: Page) -> None:
    page.type("video_urls", VIDEO)
    page.type("video_seconds", "7.35")
    page.type("duration", "8")
    found = alternatives(asked(video_urls=[VIDEO], duration=8), total_input_video_duration="7.35")
    shown = page.rows("alternatives")
    assert [row[:2] for row in shown] == [[one.task_type, one.resolution] for one in found]
    for row, one in zip(shown, found, strict=True):
        if one.difference is None:
            assert row[2] == "; ".join(finding.message for finding in one.findings)
        else:
            assert Decimal(row[2]) == one.credits
            difference = row[3].replace("−", "-").replace("as asked", "0")
            assert Decimal(difference) == one.difference
    assert sum(len(row) == 3 for row in shown) == 1, "mini, which takes no videos"

    page.browser.find_elements("css selector", "#alternatives tr")[0].click()
    assert page.text("credits") == f"{found[0].credits:f}"
    assert page.rows("alternatives")[0][3] == "as asked"


def test_the_request_is_the_one_to_send(page: Page) -> None:
    page.choose("aspect_ratio", "9:16")
    shown = json.loads(page.field("request").get_property("textContent"))
    assert shown == quote(asked(aspect_ratio="9:16")).request.to_dict()


def test_another_price_list(page: Page) -> None:
    page.choose("version", "2026-08-08")
    page.choose("resolution", "720p")
    found = quote(asked(resolution="720p"), spec="2026-08-08")
    assert page.text("credits") == f"{found.credits:f}"
    assert "2026-08-08" in page.text("tables")


def test_the_page_says_nothing_to_anyone_else(page: Page, address: str) -> None:
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    fetched = page.browser.execute_script(script)
    assert [name for name in fetched if not name.startswith((address, "data:"))] == []
    assert page.browser.get_log("browser") == []


INSERT = """
const [text, done] = arguments;
window.done = done;
document.body.append(Object.assign(document.createElement("script"), { type: "module", text }));
"""


def test_the_recipe_works_in_a_page(page: Page) -> None:
    recipes = (ROOT / "seedance_rules" / "RECIPES.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```js\n(.*?)^```$", recipes, re.MULTILINE | re.DOTALL)
    request = asked(video_urls=[VIDEO])
    program = f"const request = {json.dumps(request)};\n{block}\nwindow.done(told);"
    page.browser.set_script_timeout(120)
    told = page.browser.execute_async_script(INSERT, program)
    assert told == verdict(request, total_input_video_duration="6.5")
