"""Whatever is done to a checklist file, the reader answers with faults and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eldercheck.storage.checklist_files import ChecklistFaults, parse_checklist

SAMPLE = Path(__file__).with_name("test_checklist_sample.yaml").read_bytes()
PIECES = [
    *(
        b"\t",
        b"\0",
        b"\xff",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"&a ",
        b"*a",
        b"!x ",
        b"<<: ",
        b"? ",
        b": ",
        b"- ",
    ),
    *(
        b"|",
        b">",
        b"%",
        b"---\n",
        b"...\n",
        b"#",
        b"\\",
        b'"\\x',
        b"\r",
        b"~",
        b"null",
        b" ",
        b"\n",
        b'"\\U00110000"',
    ),
    *(
        b"[key]: x, ",
        b"~mapping: x, ",
        b"same_total: {a: b}, ",
        b"1",
        b"",
        b"zh: ",
        b"id: ",
        b"@",
        b"`",
        b"\\ud800",
    ),
    *(sign.encode() for sign in "：，“”‘’［］｛｝\u3000\x85\u2028\u202e\ufeff😀"),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            data = data[:start] + chance.choice(PIECES) + data[start + chance.randint(0, 3) :]
        elif kind == 1:
            data = data[:start] + data[start + chance.randint(1, 9) :]
        elif kind == 2:
            other = chance.randrange(len(data) + 1)
            data = data[:start] + data[other : other + chance.randint(1, 60)] + data[start:]
        else:
            data = swapped(data, chance)
    return data if chance.random() < 0.1 else data.decode(errors="ignore").encode()


def swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
def test_a_mutated_file_is_sound_or_has_faults_within_it(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        data = mutated(SAMPLE, chance)
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        try:
            parse_checklist(data, "f.yaml")
        except ChecklistFaults as faulty:
            order = [(fault.line, fault.column) for fault in faulty.faults]
            assert order == sorted(order)
            assert all(1 <= fault.line <= lines + 1 and fault.column >= 1 for fault in faulty.faults), data


@pytest.mark.parametrize("seed", range(4))
def test_bytes_of_any_kind_are_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        data = b"".join(chance.choice(PIECES) for _ in range(chance.randint(1, 40)))
        with pytest.raises(ChecklistFaults):
            parse_checklist(data, "f.yaml")
