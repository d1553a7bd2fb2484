"""Measures the statistics of trials: their speed beside the same estimates and permutations in NumPy, then how often their intervals hold.

The reference is the imputation estimator by NumPy's least squares with every unit left out in turn and estimated again, and permutations by precomputed weights as products of matrices:
what a statistician would write with care. Both read the same panel, and their numbers have to agree.
"""

import argparse
import csv
import math
import resource
import subprocess
import tempfile
import time

import numpy as np


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    periods = sorted({int(row["time"]) for row in rows})
    units = list(dict.fromkeys(row["id"] for row in rows))
    outcomes = np.array([float(row["y"]) for row in rows]).reshape(len(units), len(periods))
    starts = np.array([int(row["g"]) for row in rows]).reshape(len(units), len(periods))[:, 0]
    return outcomes, starts, np.array(periods)


def weights(starts, periods):
    """What each cell's outcome is multiplied with in the average effect of the treated cells."""
    treated = (starts[:, None] > 0) & (periods[None, :] >= starts[:, None])
    untreated = ~treated
    counts = untreated.sum(axis=1)
    within = untreated / counts[:, None]
    system = np.diag(untreated.sum(axis=0).astype(float)) - untreated.T @ within
    cells = treated / treated.sum()
    side = cells.sum(axis=0) - (cells.sum(axis=1)[:, None] * within).sum(axis=0)
    solution = np.zeros(len(periods))
    solution[1:] = np.linalg.solve(system[1:, 1:], side[1:])
    mean = (untreated * solution).sum(axis=1) / counts
    return cells - untreated * (cells.sum(axis=1)[:, None] / counts[:, None] + solution[None, :] - mean[:, None])


def estimate(outcomes, starts, periods):
    return float((weights(starts, periods) * outcomes).sum())


def reference(path):
    outcomes, starts, periods = read(path)
    begin = time.monotonic()
    effect = estimate(outcomes, starts, periods)
    units = len(starts)
    left = [estimate(np.delete(outcomes, unit, 0), np.delete(starts, unit), periods) for unit in range(units)]
    error = math.sqrt((units - 1) / units * sum((value - effect) ** 2 for value in left))
    jackknife = time.monotonic() - begin
    begin = time.monotonic()
    cohorts, cohort = np.unique(starts, return_inverse=True)
    own = weights(starts, periods)
    rows = np.array([own[np.argmax(cohort == place)] for place in range(len(cohorts))])
    scores = outcomes @ rows.T
    random = np.random.default_rng(1)
    drawn = [scores[np.arange(units), random.permutation(cohort)].sum() for _ in range(9_999)]
    p = (1 + np.sum(np.abs(drawn) >= abs(effect))) / 10_000
    return effect, error, p, jackknife, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--panels", type=int, default=1_000)
    arguments = parser.parse_args()
    for units, periods, limit in [(60, 36, 2), (1_500, 60, 60)]:
        with tempfile.NamedTemporaryFile(suffix=".csv") as panel:
            said = subprocess.run(
                [arguments.program, "speed", str(units), str(periods), panel.name], check=True, capture_output=True, text=True
            ).stdout
            print(f"== {units} units, {periods} months (limit {limit} s)\n{said}", end="", flush=True)
            effect, error, p, jackknife, permutations = reference(panel.name)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"NumPy, imputation alone, one target: jackknife {jackknife:.2f} s, 9,999 permutations {permutations:.2f} s, peak memory {memory} MB")
        words = next(line for line in said.splitlines() if line.startswith("imputation ") and " se " in line).split()
        agree = abs(float(words[1]) - effect) < 1e-8 and abs(float(words[3]) - error) < 1e-8
        print(f"NumPy says {effect} se {error} p {p}: {'the same numbers' if agree else 'OTHER NUMBERS'}\n", flush=True)
        if not agree:
            raise SystemExit(1)
    subprocess.run([arguments.program, "coverage", str(arguments.panels)], check=True)


if __name__ == "__main__":
    main()
