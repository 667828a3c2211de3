"""Secondary suppression beside pytauargus: what protection costs, whom it holds against, and how long it takes.

``python -m tests.bench.suppression [0 1 …]`` for the tables of `tests.method.table_instances`. Both sides get the same
tables one after the other in one run; the peer in a process of its own, timed inside it. Our seconds include the audit
and the certificate, the peer's only its own call.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from comparisons.releases.disclosure.tables import Insiders, Key, Table, TableRefused, suppress
from comparisons.releases.disclosure.tables.rules import needs
from comparisons.releases.disclosure.tables.suppress import weight
from tests.bench.pairs import Pair
from tests.method.table_instances import INSTANCES, RULES, table_of
from tests.method.table_owners import broken

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 600.0  # seconds for each call
FACTOR = 10  # times the peer's seconds that ours may take
OURS = {Insiders.NONE: "OPT", Insiders.CELLS: "MOD", Insiders.SHARES: "MOD"}  # by which peer it is measured


@dataclass(frozen=True)
class Outcome:
    """One pattern: its cost beyond the sensitive cells, and the sensitive cells that are not protected.

    `outside` counts cells that people outside narrow down too far, `owners` those that the owner of a withheld cell
    does, `exact` those that such an owner recomputes to the number. `cost` is None without a pattern.
    """

    who: str
    cost: int | None
    secondary: int
    seconds: float
    outside: int
    owners: int
    exact: int
    proven: bool


def measured(number: int) -> list[Outcome]:
    """All ways of protecting one of the tables."""
    table = table_of(INSTANCES[number])
    return [*(_peer(number, table, method) for method in ("OPT", "MOD")), *(_ours(table, kind) for kind in Insiders)]


def _ours(table: Table, insiders: Insiders) -> Outcome:
    name = f"ours, insiders: {insiders.value}"
    try:
        pattern = suppress(table, RULES, insiders=insiders, seconds=LIMIT)
    except TableRefused:
        return Outcome(name, None, 0, LIMIT, 0, 0, 0, False)
    return _judged(name, table, pattern.withheld, pattern.record.seconds, proven=pattern.record.optimal)


def _peer(number: int, table: Table, method: str) -> Outcome:
    asked = [sys.executable, "-m", "tests.bench.suppression_peer", str(number), method]
    try:
        answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):  # also when the engine takes its process along
        return Outcome(f"pytauargus {method}", None, 0, LIMIT, 0, 0, 0, False)
    found = json.loads(answer.stdout)
    withheld = frozenset(tuple(key) for key in found["withheld"])
    return _judged(f"pytauargus {method}", table, withheld, found["seconds"], proven=method == "OPT")


def _judged(who: str, table: Table, withheld: frozenset[Key], seconds: float, *, proven: bool) -> Outcome:
    further = withheld - {need.terms[0] for need in needs(table, RULES)}
    open_to = broken(table, withheld, RULES)
    return Outcome(
        who,
        sum(weight(table[key]) for key in further),
        len(further),
        seconds,
        len({key for coalition, key, _ in open_to if not coalition}),
        len({key for coalition, key, _ in open_to if coalition}),
        len({key for coalition, key, interval in open_to if coalition and interval.exact}),
        proven,
    )


def pairs(numbers: Sequence[int] = range(len(INSTANCES))) -> list[Pair]:
    """Ours and the peer at equal protection, for the common table of the bench."""
    found = []
    for number in numbers:
        table = table_of(INSTANCES[number])
        for insiders, method in ((Insiders.NONE, "OPT"), (Insiders.CELLS, "MOD")):
            peer, ours = _peer(number, table, method), _ours(table, insiders)
            name = f"suppression, table {number}, {ours.who.removeprefix('ours, ')}"
            found.append(
                Pair(
                    name,
                    f"cost {ours.cost}, {ours.owners} cells open to owners",
                    f"{peer.who}: cost {peer.cost}, {peer.owners} cells open to owners",
                    [ours.seconds],
                    [peer.seconds],
                )
            )
    return found


def lines(number: int, outcomes: Sequence[Outcome]) -> list[str]:
    """One table for the screen; the last column compares with the peer of equal protection."""
    instance = INSTANCES[number]
    peers = {outcome.who.removeprefix("pytauargus "): outcome for outcome in outcomes[:2]}
    shape = " x ".join(map(str, instance.shape))
    told = [f"table {number}: {shape}, {instance.cells} cells, {instance.sensitive} sensitive, best {instance.best}"]
    for outcome in outcomes:
        kind = next((kind for kind in Insiders if outcome.who.endswith(kind.value)), None)
        times = f"{outcome.seconds / peers[OURS[kind]].seconds:6.1f} x {OURS[kind]}" if kind else ""
        cost = "none" if outcome.cost is None else str(outcome.cost)
        told.append(
            f"  {outcome.who:<24} cost {cost:>6} with {outcome.secondary:>3}, {outcome.seconds:8.2f} s, open to people"
            f" outside {outcome.outside:>2}, to owners {outcome.owners:>2}, of these exactly {outcome.exact:>2} {times}"
        )
    return told


def main() -> None:
    """Print each table as it is done; `.local/suppression.json` keeps everything."""
    numbers = [int(number) for number in sys.argv[1:]] or list(range(len(INSTANCES)))
    kept = {}
    for number in numbers:
        outcomes = measured(number)
        kept[number] = [asdict(outcome) for outcome in outcomes]
        print("\n".join(lines(number, outcomes)), flush=True)
    path = ROOT / ".local" / "suppression.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
