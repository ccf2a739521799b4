"""One automaton over all the stops (Aho and Corasick); the held text is read off its state."""

import codecs
from collections import deque


class StopStream:
    def __init__(self, stops, include_stop=False):
        stops = [stops] if isinstance(stops, str) else list(stops)
        if not all(stops):
            raise ValueError("empty stop string")
        self.matched = None
        self.include_stop = include_stop
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.next, self.fail, self.prefix, self.hit = [{}], [0], [("", 0)], [None]
        for stop in stops:
            self.insert(stop)
        self.link()
        self.state = 0
        self.ended = False

    def insert(self, stop):
        node = 0
        for depth, ch in enumerate(stop, 1):
            if ch not in self.next[node]:
                self.next[node][ch] = len(self.next)
                self.next.append({})
                self.fail.append(0)
                self.prefix.append((stop, depth))
                self.hit.append(None)
            node = self.next[node][ch]
        self.hit[node] = stop

    def link(self):
        queue = deque(self.next[0].values())
        while queue:
            node = queue.popleft()
            for ch, child in self.next[node].items():
                self.fail[child] = self.step(self.fail[node], ch)
                queue.append(child)
            if self.hit[node] is None:
                self.hit[node] = self.hit[self.fail[node]]

    def step(self, node, ch):
        while node and ch not in self.next[node]:
            node = self.fail[node]
        return self.next[node].get(ch, 0)

    def scan(self, text):
        out = []
        for ch in text:
            stop, depth = self.prefix[self.state]
            self.state = self.step(self.state, ch)
            self.matched = self.hit[self.state]
            if self.matched is not None:
                out.append((stop[:depth] + ch)[: depth + 1 - len(self.matched)])
                if self.include_stop:
                    out.append(self.matched)
                break
            free = depth + 1 - self.prefix[self.state][1]
            out.append(stop[:free] if free <= depth else stop[:depth] + ch)
        return "".join(out)

    def feed(self, piece):
        if self.matched is not None:
            return ""
        if self.ended:
            raise RuntimeError("the stream has ended")
        return self.scan(piece if isinstance(piece, str) else self.decoder.decode(piece))

    def finish(self):
        if self.matched is not None or self.ended:
            return ""
        self.ended = True
        out = self.scan(self.decoder.decode(b"", True))
        if self.matched is None:
            stop, depth = self.prefix[self.state]
            out += stop[:depth]
        return out
