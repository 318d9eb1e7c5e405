"""Random numbers inside the compiled search: xorshift64*, its state in an array, the same on every machine."""

import numpy as np

from cus.rota.search.compiling import inlined
from cus.rota.search.rows import Array


@inlined
def roll(dice: Array) -> np.uint64:
    x = dice[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    dice[0] = x
    return x * np.uint64(2685821657736338717)


@inlined
def below(dice: Array, limit: int) -> np.int64:
    """0 … limit - 1."""
    return np.int64(((roll(dice) >> np.uint64(32)) * np.uint64(limit)) >> np.uint64(32))


@inlined
def share(dice: Array) -> np.float64:
    """From 0 to 1."""
    return np.float64(roll(dice) >> np.uint64(11)) * 1.1102230246251565e-16
