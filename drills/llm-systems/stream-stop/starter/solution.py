from collections.abc import Iterable


class StopStream:
    """Hides stop strings, and everything after the first of them, from a stream of text."""

    matched: str | None
    """The stop string that ended the text; None until then."""

    def __init__(self, stops: Iterable[str]) -> None:
        self.matched = None
        raise NotImplementedError

    def feed(self, piece: str) -> str:
        """Take the next piece; return the text that is safe to show now."""
        raise NotImplementedError

    def finish(self) -> str:
        """End the stream; return the text that is still held back."""
        raise NotImplementedError
