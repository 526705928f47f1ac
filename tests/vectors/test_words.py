import io

import numpy as np
import pytest
import sentencepiece
from tokenizers import Tokenizer, models, pre_tokenizers

from onyx_desktop.domain import Kind
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.pooling import unit
from onyx_desktop.vectors.static import StaticEncoder
from onyx_desktop.vectors.words import Pieces, Words, rank_weights
from tests.vectors.folders import card

LIST = ["the", "of", "cat", "Paris", "paris", "rain"]
CARD = card(kind=Kind.WORDS, dimensions=4, max_tokens=512)
ROWS = np.random.default_rng(1).normal(size=(len(LIST) + 1, 4)).astype(np.float32)


@pytest.fixture
def words(tmp_path):
    vocabulary = {each: i for i, each in enumerate([*LIST, "<unk>"])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.save(str(tmp_path / "tokenizer.json"))
    np.save(tmp_path / "embeddings.npy", ROWS)
    return tmp_path


@pytest.fixture(scope="module")
def pieces(tmp_path_factory):
    chance = np.random.default_rng(0)
    made = io.BytesIO()
    lines = (" ".join(chance.choice(["cat", "rain", "town", "old", "over", "0000", "."], 9)) for _ in range(500))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=lines, model_writer=made, vocab_size=45, model_type="bpe", minloglevel=2
    )
    path = tmp_path_factory.mktemp("pieces") / "pieces.model"
    path.write_bytes(made.getvalue())
    return path


def test_a_word_is_looked_up_as_it_is_then_in_lower_case(words):
    assert Words(words / "tokenizer.json", 512).plain(["The Paris paris PARIS zeppelin, Cat", "", "\ud800"]) == [
        [0, 3, 4, 4, 2],
        [],
        [],
    ]


def test_words_are_cut_at_the_most(words):
    assert Words(words / "tokenizer.json", 3).plain(["the cat of the cat"]) == [[0, 2, 1]]


def test_a_text_is_the_mean_of_its_words_weighted_by_how_rare_they_are(words):
    weights = rank_weights(len(ROWS))
    expected = unit((ROWS[[0, 2, 5]] * weights[[0, 2, 5], np.newaxis]).mean(axis=0, keepdims=True))
    np.testing.assert_allclose(StaticEncoder(words, CARD).encode(["The cat, zeppelin RAIN"]), expected, atol=1e-6)


def test_weights_in_the_folder_come_first(words):
    np.save(words / "weights.npy", np.ones(len(ROWS), np.float32))
    expected = unit(ROWS[[0, 2]].mean(axis=0, keepdims=True))
    np.testing.assert_allclose(StaticEncoder(words, CARD).encode(["the cat"]), expected, atol=1e-6)


def test_rarer_words_weigh_more_and_single_signs_as_the_commonest():
    weights = rank_weights(400_000)
    assert np.all(np.diff(weights) >= 0)
    assert weights[0] < 0.02
    assert 0.5 < weights[100] < weights[10_000] < 1
    assert rank_weights(100, [99])[99] == pytest.approx(rank_weights(100, [99])[0])


def test_pieces_are_sentencepieces_of_bpembs_spelling(pieces):
    theirs = sentencepiece.SentencePieceProcessor(model_proto=pieces.read_bytes())
    ours = Pieces(pieces, 512)
    unknown = theirs.unk_id()
    for text in ("Old cat over 1234 TOWN.", "", "漢字 rain \ud800"):
        spelled = text.lower().replace("1234", "0000").replace("\ud800", "?")
        assert ours.plain([text]) == [[each for each in theirs.encode(spelled) if each != unknown]]
    assert ours.size == 45
    assert Pieces(pieces, 2).plain(["old cat over town"]) == [ours.plain(["old cat over town"])[0][:2]]
    names = [theirs.id_to_piece(each) for each in ours.signs]
    assert {".", "0", "a"} <= set(names)
    assert not any(len(name) > 2 for name in names)


def test_a_list_of_pieces_makes_vectors(pieces):
    rows = np.random.default_rng(5).normal(size=(45, 4)).astype(np.float32)
    np.save(pieces.parent / "embeddings.npy", rows)
    encoder = StaticEncoder(pieces.parent, CARD)
    (ids,) = Pieces(pieces, 512).plain(["Old town"])
    weights = rank_weights(45, Pieces(pieces, 512).signs)
    expected = unit((rows[ids] * weights[ids, np.newaxis]).sum(axis=0, keepdims=True))
    np.testing.assert_allclose(encoder.encode(["Old town"]), expected, atol=1e-6)


def test_a_file_that_is_no_list_of_pieces_is_damaged(tmp_path):
    (tmp_path / "pieces.model").write_bytes(b"nothing")
    with pytest.raises(ModelDamaged):
        Pieces(tmp_path / "pieces.model", 512)
