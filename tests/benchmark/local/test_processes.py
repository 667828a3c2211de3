"""The supervisor: stops in reverse order, notices a death, leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmark.local import Supervisor, stoppable
from tests.benchmark.local.conftest import CHECKOUT

pytestmark = pytest.mark.requirement("I2.2")

# Writes its name when told to end; says "up" through a fifo once it listens.
POLITE = """
import os, signal, sys
name, journal, fifo = sys.argv[1:]
def end(number, frame):
    open(journal, "a").write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
open(fifo, "w").write("up")
while True:
    signal.pause()
"""
# Ignores the request and has a child of its own that ignores it too.
STUBBORN = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child:
    open(sys.argv[1], "w").write(f"{os.getpid()} {child}")
while True:
    signal.pause()
"""


def exists(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_stops_in_reverse_order(tmp_path: Path) -> None:
    journal, fifo = tmp_path / "journal", tmp_path / "fifo"
    os.mkfifo(fifo)
    with Supervisor() as supervisor:
        for name in ("web", "worker", "sweeper"):
            supervisor.start(name, [sys.executable, "-c", POLITE, name, str(journal), str(fifo)])
            assert fifo.read_text() == "up"
    assert journal.read_text().split() == ["sweeper", "worker", "web"]
    supervisor.stop()


def test_stubborn_parts_and_their_children_are_killed(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with Supervisor(grace=0.2) as supervisor:
        supervisor.start("stubborn", [sys.executable, "-c", STUBBORN, str(fifo)])
        pids = [int(word) for word in fifo.read_text().split()]
        assert all(exists(pid) for pid in pids)
    while any(exists(pid) for pid in pids):  # the kernel has the signal; init may need a moment to bury
        os.sched_yield()


def test_death_of_a_part_is_noticed_with_its_name_and_code(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with Supervisor() as supervisor:
        supervisor.start("steady", [sys.executable, "-c", "import signal; signal.pause()"])
        supervisor.start("web", [sys.executable, "-c", "print('too bad'); raise SystemExit(3)"], log=log)
        ended = supervisor.wait()
    assert (ended.name, ended.code) == ("web", 3)
    assert log.read_text() == "too bad\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_signals_end_everything_in_order(number: int, tmp_path: Path) -> None:
    journal, fifo = tmp_path / "journal", tmp_path / "fifo"
    os.mkfifo(fifo)
    code = (
        "import sys\nfrom benchmark.local import Supervisor, stoppable\n"
        "try:\n with stoppable(), Supervisor() as s:\n"
        "  s.start('web', [sys.executable, '-c', *sys.argv[1:]])\n  s.wait()\n"
        "except KeyboardInterrupt:\n print('stopped')\n"
    )
    command = [sys.executable, "-c", code, POLITE, "web", str(journal), str(fifo)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as demo:
        assert fifo.read_text() == "up"
        demo.send_signal(number)
        output, _ = demo.communicate()
    assert (demo.returncode, output) == (0, "stopped\n")
    assert journal.read_text() == "web\n"


def test_handlers_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stoppable():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
