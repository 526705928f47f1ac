"""What most people write who want to search their documents by meaning: the yardstick of `tests.bench.indexing`.

    python -m tests.bench.plain FOLDER WEIGHTS STORE

pypdf, pieces of 1,000 characters, `SentenceTransformer.encode` as it comes, Chroma. Prints JSON: files, pieces, and the
seconds of each step. Needs the `dev` extra.
"""

import json
import logging
import sys
import time
from pathlib import Path

PIECE = 1000
AT_ONCE = 5000  # Chroma takes no more than 5,461


def text_of(path: Path) -> str:
    """Nothing, if it can't be read."""
    import pypdf

    if path.suffix.lower() != ".pdf":
        return path.read_text(encoding="utf-8", errors="ignore")
    try:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    except Exception:  # pypdf raises many kinds
        return ""


def main() -> None:
    """Read, cut, embed, store."""
    import chromadb
    from sentence_transformers import SentenceTransformer

    logging.disable()
    folder, weights, store = map(Path, sys.argv[1:4])
    began = time.perf_counter()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [text_of(path) for path in paths]
    pieces = [text[start : start + PIECE] for text in texts for start in range(0, len(text), PIECE)]
    read = time.perf_counter()
    vectors = SentenceTransformer(str(weights), device="cpu").encode(pieces)
    embedded = time.perf_counter()
    collection = chromadb.PersistentClient(str(store)).create_collection("plain", embedding_function=None)
    for start in range(0, len(pieces), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        ids = [str(number) for number in range(len(pieces))[part]]
        collection.add(ids=ids, embeddings=vectors[part], documents=pieces[part])
    ended = time.perf_counter()
    seconds = {"reading": read - began, "embedding": embedded - read, "storing": ended - embedded}
    print(json.dumps({"files": len(paths), "pieces": len(pieces), "seconds": seconds}))


if __name__ == "__main__":
    main()
