import gzip
import json
import shutil
import stat
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from onyx_desktop.domain import Kind, Phase, Pooling
from onyx_desktop.errors import ModelUnfit
from onyx_desktop.models.shelf import Shelf
from onyx_desktop.vectors import sample
from onyx_desktop.vectors.encoder import load
from tests.models import ready
from tests.tiny import publish

PLACES = {"cat": 0, "the": 1, "rain": 2, "town": 3}
TABLE = np.random.default_rng(4).normal(size=(4, 6)).astype(np.float32)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "models", {"tiny": ready.card()})


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder as sentence-transformers saves it: CLS pooling, a prompt, 62 tokens."""
    folder = tmp_path_factory.mktemp("published") / "My model (2026)"
    folder.mkdir()
    publish(folder)
    kinds = ["models.Transformer", "models.Pooling", "models.Normalize"]
    paths = ["", "1_Pooling", "2_Normalize"]
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.{kind}"}
        for n, (kind, path) in enumerate(zip(kinds, paths, strict=True))
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling/config.json").write_text(json.dumps(pooling))
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 62, "do_lower_case": false}')
    prompts = {"prompts": {"query": "ask: ", "document": ""}, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    (folder / "README.md").write_text("---\ntags:\n- x\nlicense: cc-by-nc-4.0\n---\n# My model\n")
    return folder


def imported(shelf, path, rows=sample.rows):
    work, steps = shelf.import_model(path, rows), []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as finished:
            assert {step.phase for step in steps} == {Phase.CONVERTING}
            return finished.value


def refused(shelf, tmp_path, path, why):
    with pytest.raises(ModelUnfit, match=why) as caught:
        imported(shelf, path)
    assert str(caught.value.args[0]) == str(path)
    assert [card.id for card in shelf.catalogue()] == ["tiny"]
    assert not shelf.leftovers()
    assert not list((tmp_path / "models").glob("*"))


def zipped(folder, path, below=""):
    with zipfile.ZipFile(path, "w") as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                archive.write(each, below + each.relative_to(folder).as_posix())
    return path


def test_a_published_folder(shelf, published):
    card = imported(shelf, published)
    assert card.id == "My-model-2026"
    assert (card.kind, card.pooling, card.normalise) == (Kind.DENSE, Pooling.CLS, True)
    assert (card.dimensions, card.max_tokens, card.query_prefix) == (32, 62, "ask: ")
    assert (card.licence, card.commercial, card.name) == ("cc-by-nc-4.0", False, "My model (2026)")
    found, folder = shelf.find(card.id)
    assert found == card
    encoder = load(folder, card, 1)
    assert encoder.encode(["the cat sat on a mat"]).shape == (1, 32)
    encoder.close()
    assert shelf.list() == [card]


def test_a_zip_of_it_with_a_folder_on_top(shelf, published, tmp_path):
    card = imported(shelf, zipped(published, tmp_path / "borrowed.zip", "some/where/"))
    direct = imported(shelf, published)
    assert card.id == "borrowed"
    assert card.files == direct.files
    assert replace(card, id="", name="") == replace(direct, id="", name="")


def test_twice_gives_two(shelf, published):
    ids = [imported(shelf, published).id for _ in range(2)]
    assert ids == ["My-model-2026", "My-model-2026-2"]


def test_a_name_of_the_catalogue_is_not_taken(shelf, published, tmp_path):
    named = tmp_path / "TINY"
    shutil.copytree(published, named)
    assert imported(shelf, named).id == "TINY-2"
    assert shelf.catalogue()[0] == ready.card()


def ours(shelf, tmp_path, **changes):
    """A model installed on another computer, as a folder."""
    from onyx_desktop.models.hub import Hub
    from tests.models.hub_server import Published, serving

    card = ready.card(**changes)
    with serving(Published({"someone/tiny": ready.files()})) as hub:
        there = Shelf(tmp_path / "there", {card.id: card})
        for _ in there.install(card.id, Hub(hub.url), ready.rows):
            pass
    return there.find(card.id)


def test_a_folder_of_ours_keeps_the_name_the_catalogue_gives_it(shelf, tmp_path):
    card, folder = ours(shelf, tmp_path)
    assert imported(shelf, folder, ready.rows) == card
    assert shelf.find("tiny")[0] == card
    assert shelf.catalogue() == [card]


def test_a_folder_of_ours_that_the_catalogue_does_not_know(shelf, tmp_path):
    card, folder = ours(shelf, tmp_path, id="strange")
    assert imported(shelf, zipped(folder, tmp_path / "x.zip"), ready.rows) == card


def test_a_folder_of_ours_under_a_wrong_name_gets_another(shelf, tmp_path):
    card, folder = ours(shelf, tmp_path, query_prefix="other: ")
    assert imported(shelf, folder, ready.rows) == replace(card, id="tiny-2")


def test_a_folder_of_ours_with_a_changed_file(shelf, tmp_path):
    _, folder = ours(shelf, tmp_path)
    with (folder / "tokenizer.json").open("a") as stream:
        stream.write(" ")
    refused(shelf, tmp_path, folder, "not those that its card tells of")


def test_a_folder_of_ours_with_a_missing_file(shelf, tmp_path):
    _, folder = ours(shelf, tmp_path)
    (folder / "tokenizer.json").unlink()
    refused(shelf, tmp_path, folder, "tokenizer.json is missing")


def test_a_ready_graph_in_a_family_we_do_not_convert(shelf, tmp_path):
    folder = tmp_path / "exotic"
    for name, content in ready.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "config.json").write_text('{"model_type": "exotic", "hidden_size": 8}')
    card = imported(shelf, folder, ready.rows)
    assert set(card.files) == {"model.onnx", "tokenizer.json"}
    assert (card.dimensions, card.precision) == (8, "float32")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("config.json", "{", "config.json: "),
        ("config.json", '{"model_type": "bert"}', "config.json: "),
        ("model.safetensors", "no tensors", "model.safetensors: "),
        ("model.safetensors", None, "model.safetensors is missing"),
        ("tokenizer.json", None, "tokenizer.json is missing"),
        ("tokenizer.json", "{}", "tokenizer.json: "),
        ("1_Pooling/config.json", '{"pooling_mode": "weightedmean"}', "pooling weightedmean is not understood"),
        ("modules.json", '[{"type": "x.Evil", "path": "../../.."}]', "modules.json: "),
    ],
)
def test_a_damaged_folder(shelf, published, tmp_path, name, content, why):
    folder = tmp_path / "damaged"
    shutil.copytree(published, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)
    refused(shelf, tmp_path, folder, why)


def test_what_is_no_model(shelf, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    refused(shelf, tmp_path, tmp_path / "empty", "there is no config.json")
    refused(shelf, tmp_path, tmp_path / "photo.jpg", "it is no zip")
    refused(shelf, tmp_path, tmp_path / "nowhere", "there is no such file")


def test_a_cancelled_import_leaves_nothing(shelf, published, tmp_path):
    work = shelf.import_model(published, sample.rows)
    for _ in range(5):
        next(work)
    work.close()
    assert not shelf.leftovers()
    assert shelf.list() == []


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/evil", "C:/evil", "a\\..\\evil", "a//evil", "./evil"])
def test_an_entry_that_would_land_elsewhere(shelf, tmp_path, name):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")
        archive.writestr(name, "got you")
    refused(shelf, tmp_path, path, "outside its folder")
    assert not list(tmp_path.rglob("evil"))


def test_a_link_in_a_zip(shelf, tmp_path):
    path = tmp_path / "links.zip"
    link = zipfile.ZipInfo("config.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(shelf, tmp_path, path, "holds a link")


def test_names_that_are_one_on_some_disks(shelf, tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")
        archive.writestr("CONFIG.json", "{}")
    refused(shelf, tmp_path, path, "twice")


def test_a_zip_with_too_many_files(shelf, tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(2001):
            archive.writestr(str(n), "")
    refused(shelf, tmp_path, path, "2001 files")


def test_a_zip_cut_short_or_changed(shelf, published, tmp_path):
    whole = zipped(published, tmp_path / "whole.zip").read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 255
    (tmp_path / "changed.zip").write_bytes(changed)
    refused(shelf, tmp_path, tmp_path / "changed.zip", "the archive is damaged")
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    refused(shelf, tmp_path, tmp_path / "cut.zip", "it is no zip")


def test_a_zip_that_says_it_holds_less_than_it_does(shelf, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b" " * 5_000_000)
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10)))
    refused(shelf, tmp_path, path, "the archive is damaged")


def glove(path, header=""):
    lines = [f"{word} {' '.join(map(str, TABLE[place]))}" for word, place in PLACES.items()]
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as stream:
        stream.write(header + "\n".join(lines) + "\n")
    return path


def word2vec(path, rows=4, between="\n"):
    content = f"{rows} 6\n".encode()
    for word, place in PLACES.items():
        content += f"{word} ".encode() + TABLE[place].tobytes() + between.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


LISTS = {
    "glove.4w.6d.txt": glove,
    "glove.4w.6d.txt.gz": glove,
    "wiki.vec": lambda path: glove(path, "4 6\n"),
    "news.bin": word2vec,
    "news.bin.gz": word2vec,
    "tight.bin": lambda path: word2vec(path, between=""),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_words(shelf, tmp_path, name):
    card = imported(shelf, LISTS[name](tmp_path / name), word_rows)
    assert (card.kind, card.dimensions, card.id) == (Kind.WORDS, 6, name.split(".gz")[0].rpartition(".")[0])
    found, folder = shelf.find(card.id)
    table = np.load(folder / "embeddings.npy")
    np.testing.assert_allclose(table[:4], TABLE, atol=2e-3)
    assert table.dtype == np.float16
    assert not table[4:].any()
    encoder = load(folder, found, 1)
    vector = encoder.encode(["Rain!"])[0]
    np.testing.assert_allclose(vector, TABLE[2] / np.linalg.norm(TABLE[2]), atol=2e-3)
    encoder.close()


def word_rows(card, folder):
    """Rows for the few words there are."""
    encoder = load(folder, card, 1)
    rows = encoder.encode(["the cat", "rain", "the town", "cat"])
    encoder.close()
    return rows


def test_a_zip_of_lists_gives_the_largest(shelf, tmp_path):
    small, large = glove(tmp_path / "small.txt"), tmp_path / "large.txt"
    large.write_text(small.read_text() + f"old {' '.join(map(str, TABLE[0]))}\n")
    with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
        archive.write(small, "small.txt")
        archive.write(large, "large.txt")
    card = imported(shelf, tmp_path / "glove.zip", word_rows)
    assert card.id == "glove"
    assert len(np.load(shelf.find("glove")[1] / "embeddings.npy")) == 6


def test_words_with_blanks_twice_or_in_no_encoding(shelf, tmp_path):
    path = glove(tmp_path / "odd.txt")
    row = b" ".join(str(number).encode() for number in TABLE[0])
    with path.open("ab") as stream:
        stream.write(b". . . " + row + b"\ncat " + row + b"\n\xff\xfe " + row + b"\n" + b"w" * 300 + b" " + row + b"\n")
    card = imported(shelf, path, word_rows)
    vocabulary = json.loads((shelf.find(card.id)[1] / "tokenizer.json").read_text())["model"]["vocab"]
    assert list(vocabulary) == [*PLACES, ". . .", "[UNK]"]


def test_a_list_in_two_cases_keeps_them(shelf, tmp_path):
    path = tmp_path / "cased.txt"
    row = " ".join(map(str, TABLE[0]))
    path.write_text(glove(path).read_text() + f"Rain {row}\n")
    card = imported(shelf, path, word_rows)
    encoder = load(shelf.find(card.id)[1], card, 1)
    named, common = encoder.encode(["Rain", "rain"])
    encoder.close()
    assert named @ common < 0.99


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"the 0.1 0.2\ncat 0.3\n", "word 2 is not followed by 2 numbers"),
        ("b.txt", b"the 0.1 0.2\ncat 0.3 dog\n", "word 2 is not followed by 2 numbers"),
        ("c.txt", b"the 0.1 nan\ncat 0.3 0.4\n", "numbers that are none"),
        ("d.txt", b"the 0.1 1e30\ncat 0.3 0.4\n", "numbers that are none"),
        ("e.txt", b"", "no list of words"),
        ("f.txt", b"Dear diary\ntoday it rained\n", "is not followed by"),
        ("g.vec", b"3 2\nthe 0.1 0.2\ncat 0.3 0.4\n", "ends after 2 of 3 words"),
        ("h.bin", b"2 2\nthe " + b"\0" * 8 + b"\ncat " + b"\0" * 7, "ends after 1 of 2 words"),
        ("i.bin", b"2 9999\nthe ", "claims 9999 numbers"),
        ("j.bin", b"9 2\n" + b"x" * 9000, "ends after 0 of 9 words"),
        ("k.txt.gz", gzip.compress(b"the 0.1 0.2\n" * 1000)[:-20], "is damaged"),
        ("l.txt.gz", b"the 0.1 0.2\n", "is damaged"),
        ("m.vec", b"2 2\nthe 0.1 zero\ncat 0.3 0.4\n", "word 1 is not followed by 2 numbers"),
    ],
)
def test_a_damaged_list(shelf, tmp_path, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    refused(shelf, tmp_path, path, why)


def test_a_list_that_may_not_be_read(shelf, tmp_path):
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    refused(shelf, tmp_path, tmp_path / "loop.txt", "there is no such file")


def sentencepiece_model(names):
    """The bytes of a SentencePiece model, as far as we read it: its pieces."""
    content = b""
    for name in names:
        piece = b"\x0a" + bytes([len(name.encode())]) + name.encode() + b"\x15\0\0\0\0"
        content += b"\x0a" + bytes([len(piece)]) + piece
    return content


def test_the_rows_of_pieces_follow_the_ids(tmp_path):
    from onyx_desktop.models import word_files

    path = word2vec(tmp_path / "en.wiki.bpe.vs4.d6.w2v.bin")
    (tmp_path / "en.wiki.bpe.vs4.model").write_bytes(sentencepiece_model(["<unk>", "town", "cat", "the"]))
    pieces = word_files.pieces_beside(path)
    assert pieces == tmp_path / "en.wiki.bpe.vs4.model"
    assert word_files.make(path, pieces, tmp_path / "made") == 6
    table = np.load(tmp_path / "made/embeddings.npy")
    np.testing.assert_allclose(table, [np.zeros(6), TABLE[3], TABLE[0], TABLE[1]], atol=2e-3)


@pytest.mark.parametrize("content", [sentencepiece_model(["all", "other", "words"]), b"no model at all", b""])
def test_pieces_of_another_list_are_refused(tmp_path, content):
    from onyx_desktop.models import word_files

    path = word2vec(tmp_path / "x.d6.bin")
    (tmp_path / "x.model").write_bytes(content)
    with pytest.raises(ModelUnfit):
        word_files.make(path, tmp_path / "x.model", tmp_path / "made")
