"""Bounds the withheld figures of a month and says which of them are given away."""

from dataclasses import dataclass, field

from program import MARGIN, LEVELS, Program, places

PEOPLE = ("headcount", "fte", "adopters", "covered", "on_leave", "active_users", "in_force", "reported")
NAMED = ("named_in_force", "named_reported")
ACCOUNT = ("gross", "net", "loss", "freed", "higher_value.claimed", "higher_value.confirmed", "same_work", "overtime_cut", "unaccounted")


@dataclass
class Findings:
    withheld: int = 0
    published: int = 0
    tried: int = 0
    broken: list = field(default_factory=list)


def leave_over(places, own):
    """Persons' own adoptions: what is left of the counts when the units' own, which a head can list, are taken off."""
    for place, found in places.items():
        for name, counted, known in zip(NAMED, ("in_force", "reported"), own[place]):
            number = found.figures[counted]
            found.figures[name] = None if number is None else number - known
    # Those above come first. Where nothing is left nobody is in what is withheld under it, as where zeros are shown.
    for above, found in places.items():
        under = [each for place, each in places.items() if place is not None and each.above == above]
        for name in NAMED:
            waiting = [each for each in under if each.figures[name] is None]
            if waiting and found.figures[name] is not None and found.figures[name] == sum(each.figures[name] or 0 for each in under):
                for each in waiting:
                    each.figures[name] = 0


def attack(documents, truth, own, each, random, whole=True):
    """All figures of people and of the account are bounded (some, where whole is false); of each family of breakdowns some, drawn at random, together with the account."""
    seen, true = places(documents), places(truth)
    for found in (seen, true):
        leave_over(found, own)
    names = list(seen[None].figures)
    families = [PEOPLE, NAMED, ("E0.gross", "E0.net", "E0.freed"), ACCOUNT]
    families += [[name for name in names if begins(name)] for begins in (
        lambda name: name.split(".")[0] in LEVELS, lambda name: name.split(":")[0] in ("higher_value", "same_work", "overtime_cut") and ":" in name,
        lambda name: name.startswith("tool:"), lambda name: name.startswith("area:"))]
    found = Findings()
    for place in seen:
        # Fewer adoptions than the margin are fewer persons too.
        found.broken += [f"{place or 'the whole'} {name}: {seen[place].figures[name]} are left over" for name in NAMED if 0 < (seen[place].figures[name] or 0) < MARGIN["people"]]
    for number, family in enumerate(families):
        program = Program(seen, family if number < 4 else [*ACCOUNT, *family])
        wanted = [key for key in program.index if key[1] in family]
        found.withheld += len(wanted)
        found.published += sum(program.known[place, name] is not None for place in seen for name in family if name in program.names)
        for key in wanted if whole and number < 4 else random.sample(wanted, min(each, len(wanted))):
            place, name = key
            value = abs(true[place].figures.get(name, 0) if place in true else 0)
            margin = max(value, MARGIN["people" if name in PEOPLE + NAMED else "minutes"])
            width = program.width(key)
            found.tried += 1
            if width < margin * (1 - 1e-6):
                found.broken.append(f"{place or 'the whole'} {name}: {value} lies within {width:.1f}")
    return found
