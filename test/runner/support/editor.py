"""The editor's end of the channel: a plain socket server."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

Fact = dict[str, Any]
PATIENCE = 20.0


class Editor:
    """Remembers every fact with the role of the process that sent it."""

    def __init__(self, token: str = "secret-token") -> None:
        self.token = token
        self.facts: list[tuple[str, Fact]] = []
        self.open: set[str] = set()
        self.connections: list[socket.socket] = []
        self.refused: set[str] = set()
        """Roles that are not welcome."""
        self.protocol = 1
        self._host: socket.socket | None = None
        self._changed = threading.Condition()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.connections.append(connection)
        lines = connection.makefile("r", encoding="utf-8")
        role = ""
        try:
            for line in lines:
                fact = json.loads(line)
                if fact["type"] == "hello":
                    if fact["token"] != self.token or fact["role"] in self.refused:
                        break
                    role = f"{fact['role']}:{fact['pid']}"
                    with self._changed:
                        self.open.add(role)
                    if fact["role"] == "host":
                        self._host = connection
                        self.send({"type": "welcome", "protocol": self.protocol})
                with self._changed:
                    self.facts.append((role.partition(":")[0], fact))
                    self._changed.notify_all()
        except OSError:
            pass
        with self._changed:
            self.open.discard(role)
            self._changed.notify_all()
        lines.close()
        connection.close()

    def send(self, message: Fact) -> None:
        """Sends a message to the host."""
        assert self._host is not None, "no host is connected"
        self._host.sendall(json.dumps(message).encode() + b"\n")

    def wait(self, wanted: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
        """Waits until `wanted()` is true and returns it."""
        deadline = time.monotonic() + patience
        with self._changed:
            while True:
                found = wanted()
                if found:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    seen = "\n".join(json.dumps(fact)[:200] for _, fact in self.facts[-12:])
                    raise AssertionError(f"not within {patience} s: {what}\n{seen}")
                self._changed.wait(min(left, 0.05))

    def spare_facts(self, state: str) -> list[Fact]:
        """The host's reports of that state so far."""
        return [fact for _, fact in self.facts if fact["type"] == "spare" and fact["state"] == state]

    def ready(self, count: int = 1) -> Fact:
        """Waits for the `count`-th ready spare."""
        self.wait(lambda: len(self.spare_facts("ready")) >= count, f"spare {count} is ready")
        return self.spare_facts("ready")[count - 1]

    def of_run(self, run: str) -> list[Fact]:
        """The facts of one run, in order; the host's come over another connection and may overtake."""
        facts = [fact for _, fact in self.facts if fact.get("run") == run]
        return sorted(facts, key=lambda fact: {"host.begin": 0, "run.exit": 2}.get(fact["type"], 1))

    def exit(self, run: str, patience: float = PATIENCE) -> Fact:
        """Waits for the last fact of a run and for the end of its process's connection."""

        def over() -> Fact | None:
            last = [fact for fact in self.of_run(run) if fact["type"] == "run.exit"]
            begin = [fact for fact in self.of_run(run) if fact["type"] == "run.begin"]
            if not last or (begin and f"spare:{begin[0]['pid']}" in self.open):
                return None
            return last[0]

        found: Fact = self.wait(over, f"{run} is over", patience)
        return found

    def close(self) -> None:
        """The editor is gone."""
        self._server.close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
