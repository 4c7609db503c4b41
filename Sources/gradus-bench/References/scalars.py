"""Reverse mode on single numbers in plain Python: an object for each number, a closure for its derivative."""
import math


class Number:
    __slots__ = ("value", "grad", "parents", "spread")

    def __init__(self, value, parents=()):
        self.value, self.grad, self.parents, self.spread = value, 0.0, parents, None

    def __add__(self, other):
        result = Number(self.value + other.value, (self, other))

        def spread():
            self.grad += result.grad
            other.grad += result.grad

        result.spread = spread
        return result

    def __mul__(self, other):
        result = Number(self.value * other.value, (self, other))

        def spread():
            self.grad += other.value * result.grad
            other.grad += self.value * result.grad

        result.spread = spread
        return result

    def tanh(self):
        y = math.tanh(self.value)
        result = Number(y, (self,))

        def spread():
            self.grad += (1 - y * y) * result.grad

        result.spread = spread
        return result

    def backward(self):
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting.extend((parent, False) for parent in node.parents)
        self.grad = 1.0
        for node in reversed(order):
            if node.spread:
                node.spread()


def scalars():
    def step():
        a, b = Number(0.9), Number(0.3)
        x = a
        for _ in range(3333):
            x = (x * a + b * x).tanh()
        x.backward()
        return a.grad

    return step
