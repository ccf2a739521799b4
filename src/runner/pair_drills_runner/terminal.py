"""What the terminal can show: its width, colours and characters."""

from __future__ import annotations

import os
import shutil
from typing import TextIO

MIN_WIDTH = 60
MAX_WIDTH = 100
_PLAIN = {"✓": "+", "✗": "x", "·": "-", "…": "...", "–": "-", "→": "->"}
_CODES = {"green": "32", "red": "31", "yellow": "33", "dim": "2", "bold": "1"}


class Terminal:
    """Writes text that the stream can show."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.width = max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((80, 24)).columns))
        self._colour = _colours(out)
        encoding = getattr(out, "encoding", None) or "utf-8"
        self._encoding = encoding
        self._unicode = _can_encode("".join(_PLAIN), encoding)

    def paint(self, text: str, colour: str) -> str:
        """`text` in one of the terminal's own colours."""
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._colour and text else text

    def fit(self, text: str) -> str:
        """`text` with the characters that the stream cannot encode replaced."""
        if not self._unicode:
            for sign, plain in _PLAIN.items():
                text = text.replace(sign, plain)
        return text.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def line(self, text: str = "") -> None:
        """Writes one line at once, so that each test shows when it is over; a closed terminal is no error."""
        try:
            self._out.write(self.fit(text).rstrip() + "\n")
            self._out.flush()
        except OSError:
            pass


def _colours(out: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def clean(text: str) -> str:
    """Text of the candidate's without control characters, which could rewrite the report."""
    return "".join(
        c if c.isprintable() or c == "\n" else "\t".expandtabs(4) if c == "\t" else "?" for c in text
    )
