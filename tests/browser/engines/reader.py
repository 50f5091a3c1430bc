"""What a reader does in a browser and sees of it, in terms that every engine's driver knows."""

from collections.abc import Callable

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 20  # seconds, on a busy machine


class Reader:
    """A reader with a browser; `address` is that of the site's front page."""

    def __init__(self, driver: WebDriver, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, path: str = "") -> None:
        """Go to a page; comes back when that has loaded."""
        self.driver.get(self.address + path)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def press_until(self, key: str, css: str) -> None:
        """Press a key until what it opens is there: a window on a busy machine may lose one."""

        def there() -> bool:
            if self.sees_no(css):
                self.press(key)
                self.rest(0.5)
            return not self.sees_no(css)

        self.until(there, css)

    def press_with(self, key: str, letter: str) -> None:
        """Press a letter while another key is held down."""
        ActionChains(self.driver).key_down(key).send_keys(letter).key_up(key).perform()

    def point_at(self, element: WebElement) -> None:
        self.bring(element)
        ActionChains(self.driver).move_to_element(element).perform()

    def mark(self, start: WebElement, end: WebElement) -> None:
        """Draw the pointer, its button down, from the first word of an element to the middle of
        another."""
        self.bring(start)
        left, top = 2 - start.size["width"] // 2, 12 - start.size["height"] // 2
        ActionChains(self.driver).move_to_element_with_offset(
            start, left, top
        ).click_and_hold().move_to_element(end).move_by_offset(20, 0).release().perform()

    def bring(self, element: WebElement) -> None:
        """Scroll until an element is in the middle of the window."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)

    def rest(self, seconds: float) -> None:
        """Do nothing for a while, in which what should stay may not change."""
        ActionChains(self.driver).pause(seconds).perform()

    def back(self) -> None:
        self.driver.back()

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until something is so; an element that is being replaced is not."""
        WebDriverWait(
            self.driver, PATIENCE, 0.05, ignored_exceptions=[StaleElementReferenceException]
        ).until(lambda _: condition(), what)

    def all(self, css: str) -> list[WebElement]:
        """The elements that a reader can see."""
        return [e for e in self.driver.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()]

    def see(self, css: str, text: str = "") -> WebElement:
        """Wait for the first element that can be seen, and that holds a text."""
        found: list[WebElement] = []

        def look() -> bool:
            found[:] = [element for element in self.all(css) if text in element.text]
            return bool(found)

        self.until(look, f"{css} with {text!r}")
        return found[0]

    def sees_no(self, css: str) -> bool:
        return not self.all(css)

    def at(self, path: str) -> bool:
        """Whether the address of the page is that of a path, or begins with it."""
        return self.driver.current_url.startswith(self.address + path)

    def evaluate(self, expression: str, *arguments: object) -> object:
        return self.driver.execute_script(f"return ({expression})", *arguments)

    def style(self, css: str, name: str) -> object:
        return self.evaluate(
            "getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", css, name
        )

    def focused(self) -> str:
        """The id of the element that has the focus, or its tag."""
        return str(self.evaluate("document.activeElement.id || document.activeElement.localName"))

    def pasted(self) -> str:
        """What is on the clipboard, by pasting it into the search's field."""
        self.open("search/")
        field = self.see("input[name=q]")
        self.driver.execute_script(
            "addEventListener('paste', (e) => { window.text = e.clipboardData.getData('text') })"
        )
        field.click()
        self.press_with(Keys.CONTROL, "v")
        self.until(lambda: self.evaluate("window.text !== undefined"), "something pasted")
        return str(self.evaluate("window.text"))
