"""Picks a small corpus for a fuzz target out of its working one: fuzz/corpus/TARGET.

Run at the repository's root after `cargo +nightly fuzz build -s none`: python3 fuzz/pick.py TARGET...
libFuzzer tells which code each input reaches; of those that reach most for their size so many are
taken that all is reached, or as many as may be committed. Of a large working corpus inputs of all
sizes are looked at, not every one: `cargo +nightly fuzz cmin -s none TARGET` makes it small before.
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

FUZZ = pathlib.Path(__file__).parent
MOST_FILES = 60
MOST_BYTES = 150 * 1024
LONGEST = 8 * 1024
MOST_LOOKED_AT = 600


def reached(target):
    """What code each of some inputs reaches."""
    program = next(FUZZ.glob(f"target/*/release/{target}"))
    with tempfile.TemporaryDirectory() as scratch:
        control = pathlib.Path(scratch) / "control"
        into = pathlib.Path(scratch) / "into"
        into.mkdir()
        candidates = pathlib.Path(scratch) / "candidates"
        candidates.mkdir()
        inputs = [path for path in (FUZZ / "working" / target).iterdir() if path.stat().st_size <= LONGEST]
        inputs.sort(key=lambda path: (path.stat().st_size, path.name))
        for path in inputs[:: len(inputs) // MOST_LOOKED_AT + 1]:
            shutil.copy(path, candidates)
        options = ["-merge=1", "-set_cover_merge=1", f"-merge_control_file={control}", "-max_len=1000000"]
        command = [program, *options, into, candidates]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        lines = control.read_text().splitlines()
        contents = {path: path.read_bytes() for path in candidates.iterdir()}
    count = int(lines[0])
    inputs = [contents[pathlib.Path(line)] for line in lines[2 : 2 + count]]
    covered = {}
    for line in lines[2 + count :]:
        kind, number, *codes = line.split()
        if kind == "COV":
            covered[inputs[int(number)]] = set(codes)
    return covered


def pick(target):
    covered = reached(target)
    everything = set().union(*covered.values())
    picked, left, size = [], set(everything), 0
    while left and len(picked) < MOST_FILES:
        best = max(sorted(covered), key=lambda content: len(covered[content] & left) / (len(content) + 2000))
        if not covered[best] & left or size + len(best) > MOST_BYTES:
            break
        picked.append(best)
        left -= covered[best]
        size += len(best)
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for content in picked:
        (folder / hashlib.sha1(content).hexdigest()[:12]).write_bytes(content)
    share = 100 * (len(everything) - len(left)) / len(everything)
    print(f"{target}: {len(picked)} of {len(covered)} inputs, {size} bytes, {share:.1f} % of what all reach")


for name in sys.argv[1:]:
    pick(name)
