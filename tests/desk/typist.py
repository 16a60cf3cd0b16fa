"""Somebody at a keyboard, whose every key is counted: a letter is one, a chord is one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

#: Milliseconds. Thirty new names are thirty revisions, on whatever machine this runs.
PATIENCE = 20_000


class Typist:
    """Has no mouse. `pasted` is what a chord put in; the chord itself is one key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)

    def paste(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.keys += 1

    def stands_in(self, selector: str) -> None:
        """Wait for the focus, as one does who looks where the next key goes."""
        expect(self.page.locator(selector)).to_be_focused(timeout=PATIENCE)
