"""Hide stop strings from a stream of text or of UTF-8 bytes."""

import codecs
from collections import deque
from collections.abc import Iterable


class _Matcher:
    """How much of one stop string the text ends with (Knuth, Morris and Pratt)."""

    def __init__(self, stop: str) -> None:
        self.stop = stop
        self.length = 0
        # fallback[n]: the longest proper suffix of stop[:n] that is also a prefix of stop.
        self.fallback = [0, 0]
        for ch in stop[1:]:
            self.fallback.append(self._longer(self.fallback[-1], ch))

    def _longer(self, length: int, ch: str) -> int:
        """Characters matched after `ch`, when `length` were matched before it."""
        while length and not self.stop.startswith(ch, length):
            length = self.fallback[length]
        return length + self.stop.startswith(ch, length)

    def completes(self, ch: str) -> bool:
        """Take one character; True when the text now ends with the whole stop."""
        self.length = self._longer(self.length, ch)
        return self.length == len(self.stop)


class StopStream:
    """Hides stop strings, and everything after the first of them, from a stream.

    Held back is only the longest end of the text that may still become a stop. Each character costs a
    constant time per stop, however long the stops are.
    """

    def __init__(self, stops: Iterable[str], include_stop: bool = False) -> None:
        stops = list(stops)
        if "" in stops:
            raise ValueError("a stop string may not be empty")
        self.matched: str | None = None
        self._include_stop = include_stop
        self._matchers = [_Matcher(stop) for stop in stops]
        self._held: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def feed(self, piece: str | bytes) -> str:
        """Take the next piece; return the text that is safe to show now."""
        if self.matched is not None:
            return ""
        return self._take(piece if isinstance(piece, str) else self._decoder.decode(piece))

    def finish(self) -> str:
        """End the stream; return the text that is still held back."""
        if self.matched is not None:
            return ""
        tail = self._take(self._decoder.decode(b"", final=True))
        return tail + self._release(keep=0)

    def _take(self, text: str) -> str:
        shown: list[str] = []
        for ch in text:
            self._held.append(ch)
            complete = [m.stop for m in self._matchers if m.completes(ch)]
            if complete:
                self.matched = max(complete, key=len)
                shown.append(self._release(keep=len(self.matched)))
                self._held.clear()
                if self._include_stop:
                    shown.append(self.matched)
                break
            shown.append(self._release(keep=max((m.length for m in self._matchers), default=0)))
        return "".join(shown)

    def _release(self, keep: int) -> str:
        """Let go of all held characters but the last `keep`."""
        return "".join(self._held.popleft() for _ in range(len(self._held) - keep))
