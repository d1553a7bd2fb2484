"""A seeded small organisation that is valid by domain.md and yet full of its edge cases.

    generate.py --seed 7 --output FOLDER [--messy]

Writes one CSV file per kind: canonical ones, or with --messy the same content as people really make it.
"""

import argparse
import sys
from pathlib import Path
from random import Random

import messy
from draw_account import Account
from organisation import Organisation
from recount import MonthCount
from validity import faults


class Generator(Account):
    """Draws one organisation, part after part."""

    def draw(self):
        self.draw_lists()
        self.draw_units()
        self.draw_people()
        self.draw_training()
        self.draw_catalogue()
        self.draw_adoptions()
        self.draw_time()
        self.draw_redirections()
        self.draw_usage()
        broken = faults(self.tables)
        if broken:
            raise ValueError(f"the generator broke a rule: {broken[:3]}")
        return self.tables


def generate(seed):
    """The tables of a seed, and the months to report."""
    generator = Generator(seed)
    return generator.draw(), generator.months


def main():
    parser = argparse.ArgumentParser(description="A seeded small organisation as CSV files.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", required=True, help="a folder, made if it isn't there")
    parser.add_argument("--messy", action="store_true", help="the same content as people really make it")
    options = parser.parse_args()
    found, months = generate(options.seed)
    if options.messy:
        messy.write_messy(found, Path(options.output), Random(options.seed))
    else:
        messy.write_canonical(found, Path(options.output))
    whole = MonthCount(Organisation(found), months[-1]).document()
    print(f"{months[0]} to {months[-1]}; headcount {whole['headcount']}, net {whole['minutes']['net']} minutes in the last month", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
