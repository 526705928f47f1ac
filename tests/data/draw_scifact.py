"""Draws scifact-600 from the whole of SciFact: `python draw_scifact.py FOLDER_OF_THE_WHOLE FOLDER_OF_THE_PART`.

150 of the queries and 600 of the abstracts: every abstract that is relevant to one of the queries, and others beside
them. Both are taken in the order of a hash of their id, so that nobody chose them and everybody draws the same.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

QUERIES = 150
DOCUMENTS = 600


def lot(identifier: str) -> bytes:
    """A place in the queue that has nothing to do with the content."""
    return hashlib.sha256(identifier.encode()).digest()


def records(path: Path) -> dict[str, str]:
    """Id to line, in the order of the file."""
    return {json.loads(line)["_id"]: line for line in path.read_text(encoding="utf-8").splitlines()}


def draw(whole: Path, part: Path) -> None:
    """Write corpus.jsonl, queries.jsonl and qrels.tsv of the part."""
    corpus, queries = records(whole / "corpus.jsonl"), records(whole / "queries.jsonl")
    with (whole / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        header, *qrels = csv.reader(file, delimiter="\t")
    asked = set(sorted(queries, key=lot)[:QUERIES])
    judged = [row for row in qrels if row[0] in asked]
    kept = {row[1] for row in judged}
    kept |= set(sorted(corpus.keys() - kept, key=lot)[: DOCUMENTS - len(kept)])
    part.mkdir(exist_ok=True)
    lines = [line for identifier, line in corpus.items() if identifier in kept]
    (part / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [line for identifier, line in queries.items() if identifier in asked]
    (part / "queries.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["\t".join(row) for row in [header, *judged]]
    (part / "qrels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
